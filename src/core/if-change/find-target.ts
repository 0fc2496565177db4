import { type Address, parseAddress } from "../address.ts";
import { contentChanged } from "../document/compare.ts";
import { locate } from "../document/locate.ts";
import { nameOf } from "../document/place.ts";
import type { Facts } from "../facts.ts";
import { nearest } from "../nearest.ts";
import { quote } from "../quotation.ts";
import type { Finding, Location } from "../requirement.ts";
import { commentStyle } from "./comment-style.ts";
import type { FileReader } from "./file-reader.ts";
import type { Target } from "./target.ts";

/** What a target stands for at the head, or why it stands for nothing. */
export type FoundTarget =
  | {
      readonly state: "found";
      readonly location: Location;
      /** For a sentence: "`docs/limits.md`", "the region `limits` of `src/a.ts`". */
      readonly name: string;
      /** Undefined when that cannot be told. */
      readonly isChanged: () => boolean | undefined;
    }
  /** `why` goes on after the name of the target. */
  | { readonly state: "missing"; readonly why: string; readonly remedy: string }
  | { readonly state: "undecidable"; readonly finding: Finding };

/** Looks a target up at the head. */
export function findTarget(target: Target, reader: FileReader, facts: Facts): FoundTarget {
  const { path, label } = target;
  const versions = reader.versions(path);
  if (versions === undefined) return undecidable(path, "was not read: the change has or names too much");
  const { after } = versions;
  if (after.state === "absent") return missingFile(path, reader, facts);
  if (after.state === "directory")
    return missing("is a directory", "Name a file: a directory has no lines that change.");
  if (label === undefined) {
    const isChanged = () => isFileChanged(path, reader);
    return { state: "found", location: { path }, name: nameOf(path), isChanged };
  }
  if (after.state === "no-text" || after.state === "unread") return undecidable(path, after.why);
  return findSection(target, facts) ?? findRegion(path, label, reader);
}

/** The section a target addresses; undefined when its file is no Markdown or has no such heading. */
function findSection(target: Target, facts: Facts): FoundTarget | undefined {
  const address = sectionAddress(target);
  if (address === undefined) return undefined;
  const located = locate(facts, address);
  if (!located.found) {
    const { outcome } = located;
    return outcome.verdict === "error" ? { state: "undecidable", finding: outcome.findings[0] } : undefined;
  }
  const { line, before, after } = located.place;
  return {
    state: "found",
    location: { path: target.path, line },
    name: `*${address.headings.join(" / ")}* of ${nameOf(target.path)}`,
    isChanged: () => contentChanged(before, after),
  };
}

function findRegion(path: string, label: string, reader: FileReader): FoundTarget {
  const { labels } = reader.after(path);
  const region = labels.get(label);
  if (region !== undefined) {
    return {
      state: "found",
      location: { path, line: region.opening.line },
      name: `the region ${quote(label)} of ${nameOf(path)}`,
      isChanged: () =>
        reader.versions(path)?.before.state === "unread" ? undefined : reader.compare(path).isTouched(region),
    };
  }
  if (commentStyle(path) === undefined) {
    return missing("is in a file whose marks are not read", "Name the file without a label.");
  }
  const was = reader.before(path).labels.has(label) ? "is taken away by this change" : "is not there";
  const best = nearest(label, labels.keys());
  const hint = best === undefined ? "" : `; the nearest label is ${quote(best)}`;
  return missing(`${was}${hint}`, "Label the region that is meant, or name another.");
}

/** Whether the lines of a file differ; where it is no text, whether git says that it differs. */
function isFileChanged(path: string, reader: FileReader): boolean | undefined {
  const versions = reader.versions(path);
  const isText = versions?.after.state === "read" && ["read", "absent"].includes(versions.before.state);
  if (isText) return reader.compare(path).isChanged;
  switch (reader.change(path)?.status) {
    case "added":
    case "modified":
      return true;
    case "renamed":
      return undefined;
    default:
      return false;
  }
}

/** Whether the base had what a target stands for. */
export function wasThere(target: Target, reader: FileReader, facts: Facts): boolean {
  const { path, label } = target;
  const before = reader.versions(path)?.before;
  if (before === undefined || before.state === "absent") return false;
  if (label === undefined || reader.before(path).labels.has(label)) return true;
  const address = sectionAddress(target);
  const versions = facts.documents?.get(path);
  if (address === undefined || versions === undefined) return false;
  const atBase = { path, before: { state: "absent" }, after: versions.before } as const;
  return locate({ ...facts, documents: new Map([[path, atBase]]) }, address).found;
}

/** The heading a target may mean; undefined when its file is no Markdown, or its label can be no heading. */
export function sectionAddress({ path, label }: Target): Address | undefined {
  if (label === undefined || !/\.(?:md|markdown)$/i.test(path)) return undefined;
  try {
    return { ...parseAddress(`-#${label}`), document: path };
  } catch {
    return undefined;
  }
}

function missing(why: string, remedy: string): FoundTarget {
  return { state: "missing", why, remedy };
}

function missingFile(path: string, reader: FileReader, { changeSet }: Facts): FoundTarget {
  const movedTo = changeSet.files.find(({ previousPath }) => previousPath === path)?.path;
  if (movedTo !== undefined) return missing(`this change moves to ${nameOf(movedTo)}`, `Name ${nameOf(movedTo)}.`);
  if (reader.change(path) !== undefined)
    return missing("this change removes", "Restore the file, or name another in its place.");
  return missing(
    "does not exist",
    "Name a file by its path from the root, as in `//docs/a.md`; without slashes in front a path begins beside its file.",
  );
}

function undecidable(path: string, why: string): FoundTarget {
  const finding = {
    message: `${nameOf(path)} ${why}.`,
    location: { path },
    remedy: "Name a text of at most 2 MiB, or split the change.",
  };
  return { state: "undecidable", finding };
}
