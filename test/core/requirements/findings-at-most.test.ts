import { describe, expect, test } from "@jest/globals";
import { problemsOf } from "../../policies.ts";
import { judgeCase, testRequirement } from "../../requirement-table.ts";

/** A SARIF log with results of these levels. */
function sarif(...levels: readonly string[]): string {
  const results = levels.map((level, index) => ({
    level,
    ruleId: `rule-${index}`,
    locations: [{ physicalLocation: { artifactLocation: { uri: "src/a.ts" }, region: { startLine: index + 1 } } }],
  }));
  return JSON.stringify({ version: "2.1.0", runs: [{ tool: { driver: { name: "x" } }, results }] });
}

const asks = (options: object) => ({ "findings-at-most": { report: "scan", ...options } });

testRequirement("findings-at-most", [
  { name: "a scan without findings passes", require: asks({ low: 0 }), reports: { scan: sarif() }, then: "pass" },
  {
    name: "no report is awaited, never passed",
    require: asks({ low: 0 }),
    then: { verdict: "pending", says: "scan=PATH" },
  },
  {
    name: "exactly at the limit passes",
    require: asks({ high: 2 }),
    reports: { scan: sarif("error", "error") },
    then: "pass",
  },
  {
    name: "one more does not, and is named",
    require: asks({ high: 1 }),
    reports: { scan: sarif("error", "error") },
    then: {
      verdict: "fail",
      says: "has 2 high findings, 1 more than the 1 allowed: `rule-0` in `src/a.ts:1`, `rule-1` in `src/a.ts:2`.",
      at: "pull-request",
    },
  },
  {
    name: "many are named in part",
    require: asks({ high: 0 }),
    reports: { scan: sarif(...Array.from({ length: 9 }, () => "error")) },
    then: { verdict: "fail", says: ["has 9 high findings", "and 4 more."] },
  },
  {
    name: "milder findings than any that is named are left alone",
    require: asks({ high: 0 }),
    reports: { scan: sarif("warning", "note") },
    then: "pass",
  },
  {
    name: "worse findings than the one that is named are not allowed",
    require: asks({ medium: 5 }),
    reports: { scan: sarif("error") },
    then: { verdict: "fail", says: "1 high finding, 1 more than the 0 allowed" },
  },
  {
    name: "worse ones that are named as well are",
    require: asks({ medium: 5, high: 1 }),
    reports: { scan: sarif("error") },
    then: "pass",
  },
  {
    name: "a severity that nobody knows is the worst",
    require: asks({ critical: 0 }),
    reports: { scan: sarif("dreadful") },
    then: { verdict: "fail", says: "1 critical finding" },
  },
  {
    name: "every severity that is too frequent has a finding",
    require: asks({ high: 0, medium: 0, low: 0 }),
    reports: { scan: sarif("error", "warning", "note") },
    then: { verdict: "fail", says: ["1 high", "1 medium", "1 low"] },
  },
  {
    name: "parts of one report are added up",
    require: asks({ high: 1 }),
    reports: { scan: [sarif("error"), sarif("error")] },
    then: { verdict: "fail", says: "2 high findings" },
  },
  {
    name: "an empty list of nobody knows what is undecidable",
    require: asks({ high: 0 }),
    reports: { scan: "[]" },
    then: { verdict: "error", says: "the policy can name one with `format`" },
  },
  {
    name: "an empty dependency review that the policy expects passes",
    require: asks({ high: 0, format: "dependency-review" }),
    reports: { scan: "[]" },
    then: "pass",
  },
  {
    name: "a report in another format than the one named is undecidable",
    require: asks({ high: 0, format: "dependency-review" }),
    reports: { scan: sarif() },
    then: { verdict: "error", says: "it is no list" },
  },
  {
    name: "test results are undecidable",
    require: asks({ high: 0 }),
    reports: { scan: "<testsuite><testcase/></testsuite>" },
    then: { verdict: "error", says: "about tests, not about security" },
  },
  {
    name: "a stage has its own limit",
    require: asks({ high: { staging: 3, production: 0 } }),
    stage: "staging",
    reports: { scan: sarif("error", "error", "error") },
    then: "pass",
  },
  {
    name: "without a stage the strictest holds",
    require: asks({ high: { staging: 3, production: 0 } }),
    reports: { scan: sarif("error") },
    then: { verdict: "fail", says: "than the 0 allowed" },
  },
]);

test("findings-at-most asks for its report, and says what it allows", () => {
  const { needs, asks: asked } = judgeCase({ require: asks({ medium: { dev: 5 }, format: "sarif" }) });
  expect(needs).toEqual([{ fact: "reports", names: ["scan"], format: "sarif" }]);
  expect(asked).toBe("at most 0 critical, 0 high, 5 (dev) medium findings in the report `scan`");
});

describe("what is wrong with a policy", () => {
  test.each([
    ["no severity", "{ report: scan }", "at least one of critical, high, medium and low is needed"],
    ["less than nothing", "{ report: scan, high: -1 }", "needs 0 at least"],
    ["a stage that is not declared", "{ report: scan, high: { dev: 1 } }", 'no stage "dev" is declared'],
    ["a severity of npm's", "{ report: scan, moderate: 1 }", 'unknown key "moderate"'],
  ])("%s", (_name, options, message) => {
    const rule = `{ id: a, gate: G2, when: { changed: x }, require: [{ findings-at-most: ${options} }] }`;
    expect(problemsOf(`version: 1\nrules: [${rule}]`)).toEqual([expect.stringContaining(message)]);
  });
});
