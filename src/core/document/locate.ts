import { type Address, describeAddress, pullRequestDocument } from "../address.ts";
import { type DocumentState, headingKey, type Outline, type OutlineProblem, type Section } from "../document.ts";
import type { DocumentVersions, Facts } from "../facts.ts";
import { type Finding, fail, type Outcome, undecidable } from "../requirement.ts";
import { missingHeading } from "./missing-heading.ts";
import { capitalised, nameOf } from "./place.ts";
import { type NotFound, readyHeading } from "./ready.ts";
import { type Scope, sectionsIn, words } from "./scope.ts";
import { similarity, wordBag } from "./similarity.ts";

export type { Scope } from "./scope.ts";

/** An address found in its document. */
export interface Place {
  /** The path at the head. */
  readonly path: string;
  /** Line (from 1) of the heading at the head. */
  readonly line: number;
  /** Undefined when the base has no such document; without sections when it has the document but not the heading. */
  readonly before: Scope | undefined;
  readonly after: Scope;
}

/** A place, or what not finding one comes to. */
export type Located = { readonly found: true; readonly place: Place } | NotFound;

/** Finds an address in both versions of its document. Document names in the address are paths, or `pull-request`. */
export function locate(facts: Facts, address: Address): Located {
  const versions = versionsOf(facts, address.document);
  const path = versions?.movedTo ?? address.document;
  const notFound = (outcome: Outcome, isNew = false): Located => ({ found: false, outcome, isNew });
  if (versions === undefined) return notFound(undecidable(unreadable(path, "it was not read")));
  const { before, after } = versions;
  if (after.state === "unreadable") return notFound(undecidable(unreadable(path, `it ${after.why}`)));
  if (before.state === "unreadable")
    return notFound(undecidable(unreadable(path, `its version at the merge base ${before.why}`)));
  if (after.state === "absent") return notFound(fail(absent(address, path, before)), before.state === "absent");
  return locateIn({
    address,
    path,
    before: before.state === "read" ? before.outline : undefined,
    after: after.outline,
  });
}

function versionsOf(facts: Facts, document: string): DocumentVersions | undefined {
  if (document !== pullRequestDocument) return facts.documents?.get(document);
  return { path: document, before: { state: "absent" }, after: facts.pullRequest.description };
}

interface Search {
  readonly address: Address;
  readonly path: string;
  readonly before: Outline | undefined;
  readonly after: Outline;
}

function locateIn(search: Search): Located {
  const { address, path, before, after } = search;
  const older = before === undefined ? [] : findSections(before, address.headings);
  const newer = findSections(after, address.headings);
  const [problem] = after.problems;
  if (newer.length === 0) {
    const outcome = problem === undefined ? fail(missingHeading(search, older)) : undecidable(broken(path, problem));
    return { found: false, outcome, isNew: false };
  }
  const chosen = older.length > 1 || newer.length === 1 ? newer : counterpart(search, older[0], newer);
  const [first] = chosen;
  if (first === undefined) return { found: false, outcome: undecidable(ambiguous(search, newer)), isNew: false };
  const end = sectionsIn({ outline: after, sections: chosen }).at(-1)?.endLine ?? after.lineCount;
  if (problem !== undefined && problem.line <= end) {
    return { found: false, outcome: undecidable(broken(path, problem)), isNew: false };
  }
  const place: Place = {
    path,
    line: first.line,
    before: before === undefined ? undefined : { outline: before, sections: older },
    after: { outline: after, sections: chosen },
  };
  return { found: true, place };
}

/** The sections an address means: by the end of their heading path, or the last element by its anchor. */
function findSections(outline: Outline, headings: readonly string[]): readonly Section[] {
  const root = outline.sections.slice(0, 1);
  const anchor = headings.at(-1)?.trim();
  if (anchor === undefined) return root;
  const keys = headings.map(headingKey).reverse();
  return outline.sections.filter((section) => {
    let current: Section | undefined = section;
    return keys.every((key, index) => {
      const here = current;
      current = here?.parent === undefined ? undefined : outline.sections[here.parent];
      return here !== undefined && here.level > 0 && (here.key === key || (index === 0 && here.anchor === anchor));
    });
  });
}

/**
 * The one of several sections with the same heading that the section of the base became. Told by content: a twin put
 * before it must not take its place. Empty when that cannot be told.
 */
function counterpart(
  { before, after }: Search,
  older: Section | undefined,
  twins: readonly Section[],
): readonly Section[] {
  if (before === undefined || older === undefined) return [];
  const wanted = words(before, older);
  const same = twins.find((twin) => words(after, twin) === wanted);
  if (same !== undefined) return [same];
  const bag = wordBag(wanted, Number.POSITIVE_INFINITY);
  const [best, second] = twins
    .map((twin) => ({ twin, score: similarity(bag, wordBag(words(after, twin), Number.POSITIVE_INFINITY)) }))
    .toSorted((a, b) => b.score - a.score);
  return best === undefined || best.score === second?.score ? [] : [best.twin];
}

function unreadable(path: string, why: string): Finding {
  return {
    message: `${capitalised(nameOf(path))} cannot be read: ${why}.`,
    location: { path },
    remedy: "Make it a regular UTF-8 text file of at most 2 MiB.",
  };
}

function absent(address: Address, path: string, before: DocumentState): Finding {
  const location = { path };
  const name = nameOf(path);
  if (before.state !== "absent") {
    return { message: `${capitalised(name)} is removed by this change.`, location, remedy: `Restore ${name}.` };
  }
  const snippet = readyHeading(address);
  const remedy = snippet === undefined ? `Create ${name}.` : `Create ${name}, with this in it.`;
  return {
    message: `${capitalised(name)} does not exist.`,
    location,
    remedy,
    ...(snippet !== undefined && { snippet }),
  };
}

function broken(path: string, { line, message }: OutlineProblem): Finding {
  return {
    message: `${capitalised(nameOf(path))} cannot be read from line ${line} on: ${message}.`,
    location: { path, line },
    remedy: `Close what line ${line} opens.`,
  };
}

function ambiguous({ address, path }: Search, twins: readonly Section[]): Finding {
  const lines = twins.slice(0, 5).map(({ line }) => line);
  return {
    message: `${describeAddress(address)} is ambiguous: lines ${lines.join(", ")}${twins.length > 5 ? " and more" : ""} have this heading.`,
    location: { path, line: lines.at(-1) ?? 1 },
    remedy:
      path === pullRequestDocument
        ? "Put what stands below them under one heading."
        : "Give the headings different names, or name the parent heading in the policy: `document#Parent/Heading`.",
  };
}
