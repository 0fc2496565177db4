/** A test that did not pass. All texts come from the report. */
export interface FailedTest {
  /** Suite or class, and test. */
  readonly name: string;
  /** Its first words about why. */
  readonly message: string;
}

/** Results of tests, counted case by case. */
export interface TestReport {
  readonly subject: "tests";
  /** Among them those that passed when they were repeated. */
  readonly passed: number;
  /** Failures and errors. */
  readonly failed: number;
  /** Skipped or disabled: not run. */
  readonly skipped: number;
  /** Passed only when they were repeated. */
  readonly flaky: number;
  /** The first {@link maxFailedTests} of those that failed. */
  readonly failures: readonly FailedTest[];
}

/** Most failed tests that are named. */
export const maxFailedTests = 10;

/** Several reports as one: what shards of one run came to. */
export function joinTests(reports: readonly TestReport[]): TestReport {
  const sum = (count: "passed" | "failed" | "skipped" | "flaky") =>
    reports.reduce((total, report) => total + report[count], 0);
  return {
    ...{ subject: "tests", passed: sum("passed"), failed: sum("failed"), skipped: sum("skipped"), flaky: sum("flaky") },
    failures: reports.flatMap(({ failures }) => failures).slice(0, maxFailedTests),
  };
}
