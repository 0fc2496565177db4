import { describe, expect, test } from "@jest/globals";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { type Case, type GivenCommit, judgeCase, testRequirement } from "../../requirement-table.ts";

const subject = { commits: { subject: { matches: "^(feat|fix): \\S" } } };
const onePacket = { commits: { "one-packet": "pull-request#Packets" } };
const pullRequest = {
  body: [
    ...["## Packets", "", "### Routing", "", "- Files: `src/routing/**`, `src/shared.ts`", ""],
    ...["### Docs", "", "- Files: `docs/`, `src/shared.ts`, `**`", ""],
    ...["### Later", "", "- Files: to be decided", ""],
  ].join("\n"),
};

const touching = (...files: readonly (readonly string[])[]): readonly GivenCommit[] =>
  files.map((paths, index) => ({ message: `fix: ${index}`, files: paths }));

const packets: readonly (readonly [name: string, commits: readonly GivenCommit[], then: Case["then"]])[] = [
  ["a commit for each packet passes", touching(["src/routing/a.ts", "src/routing/b.ts"], ["docs/00.md"]), "pass"],
  [
    "a file of two packets goes with either",
    touching(["src/shared.ts", "src/routing/a.ts"], ["src/shared.ts", "docs/00.md"]),
    "pass",
  ],
  ["files of no packet are passed over", touching(["README.md", "src/routing/a.ts"], ["README.md"], []), "pass"],
  [
    "a commit that touches two packets fails, and names a file of each",
    touching(["docs/00.md"], ["docs/00.md", "src/routing/a.ts"]),
    {
      verdict: "fail",
      says: "Commit `0000002` (`fix: 1`) touches more than one packet: `docs/00.md` of `Docs` and `src/routing/a.ts` of `Routing`.",
    },
  ],
  [
    "files that each packet shares in part do not make one packet",
    touching(["src/shared.ts", "docs/00.md", "src/routing/a.ts"]),
    { verdict: "fail", says: "`src/shared.ts` of `Routing` and `docs/00.md` of `Docs`" },
  ],
  ["merges are passed over", [...touching(["docs/00.md"]), { message: "Merge main", parents: 2 }], "pass"],
  [
    "a commit of which nobody knows what it touches is undecidable",
    [{ message: "fix: a" }],
    {
      verdict: "error",
      says: "What commit `0000001` (`fix: a`) touches is not known; that is looked at for at most 50 commits.",
    },
  ],
];

testRequirement("commits", [
  {
    name: "subjects and bodies that match pass",
    require: { commits: { ...subject.commits, body: { matches: "(?m)^Refs: [A-Z]+-\\d+$" }, "at-most": 2 } },
    commits: [{ message: "fix: a\n\nRefs: OPS-1" }, { message: "feat: b\n\nBecause.\n\nRefs: OPS-2\n" }],
    then: "pass",
  },
  {
    name: "every subject that does not match is named",
    require: subject,
    commits: [{ message: "wip" }, { message: "fix: a" }, { message: "Fix `b`\n\nfix: not here" }],
    then: {
      verdict: "fail",
      says: ["The subject `wip` of commit `0000001` does not match", "The subject `Fix 'b'` of commit `0000003`"],
      at: "pull-request",
    },
  },
  {
    name: "a body that does not match is named by the subject",
    require: { commits: { body: { matches: "Signed-off-by: " } } },
    commits: [{ message: "Signed-off-by: in the subject" }],
    then: { verdict: "fail", says: "The body of commit `0000001`, `Signed-off-by: in the subject`, does not match" },
  },
  {
    name: "as many commits as are allowed pass, merges aside",
    require: { commits: { "at-most": 2 } },
    commits: [{ message: "a" }, { message: "Merge main", parents: 2 }, { message: "b" }],
    then: "pass",
  },
  {
    name: "one more fails, and says what it did not count",
    require: { commits: { "at-most": 1 } },
    commits: [{ message: "a" }, { message: "Merge main", parents: 2 }, { message: "b" }],
    then: { verdict: "fail", says: "The change has 2 commits, 1 merge aside; at most 1 is allowed." },
  },
  {
    name: "merges have whatever subject they have",
    require: subject,
    commits: [{ message: "Merge main", parents: 2 }],
    then: "not-applicable",
  },
  { name: "no commits have no subject", require: subject, commits: [], then: "not-applicable" },
  {
    name: "commits that are not known are undecidable",
    require: subject,
    then: { verdict: "error", says: "The commits of the change are not known, or there are more than 250." },
  },
  ...packets.map(([name, commits, then]): Case => ({ name, require: onePacket, pullRequest, commits, then })),
  {
    name: "a plan that is not there fails",
    require: onePacket,
    commits: touching(["docs/00.md"]),
    then: { verdict: "fail", says: "has no heading *Packets*" },
  },
  {
    name: "packets without files fail",
    require: onePacket,
    pullRequest: { body: "## Packets\n\n### A\n\n- Goal: a\n" },
    commits: touching(["docs/00.md"]),
    then: { verdict: "fail", says: "has no packets that name *Files* under *Packets*" },
  },
  {
    name: "what one packet takes in is told apart from what the subject lacks",
    require: { commits: { ...subject.commits, ...onePacket.commits } },
    pullRequest,
    commits: [{ message: "wip" }],
    then: { verdict: "error", says: ["is not known", "The subject `wip`"] },
  },
  {
    name: "more packets than can be compared are undecidable",
    require: onePacket,
    pullRequest: {
      body: `## Packets\n\n${Array.from({ length: 101 }, (_, index) => `- Files: a${index}.ts`).join("\n")}`,
    },
    commits: touching(["docs/00.md"]),
    then: { verdict: "error", says: "more packets or globs than can be compared" },
  },
]);

describe("the options of commits", () => {
  test.each([{}, { files: "Files" }, { "at-most": 0 }, { "at-most": 251 }, { subject: "x" }, { subject: {} }])(
    "%j is refused",
    (options) => {
      expect(demandSchema.safeParse({ commits: options }).success).toBe(false);
    },
  );

  test("what commits touch is asked for only where packets are", () => {
    expect(judgeCase({ require: subject }).needs).toEqual([{ fact: "commits", files: false }]);
    expect(judgeCase({ require: onePacket }).needs).toEqual([
      { fact: "commits", files: true },
      { fact: "description" },
    ]);
  });
});
