import { describe, expect, test } from "@jest/globals";
import { judgeRequirement } from "../../../src/core/evaluate.ts";
import type { ReportState } from "../../../src/core/evidence/ci-report.ts";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { problemsOf } from "../../policies.ts";
import { factsOf, judgeCase, testRequirement } from "../../requirement-table.ts";

/** A suite with so many test cases of each kind. */
function suite({ passed = 0, failed = 0, skipped = 0 }): string {
  return [
    '<testsuite name="s">',
    ...Array.from({ length: passed }, (_, index) => `<testcase name="p${index}"/>`),
    ...Array.from({ length: failed }, (_, index) => `<testcase name="f${index}"><failure message="no"/></testcase>`),
    ...Array.from({ length: skipped }, (_, index) => `<testcase name="s${index}"><skipped/></testcase>`),
    "</testsuite>",
  ].join("");
}

const require = { "tests-passed": "junit" };
const byStage = { "tests-passed": { report: "junit", minimum: { dev: "50%", production: "99.5%" } } };

testRequirement("tests-passed", [
  { name: "tests that all passed pass", require, reports: { junit: suite({ passed: 3 }) }, then: "pass" },
  {
    name: "without a minimum one failure is one too many",
    require,
    reports: { junit: suite({ passed: 999, failed: 1 }) },
    then: {
      verdict: "fail",
      says: ["999 of the 1000 tests that ran passed: 99.9%, and 100% must", "`s > f0` (`no`)"],
      at: "pull-request",
    },
  },
  { name: "no report is awaited, never passed", require, then: { verdict: "pending", says: "--report junit=PATH" } },
  {
    name: "a report of another name is none",
    require,
    reports: { Junit: suite({ passed: 1 }) },
    then: { verdict: "pending", says: "no report `junit`" },
  },
  {
    name: "no test case at all fails",
    require: { "tests-passed": { report: "junit", minimum: "0%" } },
    reports: { junit: '<testsuite tests="12"/>' },
    then: { verdict: "fail", says: "has no test case" },
  },
  {
    name: "tests that were all skipped prove nothing",
    require: { "tests-passed": { report: "junit", minimum: "0%" } },
    reports: { junit: suite({ skipped: 2 }) },
    then: { verdict: "fail", says: "2 test cases, and none of them ran" },
  },
  {
    name: "an unreadable report is undecidable",
    require,
    reports: { junit: "<testsuite><testcase>" },
    then: { verdict: "error", says: ["`junit` (`junit.txt`) cannot be read", "not well-formed XML"] },
  },
  {
    name: "one unreadable part spoils the whole report",
    require,
    reports: { junit: [suite({ passed: 3 }), ""] },
    then: { verdict: "error", says: "it is empty" },
  },
  {
    name: "a report about something else is undecidable",
    require,
    reports: { junit: "SF:a\nDA:1,1\nend_of_record" },
    then: { verdict: "error", says: "is about coverage, not about tests" },
  },
  {
    name: "parts of one report are added up",
    require: { "tests-passed": { report: "junit", minimum: "75%", "at-least": 4 } },
    reports: { junit: [suite({ passed: 3 }), suite({ failed: 1 })] },
    then: "pass",
  },
  {
    name: "exactly at the minimum passes",
    require: { "tests-passed": { report: "junit", minimum: "66.5%" } },
    reports: { junit: suite({ passed: 133, failed: 67 }) },
    then: "pass",
  },
  {
    name: "a hair below the minimum does not, and is not rounded up to it",
    require: { "tests-passed": { report: "junit", minimum: "66.6667%" } },
    reports: { junit: suite({ passed: 2, failed: 1 }) },
    then: { verdict: "fail", says: "passed: 66.66%, and 66.6667% must" },
  },
  {
    name: "skipped tests are no failures",
    require,
    reports: { junit: suite({ passed: 1, skipped: 5 }) },
    then: "pass",
  },
  {
    name: "exactly as many tests as asked for pass",
    require: { "tests-passed": { report: "junit", "at-least": 3 } },
    reports: { junit: suite({ passed: 3 }) },
    then: "pass",
  },
  {
    name: "skipped tests do not count as run",
    require: { "tests-passed": { report: "junit", "at-least": 3 } },
    reports: { junit: suite({ passed: 2, skipped: 9 }) },
    then: { verdict: "fail", says: "2 tests that ran, 1 fewer than the 3 asked for" },
  },
  {
    name: "exactly as many skipped tests as allowed pass",
    require: { "tests-passed": { report: "junit", skipped: { "at-most": "20%" } } },
    reports: { junit: suite({ passed: 4, skipped: 1 }) },
    then: "pass",
  },
  {
    name: "more skipped tests than allowed do not",
    require: { "tests-passed": { report: "junit", skipped: { "at-most": 0 } } },
    reports: { junit: suite({ passed: 4, skipped: 1 }) },
    then: { verdict: "fail", says: "1 of 5 tests are skipped (20%), more than the 0 allowed" },
  },
  {
    name: "everything that is wrong is said at once",
    require: { "tests-passed": { report: "junit", "at-least": 9, skipped: { "at-most": "5%" } } },
    reports: { junit: suite({ passed: 4, failed: 1, skipped: 1 }) },
    then: { verdict: "fail", says: ["80%, and 100% must", "4 fewer than the 9", "16.66%"] },
  },
  {
    name: "a stage has its own threshold",
    require: byStage,
    stage: "dev",
    reports: { junit: suite({ passed: 1, failed: 1 }) },
    then: "pass",
  },
  {
    name: "another stage has a stricter one",
    require: byStage,
    stage: "production",
    reports: { junit: suite({ passed: 1, failed: 1 }) },
    then: { verdict: "fail", says: "99.5% must" },
  },
  {
    name: "without a stage the strictest holds",
    require: byStage,
    reports: { junit: suite({ passed: 1, failed: 1 }) },
    then: { verdict: "fail", says: "99.5% must" },
  },
  {
    name: "a stage that is not named gets the strictest",
    require: { "tests-passed": { report: "junit", skipped: { "at-most": { dev: 9, production: "10%" } } } },
    stage: "staging",
    reports: { junit: suite({ passed: 3, skipped: 1 }) },
    then: { verdict: "fail", says: "more than the 10% allowed" },
  },
]);

