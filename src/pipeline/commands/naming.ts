import { nearest } from "../../core/nearest.ts";
import type { Policy } from "../../core/policy.ts";
import { inlineCode } from "../../render/markdown-text.ts";
import type { CommandContext, Intent } from "./command.ts";
import { problem } from "./command.ts";

/** Most names that an answer lists. */
const mostListed = 40;

/** What to say of a name that is none: the nearest that is, or all of them. */
export function unknownName(what: string, name: string, known: readonly string[]): string {
  const meant = nearest(name, known);
  const all = known.slice(0, mostListed).map(inlineCode).join(", ");
  const more = known.length > mostListed ? ` and ${known.length - mostListed} more` : "";
  const hint =
    meant !== undefined ? ` Did you mean ${inlineCode(meant)}?` : known.length === 0 ? "" : ` There are ${all}${more}.`;
  return `There is no ${what} ${inlineCode(name)}.${hint}`;
}

/** Names given as one list, with commas, spaces or both between them. */
export function namesIn(words: readonly string[]): readonly string[] {
  return [...new Set(words.flatMap((word) => word.split(",")).filter((name) => name !== ""))];
}

/** A rule's id as people write it: `G4/log` is `log`. */
export function ruleIdIn(name: string): string {
  return name.slice(name.lastIndexOf("/") + 1);
}

/** The path of a document by its short name, its path, or an address in it. */
export function documentIn(name: string, policy: Policy): string {
  const hash = name.indexOf("#");
  const document = hash === -1 ? name : name.slice(0, hash);
  return policy.documents.get(document) ?? document;
}

/** The intent when there is nothing to decide on. */
export function withoutGrounds({ situation }: CommandContext): Intent {
  return problem(situation);
}
