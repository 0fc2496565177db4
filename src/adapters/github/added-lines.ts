import type { AddedLine } from "../../core/change-set.ts";
import type { ListedFile } from "./listed-file.ts";

const hunkHeader = /^@@ -\d+(?:,\d+)? \+(\d+)(?:,\d+)? @@/;

/**
 * The lines a patch of GitHub's adds: counted by its hunk headers, without the file's headers, which it leaves out. None
 * where one of them has a NUL: a NUL far down in a file does not make it binary to GitHub, but to us, as on the command line.
 */
export function linesAddedBy(path: string, patch: string): readonly AddedLine[] {
  const lines: AddedLine[] = [];
  let line = 0;
  for (const text of patch.split("\n")) {
    const start = hunkHeader.exec(text)?.[1];
    if (start !== undefined) line = Number(start);
    else if (text.startsWith("+")) lines.push({ path, line: line++, text: withoutReturn(text.slice(1)) });
    else if (!text.startsWith("-") && !text.startsWith("\\")) line += 1;
  }
  return lines.some(({ text }) => text.includes("\0")) ? [] : lines;
}

/** Files whose added lines no patch tells, although there may be some: too large a change. */
export function unpatched(files: readonly ListedFile[]): readonly ListedFile[] {
  return files.filter(({ status, patch, changes }) => status !== "removed" && patch === undefined && changes > 0);
}

/**
 * Files that GitHub shows as if nothing in them had changed: binary ones, changes of the mode alone, and those whose diff
 * the change itself switches off in `.gitattributes`, which must not hide what it adds.
 */
export function withoutDiff(files: readonly ListedFile[]): readonly ListedFile[] {
  return files.filter(({ status, patch, changes }) => status !== "removed" && patch === undefined && changes === 0);
}

/** A line without what is left of its end. */
export function withoutReturn(text: string): string {
  return text.endsWith("\r") ? text.slice(0, -1) : text;
}
