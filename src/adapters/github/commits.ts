import * as z from "zod";
import { type Commit, isMerge, maxCommits, maxCommitsWithFiles, readMessage } from "../../core/commits/commit.ts";
import { UnavailableError } from "../../pipeline/trouble.ts";
import type { GitHubClient } from "./client.ts";

// The whole message: GitHub's headline is cut, and continued in the body.
const commitsDocument = `query Commits($owner: String!, $name: String!, $number: Int!, $after: String) {
  repository(owner: $owner, name: $name) { pullRequest(number: $number) {
    headRefOid
    commits(first: 100, after: $after) { totalCount pageInfo { hasNextPage endCursor } nodes {
      commit { oid message parents(first: 2) { nodes { oid } } }
    } }
  } }
}`;

const oid = z.string().regex(/^[0-9a-f]{40,64}$/);
const commitsShape = z.object({
  repository: z.object({
    pullRequest: z.object({
      headRefOid: oid,
      commits: z.object({
        totalCount: z.number(),
        pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullish() }),
        nodes: z.array(
          z.object({
            commit: z.object({ oid, message: z.string(), parents: z.object({ nodes: z.array(z.object({ oid })) }) }),
          }),
        ),
      }),
    }),
  }),
});

const filesShape = z.object({
  sha: oid,
  files: z
    .array(z.object({ filename: z.string(), status: z.string(), previous_filename: z.string().optional() }))
    .optional(),
});

/** GitHub lists no more files of a commit than these, and does not say when there are more. */
const maxListed = 3_000;

/**
 * The commits of a pull request, oldest first; undefined when there are more than are looked at. Files, one request for each
 * commit, come only for as many commits as are looked at for them.
 */
export async function commitsOfPullRequest(
  client: GitHubClient,
  repository: string,
  { number, head }: { readonly number: number; readonly head: string },
  withFiles: boolean,
): Promise<readonly Commit[] | undefined> {
  const commits = await listCommits(client, repository, number, head);
  const single = commits?.filter((commit) => !isMerge(commit)) ?? [];
  if (commits === undefined || !withFiles || single.length > maxCommitsWithFiles) return commits;
  const found: Commit[] = [];
  for (const commit of commits) {
    const files = isMerge(commit) ? undefined : await filesOf(client, repository, commit.oid);
    found.push(files === undefined ? commit : { ...commit, files });
  }
  return found;
}

async function listCommits(
  client: GitHubClient,
  repository: string,
  number: number,
  head: string,
): Promise<readonly Commit[] | undefined> {
  const [owner, name] = repository.split("/");
  const found: Commit[] = [];
  for (let after: string | null = null; ; ) {
    const { data, errors } = await client.graphql<unknown>(commitsDocument, { owner, name, number, after });
    const answer = commitsShape.safeParse(data);
    if (errors.length > 0 || !answer.success) throw new UnavailableError("the commits could not be read in full");
    const { headRefOid, commits } = answer.data.repository.pullRequest;
    if (headRefOid !== head) throw new UnavailableError("the head moved while its commits were read");
    if (commits.totalCount > maxCommits) return undefined;
    for (const { commit } of commits.nodes) {
      const parents = commit.parents.nodes.map((parent) => parent.oid);
      found.push({ oid: commit.oid, ...readMessage(commit.message), parents });
    }
    after = commits.pageInfo.endCursor ?? null;
    if (commits.pageInfo.hasNextPage && after !== null && commits.nodes.length > 0) continue;
    if (found.length !== commits.totalCount)
      throw new UnavailableError(`${found.length} of ${commits.totalCount} commits were listed`);
    return found;
  }
}

/** Every path a commit touches; undefined when GitHub may not list all of them. */
async function filesOf(
  client: GitHubClient,
  repository: string,
  commit: string,
): Promise<readonly string[] | undefined> {
  const [owner, repo] = repository.split("/");
  const paths: string[] = [];
  for (let page = 1; ; page += 1) {
    const route = "GET /repos/{owner}/{repo}/commits/{ref}";
    const { data, headers } = await client.rest<unknown>(route, { owner, repo, ref: commit, per_page: 100, page });
    const { sha, files = [] } = filesShape.parse(data);
    if (sha !== commit) throw new UnavailableError("another commit was answered than was asked for");
    for (const { filename, status, previous_filename: previous } of files)
      paths.push(filename, ...(status === "renamed" && previous !== undefined ? [previous] : []));
    if (page * 100 >= maxListed) return undefined;
    if (!/;\s*rel="next"/.test(headers["link"] ?? "")) return paths;
  }
}
