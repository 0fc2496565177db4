import type { AddedLine, ChangeSet } from "../../core/change-set.ts";
import type { Commit } from "../../core/commits/commit.ts";
import type { LineOrigin } from "../../core/facts.ts";
import type { FileContent } from "../../pipeline/ports.ts";
import { blameFile, firstAuthor } from "./blame.ts";
import { type ObjectReader, startObjectReader } from "./cat-file.ts";
import { commitsBetween } from "./commits.ts";
import { comparisonIn } from "./comparison.ts";
import { readFilesOfCommit } from "./files-of-commit.ts";
import { GitError } from "./git-error.ts";
import { locate } from "./locate.ts";
import { nulEnded } from "./nul-ended.ts";
import { decodePath } from "./path-bytes.ts";
import { changeOf, typeOfMode } from "./raw.ts";
import { failure, gitOutput, runGit } from "./run.ts";

export { type FileContent, GitError };

/**
 * A local repository, read only, through the `git` on the PATH (2.28 or later). Every method throws a GitError when git cannot
 * answer. Where a commit is asked for, it takes a whole commit id, as `resolve` gives it, and throws a TypeError otherwise.
 */
export interface GitRepository {
  /** The absolute path of the work tree; of the git directory where there is none (a bare repository). */
  readonly root: string;
  /** The id of the commit a ref names; undefined when it names none. */
  resolve(ref: string): Promise<string | undefined>;
  /** The branch HEAD is on, even without commits; undefined when detached. */
  currentBranch(): Promise<string | undefined>;
  /**
   * The ref of the default branch, as short as is unambiguous: where origin/HEAD points, else origin/main, origin/master,
   * main, master; undefined when there is none of them.
   */
  defaultBranch(): Promise<string | undefined>;
  /** The best common ancestor; undefined when the histories are unrelated, or the clone too shallow to know. */
  mergeBase(a: string, b: string): Promise<string | undefined>;
  /** True when history was cut off on cloning. */
  isShallow(): Promise<boolean>;
  /** The files that differ between merge base and head. Copies are additions, a change of type is a modification. */
  changeSet(base: string, mergeBase: string, head: string): Promise<ChangeSet>;
  /**
   * The lines added between merge base and head, of text files: those without a NUL in an added line, whatever attributes say.
   * A line whose ending alone changed counts as added; the text is without its ending, and U+FFFD stands for what is no UTF-8.
   */
  addedLines(mergeBase: string, head: string): Promise<readonly AddedLine[]>;
  /** The paths of all regular files of a commit. In paths, lone surrogates stand for bytes that are no UTF-8. */
  tree(commit: string): Promise<readonly string[]>;
  /** What stands at paths of a commit, by path; text of at most `maxBytes`. Symbolic links are not followed. */
  readFiles(commit: string, paths: readonly string[], maxBytes: number): Promise<ReadonlyMap<string, FileContent>>;
  /** Who last set each line of a file of a commit; undefined when git cannot tell. */
  blame(commit: string, path: string): Promise<readonly LineOrigin[] | undefined>;
  /** Commits that the head has and the base lacks, oldest first, with what they touch; undefined when there are too many. */
  commits(base: string, head: string, withFiles: boolean): Promise<readonly Commit[] | undefined>;
  /**
   * Paths of the work tree that differ from HEAD or are not tracked; a folder with nothing tracked ends with `/`. None in a
   * bare repository.
   */
  uncommitted(): Promise<readonly string[]>;
  /** Under which names the author of the first commit behind the merge base is known; empty without one. */
  firstAuthor(mergeBase: string, head: string): Promise<readonly string[]>;
  /** Ends what runs in the background; nothing can be read afterwards. */
  close(): Promise<void>;
}

const defaultBranches = ["origin/HEAD", "origin/main", "origin/master"].map((name) => `refs/remotes/${name}`);
defaultBranches.push("refs/heads/main", "refs/heads/master");

/**
 * Opens the repository a directory stands in. Throws a GitError: `git-missing`, `directory-missing`, `not-a-repository`,
 * `dubious-ownership`.
 */
