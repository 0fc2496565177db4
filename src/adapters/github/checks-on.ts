import * as z from "zod";
import type { CheckResult } from "../../core/pull-request.ts";
import type { FactSource } from "../../pipeline/ports.ts";
import { UnavailableError } from "../../pipeline/trouble.ts";
import { checkResultsOf } from "./check-results.ts";
import type { GitHubClient } from "./client.ts";
import type { Context } from "./look-answer.ts";

/** Check runs of a page: the most GitHub gives. */
const pageSize = 100;

/** Most pages read; GitHub keeps at most 1,000 check runs of one name in a suite. */
const maxPages = 30;

/** What a read has shown of the checks on a commit. */
export interface ChecksRead {
  readonly repository: string;
  /** Commit id. */
  readonly head: string;
  readonly contexts: readonly (Context | null)[];
  /** Our own check runs. */
  readonly ours: readonly { readonly databaseId?: number | null | undefined }[];
  readonly appId: number | undefined;
}

/**
 * Results of others' checks on a commit. Whose they are is asked of REST when it is wanted, once: GraphQL answers FORBIDDEN
 * for the apps of others' check runs where these are private (https://github.com/github/branch-deploy/issues/498).
 */
export function checksOn(client: GitHubClient, read: ChecksRead): FactSource["checks"] {
  const ours = new Set(read.ours.flatMap(({ databaseId }) => databaseId ?? []));
  const known = checkResultsOf(read.contexts, ours);
  let withApps: Promise<readonly CheckResult[]> | undefined;
  return (apps) => {
    if (!apps) return Promise.resolve(known);
    withApps ??= runsWithApps(client, read, ours).then((runs) => [
      ...checkResultsOf(
        read.contexts.filter((context) => context?.__typename === "StatusContext"),
        ours,
      ),
      ...runs,
    ]);
    return withApps;
  };
}

const pageShape = z.object({
  total_count: z.number(),
  check_runs: z.array(
    z.object({
      ...{ id: z.number(), name: z.string(), status: z.string(), conclusion: z.string().nullish() },
      app: z.object({ id: z.number(), slug: z.string().nullish() }).nullish(),
    }),
  ),
});

/** The latest check runs of each suite, as the read shows them too, with their apps. */
async function runsWithApps(
  client: GitHubClient,
  { repository, head, appId }: ChecksRead,
  ours: ReadonlySet<number>,
): Promise<readonly CheckResult[]> {
  const [owner = "", repo = ""] = repository.split("/");
  const results: CheckResult[] = [];
  let seen = 0;
  for (let page = 1; page <= maxPages; page += 1) {
    const { data } = await client.rest<unknown>("GET /repos/{owner}/{repo}/commits/{ref}/check-runs", {
      ...{ owner, repo, ref: head, filter: "latest", per_page: pageSize, page },
    });
    const { total_count: total, check_runs: runs } = pageShape.parse(data);
    for (const { id, name, status, conclusion, app } of runs) {
      if (ours.has(id) || (appId !== undefined && app?.id === appId)) continue;
      results.push({
        ...{ name, status: statusOf(status), conclusion: conclusion ?? undefined },
        ...(app && { app: { id: app.id, slug: app.slug ?? undefined } }),
      });
    }
    seen += runs.length;
    if (seen >= total) return results;
    if (runs.length === 0) break;
  }
  throw new UnavailableError("the check runs could not be read in full");
}

/** GitHub's own apps also know `waiting`, `requested` and `pending`: none of them is an end. */
function statusOf(status: string): CheckResult["status"] {
  return status === "completed" || status === "in_progress" ? status : "queued";
}
