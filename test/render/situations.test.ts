import { describe, expect, test } from "@jest/globals";
import { renderGroup } from "../../src/render/group.ts";
import {
  renderAwaited,
  renderInvalidPolicy,
  renderNoPolicy,
  renderRepairedPolicy,
  renderUndecidable,
  retiredCheck,
} from "../../src/render/situations.ts";
import { finding, gate, report, requirement, rule } from "../report-builder.ts";

const names = ["lockstep", "lockstep / G4 Documentation"];
const problem = {
  ...({ severity: "error", file: "main:.github/lockstep.yml", line: 2, column: 3, sourceLine: "  rulez: []" } as const),
  message: 'unknown key "rulez"; did you mean "rules"?',
};

describe("without a report every name that may be required still says something", () => {
  test("an invalid policy, with line, column and caret", () => {
    const checks = renderInvalidPolicy(names, [problem]);
    expect(checks.map(({ name, standing }) => [name, standing])).toEqual(names.map((name) => [name, "undecided"]));
    expect(checks[0]?.summary).toContain("main:.github/lockstep.yml:2:3");
    expect(checks[0]?.summary).toContain("\n    ^");
  });

  test("an invalid policy that goes on and on stays within GitHub's limit", () => {
    const long = Array.from({ length: 200 }, () => ({ ...problem, message: "```\n@x".repeat(5_000) }));
    expect(renderInvalidPolicy(names, long)[0]?.summary.length).toBeLessThanOrEqual(65_535);
  });

  test.each([
    ["a repaired one lets pass", renderRepairedPolicy(names), "met"],
    ["none that is there any more lets pass", renderNoPolicy(names, "main:x"), "advisory"],
    ["what cannot be decided blocks", renderUndecidable(names, "Why.", "Do this."), "undecided"],
    ["what is to be judged again blocks", renderAwaited(names, "The base branch changed."), "awaited"],
  ] as const)("%s", (_, checks, standing) => {
    expect(checks.map((check) => check.standing)).toEqual([standing, standing]);
  });

  test("a gate the policy no longer has lets pass", () => {
    expect(retiredCheck("lockstep / X").standing).toBe("advisory");
  });
});

describe("a merge group", () => {
  const of = (number: number, verdict: "pass" | "fail" | "pending") => ({
    number,
    policySource: "main:x",
    report: report([
      gate("G2", "Regression", [
        rule("a", { requirements: [requirement({ verdict, findings: verdict === "pass" ? [] : [finding()] })] }),
      ]),
    ]),
  });
  const fold = (members: Parameters<typeof renderGroup>[0]) => renderGroup(members, [])[0];

  test("passes when all of its pull requests do", () => {
    expect(fold([of(1, "pass"), of(2, "pass")])?.standing).toBe("met");
  });

  test("fails with one that does, and names it", () => {
    expect(fold([of(1, "pass"), of(2, "fail"), of(3, "pending")])).toMatchObject({
      standing: "unmet",
      title: expect.stringContaining("#2"),
    });
  });

  test("waits where others' checks are all that is missing", () => {
    expect(fold([of(1, "pass"), of(2, "pending")])?.standing).toBe("awaited");
  });

  test("fails closed with one that cannot be told", () => {
    expect(fold([of(1, "pass"), { number: 2, why: "Gone.", standing: "undecided" }])?.standing).toBe("undecided");
  });

  test("with many members stays within GitHub's limit", () => {
    const members = Array.from({ length: 100 }, (_, index) => of(index, "fail"));
    const summary = fold(members)?.summary ?? "";
    expect(summary.length).toBeLessThanOrEqual(65_535);
    expect(summary.match(/^# #\d+$/gm)?.length).toBe(100);
  });

  test("with long summaries leaves whole members out, and says how many", () => {
    const long = Array.from({ length: 200 }, (_, index) => finding({ message: `${index}`, snippet: "`".repeat(500) }));
    const members = Array.from({ length: 60 }, (_, index) => ({
      ...{ number: index, policySource: "main:x" },
      report: report([gate("G2", "Regression", [rule("a", { requirements: [requirement({ findings: long })] })])]),
    }));
    const summary = fold(members)?.summary ?? "";
    expect(summary.length).toBeLessThanOrEqual(65_535);
    expect(summary).toMatch(/Left out here for its length:\*\* \d+ pull requests\.$/);
  });
});
