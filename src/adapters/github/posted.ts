import * as z from "zod";
import type { Posted, PostedCheck } from "../../core/plan.ts";
import type { PullRequestKey } from "../../pipeline/job.ts";
import { encodeCheckId } from "./check-id.ts";
import type { GitHubClient } from "./client.ts";
import type { HeadAnswer, LookData, PullRequestAnswer } from "./look-answer.ts";

/** What the one comment begins with. */
const marker = "<!-- lockstep -->";

type Runs = NonNullable<HeadAnswer["ours"]>[number]["checkRuns"];

/** Our check runs on a head. Of one name only the newest counts, for GitHub as for us. */
export function postedChecks(runs: Runs): readonly PostedCheck[] {
  const newest = new Map<string, Runs[number]>();
  for (const run of runs) {
    const other = newest.get(run.name);
    if (other === undefined || (other.databaseId ?? 0) < (run.databaseId ?? 0)) newest.set(run.name, run);
  }
  return [...newest.values()].map(({ id, databaseId, name, status, externalId }) => ({
    name,
    id: encodeCheckId({ nodeId: id, databaseId: databaseId ?? undefined }),
    digest: externalId ?? undefined,
    concluded: status === "COMPLETED",
  }));
}

type Comment = { readonly id: string; readonly body: string; readonly viewerDidAuthor: boolean };

/** The one comment of ours, by its id, among the last, or further back; undefined when there is none. */
export async function stickyComment(
  client: GitHubClient,
  key: PullRequestKey,
  { comments }: PullRequestAnswer,
  sticky: LookData["sticky"],
): Promise<Posted["comment"] | undefined> {
  if (sticky?.id !== undefined && sticky.viewerDidAuthor === true) return { id: sticky.id, body: sticky.body ?? "" };
  let found = ownComment(comments.nodes ?? []);
  let { pageInfo } = comments;
  while (found === undefined && pageInfo.hasPreviousPage) {
    const page = await earlierComments(client, key, pageInfo.startCursor);
    found = ownComment(page.nodes ?? []);
    ({ pageInfo } = page);
  }
  return found && { id: found.id, body: found.body };
}

/** Others can write the marker too: only the author tells. */
function ownComment(comments: readonly (Comment | null)[]): Comment | undefined {
  return (
    comments.findLast((comment) => comment?.viewerDidAuthor === true && comment.body.startsWith(marker)) ?? undefined
  );
}

const earlierDocument = `query EarlierComments($owner: String!, $name: String!, $number: Int!, $before: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) {
    comments(last: 100, before: $before) { pageInfo { hasPreviousPage startCursor } nodes { id body viewerDidAuthor } }
  } }
}`;

const earlierShape = z.object({
  repository: z.object({
    pullRequest: z.object({
      comments: z.object({
        pageInfo: z.object({ hasPreviousPage: z.boolean(), startCursor: z.string().nullish() }),
        nodes: z
          .array(z.object({ id: z.string(), body: z.string(), viewerDidAuthor: z.boolean() }).nullable())
          .nullish(),
      }),
    }),
  }),
});

async function earlierComments(client: GitHubClient, key: PullRequestKey, before: string | null | undefined) {
  const [owner = "", name = ""] = key.repository.split("/");
  const { data } = await client.graphql<unknown>(earlierDocument, { owner, name, number: key.number, before });
  return earlierShape.parse(data).repository.pullRequest.comments;
}
