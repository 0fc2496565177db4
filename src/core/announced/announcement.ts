import { findFields } from "../document/field.ts";
import { type Scope, sectionsIn } from "../document/scope.ts";
import type { Block, Item } from "../document.ts";
import { maxGlobLength } from "../glob.ts";
import { filesIn } from "../packets/files.ts";
import { readPackets } from "../packets/packet.ts";
import { type PathPattern, readPathPattern } from "./path-pattern.ts";

/** Something a text says will be touched. A link may be meant from the root or from its document, hence several patterns. */
export interface Announcement {
  readonly written: string;
  readonly patterns: readonly PathPattern[];
  /** It cannot be anything but a path; otherwise it may be a word that looks like one. */
  readonly isCertain: boolean;
}

/**
 * What a place announces. Where packets, or the place itself, have the field that names files, it is what these fields
 * name; otherwise every path in its headings, lists, tables and paragraphs. `path` is the document's, for relative links.
 */
export function announcementsIn(scope: Scope, path: string, field: string): readonly Announcement[] {
  const values = fieldValues(scope, field);
  if (values.length > 0) return announcementsOf(values, path, true);
  // The heading of the place itself is the policy's word.
  const own = new Set(scope.sections);
  const texts = sectionsIn(scope).flatMap((section) => [
    ...(own.has(section) ? [] : [section.title]),
    ...section.blocks.flatMap(textsOf),
  ]);
  return announcementsOf(texts, path, false);
}

/** What values of a field that names files announce. */
export function announcementsOf(texts: readonly string[], path: string, isField: boolean): readonly Announcement[] {
  const found = new Map<string, Announcement>();
  const add = (announcement: Announcement) => {
    if (found.get(announcement.written)?.isCertain !== true) found.set(announcement.written, announcement);
  };
  for (const text of texts) {
    const targets = targetsIn(text);
    // Not a label by itself: it is what a reader sees, not where the link leads.
    const words = text.replace(mark, "").replace(linkTarget, " . ");
    for (const led of targets) {
      const patterns = [...new Set([led, fromDocument(led, path)])].map(readPathPattern);
      add({ written: led, patterns, isCertain: true });
    }
    for (const written of [...filesIn([words]), ...bareGlobs(text)]) {
      const isCertain = targets.length === 0 && (isField || isUnmistakable(written));
      add({ written, patterns: [readPathPattern(written)], isCertain });
    }
  }
  return [...found.values()];
}

/** As runbooks write before a file: what becomes of it. */
const mark = /^\s*\[(?:add|new|create|modify|delete|remove|rename|move)\]\s*/i;

/** Where a link leads, behind its label. */
const linkTarget = /<([^<>]{1,1024})>/g;

/** True where only what the field names is announced. */
export function announcesByField(scope: Scope, field: string): boolean {
  return fieldValues(scope, field).length > 0;
}

function fieldValues(scope: Scope, field: string): readonly string[] {
  const ofPackets = readPackets(scope, [field]).flatMap(({ fields }) => fields.get(field)?.values ?? []);
  return ofPackets.length > 0 ? ofPackets : (findFields(scope, [field]).get(field)?.values ?? []);
}

/** Code is no announcement: it shows what a file says, and commands. */
function textsOf(block: Block): readonly string[] {
  switch (block.type) {
    case "list":
      return block.items.flatMap(textsOfItem);
    case "table":
      return block.rows.flatMap(({ cells }) => cells);
    case "paragraph":
    case "quote":
      return block.lines;
    default:
      return [];
  }
}

function textsOfItem({ text, items }: Item): readonly string[] {
  return [text, ...items.flatMap(textsOfItem)];
}

/** Where the links of a text lead, without fragments; links out of the repository are left out. */
function targetsIn(text: string): readonly string[] {
  return [...text.matchAll(linkTarget)].flatMap(([, led = ""]) => {
    if (/^(?:[a-z][a-z0-9+.-]*:|\/\/|[#?])/i.test(led)) return [];
    const path = decoded(led.replace(/[#].*$/s, ""));
    return path === "" || path.length > maxGlobLength ? [] : [path];
  });
}

function decoded(target: string): string {
  try {
    return decodeURIComponent(target);
  } catch {
    return target;
  }
}

/** A link as GitHub follows it: relative to the directory of its document. What leads out of the repository stays as it is. */
function fromDocument(target: string, path: string): string {
  if (target.startsWith("/")) return target;
  const segments = path.split("/").slice(0, -1);
  for (const segment of target.split("/")) {
    if (segment === "..") {
      if (segments.pop() === undefined) return target;
    } else if (segment !== ".") segments.push(segment);
  }
  return segments.join("/");
}

/** Globs without any letter, which are no files to anybody: they are read so that they can be refused by name. */
function bareGlobs(text: string): readonly string[] {
  return text.split(/[\s,;]+/).filter((word) => word.includes("*") && /^[*?/.]+$/.test(word));
}

function isUnmistakable(written: string): boolean {
  return /[*?]/.test(written) || (written.includes("/") && /\.[a-z0-9]{1,10}$/i.test(written));
}
