import * as z from "zod";
import type { OpenPullRequest } from "../../pipeline/host.ts";
import { AccessLostError, UnavailableError } from "../../pipeline/trouble.ts";
import type { GitHubClient } from "./client.ts";

/** Rows asked for at once: the most GitHub gives. */
const pageSize = 100;

/** Most deliveries that are delivered again in one go; the rest follow the next time. */
const maxRedelivered = 500;

/** Times a delivery is tried, GitHub's own try included. */
const maxAttempts = 4;

/** Ids of the installations that are not suspended. */
export async function installationsOf(app: GitHubClient): Promise<readonly number[]> {
  const all = await paged(app, "GET /app/installations", {}, (data) =>
    z.array(z.object({ id: z.number(), suspended_at: z.string().nullish() })).parse(data),
  );
  return all.filter(({ suspended_at }) => suspended_at === null || suspended_at === undefined).map(({ id }) => id);
}

/** Repositories an installation sees and that can change, as `owner/name`. */
export async function repositoriesOf(client: GitHubClient): Promise<readonly string[]> {
  const shape = z.object({
    repositories: z.array(z.object({ full_name: z.string(), archived: z.boolean().optional() })),
  });
  const all = await paged(client, "GET /installation/repositories", {}, (data) => shape.parse(data).repositories);
  return all.filter(({ archived }) => archived !== true).map(({ full_name }) => full_name);
}

async function paged<Row>(
  client: GitHubClient,
  route: string,
  parameters: Readonly<Record<string, unknown>>,
  rowsOf: (data: unknown) => readonly Row[],
): Promise<readonly Row[]> {
  const rows: Row[] = [];
  for (let page = 1; ; page += 1) {
    const { data } = await client.rest<unknown>(route, { ...parameters, per_page: pageSize, page });
    const found = rowsOf(data);
    rows.push(...found);
    if (found.length < pageSize) return rows;
  }
}

const openDocument = `query OpenPullRequests($owner: String!, $name: String!, $after: String, $appId: Int!) {
  repository(owner: $owner, name: $name) {
    pullRequests(states: OPEN, first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes {
        number headRefOid baseRefName isDraft updatedAt changedFiles
        commits(last: 1) { nodes { commit { oid checkSuites(first: 5, filterBy: { appId: $appId }) { nodes {
          checkRuns(first: 5, filterBy: { appId: $appId, checkName: "lockstep", checkType: LATEST }) { nodes { status } }
        } } } } }
      }
    }
  }
}`;

const nodes = <Node extends z.ZodType>(node: Node) => z.object({ nodes: z.array(node.nullable()).nullish() }).nullish();
const openShape = z.object({
  repository: z
    .object({
      pullRequests: z.object({
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
        nodes: z.array(
          z
            .object({
              ...{ number: z.number(), headRefOid: z.string(), baseRefName: z.string(), isDraft: z.boolean() },
              ...{ updatedAt: z.string(), changedFiles: z.number() },
              commits: nodes(
                z.object({
                  commit: z.object({
                    oid: z.string(),
                    checkSuites: nodes(z.object({ checkRuns: nodes(z.object({ status: z.string() })) })),
                  }),
                }),
              ),
            })
            .nullable(),
        ),
      }),
    })
    .nullable(),
});

/** The open pull requests of a repository, and whether our check on their heads is concluded. */
export async function openPullRequestsOf(
  client: GitHubClient,
  installation: number,
  repository: string,
  appId: number,
): Promise<readonly OpenPullRequest[]> {
  const [owner = "", name = ""] = repository.split("/");
  const found: OpenPullRequest[] = [];
  let after: string | null | undefined = null;
  do {
    const answer = await client.graphql<unknown>(openDocument, { owner, name, after, appId });
    const { repository: there } = openShape.parse(answer.data);
    // Only where GitHub says so: what is not listed is taken for closed.
    if (there === null && answer.errors.some(({ type }) => type === "NOT_FOUND")) return [];
    if (there === null && answer.errors.some(({ type }) => type === "FORBIDDEN"))
      throw new AccessLostError("the repository may not be seen");
    if (there === null || answer.errors.length > 0)
      throw new UnavailableError("the open pull requests could not be read in full");
    const { nodes: pulls, pageInfo } = there.pullRequests;
    for (const pull of pulls) {
      if (pull === null) continue;
      const runs = (pull.commits?.nodes ?? []).flatMap((node) =>
        (node?.commit.checkSuites?.nodes ?? []).flatMap((suite) => suite?.checkRuns?.nodes ?? []),
      );
      found.push({
        sighting: {
          key: { kind: "pull-request", installation, repository, number: pull.number },
          ...{ open: true, draft: pull.isDraft, head: pull.headRefOid, base: pull.baseRefName },
          ...{ changedFiles: pull.changedFiles, updatedAt: Date.parse(pull.updatedAt) },
        },
        concluded: runs.some((run) => run?.status === "COMPLETED"),
      });
    }
    after = pageInfo.hasNextPage ? pageInfo.endCursor : undefined;
  } while (after !== undefined && after !== null);
  return found;
}

const deliveriesShape = z.array(
  z.object({
    ...{ id: z.number(), guid: z.string(), delivered_at: z.string() },
    ...{ status: z.string(), status_code: z.number() },
  }),
);
type Delivery = z.output<typeof deliveriesShape>[number];

/**
 * Has failed deliveries since a time delivered once more; GitHub never does that by itself. Resolves to how many. A
 * delivery that an attempt made good, or that was tried too often, is left alone.
 */
export async function redeliverFailedOf(app: GitHubClient, since: number): Promise<number> {
  const attempts = new Map<string, Delivery[]>();
  let cursor: string | undefined;
  do {
    const { data, headers } = await app.rest<unknown>("GET /app/hook/deliveries", {
      per_page: pageSize,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const deliveries = deliveriesShape.parse(data);
    const recent = deliveries.filter(({ delivered_at }) => Date.parse(delivered_at) >= since);
    for (const delivery of recent) attempts.set(delivery.guid, [...(attempts.get(delivery.guid) ?? []), delivery]);
    cursor = recent.length < deliveries.length ? undefined : nextCursor(headers["link"]);
  } while (cursor !== undefined);
  const isGood = ({ status_code }: Delivery) => status_code >= 200 && status_code < 400;
  const failed = [...attempts.values()]
    .filter((all) => all.length < maxAttempts && !all.some(isGood))
    .flatMap(([delivery]) => delivery ?? [])
    .slice(0, maxRedelivered);
  for (const { id } of failed) await app.rest("POST /app/hook/deliveries/{delivery_id}/attempts", { delivery_id: id });
  return failed.length;
}

function nextCursor(link: string | undefined): string | undefined {
  const next = link?.split(",").find((part) => part.includes('rel="next"'));
  const url = next === undefined ? undefined : /<([^>]{1,2000})>/.exec(next)?.[1];
  return url === undefined ? undefined : (new URL(url).searchParams.get("cursor") ?? undefined);
}
