import { expect, test } from "@jest/globals";
import { askReports } from "../../../src/core/evidence/ask.ts";
import type { ReportState } from "../../../src/core/evidence/ci-report.ts";
import type { Facts } from "../../../src/core/facts.ts";

const tests = { subject: "tests", passed: 1, failed: 0, skipped: 0, flaky: 0, failures: [] } as const;
const read: ReportState = { state: "read", origin: "a", report: tests };
const awaited: ReportState = { state: "awaited", why: "the run has not ended", remedy: "Wait." };
const untrusted: ReportState = { state: "untrusted", origin: "a", why: "a fork wrote it" };
const unreadable: ReportState = { state: "unreadable", origin: "a", why: "it is empty" };

/** What asking comes to, and its first message. */
function ask(...states: readonly ReportState[]) {
  const facts = { reports: new Map([["junit", states]]) } as unknown as Facts;
  const asked = askReports(facts, { report: "junit" }, "tests");
  if (asked.found) return ["found", String(asked.reports.length)];
  const { outcome } = asked;
  return [outcome.verdict, "findings" in outcome ? outcome.findings[0].message : ""];
}

test.each<readonly [string, readonly ReportState[], string, string]>([
  ["nothing", [], "pending", "There is no report `junit` yet."],
  ["one that is awaited", [awaited], "pending", "There is no report `junit` yet: the run has not ended."],
  ["a part that is awaited beside one that is there", [read, awaited], "pending", "the run has not ended"],
  ["one that is not trusted beside one that is awaited", [awaited, untrusted], "error", "a fork wrote it"],
  ["one that cannot be read beside one that can", [read, unreadable], "error", "it is empty"],
  ["two that can be read", [read, read], "found", "2"],
])("%s", (_, states, verdict, message) => {
  const [came, said] = ask(...states);
  expect(came).toBe(verdict);
  expect(said).toContain(message);
});
