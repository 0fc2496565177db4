import { GitError } from "./git-error.ts";

/** The entries that git printed with `-z`: each ends with a NUL. Throws a GitError when the last one does not. */
export function nulEnded(output: Buffer, command: string): readonly Buffer[] {
  const entries: Buffer[] = [];
  for (let at = 0; at < output.length; ) {
    const end = output.indexOf(0, at);
    if (end === -1) throw new GitError("unexpected-output", `git ${command} printed an unfinished path`);
    entries.push(output.subarray(at, end));
    at = end + 1;
  }
  return entries;
}
