import { describe, expect, test } from "@jest/globals";
import { judgeRequirement } from "../../../src/core/evaluate.ts";
import type { Facts } from "../../../src/core/facts.ts";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { problemsOf } from "../../policies.ts";
import { factsOf, judgeCase, testRequirement } from "../../requirement-table.ts";

/** LCOV of files by path: the hits of lines 1, 2, 3, and so on. */
function lcov(files: Readonly<Record<string, readonly number[]>>): string {
  return Object.entries(files)
    .map(([path, hits]) =>
      [`SF:${path}`, ...hits.map((count, index) => `DA:${index + 1},${count}`), "end_of_record", ""].join("\n"),
    )
    .join("");
}

const half = { coverage: { report: "lcov", minimum: "50%" } };
const under = (paths: string, minimum = "50%") => ({ coverage: { report: "lcov", paths, minimum } });
const added = (changed = "80%", more = {}) => ({
  coverage: { report: "lcov", paths: "src/**", "changed-lines": changed, ...more },
});
const totals = '{"lines":{"total":10,"covered":8},"branches":{"total":4,"covered":1}}';
const summary = `{"total":${totals},"src/a.ts":${totals}}`;

testRequirement("coverage", [
  {
    name: "exactly at the minimum passes",
    require: half,
    reports: { lcov: lcov({ "src/a.ts": [1, 0] }) },
    then: "pass",
  },
  {
    name: "below it does not, and is not rounded up to it",
    require: { coverage: { report: "lcov", minimum: "66.667%" } },
    reports: { lcov: lcov({ "src/a.ts": [1, 1, 0] }) },
    then: { verdict: "fail", says: "2 of 3 lines are covered: 66.66%, and 66.667% must be", at: "pull-request" },
  },
  {
    name: "files count by their lines, not by their number",
    require: half,
    reports: { lcov: lcov({ "src/a.ts": [1], "src/b.ts": [0, 0, 0] }) },
    then: { verdict: "fail", says: "1 of 4 lines" },
  },
  { name: "no report is awaited, never passed", require: half, then: { verdict: "pending", says: "no report `lcov`" } },
  {
    name: "an unreadable report is undecidable",
    require: half,
    reports: { lcov: "SF:src/a.ts\nDA:1,1\n" },
    then: { verdict: "error", says: "ends inside a record" },
  },
  {
    name: "a report that measures no line is an unknown coverage",
    require: { coverage: { report: "lcov", minimum: "0%" } },
    reports: { lcov: lcov({ "src/a.ts": [] }) },
    then: { verdict: "error", says: "nothing about lines" },
  },
  {
    name: "a report of test results is undecidable",
    require: half,
    reports: { lcov: "<testsuite><testcase/></testsuite>" },
    then: { verdict: "error", says: "is about tests, not about coverage" },
  },
  {
    name: "a report in another format than the one named is undecidable",
    require: { coverage: { report: "lcov", format: "cobertura", minimum: "1%" } },
    reports: { lcov: lcov({ "src/a.ts": [1] }) },
    then: { verdict: "error", says: "not well-formed XML" },
  },
  {
    name: "parts of one report are put together, line by line",
    require: { coverage: { report: "lcov", minimum: "100%" } },
    reports: { lcov: [lcov({ "src/a.ts": [1, 0] }), lcov({ "src/a.ts": [0, 1] })] },
    then: "pass",
  },
  {
    name: "of totals of one file the larger count, as more is not known",
    require: { coverage: { report: "lcov", minimum: "80.1%" } },
    reports: { lcov: [summary, summary] },
    then: { verdict: "fail", says: "8 of 10 lines" },
  },
  {
    name: "branches are counted on their own",
    require: { coverage: { report: "lcov", minimum: "26%", of: "branches" } },
    reports: { lcov: summary },
    then: { verdict: "fail", says: "1 of 4 branches are covered: 25%" },
  },
  {
    name: "a report without branches says nothing about them",
    require: { coverage: { report: "lcov", minimum: "1%", of: "branches" } },
    reports: { lcov: lcov({ "src/a.ts": [1] }) },
    then: { verdict: "error", says: "nothing about branches" },
  },
  {
    name: "a stage has its own threshold",
    require: { coverage: { report: "lcov", minimum: { dev: "50%", production: "80%" } } },
    stage: "dev",
    reports: { lcov: lcov({ "src/a.ts": [1, 0] }) },
    then: "pass",
  },
  {
    name: "without a stage the strictest holds",
    require: { coverage: { report: "lcov", minimum: { production: "80%", dev: "50%" } } },
    reports: { lcov: lcov({ "src/a.ts": [0] }) },
    then: { verdict: "fail", says: "80% must be" },
  },
  {
    name: "only the files under the paths count",
    require: under("src/**", "100%"),
    after: { "src/a.ts": "1", "lib/b.ts": "1" },
    reports: { lcov: lcov({ "src/a.ts": [1], "lib/b.ts": [0] }) },
    then: "pass",
  },
  {
    name: "files that are excepted do not",
    require: { coverage: { report: "lcov", minimum: "100%", paths: "src/**", except: "src/b.ts" } },
    after: { "src/a.ts": "1", "src/b.ts": "1" },
    reports: { lcov: lcov({ "src/a.ts": [1], "src/b.ts": [0] }) },
    then: "pass",
  },
  {
    name: "paths from another machine are found by their end",
    require: under("src/**"),
    after: { "src/a.ts": "1", "a.ts": "1" },
    reports: { lcov: lcov({ "/home/ci/checkout/src/a.ts": [0] }) },
    then: { verdict: "fail", says: "0 of 1 lines" },
  },
  {
    name: "a path that could be several files is nobody's guess",
    require: under("packages/a/**"),
    after: { "packages/a/src/index.ts": "1", "packages/b/src/index.ts": "1" },
    reports: { lcov: lcov({ "src/index.ts": [1] }) },
    then: { verdict: "error", says: ["`src/index.ts`, which could be several files", "from the root"] },
  },
  {
    name: "one that could be several files of no interest is passed over",
    require: under("packages/c/**"),
    after: { "packages/a/i.ts": "1", "packages/b/i.ts": "1", "packages/c/c.ts": "1" },
    reports: { lcov: lcov({ "i.ts": [0], "packages/c/c.ts": [1] }) },
    then: "pass",
  },
  {
    name: "nothing under the paths is an unknown coverage",
    require: under("src/**"),
    after: { "src/a.ts": "1" },
    reports: { lcov: lcov({ "generated/x.ts": [1] }) },
    then: { verdict: "error", says: "coverage is unknown" },
  },
  {
    name: "added lines exactly at the limit pass, whatever the rest looks like",
    require: added("50%"),
    before: { "src/a.ts": "1\n2" },
    after: { "src/a.ts": "1\n2\n3\n4" },
    reports: { lcov: lcov({ "src/a.ts": [0, 0, 1, 0] }) },
    then: "pass",
  },
  {
    name: "added lines that no test runs are named",
    require: added("51%"),
    before: { "src/a.ts": "1" },
    after: { "src/a.ts": "1\n2\n3\n4\n5\n6\n7" },
    reports: { lcov: lcov({ "src/a.ts": [1, 0, 0, 1, 1, 0, 1] }) },
    then: { verdict: "fail", says: ["6 lines the change adds", "3 are covered: 50%", "no test runs: 2-3, 6."] },
  },
  {
    name: "added lines that hold nothing to run do not count",
    require: added("100%"),
    before: { "src/a.ts": "1" },
    after: { "src/a.ts": "1\n\n// 3" },
    reports: { lcov: lcov({ "src/a.ts": [0] }) },
    then: "pass",
  },
  {
    name: "a new file that the report does not know fails",
    require: added(),
    after: { "src/new.ts": "1" },
    reports: { lcov: lcov({ "src/a.ts": [1] }) },
    then: { verdict: "fail", says: "does not know the file", at: "src/new.ts" },
  },
  {
    name: "added lines elsewhere are left alone",
    require: added("100%", { except: "**/*.test.ts" }),
    after: { "docs/a.md": "1", "src/a.test.ts": "1" },
    reports: { lcov: lcov({ "src/a.ts": [1] }) },
    then: "pass",
  },
  {
    name: "totals say nothing about lines",
    require: added(),
    after: { "src/a.ts": "1" },
    reports: { lcov: summary },
    then: { verdict: "error", says: ["totals only", "LCOV"] },
  },
  {
    name: "both thresholds are judged, and both said",
    require: added("100%", { minimum: "100%" }),
    after: { "src/a.ts": "1\n2" },
    reports: { lcov: lcov({ "src/a.ts": [1, 0] }) },
    then: { verdict: "fail", says: ["1 of 2 lines are covered", "Of the 2 lines the change adds"] },
  },
]);

