import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "@jest/globals";
import { envFile } from "../../../../src/adapters/web/setup/env-file.ts";

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lockstep-"));
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

test("is written once", async () => {
  const file = envFile(join(directory, "one.env"));
  expect(await file.trouble()).toBeUndefined();
  await file.write({ APP_ID: "1", PUBLIC_URL: "https://[::1]:8443/a" });
  expect(await readFile(file.path, "utf8")).toBe("APP_ID=1\nPUBLIC_URL=https://[::1]:8443/a\n");
  expect(await file.trouble()).toContain("is there already");
  await expect(file.write({ APP_ID: "2" })).rejects.toThrow("is there already");
});

test.each(["a b", "a\nB=c", "$HOME", '"quoted"', "a#b", "`id`"])(
  "a value that needs quotes is refused: %j",
  async (value) => {
    const file = envFile(join(directory, "two.env"));
    await expect(file.write({ NAME: value })).rejects.toThrow("NAME cannot be written without quotes");
    expect(await file.trouble()).toBeUndefined();
  },
);

test("a directory that is not there is said", async () => {
  expect(await envFile(join(directory, "none", ".env")).trouble()).toContain("cannot be written to");
});
