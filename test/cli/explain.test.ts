import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { setDesk } from "../desk.ts";

const { lockstep, lockstepIn, path, write } = setDesk();

describe("lockstep explain --preset", () => {
  test("prints a preset as a table in which no line is too long", async () => {
    const { exit, stdout } = await lockstep("explain", "--preset", "operating-model");
    expect(exit).toBe(0);
    expect(stdout).toContain("If you change …");
    expect(stdout).toMatch(/^rollout-window {2,}│ • a new row in a table/m);
    expect(Math.max(...stdout.split("\n").map((line) => line.length))).toBeLessThanOrEqual(100);
  });

  test("names the presets there are", async () => {
    expect((await lockstep("explain", "--preset", "operatin-model")).stderr).toContain(
      'did you mean "operating-model"?',
    );
    expect((await lockstep("explain")).stderr).toContain("name paths or rules");
  });
});

describe("lockstep explain", () => {
  const policy = `version: 1
documents: { status: docs/STATUS.md }
rules:
  - id: routing
    gate: G4
    when: { changed: ["src/routing/**"] }
    require: [{ entry-added: "status#Log" }]
  - id: tests
    gate: G2
    when: { changed: ["src/**"] }
    require: [{ changed: "test/**" }]
`;
  const woken = expect.stringMatching(/^src\/routing\/a\.ts\n {2}G4\/routing {2}changed/);

  test.each([["routing"], ["G4/routing"], ["G4"], ["g4"]])("takes %s for the rule", async (subject) => {
    await write(".github/lockstep.yml", policy);
    expect(await lockstep("explain", subject)).toMatchObject({
      exit: 0,
      stdout: expect.stringMatching(/^G4\/routing\n\n {2}when/),
    });
  });

  test("says which rules ask something of a document, by path and by short name", async () => {
    await write(".github/lockstep.yml", policy);
    const asked = `docs/STATUS.md
  nothing watches this path
  G4/routing  asks for a new entry under *Log* of \`docs/STATUS.md\`
`;
    expect((await lockstep("explain", "status")).stdout).toBe(asked);
    expect((await lockstep("explain", "docs/STATUS.md")).stdout).toBe(asked);
  });

  test("takes a path as it is named from the current directory, and from the top", async () => {
    await write("r/.github/lockstep.yml", policy);
    await write("r/src/routing/a.ts", "");
    const from = (directory: string, subject: string) => lockstepIn(directory, "explain", subject);
    for (const subject of ["a.ts", "./a.ts", "../routing/a.ts", "src/routing/a.ts", join(path(), "r/src/routing/a.ts")])
      expect(await from("r/src/routing", subject)).toMatchObject({ exit: 0, stdout: woken });
    expect((await from("r/src", "../../else.ts")).stderr).toContain("../../else.ts is not in the repository");
  });

  test("wants files, not folders, and rules that are there", async () => {
    await write(".github/lockstep.yml", policy);
    await write("src/routing/a.ts", "");
    expect((await lockstep("explain", "src/routing")).stderr).toContain("src/routing is a folder");
    expect((await lockstep("explain", "nothing/")).stderr).toContain("nothing/ is a folder");
    expect((await lockstep("explain", "G4/routin")).stderr).toContain('did you mean "routing"?');
    expect((await lockstep("explain", "G1")).stderr).toContain("the policy has no rule in G1");
    expect((await lockstep("explain", "--preset", "operating-model", "src/a.ts")).exit).toBe(2);
  });
});
