import * as z from "zod";
import { askReports, reportFinding } from "../evidence/ask.ts";
import { reportNameSchema } from "../evidence/ci-report.ts";
import { compareShare, type Percentage, percentageSchema, readPercentage, writeShare } from "../evidence/percentage.ts";
import { joinTests, type TestReport } from "../evidence/tests.ts";
import { quote } from "../quotation.ts";
import { defineRequirement, type Finding, fail, failIfAny } from "../requirement.ts";
import { strict } from "../schema.ts";
import { describeStaged, type Staged, stagedSchema, valuesAt } from "../staged.ts";

const count = z.int().min(0);
const allowance = z.union([count, percentageSchema]);
const all: Staged<Percentage> = { type: "staged", everywhere: readPercentage("100%") };

const optionsSchema = strict({
  report: reportNameSchema,
  minimum: stagedSchema(percentageSchema, "a percentage such as 80%")
    .optional()
    .meta({ description: "How many of the tests that ran must pass; `100%` unless said otherwise." }),
  "at-least": stagedSchema(z.int().min(1), "a whole number")
    .optional()
    .meta({ description: "How many tests must have run." }),
  skipped: strict({ "at-most": stagedSchema(allowance, "a whole number or a percentage") })
    .optional()
    .meta({ description: "How many tests may be skipped: a number, or a percentage of all tests." }),
});

export default defineRequirement({
  kind: "tests-passed",
  summary: "A test report shows that enough tests ran and that enough of them passed.",
  options: optionsSchema,
  shorthand: "report",
  needs: ({ report }) => [{ fact: "reports", names: [report] }],
  describe: ({ report, minimum = all, "at-least": least, skipped }) => {
    const parts = [
      `${describeStaged(minimum, ({ written }) => written)} of the tests in the report \`${report}\` to pass`,
      least && `at least ${describeStaged(least, String)} of them to run`,
      skipped && `at most ${describeStaged(skipped["at-most"], writeAllowance)} skipped`,
    ];
    return parts.filter((part) => part !== undefined).join(", ");
  },
  evaluate({ report: name, minimum = all, "at-least": least, skipped }, facts) {
    const asked = askReports(facts, { report: name }, "tests");
    if (!asked.found) return asked.outcome;
    const tests = joinTests(asked.reports);
    const ran = tests.passed + tests.failed;
    if (ran === 0) {
      const message =
        tests.skipped === 0
          ? `The report \`${name}\` has no test case.`
          : `The report \`${name}\` has ${tests.skipped} test cases, and none of them ran.`;
      return fail(reportFinding(message, "Have CI run the tests: a report without a test that ran proves nothing."));
    }
    const stage = facts.stage;
    return failIfAny(
      [
        tooFewPassed(name, tests, valuesAt(minimum, stage)),
        least && tooFewRan(name, ran, valuesAt(least, stage)),
        skipped && tooManySkipped(name, tests, valuesAt(skipped["at-most"], stage)),
      ].filter((finding) => finding !== undefined),
    );
  },
});

function tooFewPassed(name: string, tests: TestReport, minima: readonly Percentage[]): Finding | undefined {
  const share = { covered: tests.passed, total: tests.passed + tests.failed };
  const missed = minima.filter((minimum) => compareShare(share, minimum) < 0);
  const [minimum] = [...missed].sort((a, b) => b.millionths - a.millionths);
  if (minimum === undefined) return undefined;
  const named = tests.failures.map(
    (test) => quote(test.name) + (test.message === "" ? "" : ` (${quote(test.message)})`),
  );
  const more = tests.failed - named.length;
  const list = named.length === 0 ? "" : `: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return reportFinding(
    `In the report \`${name}\`, ${share.covered} of the ${share.total} tests that ran passed: ${writeShare(share)}, and ${minimum.written} must. ${tests.failed} failed${list}.`,
    "Make the failing tests pass.",
  );
}

function tooFewRan(name: string, ran: number, minima: readonly number[]): Finding | undefined {
  const minimum = Math.max(...minima);
  if (ran >= minimum) return undefined;
  return reportFinding(
    `The report \`${name}\` has ${ran} tests that ran, ${minimum - ran} fewer than the ${minimum} asked for.`,
    "Have CI run all tests; tests that are skipped have not run.",
  );
}

function tooManySkipped(
  name: string,
  tests: TestReport,
  limits: readonly (number | Percentage)[],
): Finding | undefined {
  const share = { covered: tests.skipped, total: tests.passed + tests.failed + tests.skipped };
  const exceeded = limits.find((limit) =>
    typeof limit === "number" ? share.covered > limit : compareShare(share, limit) > 0,
  );
  if (exceeded === undefined) return undefined;
  return reportFinding(
    `In the report \`${name}\`, ${share.covered} of ${share.total} tests are skipped (${writeShare(share)}), more than the ${writeAllowance(exceeded)} allowed.`,
    "Run the skipped tests, or remove those that nobody needs.",
  );
}

function writeAllowance(limit: number | Percentage): string {
  return typeof limit === "number" ? String(limit) : limit.written;
}
