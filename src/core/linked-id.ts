import * as z from "zod";
import { ownWords, sectionsIn } from "./document/scope.ts";
import type { Need } from "./facts.ts";
import { type Found, patternSchema } from "./pattern.ts";
import type { PullRequest } from "./pull-request.ts";
import { strict } from "./schema.ts";

const places = ["title", "branch", "body"] as const;

/** Where an id may be named: the title, the head branch, or the description of the pull request. */
export type LinkPlace = (typeof places)[number];

/** The places as a policy writes them. */
export const linkPlacesSchema = z
  .array(z.enum(places))
  .min(1)
  .default([...places])
  .meta({ description: "Where the id may be named: any of these will do." });

/** How an id is found, as a policy writes it. */
export const linkSchema = strict({ matches: patternSchema, in: linkPlacesSchema });

/** How an id is found. Of a pattern with a group, the first group is the id; named groups are captured as well. */
export type LinkSearch = z.output<typeof linkSchema>;

/** What looking for an id takes. The branch is always known, as far as there is one. */
export function linkNeeds({ in: named }: LinkSearch): readonly Need[] {
  return [
    ...(named.includes("title") ? [{ fact: "title" } as const] : []),
    ...(named.includes("body") ? [{ fact: "description" } as const] : []),
  ];
}

/** The ids a pull request names, each once, in the order of the places; undefined when its description cannot be read. */
export function linkedIds(search: LinkSearch, pullRequest: PullRequest): readonly string[] | undefined {
  const ids = linkedFinds(search, pullRequest)?.map(({ text }) => text);
  return ids && [...new Set(ids)];
}

/** The places where ids are named, with what the named groups of the pattern hold there; undefined as for {@link linkedIds}. */
export function linkedFinds(search: LinkSearch, pullRequest: PullRequest): readonly Found[] | undefined {
  const texts = search.in.map((place) => textAt(place, pullRequest));
  if (texts.includes(undefined)) return undefined;
  return texts.flatMap((text) => search.matches.findAllNamed(text ?? ""));
}

/** True for an id that stays within one segment of a path, and is written the same everywhere: letters, digits, `.`, `_` and `-`. */
export function isSafeId(id: string): boolean {
  return /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/.test(id) && !id.includes("..");
}

/** The places for a sentence: "the title, the branch or the description". */
export function describeLinkPlaces(named: readonly LinkPlace[]): string {
  const words = named.map((place) => (place === "body" ? "the description" : `the ${place}`));
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

/** As a reader sees it: what stands in a comment of the template names nothing. */
function textAt(place: LinkPlace, { title, headBranch, description }: PullRequest): string | undefined {
  if (place === "title") return title;
  if (place === "branch") return headBranch ?? "";
  if (description.state === "absent") return "";
  if (description.state === "unreadable") return undefined;
  const { outline } = description;
  return sectionsIn({ outline, sections: outline.sections.slice(0, 1) })
    .map((section) => `${section.title}\n${ownWords(section)}`)
    .join("\n");
}
