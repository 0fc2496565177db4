import { realpath } from "node:fs/promises";
import { resolve } from "node:path";
import { GitError } from "./git-error.ts";
import { failure, gitOutput, runGit } from "./run.ts";

/** Where a repository is, and whether its history was cut off on cloning. */
export interface Location {
  /** The work tree; the git directory where there is none. */
  readonly root: string;
  readonly shallow: boolean;
}

/** Finds the repository a directory stands in; throws a GitError that says why there is none to work with. */
export async function locate(directory: string): Promise<Location> {
  const from = await realpath(directory).catch(() => {
    throw new GitError("directory-missing", `there is no directory ${directory}`);
  });
  // The path last and alone: it may contain line feeds.
  const { exitCode, stdout, stderr } = await runGit(from, ["rev-parse", "--is-shallow-repository", "--show-toplevel"]);
  const [, shallow, path] = /^(true|false)\n(?:(.+)\n)?$/s.exec(stdout.toString("utf8")) ?? [];
  if (shallow === undefined) throw failure(from, "rev-parse", stderr);
  // Without a work tree git has answered the first, and failed on the second.
  const root = exitCode === 0 ? path : await gitDirectory(from);
  return { root: resolve(root ?? from), shallow: shallow === "true" };
}

async function gitDirectory(from: string): Promise<string> {
  return (await gitOutput(from, ["rev-parse", "--absolute-git-dir"])).toString("utf8").slice(0, -1);
}
