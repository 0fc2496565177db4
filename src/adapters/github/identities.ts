import type { GitHubClient } from "./client.ts";
import type { FilesOfCommits, Identity } from "./files-at.ts";
import { listTree } from "./trees.ts";

/** From so many paths on, two listings of whole trees are cheaper than asking for each. */
const manyPaths = 100;

/**
 * What stands at paths at the merge base and at the head, as a text that is the same for the same modes and blobs. A path
 * that cannot be told is left out, and so is covered by no decision.
 */
export async function identitiesBetween(
  client: GitHubClient,
  repository: string,
  files: FilesOfCommits,
  { mergeBase, head }: { readonly mergeBase: string; readonly head: string },
  paths: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const at = (commit: string) => identitiesAt(client, repository, files, commit, paths);
  const [before, after] = await Promise.all([at(mergeBase), at(head)]);
  const found = new Map<string, string>();
  for (const path of paths) {
    const [from, to] = [before?.get(path), after?.get(path)];
    if (from !== undefined && to !== undefined) found.set(path, `${textOf(from)}..${textOf(to)}`);
  }
  return found;
}

/** What stands at paths of a commit; null: nothing. Undefined where that cannot be told. */
export async function identitiesAt(
  client: GitHubClient,
  repository: string,
  files: FilesOfCommits,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Identity | null> | undefined> {
  return paths.length > manyPaths ? fromTree(client, repository, commit, paths) : files.identities(commit, paths);
}

async function fromTree(client: GitHubClient, repository: string, commit: string, paths: readonly string[]) {
  const tree = await listTree(client, repository, commit);
  if (tree === undefined) return undefined;
  return new Map(
    paths.map((path): [string, Identity | null] => {
      const entry = tree.get(path);
      return [path, entry === undefined ? null : { mode: Number.parseInt(entry.mode, 8), oid: entry.oid }];
    }),
  );
}

function textOf(identity: Identity | null): string {
  return identity === null ? "-" : `${identity.mode.toString(8)}:${identity.oid}`;
}
