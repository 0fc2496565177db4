import { describe, expect, test } from "@jest/globals";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { type Case, judgeCase, testRequirement } from "../../requirement-table.ts";

const path = "docs/02.md";
const require = { packets: `${path}#Packets` };
const short = { packets: { in: `${path}#Packets`, fields: ["Goal", "Files"] } };

function plan(...lines: readonly string[]) {
  return { [path]: ["# Plan", "", "## Packets", "", ...lines, "", "## Other", "", "- Goal: elsewhere", ""].join("\n") };
}

/** A packet with all four fields, as lines. */
function packet(name: string, ...replaced: readonly string[]) {
  const fields = [
    `- Goal: ${name} works`,
    "- Files: `src/**`",
    "- Verification: `npm test`",
    "- Expected evidence: it passes",
  ];
  const key = (line: string) => line.slice(0, line.indexOf(":"));
  const kept = fields.map((line) => replaced.find((other) => key(other) === key(line)) ?? line);
  return [`### ${name}`, "", ...kept.filter((line) => !line.endsWith("gone")), ""];
}

const passing: readonly (readonly [string, ...string[]])[] = [
  ["sub-headings with lists pass", ...packet("A"), ...packet("B")],
  ["six packets pass", ..."ABCDEF".split("").flatMap((name) => packet(name))],
  [
    "an introduction and a closing word are no packets",
    "- First this",
    "",
    ...packet("A"),
    ...packet("B"),
    "That is all.",
  ],
  [
    "lines of a paragraph pass",
    "### A",
    "",
    "**Goal:** a",
    "*Files:* `a.ts`",
    "Verification: npm test",
    "Expected evidence: green",
    "",
    ...packet("B"),
  ],
  [
    "a list or code below a line is its value",
    ...["### A", "", "Goal: a", "Files:", "", "- `a.ts`", "- `b/**`", ""],
    ...["Verification:", "", "```sh", "npm test", "```", "", "Expected evidence: green", ""],
    ...packet("B"),
  ],
  [
    "sub-headings of a packet are its fields",
    ...[
      "### A",
      "",
      "#### Goal",
      "",
      "a",
      "",
      "#### Files",
      "",
      "- `a.ts`",
      "",
      "#### Verification",
      "",
      "```",
      "npm test",
      "```",
      "",
    ],
    ...["#### Expected evidence", "", "green", ""],
    ...packet("B"),
  ],
  [
    "rows of a table with two columns are fields",
    ...["### A", "", "| Field | Value |", "|-|-|", "| Goal | a |", "| Files | `a.ts` |", "| Verification | run |"],
    ...["| Expected evidence | green |", ""],
    ...packet("B"),
  ],
  [
    "items of a list pass",
    ...["1. A", "   - Goal: a", "   - Files: `a.ts`", "   - Verification: run", "   - Expected evidence: green"],
    ...["2. [ ] B", "   * goal: b", "   * FILES: `a.ts`", "   * Verification: run", "   * Expected evidence: green"],
  ],
  [
    "rows of a table pass, in whatever order its columns stand",
    "| # | Files | Goal | Expected evidence | Verification |",
    "|-|-|-|-|-|",
    "| 1 | `a.ts` | a | green | run |",
    "| 2 | `b.ts` | b | green | run |",
    "| - | - | | | |",
  ],
];

const files: readonly (readonly [value: string, then: "pass" | "fail"])[] = [
  ["`src/routing/**`", "pass"],
  ["Dockerfile", "pass"],
  ["the router in src/router.ts", "pass"],
  ["all that is needed", "fail"],
  ["none, n/a", "fail"],
  ["https://example.com/src/a.ts", "fail"],
];

