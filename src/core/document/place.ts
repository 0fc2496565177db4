import { type Address, describeAddress, pullRequestDocument } from "../address.ts";
import type { Need } from "../facts.ts";

/** What looking at an address takes: both versions of its document. The description of the pull request is always there. */
export function documentNeeds({ document }: Address): readonly Need[] {
  return document === pullRequestDocument ? [{ fact: "description" }] : [{ fact: "document", path: document }];
}

/** A document for a sentence: its path, or "the description of the pull request". A path is data, like all names. */
export function nameOf(path: string): string {
  return path === pullRequestDocument ? "the description of the pull request" : `\`${path.replaceAll("`", "'")}\``;
}

/** A text as the beginning of a sentence. */
export function capitalised(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

/** Where something is asked for, in half a sentence: "under *Decision log* of `docs/00.md`", or "in `docs/00.md`". */
export function whereabouts(address: Address): string {
  return `${address.headings.length === 0 ? "in" : "under"} ${describeAddress(address)}`;
}

/**
 * A sentence about a place: "`docs/04.md` has no new row under *Rollout windows*; line 9 …." The path is the one at the
 * head.
 */
export function sentence({ headings }: Address, path: string, predicate: string, ...more: readonly string[]): string {
  const name = capitalised(nameOf(path));
  const under = headings.length === 0 ? "" : ` under *${headings.join(" / ")}*`;
  return `${[`${name} ${predicate}${under}`, ...more].join("; ")}.`;
}

/** The document of which a person may say that it needs no change; what a pull request says of itself is none. */
export function attestableIn({ document }: Address): string | undefined {
  return document === pullRequestDocument ? undefined : document;
}
