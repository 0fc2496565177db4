import { expect, test } from "@jest/globals";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import type { CheckResult } from "../../../src/core/pull-request.ts";
import { judgeCase, testRequirement } from "../../requirement-table.ts";

const require = { "check-passed": "ci / test" };

function completed(conclusion: string | undefined, name = "ci / test"): CheckResult {
  return { name, status: "completed", conclusion };
}

testRequirement("check-passed", [
  { name: "a check that succeeded passes", require, checks: [completed("success")], then: "pass" },
  {
    name: "a check that failed fails",
    require,
    checks: [completed("failure")],
    then: { verdict: "fail", says: "The check `ci / test` ended with failure.", at: "pull-request" },
  },
  ...["neutral", "skipped", "cancelled", "timed_out", "action_required", "stale"].map((conclusion) => ({
    name: `a check that ended with ${conclusion} is no success`,
    require,
    checks: [completed(conclusion)],
    then: { verdict: "fail", says: conclusion } as const,
  })),
  {
    name: "a check without a conclusion is no success",
    require,
    checks: [completed(undefined)],
    then: { verdict: "fail", says: "ended with no conclusion" },
  },
  {
    name: "a check that is still running is awaited",
    require,
    checks: [{ name: "ci / test", status: "in_progress", conclusion: undefined }],
    then: { verdict: "pending", says: "has not finished" },
  },
  {
    name: "a check that is not there yet is awaited",
    require,
    checks: [completed("success", "ci / lint")],
    then: { verdict: "pending", says: ["no result of the check `ci / test`", "--facts"] },
  },
  { name: "no results at all are awaited, never passed", require, then: "pending" },
  {
    name: "the name is compared exactly",
    require,
    checks: [completed("success", "CI / test"), completed("success", "ci / test (2)")],
    then: "pending",
  },
  {
    name: "of two checks of one name both must succeed",
    require,
    checks: [completed("success"), completed("failure")],
    then: "fail",
  },
  {
    name: "of two checks of one name a running one is awaited",
    require,
    checks: [completed("success"), { name: "ci / test", status: "queued", conclusion: undefined }],
    then: "pending",
  },
  {
    name: "a failed check outweighs an awaited one, and both are named",
    require: { "check-passed": ["ci / test", "ci / e2e"] },
    checks: [completed("failure", "ci / e2e")],
    then: { verdict: "fail", says: ["`ci / e2e` ended with failure", "no result of the check `ci / test`"] },
  },
  {
    name: "several that are not there yet are one thing to wait for",
    require: { "check-passed": ["a", "b", "c"] },
    checks: [completed("success", "b")],
    then: { verdict: "pending", says: "There is no result of the checks `a` and `c` on the head commit yet." },
  },
  {
    name: "of several names all must have succeeded",
    require: { "check-passed": { names: ["a", "b"] } },
    checks: [completed("success", "a"), completed("success", "b")],
    then: "pass",
  },
]);

const github = { id: 15368, slug: "github-actions" };
const pinned = { "check-passed": { names: "ci / test", app: 15368 } };
const pinnedBySlug = { "check-passed": { names: ["ci / test"], app: "github-actions" } };

testRequirement("check-passed of an app", [
  { name: "its own result passes", require: pinned, checks: [{ ...completed("success"), app: github }], then: "pass" },
  {
    name: "its own result passes by slug",
    require: pinnedBySlug,
    checks: [{ ...completed("success"), app: github }],
    then: "pass",
  },
  {
    name: "the same name by another app does not count",
    require: pinned,
    checks: [{ ...completed("success"), app: { id: 99, slug: "github-actions" } }],
    then: { verdict: "pending", says: ["by the app `15368`", "comes from elsewhere, which does not count"] },
  },
  {
    name: "the same name by another app does not count by slug",
    require: pinnedBySlug,
    checks: [{ ...completed("success"), app: { id: 15368, slug: "github-actions-2" } }],
    then: { verdict: "pending", says: "by the app `github-actions`" },
  },
  {
    name: "a commit status does not count, and neither does a result whose app is not known",
    require: pinned,
    checks: [completed("success"), { ...completed("success"), app: {} }],
    then: "pending",
  },
  {
    name: "a slug does not stand for an id",
    require: pinned,
    checks: [{ ...completed("success"), app: { slug: "15368" } }],
    then: "pending",
  },
  {
    name: "a failure of another app does not count either",
    require: pinned,
    checks: [
      { ...completed("success"), app: github },
      { ...completed("failure"), app: { id: 99, slug: "x" } },
    ],
    then: "pass",
  },
  {
    name: "its own failure outweighs the success of another",
    require: pinned,
    checks: [
      { ...completed("failure"), app: github },
      { ...completed("success"), app: { id: 99, slug: "x" } },
    ],
    then: { verdict: "fail", says: "`ci / test` by the app `15368` ended with failure" },
  },
]);

test("check-passed of an app looks at the apps, and only then", () => {
  expect(judgeCase({ require: pinned }).needs).toEqual([{ fact: "checks", names: ["ci / test"], apps: true }]);
});

test.each([0, -1, 1.5, "", "GitHub Actions", "a`b", null])("an app is an id or a slug, not %p", (app) => {
  expect(demandSchema.safeParse({ "check-passed": { names: "a", app } }).success).toBe(false);
});

test("check-passed names what it looks at, so that nothing else wakes the app", () => {
  expect(judgeCase({ require: { "check-passed": ["a", "b"] } }).needs).toEqual([{ fact: "checks", names: ["a", "b"] }]);
});