testRequirement("packets", [
  ...passing.map(([name, ...lines]): Case => ({ name, require, after: plan(...lines), then: "pass" })),
  ...files.map(
    ([value, then]): Case => ({
      name: `a packet whose files are "${value}" has the verdict ${then}`,
      require,
      after: plan(...packet("A", `- Files: ${value}`), ...packet("B")),
      then:
        then === "pass"
          ? then
          : {
              verdict: then,
              says: "The packet `A` in line 5 of `docs/02.md` names no file in *Files*.",
              at: `${path}:8`,
            },
    }),
  ),
  {
    name: "one packet is one too few, and comes with another",
    require: short,
    after: plan(...packet("A")),
    then: {
      verdict: "fail",
      says: "`docs/02.md` has 1 packet under *Packets*; at least 2 are needed.",
      at: `${path}:5`,
      snippet: "### Packet 2\n\n- Goal: …\n- Files: …",
    },
  },
  {
    name: "seven packets are one too many",
    require,
    after: plan(..."ABCDEFG".split("").flatMap((name) => packet(name))),
    then: { verdict: "fail", says: "has 7 packets under *Packets*; at most 6 are allowed.", at: `${path}:47` },
  },
  {
    name: "the policy can ask for another number",
    require: { packets: { in: `${path}#Packets`, "at-least": 1, "at-most": 1 } },
    after: plan(...packet("A"), ...packet("B")),
    then: { verdict: "fail", says: "has 2 packets under *Packets*; at most 1 is allowed.", at: `${path}:12` },
  },
  {
    name: "prose is no packet",
    require,
    after: plan("Goal: a", "Files: `a.ts`"),
    then: { verdict: "fail", says: "has no packets under *Packets*; at least 2 are needed.", at: `${path}:3` },
  },
  {
    name: "packets in a fence or in a comment are none",
    require,
    after: plan("```", ...packet("A"), "```", "", "<!--", ...packet("B"), "-->"),
    then: { verdict: "fail", says: "has no packets" },
  },
  {
    name: "a field that is not there is named, with a line to paste",
    require,
    after: plan(...packet("A"), ...packet("B", "- Verification: gone")),
    then: {
      verdict: "fail",
      says: "The packet `B` in line 12 of `docs/02.md` does not have *Verification*.",
      at: `${path}:12`,
      snippet: "- Verification: …",
    },
  },
  {
    name: "every missing field of every packet has its finding",
    require: short,
    after: plan("### A", "", "- Goal: a", "", "### B", "", "- Files: `b.ts`", "", "### C"),
    then: {
      verdict: "fail",
      says: [
        "The packet `A` in line 5 of `docs/02.md` does not have *Files*.",
        "The packet `B` in line 9 of `docs/02.md` does not have *Goal*.",
        "The packet `C` in line 13 of `docs/02.md` does not have *Goal*.",
        "The packet `C` in line 13 of `docs/02.md` does not have *Files*.",
      ],
    },
  },
  ...["TBD", "—", "…", "\\<goal\\>", ""].map(
    (value): Case => ({
      name: `"${value}" is no value`,
      require,
      after: plan(...packet("A", `- Goal: ${value}`), ...packet("B")),
      then: {
        verdict: "fail",
        says: "The packet `A` in line 5 of `docs/02.md` has no value for *Goal*.",
        at: `${path}:7`,
      },
    }),
  ),
  {
    name: "a field of one packet does not count for another",
    require,
    after: plan(...packet("A", "- Goal: gone"), ...packet("B")),
    then: { verdict: "fail", says: "The packet `A` in line 5 of `docs/02.md` does not have *Goal*." },
  },
  {
    name: "a list item without fields is a packet without fields",
    require: short,
    after: plan("- A", "  - Goal: a", "  - Files: `a.ts`", "- B"),
    then: { verdict: "fail", says: "The packet `B` in line 8 of `docs/02.md` does not have *Files*.", at: `${path}:8` },
  },
  {
    name: "a list item counts its own fields only",
    require: short,
    after: plan("- A", "  - Goal: a", "- Files: `a.ts`"),
    then: {
      verdict: "fail",
      says: ["The packet `A` in line 5", "The packet `Files: a.ts` in line 7 of `docs/02.md` does not have *Goal*."],
    },
  },
  {
    name: "a cell without a value is named by its row",
    require: short,
    after: plan("| Goal | Files |", "|-|-|", "| a | `a.ts` |", "| b | TBD |", "| | `c.ts` |"),
    then: {
      verdict: "fail",
      says: [
        "The packet `b` in line 8 of `docs/02.md` has no value for *Files*.",
        "The packet in line 9 of `docs/02.md` has no value for *Goal*.",
      ],
      at: `${path}:8`,
    },
  },
  {
    name: "a packet pasted twice is no second one",
    require,
    after: plan(...packet("A"), "### B", ...packet("A").slice(1)),
    then: {
      verdict: "fail",
      says: "has the packet `B` in line 12 with the same words as `A` in line 5.",
      at: `${path}:12`,
    },
  },
  {
    name: "packets to paste do not pass as they are",
    require,
    after: plan(
      ...[1, 2].flatMap((number) => [
        `### Packet ${number}`,
        "",
        "- Goal: …",
        "- Files: …",
        "- Verification: …",
        "- Expected evidence: …",
        "",
      ]),
    ),
    then: {
      verdict: "fail",
      says: ["`Packet 1` in line 5 of `docs/02.md` has no value for *Goal*", "has no value for *Expected evidence*"],
    },
  },
  {
    name: "a heading that is not there comes with packets to paste",
    require: short,
    after: { [path]: "# Plan\n" },
    then: {
      verdict: "fail",
      snippet: "## Packets\n\n### Packet 1\n\n- Goal: …\n- Files: …\n\n### Packet 2\n\n- Goal: …\n- Files: …",
    },
  },
  {
    name: "the description of the pull request is looked at",
    require: { packets: "pull-request#Packets" },
    pullRequest: { body: plan(...packet("A"), ...packet("B"))[path] },
    then: "pass",
  },
  {
    name: "an empty description has no packets",
    require: { packets: "pull-request#Packets" },
    then: { verdict: "fail", says: "The description of the pull request has no heading *Packets*", at: "pull-request" },
  },
  {
    name: "of a whole document the packets stand below its title",
    require: { packets: path },
    after: { [path]: ["# Plan", "", ...packet("A"), ...packet("B")].join("\n").replaceAll("###", "##") },
    then: "pass",
  },
  {
    name: "other fields and another name for the files can be asked for",
    require: {
      packets: {
        in: `${path}#Packets`,
        "at-least": 1,
        fields: ["Change goal", "Files touched"],
        files: "files touched",
      },
    },
    after: plan("### A", "", "- Change goal: a", "- Files touched: as many as it takes"),
    then: { verdict: "fail", says: "names no file in *Files touched*" },
  },
  {
    name: "without a field for files none is asked for",
    require: { packets: { in: `${path}#Packets`, "at-least": 1, fields: ["Goal"] } },
    after: plan("### A", "", "- Goal: as many as it takes"),
    then: "pass",
  },
  { name: "a document that cannot be read is undecidable", require, after: { [path]: null }, then: "error" },
]);

