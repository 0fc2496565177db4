import { describe, expect, test } from "@jest/globals";
import { setDesk } from "../../desk.ts";

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
});
