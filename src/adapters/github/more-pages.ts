import * as z from "zod";
import type { PullRequestKey } from "../../pipeline/job.ts";
import type { GitHubClient } from "./client.ts";
import { type Context, contextSchema } from "./look-answer.ts";
import { contextFragment } from "./look-query.ts";

interface PageInfo {
  readonly hasNextPage: boolean;
  readonly endCursor?: string | null | undefined;
}

const pageInfo = z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() });

const contextsDocument = `query Contexts($owner: String!, $name: String!, $head: GitObjectID!, $after: String) {
  repository(owner: $owner, name: $name) { object(oid: $head) { ... on Commit {
    statusCheckRollup { contexts(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { ...Context } } }
  } } }
}
${contextFragment}`;

const contextsShape = z.object({
  repository: z.object({
    object: z.object({
      statusCheckRollup: z.object({
        contexts: z.object({ pageInfo, nodes: z.array(contextSchema.nullable()).nullish() }),
      }),
    }),
  }),
});

/** Checks of a commit beyond the first hundred. */
export async function contextsBeyond(
  client: GitHubClient,
  repository: string,
  head: string,
  from: PageInfo | undefined,
): Promise<readonly (Context | null)[]> {
  const [owner = "", name = ""] = repository.split("/");
  const found: (Context | null)[] = [];
  for (let page = from; page?.hasNextPage === true; ) {
    const { data } = await client.graphql<unknown>(contextsDocument, { owner, name, head, after: page.endCursor });
    const { contexts } = contextsShape.parse(data).repository.object.statusCheckRollup;
    found.push(...(contexts.nodes ?? []));
    page = contexts.pageInfo;
  }
  return found;
}

const labelsDocument = `query Labels($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) {
    labels(first: 100, after: $after) { pageInfo { hasNextPage endCursor } nodes { name } }
  } }
}`;

const labelsShape = z.object({
  repository: z.object({
    pullRequest: z.object({
      labels: z.object({ pageInfo, nodes: z.array(z.object({ name: z.string() }).nullable()).nullish() }),
    }),
  }),
});

/** Labels of a pull request beyond the first hundred. */
export async function labelsBeyond(
  client: GitHubClient,
  { repository, number }: PullRequestKey,
  from: PageInfo | undefined,
): Promise<readonly string[]> {
  const [owner = "", name = ""] = repository.split("/");
  const found: string[] = [];
  for (let page = from; page?.hasNextPage === true; ) {
    const { data } = await client.graphql<unknown>(labelsDocument, { owner, name, number, after: page.endCursor });
    const { labels } = labelsShape.parse(data).repository.pullRequest;
    found.push(...(labels.nodes ?? []).flatMap((label) => label?.name ?? []));
    page = labels.pageInfo;
  }
  return found;
}
