import * as z from "zod";
import type { GroupLook } from "../../pipeline/host.ts";
import type { MergeGroupRecord } from "../../pipeline/store.ts";
import { UnavailableError } from "../../pipeline/trouble.ts";
import { checksOn } from "./checks-on.ts";
import type { GitHubClient } from "./client.ts";
import { headAlone } from "./head-alone.ts";
import type { LookOptions } from "./look.ts";
import { contextsBeyond } from "./more-pages.ts";
import { postedChecks } from "./posted.ts";

const queueDocument = `query Queue($owner: String!, $name: String!, $branch: String!, $after: String) {
  repository(owner: $owner, name: $name) {
    id
    mergeQueue(branch: $branch) { entries(first: 100, after: $after) {
      pageInfo { hasNextPage endCursor }
      nodes { baseCommit { oid } headCommit { oid } pullRequest { number headRefOid } }
    } }
  }
}`;

const commit = z.object({ oid: z.string() }).nullish();
const entrySchema = z.object({
  baseCommit: commit,
  headCommit: commit,
  pullRequest: z.object({ number: z.number(), headRefOid: z.string() }).nullish(),
});
const queueShape = z.object({
  repository: z.object({
    id: z.string(),
    mergeQueue: z
      .object({
        entries: z
          .object({
            pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
            nodes: z.array(entrySchema.nullable()).nullish(),
          })
          .nullish(),
      })
      .nullish(),
  }),
});
type QueueEntry = z.output<typeof entrySchema>;

/**
 * Looks at a merge group: who is in it, what others' checks on its head say, and what we posted there. The queue itself
 * tells the members; GitHub lists no pull requests for the commits of a group.
 */
export async function lookAtMergeGroup(
  client: GitHubClient,
  { appId }: LookOptions,
  { key, base, baseCommit }: MergeGroupRecord,
): Promise<GroupLook | undefined> {
  const [queue, tip] = await Promise.all([
    readQueue(client, key.repository, base),
    headAlone(client, key.repository, key.head, appId),
  ]);
  const ours = (tip.ours ?? []).flatMap(({ checkRuns }) => checkRuns);
  const contexts = [
    ...(tip.statusCheckRollup?.contexts.nodes ?? []),
    ...(await contextsBeyond(client, key.repository, key.head, tip.statusCheckRollup?.contexts.pageInfo)),
  ];
  return {
    members: membersOf(queue.entries, key.head, baseCommit)?.map(({ number, headRefOid }) => ({
      key: { kind: "pull-request", installation: key.installation, repository: key.repository, number },
      head: headRefOid,
    })),
    checks: checksOn(client, { repository: key.repository, head: key.head, contexts, ours, appId }),
    posted: { checks: postedChecks(ours) },
    target: { installation: key.installation, repository: key.repository, repositoryId: queue.id, head: key.head },
  };
}

async function readQueue(client: GitHubClient, repository: string, branch: string) {
  const [owner = "", name = ""] = repository.split("/");
  const entries: QueueEntry[] = [];
  let id: string;
  let after: string | null | undefined = null;
  do {
    const { data, errors } = await client.graphql<unknown>(queueDocument, { owner, name, branch, after });
    const answer = queueShape.safeParse(data);
    if (errors.length > 0 || !answer.success) throw new UnavailableError("the merge queue could not be read");
    const { repository: there } = answer.data;
    const page = there.mergeQueue?.entries;
    id = there.id;
    entries.push(...(page?.nodes ?? []).filter((entry) => entry !== null));
    after = page?.pageInfo.hasNextPage === true ? page.pageInfo.endCursor : undefined;
  } while (after !== undefined && after !== null);
  return { id, entries };
}

/** From the entry whose commit is the group's head back to the group's parent; undefined when the way is broken. */
function membersOf(entries: readonly QueueEntry[], head: string, parent: string) {
  const byHead = new Map(entries.map((entry) => [entry.headCommit?.oid, entry]));
  const members: NonNullable<QueueEntry["pullRequest"]>[] = [];
  for (let at = head; at !== parent; ) {
    const entry = byHead.get(at);
    const next = entry?.baseCommit?.oid;
    if (entry?.pullRequest == null || next === undefined || members.length >= entries.length) return undefined;
    members.unshift(entry.pullRequest);
    at = next;
  }
  return members.length === 0 ? undefined : members;
}
