import { type Commit, isMerge, maxCommits, maxCommitsWithFiles, readMessage } from "../../core/commits/commit.ts";
import { GitError } from "./git-error.ts";
import { nulEnded } from "./nul-ended.ts";
import { decodePath } from "./path-bytes.ts";
import { gitOutput } from "./run.ts";

/** Three fields each, ended by NUL, which git ends a message at: no message can make a record up. */
const format = "--format=%H%x00%P%x00%B";

// Signatures are printed in the middle of a record where the configuration asks for them.
const stated = ["-z", "--no-patch", "--no-color", "--no-show-signature", "--encoding=UTF-8", "--topo-order"];

/**
 * The commits that the head has and the base lacks, oldest first; undefined when there are more than are looked at. Files
 * come only for as many commits as are looked at for them.
 */
export async function commitsBetween(
  root: string,
  base: string,
  head: string,
  withFiles: boolean,
): Promise<readonly Commit[] | undefined> {
  const range = ["--reverse", `--max-count=${maxCommits + 1}`, head, `^${base}`, "--"];
  const commits = readLog(await gitOutput(root, ["log", ...stated, format, ...range]));
  if (commits.length > maxCommits) return undefined;
  const single = commits.filter((commit) => !isMerge(commit));
  if (!withFiles || single.length > maxCommitsWithFiles) return commits;
  const found: Commit[] = [];
  for (const commit of commits)
    found.push(isMerge(commit) ? commit : { ...commit, files: await filesOf(root, commit.oid) });
  return found;
}

function readLog(output: Buffer): readonly Commit[] {
  const fields = output.toString("utf8").split("\0");
  // The last record is ended or not, depending on the version of git.
  if (fields.length % 3 === 1 && fields.at(-1) === "") fields.pop();
  if (fields.length % 3 !== 0) throw new GitError("unexpected-output", "git log printed an unfinished record");
  const commits: Commit[] = [];
  for (let at = 0; at < fields.length; at += 3) {
    const [oid = "", parents = "", message = ""] = fields.slice(at, at + 3);
    if (!/^[0-9a-f]{40,64}$/.test(oid)) throw new GitError("unexpected-output", "git log printed an unknown record");
    commits.push({ oid, ...readMessage(message), parents: parents.split(" ").filter(Boolean) });
  }
  return commits;
}

/** The paths that differ from the parent, or all of a commit without one. */
async function filesOf(root: string, oid: string): Promise<readonly string[]> {
  const options = ["-r", "-z", "--root", "--no-commit-id", "--name-only", "--no-renames", "--ignore-submodules=none"];
  const output = await gitOutput(root, ["diff-tree", ...options, "--no-relative", "--no-ext-diff", oid, "--"]);
  return nulEnded(output, "diff-tree").map(decodePath);
}
