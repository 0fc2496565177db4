import { describe, expect, test } from "@jest/globals";
import { setDesk } from "../../desk.ts";
import { judgeCase } from "../../requirement-table.ts";

const { lockstep, read, write } = setDesk();

describe("lockstep new packet", () => {
  test("prints packets for a description", async () => {
    const { stdout } = await lockstep("new", "packet", "--count", "2");
    expect(stdout).toContain("## Packets\n\n### Packet 1\n\n- Goal: …");
    expect(
      judgeCase({ require: { packets: "pull-request#Packets" }, pullRequest: { body: stdout } }).outcome.verdict,
    ).toBe("fail");
    const filled = stdout.replaceAll("Files: …", "Files: `src/a.ts`").replaceAll("…", "said");
    const distinct = filled.replace("said", "first");
    expect(
      judgeCase({ require: { packets: "pull-request#Packets" }, pullRequest: { body: distinct } }).outcome.verdict,
    ).toBe("pass");
  });

  test("numbers on in a file, and leaves what follows", async () => {
    await write("plan.md", "# Plan\n\n## Packets\n\n### Packet 1\n\n- Goal: x\n\n## After\n");
    await lockstep("new", "packet", "--in", "plan.md");
    const text = await read("plan.md");
    expect(text).toMatch(/### Packet 1\n\n- Goal: x\n\n### Packet 2\n\n- Goal: …/);
    expect(text.trimEnd().endsWith("## After")).toBe(true);
    expect((await lockstep("new", "packet", "--count", "0")).exit).toBe(2);
  });

  test("says what is wrong with the file", async () => {
    await write("docs/a.md", "");
    expect(await lockstep("new", "packet", "--in", "docs")).toMatchObject({
      exit: 2,
      stderr: expect.stringMatching(/^lockstep: cannot read .*docs: it is a directory\n$/),
    });
    expect((await lockstep("new", "packet", "--in", "docs/a.md/b.md")).stderr).toMatch(/^lockstep: cannot write /);
  });
});