describe("packets", () => {
  test("without any field are not called copies of each other", () => {
    const { outcome } = judgeCase({ require: short, after: plan("- A", "- B") });
    const messages = "findings" in outcome ? outcome.findings.map(({ message }) => message) : [];
    expect(messages).toHaveLength(4);
    expect(messages.join()).not.toContain("same words");
  });

  test.each([
    [{ "at-least": 7 }, "at least 7 and at most 6 contradict each other"],
    [{ "at-most": 1 }, "at least 2 and at most 1 contradict each other"],
    [{ fields: ["Goal", "goal:"] }, 'the field "goal:" is there twice'],
    [{ fields: ["Goal"], files: "Files" }, '"Files" is not among the fields; there are Goal'],
    [{ fields: ["Goal", "File"], files: "Files" }, '"Files" is not among the fields; did you mean "File"?'],
    [{ fields: [":"] }, "a field has a name"],
  ])("%j is refused", (more, message) => {
    const { error } = demandSchema.safeParse({ packets: { in: "a.md#B", ...more } });
    expect(error?.issues.map((issue) => issue.message)).toContain(message);
  });

  test("ask for their number and fields in words", () => {
    expect(judgeCase({ require }).asks).toBe(
      "2 to 6 packets with *Goal*, *Files*, *Verification*, *Expected evidence* under *Packets* of `docs/02.md`",
    );
    expect(judgeCase({ require: { packets: { in: path, "at-least": 3, "at-most": 3, fields: ["Goal"] } } }).asks).toBe(
      "3 packets with *Goal* in `docs/02.md`",
    );
  });
});
