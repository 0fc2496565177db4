import type { ChangeSet } from "../../core/change-set.ts";
import type { EndedRuns } from "../../pipeline/ended-runs.ts";
import { once } from "../../pipeline/once.ts";
import type { FactSource } from "../../pipeline/ports.ts";
import { UnavailableError } from "../../pipeline/trouble.ts";
import { linesAddedBy, unpatched, withoutDiff } from "./added-lines.ts";
import { blameOf } from "./blame.ts";
import { filesFromRead, filesFromRows, filesFromTrees, isBeyondList, listPages, type Rows } from "./changed-files.ts";
import type { GitHubClient } from "./client.ts";
import { commitsOfPullRequest } from "./commits.ts";
import type { ContentCache } from "./content-cache.ts";
import type { FilesOfCommits } from "./files-at.ts";
import { identitiesAt } from "./identities.ts";
import type { ListedFile } from "./listed-file.ts";
import type { PullRequestAnswer } from "./look-answer.ts";
import { mergeBaseByComparison, mergeBaseOfChain } from "./merge-base.ts";
import type { ArtifactReading } from "./reports/read-artifact.ts";
import { reportsOf } from "./reports/reports-of.ts";
import { isRegular, listTree } from "./trees.ts";
import { wholeFiles } from "./whole-files.ts";

/** What the facts about a pull request are made from. */
export interface Reading {
  readonly client: GitHubClient;
  readonly repository: string;
  readonly pull: PullRequestAnswer;
  /** Commit id of the tip of the base branch. */
  readonly baseTip: string;
  readonly files: FilesOfCommits;
  readonly cache: ContentCache;
  readonly checks: FactSource["checks"];
  readonly artifacts: ArtifactReading;
  readonly ended: EndedRuns | undefined;
  /** Pages of the list of files, when they were asked for beside the read. */
  readonly rows: Promise<Rows> | undefined;
}

/** The facts about a pull request: from what was read where that suffices, else by asking. */
export function gitHubFactSource({
  client,
  repository,
  pull,
  baseTip,
  files,
  cache,
  checks,
  artifacts,
  ended,
  rows,
}: Reading): FactSource {
  const head = pull.headRefOid;
  const count = pull.changedFiles;
  const mergeBase = once(
    async () => mergeBaseOfChain(pull) ?? (await mergeBaseByComparison(client, repository, baseTip, head)),
  );

  /** With patches and old paths, which the read does not have. */
  const listed = once(async (): Promise<readonly ListedFile[]> => {
    const key = `${repository} ${await mergeBase()} ${head} listed`;
    const known = cache.changes.get(key);
    if (known !== undefined) return known;
    const found = isBeyondList(count)
      ? await filesFromTrees(client, repository, await mergeBase(), head)
      : filesFromRows(await (rows ?? listPages(client, repository, pull.number, count)), head, count);
    const size = found.reduce((sum, { path, patch = "" }) => sum + path.length + patch.length + 100, 0);
    cache.changes.set(key, found, size);
    return found;
  });

  /** A change of the mode alone is no change of content, and looks like one of a binary file. */
  async function settled(found: readonly ListedFile[]): Promise<readonly ListedFile[]> {
    const doubtful = found.filter(({ status, changes }) => status === "modified" && changes === 0);
    const changed = new Set(await differing(doubtful));
    const same = new Set(doubtful.filter((file) => !changed.has(file)));
    return found.map((file) => (same.has(file) ? { ...file, status: "mode-changed" } : file));
  }

  /** Those of which the content is another than at the merge base. */
  async function differing(found: readonly ListedFile[]): Promise<readonly ListedFile[]> {
    if (found.length === 0) return found;
    const originOf = ({ path, previousPath = path }: ListedFile) => previousPath;
    const at = (commit: string, paths: readonly string[]) => identitiesAt(client, repository, files, commit, paths);
    const [before, after] = await Promise.all([
      at(await mergeBase(), found.map(originOf)),
      at(
        head,
        found.map(({ path }) => path),
      ),
    ]);
    // What cannot be told apart may differ.
    return found.filter((file) => {
      const [from, to] = [before?.get(originOf(file)), after?.get(file.path)];
      return from === undefined || to === undefined || from?.oid !== to?.oid;
    });
  }

  const changeSet = once(async (): Promise<ChangeSet> => {
    const found = await settled(filesFromRead(pull) ?? (await listed()));
    return {
      ...{ base: baseTip, mergeBase: await mergeBase(), head },
      files: found.map(({ path, status, previousPath }) => ({
        ...{ path, status, type: "regular" },
        ...(previousPath === undefined ? {} : { previousPath }),
      })),
    };
  });

  const unshown = once(async () => {
    const all = await listed();
    return [...unpatched(all), ...(await differing(withoutDiff(all)))].map(({ path }) => path);
  });

  const commitAt = async (at: "base" | "merge-base" | "head") =>
    at === "base" ? baseTip : at === "head" ? head : mergeBase();

  return {
    changeSet,
    unshown,
    async addedLines() {
      const all = await listed();
      const whole = await wholeFiles(files, head, await unshown());
      return (
        whole &&
        all.flatMap(({ path, patch }) => (patch === undefined ? (whole.get(path) ?? []) : linesAddedBy(path, patch)))
      );
    },
    async tree() {
      const key = `${repository} ${head}`;
      const tree = cache.trees.get(key) ?? (await listTree(client, repository, head));
      if (tree === undefined) return undefined;
      cache.trees.set(key, tree, tree.size * 120);
      // What is known by its blob need not be asked for by its path.
      for (const [path, { mode, oid }] of tree) files.keepIdentity(head, path, { mode: Number.parseInt(mode, 8), oid });
      return [...tree].filter(([, { mode }]) => isRegular(mode)).map(([path]) => path);
    },
    files: async (at, paths, maxBytes) => files.contents(await commitAt(at), paths, maxBytes),
    checks,
    // Who has which role, the policy says: it is found out when that is known.
    approvals: () => Promise.resolve(undefined),
    lineOrigins: (path) => blameOf(client, repository, head, path),
    commits: (withFiles) => commitsOfPullRequest(client, repository, { number: pull.number, head }, withFiles),
    // Commits are known by the accounts behind them, like the pull request's author.
    authorNames: () => Promise.resolve([]),
    reports: (wanted) => reportsOf(wanted, { client, repository, head, baseTip, files, cache, artifacts, ended }),
  };
}

/** Throws when the parts of a read disagree: the pull request was moving. */
export function assertConsistent({ last, headRefOid, files, changedFiles }: PullRequestAnswer): void {
  const [tip] = last;
  if (tip !== undefined && tip.commit.oid !== headRefOid)
    throw new UnavailableError("the head moved while it was read");
  if (
    files !== null &&
    files !== undefined &&
    files.totalCount !== Math.min(changedFiles, 3_000) &&
    files.totalCount !== changedFiles
  )
    throw new UnavailableError("the list of files and their number disagree");
}