describe("coverage", () => {
  test("asks for no more than it looks at", () => {
    expect(judgeCase({ require: half }).needs).toEqual([{ fact: "reports", names: ["lcov"] }]);
    expect(judgeCase({ require: added("80%", { format: "lcov" }) }).needs).toEqual([
      { fact: "reports", names: ["lcov"], format: "lcov" },
      { fact: "tree" },
      { fact: "added-lines" },
    ]);
  });

  test("says what it asks", () => {
    const both = { coverage: { report: "lcov", paths: "src/**", minimum: { dev: "5%" }, "changed-lines": "80%" } };
    expect(judgeCase({ require: both }).asks).toBe(
      "5% (dev) of lines and 80% of added lines covered in `src/**`, by the report `lcov`",
    );
  });

  test.each(["tree", "addedLines"] as const)("is undecidable without %s", (fact) => {
    const known = Object.entries(factsOf({ after: { "src/a.ts": "1" } })).filter(([name]) => name !== fact);
    const facts = Object.fromEntries(known) as unknown as Facts;
    const measured = { lines: new Map([[1, 1]]), branches: new Map<string, number>() };
    const report = { subject: "coverage", files: new Map([["src/a.ts", measured]]) } as const;
    const reports = new Map([["lcov", [{ state: "read", origin: "x", report } as const]]]);
    expect(judgeRequirement(demandSchema.parse(added()), { ...facts, reports }).outcome.verdict).toBe("error");
  });
});

describe("what is wrong with a policy", () => {
  test.each([
    ["no threshold", "{ report: lcov }", "minimum or changed-lines is needed"],
    ["added lines of anything", "{ report: lcov, changed-lines: 80% }", "changed-lines needs paths"],
    ["an exception to nothing", "{ report: lcov, minimum: 1%, except: x }", "except takes files out of paths"],
    ["a format of test results", "{ report: lcov, minimum: 1%, format: junit }", '"junit" is not known'],
    ["a stage that is not declared", "{ report: lcov, minimum: { dev: 1% } }", 'no stage "dev" is declared'],
    ["a misspelt option, and no more", "{ report: lcov, minimun: 1% }", 'did you mean "minimum"?'],
  ])("%s", (_name, options, message) => {
    const rule = `{ id: a, gate: G2, when: { changed: x }, require: [{ coverage: ${options} }] }`;
    expect(problemsOf(`version: 1\nrules: [${rule}]`)).toEqual([expect.stringContaining(message)]);
  });
});
