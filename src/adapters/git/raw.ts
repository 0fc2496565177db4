import type { FileChange, FileStatus, FileType } from "../../core/change-set.ts";
import { GitError } from "./git-error.ts";
import { decodePath } from "./path-bytes.ts";

/** One record of `git diff-tree --raw -z`. */
export interface RawRecord {
  readonly oldMode: string;
  readonly newMode: string;
  readonly oldOid: string;
  readonly newOid: string;
  /** Copies are off, so that these are all. */
  readonly letter: "A" | "D" | "M" | "T" | "R";
  readonly path: string;
  readonly previousPath?: string;
}

const header =
  /^:(?<oldMode>[0-7]{6}) (?<newMode>[0-7]{6}) (?<oldOid>[0-9a-f]+) (?<newOid>[0-9a-f]+) (?<letter>[ADMTR])[0-9]*$/;

/** Reads the output of `git diff-tree --raw -z`; throws a GitError when it is anything else. */
export function readRaw(output: Buffer): readonly RawRecord[] {
  const records: RawRecord[] = [];
  let at = 0;
  const field = (): Buffer => {
    const end = output.indexOf(0, at);
    if (end === -1) throw new GitError("unexpected-output", "git diff-tree printed an unfinished record");
    const value = output.subarray(at, end);
    at = end + 1;
    return value;
  };
  while (at < output.length) {
    const text = field().toString("latin1");
    const groups = header.exec(text)?.groups as Omit<RawRecord, "path" | "previousPath"> | undefined;
    if (groups === undefined)
      throw new GitError("unexpected-output", `git diff-tree printed an unknown record: ${text}`);
    const path = decodePath(field());
    records.push(
      groups.letter === "R" ? { ...groups, previousPath: path, path: decodePath(field()) } : { ...groups, path },
    );
  }
  return records;
}

/** What a mode in a tree stands for. */
export function typeOfMode(mode: string): FileType | "directory" {
  if (mode === "120000") return "symlink";
  if (mode === "160000") return "submodule";
  return mode.endsWith("40000") ? "directory" : "regular";
}

/** A record as a change. A file that becomes a symbolic link, or the reverse, is modified, and its type says the rest. */
export function changeOf(record: RawRecord): FileChange {
  const type = typeOfMode(record.letter === "D" ? record.oldMode : record.newMode);
  if (type === "directory") throw new GitError("unexpected-output", "git diff-tree printed a directory");
  const previous = record.previousPath === undefined ? {} : { previousPath: record.previousPath };
  return { path: record.path, status: statusOf(record), ...previous, type };
}

function statusOf({ letter, oldOid, newOid }: RawRecord): FileStatus {
  if (letter === "A") return "added";
  if (letter === "D") return "removed";
  if (letter === "R") return "renamed";
  return letter === "M" && oldOid === newOid ? "mode-changed" : "modified";
}
