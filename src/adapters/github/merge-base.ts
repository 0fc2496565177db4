import * as z from "zod";
import type { GitHubClient } from "./client.ts";
import type { PullRequestAnswer } from "./look-answer.ts";

/**
 * The merge base, where the read shows it: the parent of the first commit of a branch that is a chain, all of it listed.
 * Undefined where commits were merged into the branch or are not all listed: GraphQL names no merge base.
 */
export function mergeBaseOfChain({ commits, headRefOid }: PullRequestAnswer): string | undefined {
  const chain = (commits.nodes ?? []).filter((node) => node !== null).map(({ commit }) => commit);
  if (chain.length === 0 || chain.length !== commits.totalCount || chain.at(-1)?.oid !== headRefOid) return undefined;
  const parents = chain.map((commit) => (commit.parents.totalCount === 1 ? commit.parents.nodes?.[0]?.oid : undefined));
  const isChain = parents.every(
    (parent, index) => parent !== undefined && (index === 0 || parent === chain[index - 1]?.oid),
  );
  return isChain ? parents[0] : undefined;
}

/** The merge base as REST compares two commits. */
export async function mergeBaseByComparison(
  client: GitHubClient,
  repository: string,
  base: string,
  head: string,
): Promise<string> {
  const [owner = "", repo = ""] = repository.split("/");
  const route = "GET /repos/{owner}/{repo}/compare/{basehead}";
  const { data } = await client.rest<unknown>(route, { owner, repo, basehead: `${base}...${head}`, per_page: 1 });
  return z.object({ merge_base_commit: z.object({ sha: z.string() }) }).parse(data).merge_base_commit.sha;
}
