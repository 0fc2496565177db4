import { cp, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@jest/globals";
import { runNewRequirement } from "../../src/cli/new-requirement.ts";

const root = join(import.meta.dirname, "../..");

test("a new kind is three files and a line in the registry, and nothing is written over", async () => {
  const directory = await mkdtemp(join(tmpdir(), "lockstep-"));
  try {
    await writeFile(join(directory, "package.json"), '{ "name": "lockstep" }');
    await cp(join(root, "src/core/requirements"), join(directory, "src/core/requirements"), { recursive: true });
    let output = "";
    const io = {
      stdout: (text: string) => {
        output += text;
      },
      stderr: () => undefined,
      cwd: directory,
      colour: false,
      width: 100,
      packageRoot: new URL("../../", import.meta.url),
      version: "0",
    };
    expect(await runNewRequirement("signed-off", {}, io)).toBe(0);
    expect(output).toContain("wrote src/core/requirements/signed-off.ts");
    const index = await readFile(join(directory, "src/core/requirements/index.ts"), "utf8");
    expect(index).toContain('import signedOff from "./signed-off.ts";');
    expect(index).toContain("  signedOff,\n");
    for (const path of ["test/core/requirements/signed-off.test.ts", "docs/reference/requirements/signed-off.md"]) {
      expect(await readFile(join(directory, path), "utf8")).toContain("signed-off");
    }
    await expect(runNewRequirement("signed-off", {}, io)).rejects.toThrow("is there already");
  } finally {
    await rm(directory, { recursive: true, force: true });
  }
});
