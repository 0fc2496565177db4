import { isFilled } from "../../core/document/filled.ts";
import { inlineCode } from "../../render/markdown-text.ts";

/** Longest reason, in characters. */
const maxReason = 1_000;

/** What is wrong with a reason, as Markdown; undefined when it is one. A dash or "TBD" is none. */
export function reasonProblem(reason: string | undefined, usage: string): string | undefined {
  if (reason === undefined || !isFilled(reason))
    return `A reason is needed, behind \` -- \`: ${inlineCode(`/lockstep ${usage}`)}.`;
  if (reason.length > maxReason) return `The reason has ${reason.length} characters; at most ${maxReason} are kept.`;
  return undefined;
}
