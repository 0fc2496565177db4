import { describe, expect, test } from "@jest/globals";
import { judgeRequirement } from "../../../src/core/evaluate.ts";
import type { Facts } from "../../../src/core/facts.ts";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { type Case, factsOf, testRequirement } from "../../requirement-table.ts";

const options = {
  ids: "REQ-[0-9]+",
  in: ["src/**", "test/**"],
  matrix: "docs/matrix.md#Matrix",
  column: "Requirement",
};
const require = { traced: options };

function matrix(...ids: readonly string[]) {
  const rows = ids.map((id) => `| ${id} | works |`);
  return {
    "docs/matrix.md": ["# Plan", "", "## Matrix", "", "| Requirement | Goal |", "|-|-|", ...rows, ""].join("\n"),
  };
}

const cases: readonly Case[] = [
  {
    name: "ids on both sides pass",
    require,
    after: { ...matrix("REQ-1", "REQ-2"), "src/a.ts": "// REQ-1", "test/a.ts": "REQ-2 and REQ-1", "lib/x.ts": "REQ-9" },
    then: "pass",
  },
  {
    name: "an id without a row is named where it first stands",
    require,
    after: { ...matrix("REQ-1"), "src/a.ts": "// REQ-1\n//\n// REQ-2\n// REQ-2" },
    then: {
      verdict: "fail",
      says: "`REQ-2` stands in line 3 of `src/a.ts` and has no row under *Matrix* of `docs/matrix.md`.",
      at: "src/a.ts:3",
    },
  },
  {
    name: "a row that nothing mentions may be allowed, an id without a row is not",
    require: { traced: { ...options, unmentioned: "allow" } },
    after: { ...matrix("REQ-1", "REQ-2"), "src/a.ts": "// REQ-1" },
    then: "pass",
  },
  {
    name: "an id without a row fails where rows without a file are allowed",
    require: { traced: { ...options, unmentioned: "allow" } },
    after: { ...matrix("REQ-1", "REQ-2"), "src/a.ts": "// REQ-3" },
    then: { verdict: "fail", says: "`REQ-3` stands in line 1 of `src/a.ts` and has no row" },
  },
  {
    name: "a row that nothing mentions is named",
    require,
    after: { ...matrix("REQ-1", "REQ-2"), "src/a.ts": "// REQ-1" },
    then: {
      verdict: "fail",
      says: "`REQ-2` in line 8 of `docs/matrix.md` stands in no file of `src/**` or `test/**`.",
      at: "docs/matrix.md:8",
    },
  },
  {
    name: "an id is not part of a longer one",
    require,
    after: { ...matrix("REQ-1"), "src/a.ts": "// REQ-11" },
    then: { verdict: "fail", says: ["`REQ-11` stands in line 1", "`REQ-1` in line 7"] },
  },
  {
    name: "the rows of the table do not prove themselves",
    require: { traced: { ...options, in: "**" } },
    after: matrix("REQ-1"),
    then: { verdict: "fail", says: "`REQ-1` in line 7 of `docs/matrix.md` stands in no file" },
  },
  {
    name: "neither do they where the table is moved to",
    require: { traced: { ...options, in: "**" } },
    before: matrix("REQ-1"),
    after: { "docs/moved.md": matrix("REQ-1")["docs/matrix.md"] },
    renamed: { "docs/matrix.md": "docs/moved.md" },
    then: { verdict: "fail", says: "`REQ-1` in line 7 of `docs/moved.md` stands in no file", at: "docs/moved.md:7" },
  },
  {
    name: "excepted files are left alone",
    require: { traced: { ...options, except: "src/generated/**" } },
    after: { ...matrix("REQ-1"), "src/a.ts": "// REQ-1", "src/generated/b.ts": "// REQ-2" },
    then: "pass",
  },
  {
    name: "links hold no text",
    require,
    after: { ...matrix("REQ-1"), "src/a.ts": "// REQ-1", "src/link.ts": null },
    then: "pass",
  },
  {
    name: "a row without an id is named",
    require,
    after: { ...matrix("REQ-1", "the router"), "src/a.ts": "// REQ-1" },
    then: {
      verdict: "fail",
      says: "The row in line 8 of `docs/matrix.md` names no id: *Requirement* is `the router`.",
    },
  },
  {
    name: "a cell may name several ids, as a link or in code",
    require,
    after: { ...matrix("`REQ-1`, [REQ-2](req.md)"), "src/a.ts": "// REQ-1 REQ-2" },
    then: "pass",
  },
  {
    name: "a table without rows passes nothing, even where nothing is mentioned",
    require,
    after: { ...matrix(), "src/a.ts": "//" },
    then: {
      verdict: "fail",
      says: "`docs/matrix.md` has no row whose *Requirement* matches `REQ-[0-9]+` under *Matrix*.",
    },
  },
  {
    name: "rows that say nothing are none",
    require,
    after: { ...matrix("-", "TBD"), "src/a.ts": "//" },
    then: "fail",
  },
  {
    name: "a table without the column fails, with the nearest one",
    require: { traced: { ...options, column: "Requirements" } },
    after: { ...matrix("REQ-1"), "src/a.ts": "// REQ-1" },
    then: { verdict: "fail", says: "the nearest is `Requirement`" },
  },
  {
    name: "a document that is not there fails",
    require,
    after: { "src/a.ts": "// REQ-1" },
    then: { verdict: "fail", says: "`docs/matrix.md` does not exist." },
  },
  {
    name: "more files than are searched are undecidable",
    require,
    after: {
      ...matrix("REQ-1"),
      ...Object.fromEntries(Array.from({ length: 2001 }, (_, index) => [`src/${index}.ts`, ""])),
    },
    then: { verdict: "error", says: "2001 files match `src/**` or `test/**`; at most 2000 are searched." },
  },
];
testRequirement("traced", cases);

describe("what is not known about files", () => {
  const after = { ...matrix("REQ-1"), "src/a.ts": "// REQ-1" };

  function judge(change: Partial<Facts>) {
    return judgeRequirement(demandSchema.parse(require), { ...factsOf({ after }), ...change }).outcome;
  }

  test.each([
    ["a list of files that is not known", { tree: undefined }, "could not be listed"],
    ["a file that was not read", { textsAtHead: new Map() }, "there is more text than is read"],
    [
      "a file that is too large",
      { textsAtHead: new Map([["src/a.ts", { state: "unread", why: "has 9 bytes, more than is read" }]]) },
      "`src/a.ts` could not be searched: it has 9 bytes, more than is read.",
    ],
  ] as const)("%s is undecidable", (_name, change, says) => {
    const outcome = judge(change as Partial<Facts>);
    expect(outcome).toMatchObject({ verdict: "error", findings: [{ message: expect.stringContaining(says) }] });
  });

  test("files are asked for once the tree is known, and not when there are too many", () => {
    const needs = (facts: Facts) => judgeRequirement(demandSchema.parse(require), facts).needs;
    const { changeSet, pullRequest } = factsOf({ after });
    const unknown = { changeSet, pullRequest };
    expect(needs(unknown)).toEqual([{ fact: "tree" }, { fact: "document", path: "docs/matrix.md" }]);
    expect(needs(factsOf({ after }))).toContainEqual({ fact: "text-at-head", path: "src/a.ts" });
    const tree = Array.from({ length: 2001 }, (_, index) => `src/${index}.ts`);
    expect(needs({ ...unknown, tree })).toHaveLength(2);
  });
});
