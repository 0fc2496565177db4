/** How a file differs between merge base and head. A rename is one change with two paths. */
export type FileStatus = "added" | "modified" | "removed" | "renamed" | "mode-changed";

/** What a path holds: only a regular file can be a document or a policy, the others fail closed. */
export type FileType = "regular" | "symlink" | "submodule";

/** One changed file. Paths have `/` between segments and no leading `/`, whatever bytes they contain. */
export interface FileChange {
  /** The path at the head; for a removed file, the path it had. */
  readonly path: string;
  readonly status: FileStatus;
  /** Where a renamed file came from. */
  readonly previousPath?: string;
  /** What the path is at the head (for a removed file: what it was). */
  readonly type: FileType;
}

/** The files that differ between the merge base and the head: a three-dot comparison. */
export interface ChangeSet {
  /** Commit ids, in hexadecimal. */
  readonly base: string;
  readonly mergeBase: string;
  readonly head: string;
  readonly files: readonly FileChange[];
}

/** A line that the change adds, with its number (from 1) in the file at the head. */
export interface AddedLine {
  readonly path: string;
  readonly line: number;
  readonly text: string;
}

/** Every path a change touches, for waking rules: both paths of a rename. */
export function touchedPaths(file: FileChange): readonly string[] {
  return file.previousPath === undefined ? [file.path] : [file.path, file.previousPath];
}
