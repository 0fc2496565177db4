import * as z from "zod";
import type { RunAttempt } from "../../../pipeline/ended-runs.ts";
import type { GitHubClient } from "../client.ts";

const repositoryShape = z.object({ full_name: z.string() });

const runShape = z.object({
  id: z.number(),
  path: z.string(),
  event: z.string(),
  status: z.string().nullable(),
  conclusion: z.string().nullable(),
  run_attempt: z.number().nullish(),
  head_sha: z.string(),
  created_at: z.string(),
  run_started_at: z.string().nullish(),
  repository: repositoryShape,
  /** Null once the fork is deleted. */
  head_repository: repositoryShape.nullish(),
});

const pageShape = z.object({ total_count: z.number(), workflow_runs: z.array(runShape) });

/** A run of a workflow of Actions, as REST shows it. */
export type WorkflowRun = z.output<typeof runShape>;

/** Rows of a page, and most pages: GitHub lists no more than 1,000 runs of a commit. */
const pageSize = 100;
const mostPages = 10;

/** All workflow runs on a commit, of forks too; undefined when there are more than GitHub lists. */
export async function runsOn(
  client: GitHubClient,
  repository: string,
  head: string,
): Promise<readonly WorkflowRun[] | undefined> {
  const [owner = "", repo = ""] = repository.split("/");
  const runs = new Map<number, WorkflowRun>();
  for (let page = 1; page <= mostPages; page++) {
    const { data } = await client.rest<unknown>("GET /repos/{owner}/{repo}/actions/runs", {
      ...{ owner, repo, head_sha: head, per_page: pageSize, page },
    });
    const { total_count: total, workflow_runs: rows } = pageShape.parse(data);
    for (const run of rows) if (run.head_sha === head) runs.set(run.id, run);
    if (rows.length < pageSize || page * pageSize >= total) return [...runs.values()];
  }
  return undefined;
}

/** Whether a list lacks a run that has ended, or has it as going on. A later attempt of it is newer than what was said. */
export function isBehind(runs: readonly WorkflowRun[], ended: readonly RunAttempt[]): boolean {
  return ended.some(({ id, attempt }) => {
    const listed = runs.find((run) => run.id === id);
    if (listed === undefined) return true;
    const listedAttempt = listed.run_attempt ?? 1;
    return listedAttempt < attempt || (listedAttempt === attempt && listed.status !== "completed");
  });
}
