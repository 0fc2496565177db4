import * as z from "zod";
import type { GitHubClient } from "./client.ts";
import type { ListedFile } from "./listed-file.ts";

/** All files of a commit; undefined when GitHub cut the list (over 100,000 entries or 7 MB). */
export type TreeListing = ReadonlyMap<string, { readonly mode: string; readonly oid: string }> | undefined;

const treeShape = z.object({
  truncated: z.boolean(),
  tree: z.array(z.object({ path: z.string(), mode: z.string(), type: z.string(), sha: z.string() })),
});

/** Lists a commit's files, directories left out. */
export async function listTree(client: GitHubClient, repository: string, commit: string): Promise<TreeListing> {
  const [owner = "", repo = ""] = repository.split("/");
  const route = "GET /repos/{owner}/{repo}/git/trees/{tree_sha}";
  const { data } = await client.rest<unknown>(route, { owner, repo, tree_sha: commit, recursive: "1" });
  const { truncated, tree } = treeShape.parse(data);
  if (truncated) return undefined;
  return new Map(tree.flatMap(({ path, mode, type, sha }) => (type === "tree" ? [] : [[path, { mode, oid: sha }]])));
}

/** Modes of regular files: plain and executable. */
export function isRegular(mode: string): boolean {
  return mode === "100644" || mode === "100755";
}

/** What differs between two commits. A rename is found where the content stayed the same. */
export function compareTrees(before: NonNullable<TreeListing>, after: NonNullable<TreeListing>): readonly ListedFile[] {
  const removed = new Map<string, string[]>();
  for (const [path, { oid }] of before) {
    if (!after.has(path)) removed.set(oid, [...(removed.get(oid) ?? []), path]);
  }
  const files: ListedFile[] = [];
  for (const [path, { oid, mode }] of after) {
    const old = before.get(path);
    if (old?.oid === oid && old.mode === mode) continue;
    const previousPath = old === undefined ? removed.get(oid)?.shift() : undefined;
    const status =
      old === undefined
        ? previousPath === undefined
          ? "added"
          : "renamed"
        : old.oid === oid
          ? "mode-changed"
          : "modified";
    files.push({ path, status, oid, changes: status === "renamed" ? 0 : 1, ...(previousPath && { previousPath }) });
  }
  for (const path of [...removed.values()].flat()) files.push({ path, status: "removed", changes: 1 });
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}
