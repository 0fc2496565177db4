import { type Address, describeAddress, pullRequestDocument } from "../address.ts";
import type { Outline, Section } from "../document.ts";
import { nearest } from "../nearest.ts";
import { quote } from "../quotation.ts";
import type { Finding } from "../requirement.ts";
import { capitalised, nameOf } from "./place.ts";
import { readyHeading } from "./ready.ts";
import { words } from "./scope.ts";

/** Headings compared with the one that is missing: enough for any real document, and bounded for the others. */
const maxCandidates = 1000;

interface Missing {
  readonly address: Address;
  readonly path: string;
  readonly before: Outline | undefined;
  readonly after: Outline;
}

/** The finding for a heading that the head does not have: what became of it, or which one may be meant. */
export function missingHeading({ address, path, before, after }: Missing, older: readonly Section[]): Finding {
  const [lost] = older;
  if (before !== undefined && lost !== undefined) {
    const successor = successorOf(before, lost, after);
    const fate = successor === undefined ? "is no longer there" : `has become ${quote(successor.title)}`;
    return {
      message: `The heading ${describeAddress(address)} ${fate}.`,
      location: { path, ...(successor !== undefined && { line: successor.line }) },
      remedy: `Restore the heading. If the change is meant, the policy has to name the new one: it says \`${address.written}\`.`,
    };
  }
  const where = nameOf(path);
  const snippet = readyHeading(address);
  return {
    message: `${capitalised(where)} has no heading *${address.headings.join(" / ")}*${hint(address, after)}.`,
    location: { path },
    // Whoever keeps a document may want the policy to follow it; a description is written for this change.
    remedy: `Add the heading to ${where}${path === pullRequestDocument ? "" : `; the policy asks for \`${address.written}\``}.`,
    ...(snippet !== undefined && { snippet }),
  };
}

/** The section at the head with exactly the words of the lost one; of several the one of the same level. */
function successorOf(before: Outline, lost: Section, after: Outline): Section | undefined {
  const content = words(before, lost);
  if (content === "") return undefined;
  const same = after.sections.filter((section) => section.level > 0 && words(after, section) === content);
  return same.find(({ level }) => level === lost.level) ?? same.at(-1);
}

function hint({ headings }: Address, { sections }: Outline): string {
  const named = sections.slice(1, maxCandidates);
  if (named.length === 0) return "; it has no headings";
  const pathOf = (section: Section) => titles(sections, section).slice(-headings.length).join(" / ");
  const best = nearest(headings.join(" / "), named.map(pathOf));
  const meant = named.find((section) => pathOf(section) === best);
  if (meant !== undefined) return `; the nearest is ${quote(pathOf(meant))} (line ${meant.line})`;
  const some = [...new Set(named.map(({ title }) => title))].slice(0, 5).map(quote);
  return `; it has ${some.join(", ")}${named.length > some.length ? " and others" : ""}`;
}

/** The titles from the outermost heading down to a section. */
function titles(sections: readonly Section[], section: Section): readonly string[] {
  const parent = section.parent === undefined ? undefined : sections[section.parent];
  return [...(parent === undefined || parent.level === 0 ? [] : titles(sections, parent)), section.title];
}
