import * as z from "zod";
import { policyPath } from "../../pipeline/check.ts";
import { UnavailableError } from "../../pipeline/trouble.ts";
import type { GitHubClient } from "./client.ts";
import { type HeadAnswer, headSchema } from "./look-answer.ts";
import { contextFragment, entryFragment, headSelection } from "./look-query.ts";

const shape = z.object({ repository: z.object({ object: headSchema.nullable() }) });

/** A head commit by its id: of a merge group, or of a pull request that has no commit of its own. */
export async function headAlone(
  client: GitHubClient,
  repository: string,
  head: string,
  appId: number | undefined,
): Promise<HeadAnswer> {
  const [owner = "", name = ""] = repository.split("/");
  const document = `query Head($owner: String!, $name: String!, $head: GitObjectID!, $policyPath: String!${appId === undefined ? "" : ", $appId: Int!"}) {
  repository(owner: $owner, name: $name) { object(oid: $head) { ... on Commit { ${headSelection(appId !== undefined)} } } }
}
${entryFragment}
${contextFragment}`;
  const variables = { owner, name, head, policyPath, ...(appId === undefined ? {} : { appId }) };
  const { data, errors } = await client.graphql<unknown>(document, variables);
  const answer = shape.safeParse(data);
  if (errors.length > 0 || !answer.success || answer.data.repository.object === null)
    throw new UnavailableError("the head commit could not be read");
  return answer.data.repository.object;
}