export async function openRepository(directory: string): Promise<GitRepository> {
  const { root, shallow } = await locate(directory);
  const comparison = comparisonIn(root);
  let objects: ObjectReader | undefined;
  let closed = false;
  const reader = (): ObjectReader => {
    if (closed) throw new Error("the repository was closed");
    objects ??= startObjectReader(root);
    return objects;
  };

  return {
    root,
    async resolve(ref) {
      // The same rules as `git rev-parse --verify`, without a process; and a ref cannot be taken for an option.
      return (await reader().read(`${ref}^{commit}`, 0))?.oid;
    },
    async currentBranch() {
      const { exitCode, stdout, stderr } = await runGit(root, ["symbolic-ref", "--quiet", "HEAD"]);
      if (exitCode === 1) return undefined;
      if (exitCode !== 0) throw failure(root, "symbolic-ref", stderr);
      return stdout
        .toString("utf8")
        .trimEnd()
        .replace(/^refs\/heads\//, "");
    },
    async defaultBranch() {
      const format = "--format=%(refname)%00%(refname:short)%00%(symref:short)";
      const output = await gitOutput(root, ["for-each-ref", format, ...defaultBranches]);
      const lines = output
        .toString("utf8")
        .split("\n")
        .map((line) => line.split("\0"));
      const found = new Map(lines.map(([name, short, target]) => [name, target || short]));
      return defaultBranches.map((name) => found.get(name)).find((name) => name !== undefined);
    },
    async mergeBase(a, b) {
      const { exitCode, stdout, stderr } = await runGit(root, ["merge-base", commitId(a), commitId(b)]);
      if (exitCode === 1) return undefined;
      if (exitCode !== 0) throw failure(root, "merge-base", stderr);
      return stdout.toString("latin1").trimEnd();
    },
    isShallow: () => Promise.resolve(shallow),
    async changeSet(base, mergeBase, head) {
      const ids = { base: commitId(base), mergeBase: commitId(mergeBase), head: commitId(head) };
      return { ...ids, files: (await comparison.records(mergeBase, head)).map(changeOf) };
    },
    async addedLines(mergeBase, head) {
      return comparison.addedLines(commitId(mergeBase), commitId(head));
    },
    async tree(commit) {
      const output = await gitOutput(root, ["ls-tree", "-r", "-z", "--full-tree", commitId(commit)]);
      return readTreeListing(output);
    },
    async readFiles(commit, paths, maxBytes) {
      return readFilesOfCommit(reader(), commitId(commit), paths, maxBytes);
    },
    blame: async (commit, path) => blameFile(root, commitId(commit), path),
    commits: async (base, head, withFiles) => commitsBetween(root, commitId(base), commitId(head), withFiles),
    async uncommitted() {
      const options = ["--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal", "--ignore-submodules=all"];
      const { exitCode, stdout } = await runGit(root, ["status", ...options]);
      if (exitCode !== 0) return [];
      // Each entry: two letters, a space, the path.
      return nulEnded(stdout, "status").map((entry) => decodePath(entry.subarray(3)));
    },
    firstAuthor: async (mergeBase, head) => firstAuthor(root, commitId(mergeBase), commitId(head)),
    async close() {
      closed = true;
      await objects?.close();
    },
  };
}

/** Only ids reach a command line: they are no options, no paths and no ranges. */
function commitId(text: string): string {
  if (/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/.test(text)) return text;
  throw new TypeError(`${JSON.stringify(text)} is not a commit id`);
}

function readTreeListing(output: Buffer): readonly string[] {
  const paths: string[] = [];
  for (let at = 0; at < output.length; ) {
    const tab = output.indexOf(0x09, at);
    const end = output.indexOf(0, tab);
    const mode = output.toString("latin1", at, at + 6);
    if (typeOfMode(mode) === "regular") paths.push(decodePath(output.subarray(tab + 1, end)));
    at = end + 1;
  }
  return paths;
}