test("tests-passed asks for its report, and says what it asks", () => {
  const { needs, asks } = judgeCase({ require: byStage });
  expect(needs).toEqual([{ fact: "reports", names: ["junit"] }]);
  expect(asks).toBe("50% (dev), 99.5% (production) of the tests in the report `junit` to pass");
});

test("a report that is not trusted does not count, whatever it says", () => {
  const untrusted: ReportState = { state: "untrusted", origin: "artifact `x`", why: "a fork wrote it" };
  const facts = { ...factsOf({}), reports: new Map([["junit", [untrusted]]]) };
  const { outcome } = judgeRequirement(demandSchema.parse(require), facts);
  expect(outcome).toMatchObject({
    verdict: "error",
    findings: [{ message: "The report `junit` (`artifact 'x'`) does not count: a fork wrote it." }],
  });
});

describe("what is wrong with a policy", () => {
  const problems = (options: string) =>
    problemsOf(
      `version: 1\nstages: { staging: {}, production: {} }\nrules:\n  - { id: a, gate: G2, when: { changed: x }, require: [{ tests-passed: ${options} }] }`,
    );
  test.each([
    ["nothing, for stages that are declared", "{ report: junit, minimum: { staging: 1%, production: 2% } }", []],
    [
      "a stage that is not declared",
      "{ report: junit, minimum: { stagin: 1% } }",
      [expect.stringContaining('no stage "stagin" is declared; did you mean "staging"?')],
    ],
    [
      "one in an option of an option",
      "{ report: junit, skipped: { at-most: { dev: 1 } } }",
      [expect.stringContaining('no stage "dev" is declared')],
    ],
    [
      "a percentage without its sign",
      "{ report: junit, minimum: 80 }",
      [expect.stringContaining("expected a percentage such as 80%, or one per stage")],
    ],
    [
      "a stage without a percentage",
      "{ report: junit, minimum: { staging: 80 } }",
      [expect.stringContaining("expected a text")],
    ],
    [
      "a limit of a stage that is neither a number nor a percentage",
      "{ report: junit, skipped: { at-most: { staging: few } } }",
      [expect.stringContaining("a percentage with its sign and at most 4 decimals, such as 80%")],
    ],
    [
      "a limit that is neither",
      "{ report: junit, skipped: { at-most: true } }",
      [expect.stringContaining("expected a whole number or a percentage, or one per stage")],
    ],
    [
      "a percentage that is none",
      "{ report: junit, minimum: most }",
      [expect.stringContaining("a percentage with its sign and at most 4 decimals, such as 80%")],
    ],
    ["more than everything", "{ report: junit, minimum: 101% }", [expect.stringContaining("at most 100%")]],
    ["no stage at all", "{ report: junit, minimum: {} }", [expect.stringContaining("at least one stage is needed")]],
    ["a report without a name", "{ minimum: 80% }", [expect.stringContaining('"report" is missing')]],
    ["a name with a space", "{ report: j unit }", [expect.stringContaining("a report has a name of letters")]],
    ["half a test", "{ report: junit, at-least: 0.5 }", [expect.stringContaining("a whole number")]],
  ])("%s", (_name, options, expected) => {
    expect(problems(options)).toEqual(expected);
  });

  test("the place is the stage that is not declared, in a combination too", () => {
    const [problem] = problemsOf(
      "version: 1\nrules:\n  - id: a\n    gate: G2\n    when: { changed: x }\n    require:\n      - any-of:\n          - exists: x\n          - tests-passed:\n              report: junit\n              minimum:\n                dev: 1%\n",
    );
    expect(problem).toContain(":12:17 no stage");
  });
});
