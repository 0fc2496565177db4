import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { readNamedBytes, readNamedFile, readPresets, writeNewFiles } from "../../../src/adapters/files/files.ts";

let directory: string;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lockstep-"));
});

afterAll(async () => {
  await rm(directory, { recursive: true, force: true });
});

describe("a file a person named", () => {
  test("is read without a byte order mark", async () => {
    await writeFile(join(directory, "a.txt"), "\uFEFFgrüße\n");
    expect(await readNamedFile(join(directory, "a.txt"))).toBe("grüße\n");
  });

  test("that is not UTF-8 is named, with what writes such files", async () => {
    await writeFile(join(directory, "utf16.txt"), Buffer.from("\uFEFF{}", "utf16le"));
    await expect(readNamedFile(join(directory, "utf16.txt"))).rejects.toMatchObject({
      message: expect.stringContaining("utf16.txt is not text in UTF-8"),
      remedy: expect.stringContaining("PowerShell"),
    });
  });

  test("that is not there, is a directory or is too large is named with the reason", async () => {
    await writeFile(join(directory, "large.txt"), Buffer.alloc(16 * 1024 * 1024 + 1));
    await expect(readNamedFile(join(directory, "none"))).rejects.toThrow("there is no such file");
    await expect(readNamedFile(directory)).rejects.toThrow("it is a directory");
    await expect(readNamedFile(join(directory, "large.txt"))).rejects.toThrow("more than the 16777216 bytes");
    await expect(readNamedBytes(join(directory, "large.txt"), 5)).rejects.toThrow("more than the 5 bytes");
    expect(await readNamedBytes(join(directory, "large.txt"), 32 * 1024 * 1024)).toHaveLength(16 * 1024 * 1024 + 1);
  });
});

test("presets are the .yml files of their directory, by name", async () => {
  const presets = await readPresets(new URL("../../../presets/", import.meta.url));
  expect([...presets.keys()]).toContain("operating-model");
});

test("new files are written all or, when one is there, none", async () => {
  await writeNewFiles(directory, new Map([["deep/er/one.txt", "1"]]));
  expect(await readFile(join(directory, "deep/er/one.txt"), "utf8")).toBe("1");
  const files = new Map([
    ["two.txt", "2"],
    ["deep/er/one.txt", "changed"],
  ]);
  await expect(writeNewFiles(directory, files)).rejects.toThrow("deep/er/one.txt is there already");
  await expect(readFile(join(directory, "two.txt"), "utf8")).rejects.toThrow();
  expect(await readFile(join(directory, "deep/er/one.txt"), "utf8")).toBe("1");
});
