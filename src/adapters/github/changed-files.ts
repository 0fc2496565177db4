import * as z from "zod";
import { UnavailableError, UndecidableError } from "../../pipeline/trouble.ts";
import type { GitHubClient } from "./client.ts";
import { type ListedFile, statusFrom } from "./listed-file.ts";
import type { PullRequestAnswer } from "./look-answer.ts";
import { compareTrees, listTree } from "./trees.ts";

/** Rows of a page, and the most files GitHub lists of a pull request. */
const pageSize = 100;
const maxListed = 3_000;

const rowsShape = z.array(
  z.object({
    filename: z.string(),
    status: z.string(),
    previous_filename: z.string().optional(),
    sha: z.string().nullish(),
    changes: z.number(),
    patch: z.string().optional(),
    contents_url: z.string().optional(),
  }),
);

/** Rows of all pages. */
export type Rows = z.output<typeof rowsShape>;

/** All pages of the list of files, at once: how many there are is known. */
export async function listPages(
  client: GitHubClient,
  repository: string,
  number: number,
  count: number,
): Promise<Rows> {
  const [owner = "", repo = ""] = repository.split("/");
  const pages = Math.ceil(Math.min(count, maxListed) / pageSize);
  const route = "GET /repos/{owner}/{repo}/pulls/{pull_number}/files";
  const answers = await Promise.all(
    Array.from({ length: pages }, (_, index) =>
      client.rest<unknown>(route, { owner, repo, pull_number: number, per_page: pageSize, page: index + 1 }),
    ),
  );
  return answers.flatMap(({ data }) => rowsShape.parse(data));
}

/** The files of rows that belong to a head, all of them; throws when they do not or some are missing. */
export function filesFromRows(rows: Rows, head: string, count: number): readonly ListedFile[] {
  for (const { contents_url, status } of rows) {
    const commit = contents_url === undefined ? undefined : /[?&]ref=([0-9a-f]{40,64})$/.exec(contents_url)?.[1];
    if (commit !== undefined && commit !== head && status !== "removed")
      throw new UnavailableError("the head moved while its files were listed");
  }
  if (rows.length !== count || new Set(rows.map(({ filename }) => filename)).size !== count)
    throw new UnavailableError(`${rows.length} of ${count} changed files were listed`);
  return rows.map(({ filename, status, previous_filename, sha, changes, patch }) => ({
    ...{ path: filename, status: statusFrom(status), changes },
    ...(statusFrom(status) === "renamed" && previous_filename !== undefined && { previousPath: previous_filename }),
    ...(typeof sha === "string" && { oid: sha }),
    ...(patch === undefined ? {} : { patch }),
  }));
}

/** The files as the one read lists them; undefined when it does not list all, or not where renamed ones came from. */
export function filesFromRead({ files, changedFiles }: PullRequestAnswer): readonly ListedFile[] | undefined {
  const nodes = (files?.nodes ?? []).filter((node) => node !== null);
  if (nodes.length !== changedFiles || files?.totalCount !== changedFiles) return undefined;
  const listed = nodes.map(({ path, changeType, additions, deletions }) => ({
    path,
    status: statusFrom(changeType),
    changes: additions + deletions,
  }));
  return listed.some(({ status }) => status === "renamed") ? undefined : listed;
}

/** True when GitHub may not list all files of a pull request: at the limit nobody can tell whether there are more. */
export function isBeyondList(count: number): boolean {
  return count >= maxListed;
}

/** What differs between two commits by their trees: complete where the list of files is not. */
export async function filesFromTrees(
  client: GitHubClient,
  repository: string,
  mergeBase: string,
  head: string,
): Promise<readonly ListedFile[]> {
  const [before, after] = await Promise.all([
    listTree(client, repository, mergeBase),
    listTree(client, repository, head),
  ]);
  if (before === undefined || after === undefined) {
    throw new UndecidableError(
      `The pull request changes ${maxListed} files or more in a repository too large to be compared in full.`,
      "Split it into pull requests of fewer than 3,000 files each.",
    );
  }
  return compareTrees(before, after);
}
