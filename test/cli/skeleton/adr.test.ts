import { existsSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { setDesk } from "../../desk.ts";
import { createRepository } from "../../git-repository.ts";

const { lockstep, read, write } = setDesk();

describe("lockstep new adr", () => {
  test("goes on from the decisions that are there", async () => {
    await write("docs/decisions/0007-old.md", "# 7. Old\n");
    expect((await lockstep("new", "adr", "Ein Zähler für alle!")).stdout).toBe(
      "wrote docs/decisions/0008-ein-zahler-fur-alle.md\n",
    );
    expect(await read("docs/decisions/0008-ein-zahler-fur-alle.md")).toMatch(
      /^# 8\. Ein Zähler für alle!\n\nStatus: Proposed\n/,
    );
  });

  test("begins in docs/adr, and refuses an empty title", async () => {
    expect((await lockstep("new", "adr", "First")).stdout).toBe("wrote docs/adr/0001-first.md\n");
    expect((await lockstep("new", "adr", " ")).exit).toBe(2);
    expect((await lockstep("new", "adr", "../../etc")).stdout).toBe("wrote docs/adr/0002-etc.md\n");
  });

  test("goes to the top of the repository, from wherever in it; --to is a folder as one names it from there", async () => {
    const repository = await createRepository();
    try {
      await repository.write({ "src/deep/a.ts": "" });
      const at = join(repository.path, "src/deep");
      expect((await lockstep("new", "adr", "-C", at, "First")).exit).toBe(0);
      expect((await lockstep("new", "adr", "-C", at, "--to", "log", "Second")).exit).toBe(0);
      expect(existsSync(join(repository.path, "docs/adr/0001-first.md"))).toBe(true);
      expect(existsSync(join(at, "log/0001-second.md"))).toBe(true);
    } finally {
      await repository.dispose();
    }
    expect((await lockstep("new", "adr", "-C", "nowhere", "First")).stderr).toContain("there is no directory");
  });
});
