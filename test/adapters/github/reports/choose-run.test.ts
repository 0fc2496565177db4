import { expect, test } from "@jest/globals";
import { chooseRun } from "../../../../src/adapters/github/reports/choose-run.ts";
import type { WorkflowRun } from "../../../../src/adapters/github/reports/runs.ts";

const workflow = ".github/workflows/ci.yml";
const home = { full_name: "acme/harbour" };
const run = (id: number, more: Partial<WorkflowRun> = {}): WorkflowRun => ({
  ...{ id, path: workflow, event: "push", status: "completed", conclusion: "success", head_sha: "a" },
  ...{ created_at: `2026-11-21T08:00:0${id}Z`, repository: home, head_repository: home },
  ...more,
});
const running = { status: "in_progress", conclusion: null };
const chosen = (runs: readonly WorkflowRun[]) => {
  const choice = chooseRun(runs, workflow, home.full_name);
  return choice.kind === "chosen" ? choice.run.id : choice.kind;
};

test.each<readonly [string, readonly WorkflowRun[], number | string]>([
  ["none at all is awaited", [], "awaited"],
  ["one of another workflow is none", [run(1, { path: ".github/workflows/other.yml" })], "awaited"],
  ["the newest counts, whatever the order", [run(2), run(3), run(1)], 3],
  ["one that was repeated is newer", [run(1, { run_started_at: "2026-11-21T09:00:00Z" }), run(2)], 1],
  ["of two of the same moment the later id counts", [run(1), run(2, { created_at: "2026-11-21T08:00:01Z" })], 2],
  ["one that goes on holds up the others", [run(1), run(2, running)], "awaited"],
  ["an older one that goes on does too", [run(1, running), run(2)], "awaited"],
  ["one that waits for its turn does too", [run(1, { status: "queued", conclusion: null })], "awaited"],
  ["one of a fork that goes on does not", [run(1), run(2, { ...running, head_repository: { full_name: "m/h" } })], 1],
  ["one that failed counts: its report says what", [run(1, { conclusion: "failure" })], 1],
  ["one that was cancelled does not, nor the one before", [run(1), run(2, { conclusion: "cancelled" })], "unusable"],
  ["one without a conclusion does not", [run(1, { conclusion: null })], "unusable"],
  ["one by hand is not trusted", [run(1, { event: "workflow_dispatch" })], "untrusted"],
  ["one on a schedule is not trusted", [run(1, { event: "schedule" })], "untrusted"],
  [
    "one of a repository with another case is of another",
    [run(1, { head_repository: { full_name: "Acme/harbour" } })],
    "untrusted",
  ],
  ["one of a fork that is gone is not trusted", [run(1, { head_repository: null })], "untrusted"],
  ["one without a head repository is not trusted", [run(1, { head_repository: undefined })], "untrusted"],
  ["a branch behind the path is left out", [run(1, { path: `${workflow}@refs/heads/main` })], 1],
])("%s", (_, runs, expected) => {
  expect(chosen(runs)).toBe(expected);
});
