import type { ChangeSet } from "../core/change-set.ts";
import type { DocumentState } from "../core/document.ts";
import type { DocumentVersions } from "../core/facts.ts";
import { countLines, readDocument } from "../read/document.ts";
import { maxDocumentBytes } from "../read/markdown.ts";
import { whyUnread } from "./gather-texts.ts";
import type { FactSource, FileContent } from "./ports.ts";

/**
 * Both versions of each document. A rename is followed from either end, so that a document keeps its history: `before`
 * is read where it came from, `after` where it went when the policy still names the old place.
 */
export async function readDocuments(
  paths: readonly string[],
  changeSet: ChangeSet,
  source: FactSource,
): Promise<ReadonlyMap<string, DocumentVersions>> {
  if (paths.length === 0) return new Map();
  const renames = changeSet.files.filter(({ previousPath }) => previousPath !== undefined);
  const origins = new Map(renames.map(({ path, previousPath }) => [path, previousPath]));
  const headPaths = new Set(changeSet.files.map(({ path }) => path));
  const places = paths.map((path) => {
    // Where something new took the old place, the policy's path means that, not what moved away.
    const movedTo = headPaths.has(path) ? undefined : renames.find(({ previousPath }) => previousPath === path)?.path;
    return { path, before: origins.get(path) ?? path, after: movedTo ?? path, movedTo };
  });
  const [before, after] = await Promise.all([
    source.files("merge-base", [...new Set(places.map((place) => place.before))], maxDocumentBytes),
    source.files("head", [...new Set(places.map((place) => place.after))], maxDocumentBytes),
  ]);
  // The same blob is read once: most documents are the same before and after.
  const read = new Map<string, DocumentState>();
  const stateOf = (content: FileContent | undefined): DocumentState => {
    if (content?.state !== "text") return unreadState(content);
    const state = read.get(content.oid) ?? readDocument(content.text);
    read.set(content.oid, state);
    return state;
  };
  return new Map(
    places.map((place) => [
      place.path,
      {
        path: place.path,
        before: stateOf(before.get(place.before)),
        after: stateOf(after.get(place.after)),
        ...(place.movedTo === undefined ? {} : { movedTo: place.movedTo }),
      },
    ]),
  );
}

function unreadState(content: Exclude<FileContent, { state: "text" }> | undefined): DocumentState {
  if (content === undefined) return { state: "unreadable", why: "could not be read" };
  return content.state === "absent" ? { state: "absent" } : { state: "unreadable", why: whyUnread(content) };
}

/**
 * Lines of files at the head; no entry for a file too large to count, or beyond what is read in all, which makes the count
 * undecidable. Read in parts, so that not all of it is held at once.
 */
export async function lineCountsOf(
  paths: readonly string[],
  source: FactSource,
): Promise<ReadonlyMap<string, number | undefined>> {
  const counts = new Map<string, number | undefined>();
  for (let at = 0, length = 0; at < paths.length && length < maxCountedLength; at += countedAtOnce) {
    const part = paths.slice(at, at + countedAtOnce);
    for (const [path, content] of await source.files("head", part, maxCountedBytes)) {
      if (content.state === "text") counts.set(path, countLines(content.text));
      else if (content.state !== "too-large") counts.set(path, undefined);
      length += content.state === "text" ? content.text.length : 0;
    }
  }
  return counts;
}

/** Largest file whose lines are counted, in bytes. */
const maxCountedBytes = 16 * 1024 * 1024;

/** How much text is counted in all, in UTF-16 code units, and how many files are read at a time. */
const maxCountedLength = 256 * 1024 * 1024;
const countedAtOnce = 50;
