import type { Item, Outline, Row, Section } from "../document.ts";
import { matchEqual, type Pair, pairEdited } from "./alignment.ts";
import { isPlaceholder } from "./placeholder.ts";
import { type Scope, sectionsIn, subHeadings, subtree, words } from "./scope.ts";

/** A top-level list item, a table row, or a sub-heading right below the addressed section. */
export interface Entry {
  readonly kind: "item" | "row" | "sub-heading";
  /** Plain: an item's own words, a row's cells with ` | ` between them, a heading's title. */
  readonly text: string;
  readonly line: number;
}

/** An entry that the older version does not have in this form and that is nevertheless not new, and why. */
export interface RejectedEntry {
  readonly entry: Entry;
  readonly why: "edited" | "moved" | "copied" | "empty";
}

/** What became of the entries of a section; each list in document order. */
export interface EntryChanges {
  readonly added: readonly Entry[];
  readonly rejected: readonly RejectedEntry[];
}

interface Candidate {
  readonly entry: Entry;
  /** All of its words, nested ones included. */
  readonly full: string;
  /** What must not all be placeholders for the entry to say something. */
  readonly said: readonly string[];
  /** For a sub-heading: the sections it heads. */
  readonly sections: readonly Section[];
}

/** What became of an entry of the head; `kept` is a sub-heading that merely has other content below it. */
type Fate = RejectedEntry["why"] | "kept";

/**
 * Finds the entries that are new. An entry that was edited, moved or copied from anywhere in the same document, or that
 * says nothing, is not; a sub-heading is new only when something below it is.
 */
export function addedEntries(before: Scope | undefined, after: Scope): EntryChanges {
  const older = candidatesIn(before);
  const newer = candidatesIn(after);
  const exact = matchEqual(older.map(fullText), newer.map(fullText));
  const moved = exact.moved.filter(([, at]) => !isEmpty(newer[at]));
  const fates = new Map<number, Fate>(moved.map(([, at]) => [at, "moved"]));
  if (exact.added.length > 0) {
    const texts = { before: textsOf(before?.outline), after: textsOf(after.outline) };
    for (const at of exact.added) settle(fates, at, knownAlready(newer[at], texts));
    // What merely went elsewhere in the document, or said nothing, was not edited into something else.
    const here = countsOf(newer.map(fullText));
    const isElsewhere = (text: string) => (texts.after.get(text) ?? 0) > (here.get(text) ?? 0);
    const gone = exact.lost.filter((at) => !isEmpty(older[at]) && !isElsewhere(older[at]?.full ?? ""));
    const fresh = exact.added.filter((at) => !fates.has(at));
    for (const [from, to] of editedAmong(older, newer, { inPlace: exact.inPlace, lost: gone, added: fresh })) {
      settle(fates, to, isKept(older[from], newer[to]) ? "kept" : "edited");
    }
  }
  const seen = new Set<string>();
  const added = exact.added.flatMap((at) => {
    const candidate = newer[at];
    if (candidate === undefined || fates.has(at)) return [];
    if (seen.has(candidate.full)) fates.set(at, "copied");
    seen.add(candidate.full);
    return fates.has(at) ? [] : candidate.entry;
  });
  const rejected = newer.flatMap(({ entry }, at) => {
    const why = fates.get(at);
    return why === undefined || why === "kept" ? [] : { entry, why };
  });
  return { added, rejected };
}

function settle(fates: Map<number, Fate>, at: number, fate: Fate | undefined): void {
  if (fate !== undefined) fates.set(at, fate);
}

function isKept(older: Candidate | undefined, newer: Candidate | undefined): boolean {
  return newer?.entry.kind === "sub-heading" && newer.entry.text === older?.entry.text;
}

function isEmpty(candidate: Candidate | undefined): boolean {
  return candidate?.said.every(isPlaceholder) ?? true;
}

function fullText(candidate: Candidate): string {
  return candidate.full;
}

function candidatesIn(scope: Scope | undefined): readonly Candidate[] {
  if (scope === undefined) return [];
  const entries = sectionsIn(scope).flatMap(({ blocks }) =>
    blocks.flatMap((block) => {
      if (block.type === "list") return block.items.map(candidateOfItem);
      return block.type === "table" ? block.rows.map(candidateOfRow) : [];
    }),
  );
  const headings = subHeadings(scope).map((section) => candidateOfHeading(scope.outline, section));
  return [...entries, ...headings].sort((a, b) => a.entry.line - b.entry.line);
}

function candidateOfItem(item: Item): Candidate {
  const entry: Entry = { kind: "item", text: item.text, line: item.line };
  return { entry, full: item.full, said: [item.full], sections: [] };
}

function candidateOfRow({ cells, line }: Row): Candidate {
  const text = cells.join(" | ");
  return { entry: { kind: "row", text, line }, full: text, said: cells, sections: [] };
}

function candidateOfHeading(outline: Outline, section: Section): Candidate {
  const body = words(outline, section);
  const entry: Entry = { kind: "sub-heading", text: section.title, line: section.line };
  return {
    entry,
    full: `${section.title}\n${body}`,
    said: [body.trim()],
    sections: subtree(outline, section),
  };
}

/** How often each paragraph, item, row and block of code stands in a document. */
function textsOf(outline: Outline | undefined): ReadonlyMap<string, number> {
  return countsOf(outline?.sections.flatMap(textsOfSection) ?? []);
}

function countsOf(texts: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  return counts;
}

function textsOfSection({ blocks }: Section): readonly string[] {
  return blocks.flatMap((block) => {
    if (block.type === "list") return block.items.flatMap(textsOfItem);
    return block.type === "table" ? block.rows.map((row) => row.cells.join(" | ")) : block.text;
  });
}

function textsOfItem(item: Item): readonly string[] {
  return [item.full, ...item.items.flatMap(textsOfItem)];
}

function knownAlready(
  candidate: Candidate | undefined,
  texts: { readonly before: ReadonlyMap<string, number>; readonly after: ReadonlyMap<string, number> },
): Fate | undefined {
  if (candidate === undefined || isEmpty(candidate)) return "empty";
  const own = candidate.entry.kind === "sub-heading" ? candidate.sections.flatMap(textsOfSection) : [candidate.full];
  if (!own.every((text) => isPlaceholder(text) || texts.before.has(text))) return undefined;
  return own.some((text) => (texts.after.get(text) ?? 0) > (texts.before.get(text) ?? 0)) ? "copied" : "moved";
}

/** Pairs lost and added entries that are one entry in new words: by the same title or own words, else by likeness. */
function editedAmong(
  older: readonly Candidate[],
  newer: readonly Candidate[],
  { inPlace, lost, added }: Parameters<typeof pairEdited>[2],
): readonly Pair[] {
  const nameOf = (candidate: Candidate | undefined) => candidate?.entry.text ?? "";
  const sameName = matchEqual(
    lost.map((at) => nameOf(older[at])),
    added.map((at) => nameOf(newer[at])),
  );
  const named = [...sameName.inPlace, ...sameName.moved].map(([from, to]): Pair => [lost[from] ?? 0, added[to] ?? 0]);
  const left = {
    inPlace,
    lost: sameName.lost.map((at) => lost[at] ?? 0),
    added: sameName.added.map((at) => added[at] ?? 0),
  };
  return [...named, ...pairEdited(older.map(fullText), newer.map(fullText), left)];
}
