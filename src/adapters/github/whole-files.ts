import type { AddedLine } from "../../core/change-set.ts";
import type { FileContent } from "../../pipeline/ports.ts";
import { withoutReturn } from "./added-lines.ts";
import type { FilesOfCommits } from "./files-at.ts";

/** Largest file whose lines stand in for a patch GitHub does not give, in bytes. */
const maxBytes = 4 * 1024 * 1024;

/** Most files that are read in place of patches, most of their text in UTF-16 code units, and most of their lines. */
const maxFiles = 5_000;
const maxLength = 32 * 1024 * 1024;
const maxLines = 500_000;

/** How many are read at a time: a file may be large, and a change may be as many of them as it likes. */
const batchSize = 25;

/**
 * All lines of files, where which of them are new is not known: more than were added, never fewer. Undefined where that
 * cannot be told: a file is too large, or all together are more than is read.
 */
export async function wholeFiles(
  files: Pick<FilesOfCommits, "contents">,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, readonly AddedLine[]> | undefined> {
  if (paths.length > maxFiles) return undefined;
  const whole = new Map<string, readonly AddedLine[]>();
  let length = 0;
  let count = 0;
  for (let at = 0; at < paths.length; at += batchSize) {
    const batch = paths.slice(at, at + batchSize);
    const contents = await files.contents(commit, batch, maxBytes);
    for (const path of batch) {
      const content = contents.get(path);
      if (content === undefined || content.state === "too-large") return undefined;
      if (content.state !== "text") continue;
      length += content.text.length;
      count += linesIn(content.text);
      if (length > maxLength || count > maxLines) return undefined;
      whole.set(path, linesOf(path, content));
    }
  }
  return whole;
}

/** Counted before each becomes a value of its own. */
function linesIn(text: string): number {
  let count = 1;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) count += 1;
  return count;
}

function linesOf(path: string, { text }: Extract<FileContent, { state: "text" }>): readonly AddedLine[] {
  const lines = text.split("\n");
  if (lines.at(-1) === "") lines.pop();
  return lines.map((line, index) => ({ path, line: index + 1, text: withoutReturn(line) }));
}
