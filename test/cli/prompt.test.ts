import { describe, expect, test } from "@jest/globals";
import { setDesk } from "../desk.ts";

const { lockstep, write } = setDesk();

const policy = `version: 1
documents: { evidence: docs/E.md }
rules:
  - id: window
    gate: G4
    when: { changed: [deploy/**] }
    require: [{ row-added: { to: "evidence#Windows", columns: { Window: { type: date }, Rate: { type: percent } } } }]
`;

describe("lockstep prompt", () => {
  test("holds the documents, the gates and the form of the answers, also without a change", async () => {
    await write(".github/lockstep.yml", policy);
    const { exit, stdout } = await lockstep("prompt");
    expect(exit).toBe(0);
    for (const part of [
      "`docs/E.md` (evidence)",
      "### G4 Documentation",
      "**window**",
      "a new row",
      "## Output of each cycle",
      "There is no change yet.",
    ])
      expect(stdout).toContain(part);
    const short = (await lockstep("prompt", "--short")).stdout;
    expect(short.trim().split("\n")).toHaveLength(1);
    expect(short).toContain("gates G4 documentation");
  });

  test("is refused without a policy", async () => {
    expect((await lockstep("prompt")).exit).toBe(2);
  });
});
