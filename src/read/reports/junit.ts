import { type FailedTest, maxFailedTests, type TestReport } from "../../core/evidence/tests.ts";
import { maxTestCases } from "./limits.ts";
import { unreadable } from "./unreadable.ts";
import type { XmlElement, XmlVisitor } from "./xml.ts";

/** Longest name or message that is kept, in characters. */
const maxTextLength = 300;

/** Words for `status` and `result` of a test case that was not run (GoogleTest, CTest and others write them). */
const notRun = new Set(["notrun", "skipped", "disabled", "suppressed", "ignored", "pending", "todo"]);

/** Words for one that failed, should its element say nothing. */
const notPassed = new Set(["fail", "failed", "failure", "error", "errored", "broken"]);

/** Elements whose content is text of the tests, whatever it looks like. */
const opaque = new Set(["system-out", "system-err", "properties"]);

const suiteNames = new Set(["testsuites", "testsuite"]);

/** Whether a suite counts a failure or an error of its own: one that crashed may have no test case to show for it. */
function saysFailed({ failures = "", errors = "" }: XmlElement["attributes"]): boolean {
  return [failures, errors].some((count) => /^\d{1,15}$/.test(count) && Number(count) > 0);
}

/** A test case while its element is open; texts are as long as the report likes. */
interface Case {
  readonly name: string;
  isFailed: boolean;
  isSkipped: boolean;
  isFlaky: boolean;
  message: string;
}

/**
 * Reads JUnit XML by its test cases: the totals of suites count nested ones twice, or lie. There is no one schema; as CI
 * systems do, elements that are not known are passed over. A failure outside any test case is a failed one of its suite. A suite
 * that claims failures none of which is there cannot be believed either way.
 */
export function junitVisitor(): XmlVisitor<TestReport> {
  const counts = { passed: 0, failed: 0, skipped: 0, flaky: 0 };
  const failures: FailedTest[] = [];
  const parents: string[] = [];
  const suites: string[] = [];
  /** Of each suite that is open: whether it says that something in it failed, and how much had failed before it. */
  const claims: { readonly isFailed: boolean; readonly before: number }[] = [];
  let current: Case | undefined;
  let opaqueDepth = 0;

  const count = (kind: keyof typeof counts) => {
    counts[kind] += 1;
    if (counts.passed + counts.failed + counts.skipped > maxTestCases)
      unreadable(`it has more than ${maxTestCases} test cases`);
  };
  const failed = (name: string, message: string) => {
    count("failed");
    if (failures.length < maxFailedTests) failures.push({ name: cut(name), message: cut(message) });
  };
  const failedOrRepeated = () => counts.failed + counts.flaky;
  const begin = ({ attributes }: XmlElement): Case => {
    const { name = "", classname = suites.at(-1) ?? "", status = "", result = "" } = attributes;
    const words = [status.toLowerCase(), result.toLowerCase()];
    return {
      name: [classname, name].filter((part) => part !== "").join(" > ") || "a test without a name",
      isFailed: words.some((word) => notPassed.has(word)),
      isSkipped: words.some((word) => notRun.has(word)),
      isFlaky: false,
      message: "",
    };
  };
  const end = ({ name, isFailed, isSkipped, isFlaky, message }: Case) => {
    if (isFailed) failed(name, message);
    else count(isSkipped ? "skipped" : "passed");
    if (isFlaky && !isFailed && !isSkipped) counts.flaky += 1;
  };
  const outcome = ({ name, attributes }: XmlElement) => {
    const message = attributes["message"] ?? attributes["type"] ?? "";
    switch (name) {
      case "failure":
      case "error":
        if (current === undefined) {
          failed(suites.at(-1) || "a suite without a name", message);
          return;
        }
        if (!current.isFailed) current.message = message;
        current.isFailed = true;
        return;
      case "skipped":
      case "disabled":
      case "ignored":
        if (current !== undefined) current.isSkipped = true;
        return;
      // Surefire: what failed first and passed when it was repeated. A `rerunFailure` stands beside the failure itself.
      case "flakyFailure":
      case "flakyError":
        if (current !== undefined) current.isFlaky = true;
    }
  };

  return {
    open(element) {
      const { name, attributes } = element;
      parents.push(name);
      if (opaqueDepth > 0) return;
      if (suiteNames.has(name)) claims.push({ isFailed: saysFailed(attributes), before: failedOrRepeated() });
      if (opaque.has(name)) opaqueDepth = parents.length;
      else if (name === "testsuite") suites.push(cut(attributes["name"] ?? ""));
      else if (name === "testcase") {
        if (current !== undefined) unreadable("a test case stands inside another");
        current = begin(element);
      } else outcome(element);
    },
    close(name) {
      const claim = opaqueDepth === 0 && suiteNames.has(name) ? claims.pop() : undefined;
      if (claim?.isFailed === true && failedOrRepeated() === claim.before)
        unreadable("it has a suite that says something in it failed, and no test case that did");
      if (opaqueDepth === parents.length) opaqueDepth = 0;
      else if (opaqueDepth === 0 && name === "testsuite") suites.pop();
      else if (opaqueDepth === 0 && name === "testcase" && current !== undefined) {
        end(current);
        current = undefined;
      }
      parents.pop();
    },
    result: () => ({ subject: "tests", ...counts, failures }),
  };
}

/** A copy, so that a few letters do not keep the whole report in memory. */
function cut(text: string): string {
  return Array.from(text.slice(0, maxTextLength)).join("");
}
