import type { AddedLine, ChangeSet, FileChange } from "../core/change-set.ts";
import type { Facts } from "../core/facts.ts";
import type { FactSource, FileContent } from "./ports.ts";

/** Largest file that is looked at, in bytes, and how many are read at a time: what is read is not kept. */
const maxBytes = 16 * 1024 * 1024;
const batchSize = 25;

/**
 * Those of changed files that were text at the merge base and are none at the head: bytes, or too large to tell. One byte
 * takes a file out of what is counted and searched, so that this must not pass for a picture.
 */
export async function lostTexts(files: readonly FileChange[], source: FactSource): Promise<ReadonlySet<string>> {
  const lost = new Set<string>();
  for (let at = 0; at < files.length; at += batchSize) {
    const batch = files.slice(at, at + batchSize);
    const after = await source.files("head", batch.map(pathOf), maxBytes);
    const doubtful = batch.filter((file) => isNoText(after.get(file.path)));
    if (doubtful.length === 0) continue;
    const before = await source.files("merge-base", doubtful.map(originOf), maxBytes);
    for (const file of doubtful) if (before.get(originOf(file))?.state === "text") lost.add(file.path);
  }
  return lost;
}

/** Changed files that had something before and of which no line is new: their lines may be hidden, unless they were shown. */
export function withoutAddedLines(
  { files }: ChangeSet,
  added: readonly AddedLine[],
  unshown: readonly string[] | undefined,
): readonly FileChange[] {
  const withLines = new Set(added.map(({ path }) => path));
  const hidden = unshown && new Set(unshown);
  return files.filter(
    (file) => wasThere(file) && !withLines.has(file.path) && (hidden === undefined || hidden.has(file.path)),
  );
}

/** Changed files in which what was read for the facts found no text. */
export function withoutText({ changeSet, lineCounts, textsAtHead }: Facts): readonly FileChange[] {
  const isUncounted = (path: string) => lineCounts?.has(path) === true && lineCounts.get(path) === undefined;
  return changeSet.files.filter(
    (file) => wasThere(file) && (isUncounted(file.path) || textsAtHead?.get(file.path)?.state === "no-text"),
  );
}

function wasThere({ status, type }: FileChange): boolean {
  return (status === "modified" || status === "renamed") && type === "regular";
}

function isNoText(content: FileContent | undefined): boolean {
  return content?.state === "binary" || content?.state === "too-large";
}

function pathOf({ path }: FileChange): string {
  return path;
}

function originOf({ path, previousPath = path }: FileChange): string {
  return previousPath;
}
