import type { ChangeSet } from "../core/change-set.ts";
import { touchedPaths } from "../core/change-set.ts";
import type { TextState, TextVersions } from "../core/facts.ts";
import { maxDocumentBytes } from "../read/markdown.ts";
import type { FactSource, FileContent } from "./ports.ts";

/** How many files are read at a time. */
const batchSize = 50;

/** How much text is held in all, in UTF-16 code units; files beyond it are not read. */
const maxLength = 32 * 1024 * 1024;

/**
 * Reads files as plain text, both versions of each; of a file that the change leaves alone, the one there is. A path for
 * which there was no answer, or no room, gets no entry. All that one reader reads counts against one limit.
 */
export function textReader(
  changeSet: ChangeSet,
  source: FactSource,
): (paths: readonly string[]) => Promise<ReadonlyMap<string, TextVersions>> {
  const origins = new Map(changeSet.files.map(({ path, previousPath = path }) => [path, previousPath]));
  const touched = new Set(changeSet.files.flatMap(touchedPaths));
  let length = 0;
  return async (paths) => {
    const texts = new Map<string, TextVersions>();
    for (let at = 0; at < paths.length && length < maxLength; at += batchSize) {
      const batch = paths.slice(at, at + batchSize);
      const originOf = (path: string) => origins.get(path) ?? path;
      const origin = batch.filter((path) => touched.has(path)).map(originOf);
      const [before, after] = await Promise.all([
        origin.length === 0 ? new Map<string, FileContent>() : source.files("merge-base", origin, maxDocumentBytes),
        source.files("head", batch, maxDocumentBytes),
      ]);
      for (const path of batch) {
        const versions = { before: (touched.has(path) ? before : after).get(originOf(path)), after: after.get(path) };
        if (versions.before === undefined || versions.after === undefined) continue;
        texts.set(path, { before: textState(versions.before), after: textState(versions.after) });
        length += lengthOf(versions.before) + lengthOf(versions.after);
      }
    }
    return texts;
  };
}

/** How much text of many files is held in all, in UTF-16 code units: it is searched in one go. */
const maxLengthAtHead = 8 * 1024 * 1024;

/** Reads many files of the head as plain text, as long as there is room; what is left out gets no entry. */
export async function readTextsAtHead(
  paths: readonly string[],
  source: FactSource,
): Promise<ReadonlyMap<string, TextState>> {
  const texts = new Map<string, TextState>();
  let length = 0;
  for (let at = 0; at < paths.length && length < maxLengthAtHead; at += batchSize) {
    for (const [path, content] of await source.files("head", paths.slice(at, at + batchSize), maxDocumentBytes)) {
      length += lengthOf(content);
      if (length <= maxLengthAtHead) texts.set(path, textState(content));
    }
  }
  return texts;
}

function lengthOf(content: FileContent): number {
  return content.state === "text" ? content.text.length : 0;
}

function textState(content: FileContent): TextState {
  switch (content.state) {
    case "text":
      return { state: "read", text: content.text };
    case "absent":
    case "directory":
      return { state: content.state };
    case "too-large":
      return { state: "unread", why: whyUnread(content) };
    default:
      return { state: "no-text", why: whyUnread(content) };
  }
}

/** Why a file that is there cannot be read, as the end of a sentence. */
export function whyUnread(content: Exclude<FileContent, { state: "text" | "absent" }>): string {
  switch (content.state) {
    case "symlink":
      return "is a symbolic link, and links are not followed";
    case "submodule":
      return "is a submodule";
    case "directory":
      return "is a directory";
    case "binary":
      return "is not text in UTF-8";
    case "too-large":
      return `has ${content.bytes} bytes, more than is read`;
  }
}
