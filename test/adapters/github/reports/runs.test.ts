import { expect, test } from "@jest/globals";
import type { GitHubClient } from "../../../../src/adapters/github/client.ts";
import { isBehind, runsOn } from "../../../../src/adapters/github/reports/runs.ts";

const home = { full_name: "acme/harbour" };
const row = (id: number, sha = "a") => ({
  ...{ id, path: "x", event: "push", status: "completed", conclusion: "success", head_sha: sha },
  ...{ created_at: "2026-11-21T08:00:00Z", repository: home, head_repository: home },
});

/** A client that has so many runs, and the pages it was asked for. */
function clientWith(rows: readonly object[]) {
  const asked: unknown[] = [];
  const rest = (_route: string, { page, per_page: size }: Record<string, number> = {}) => {
    asked.push(page);
    const workflow_runs = rows.slice(((page ?? 1) - 1) * (size ?? 0), (page ?? 1) * (size ?? 0));
    return Promise.resolve({ status: 200, headers: {}, data: { total_count: rows.length, workflow_runs } });
  };
  return { asked, client: { rest } as unknown as GitHubClient };
}
const rows = (count: number) => Array.from({ length: count }, (_, id) => row(id));

test.each([
  [0, [1], 0],
  [99, [1], 99],
  [100, [1], 100],
  [101, [1, 2], 101],
  [1_000, [1, 2, 3, 4, 5, 6, 7, 8, 9, 10], 1_000],
])("%i runs are listed page by page", async (count, pages, found) => {
  const { client, asked } = clientWith(rows(count));
  expect(await runsOn(client, "acme/harbour", "a")).toHaveLength(found);
  expect(asked).toEqual(pages);
});

test("more runs than GitHub lists are never taken for all of them", async () => {
  expect(await runsOn(clientWith(rows(1_001)).client, "acme/harbour", "a")).toBeUndefined();
});

test("a run on another commit is left out, whatever was asked", async () => {
  expect(await runsOn(clientWith([row(1, "b"), row(2)]).client, "acme/harbour", "a")).toMatchObject([{ id: 2 }]);
});

test("an answer of another form is no list without runs", async () => {
  const rest = () => Promise.resolve({ status: 200, headers: {}, data: {} });
  await expect(runsOn({ rest } as unknown as GitHubClient, "acme/harbour", "a")).rejects.toThrow();
});

test.each<readonly [string, readonly object[], boolean]>([
  ["the run as ended", [row(1)], false],
  ["nothing of the run", [row(2)], true],
  ["the run as going on", [{ ...row(1), status: "in_progress" }], true],
  ["an earlier attempt of it", [{ ...row(1), run_attempt: 1 }], true],
  ["a later attempt of it", [{ ...row(1), run_attempt: 3, status: "queued" }], false],
])("of a run that has ended a list that shows %s", (_, listed, behind) => {
  const attempt = listed.some((run) => "run_attempt" in run) ? 2 : 1;
  expect(isBehind(listed as Parameters<typeof isBehind>[0], [{ id: 1, attempt }])).toBe(behind);
});
