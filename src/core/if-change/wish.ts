import { pullRequestDocument } from "../address.ts";
import { sectionsIn } from "../document/scope.ts";
import type { PullRequest } from "../pull-request.ts";
import { quote } from "../quotation.ts";
import type { Finding } from "../requirement.ts";

/**
 * What a line `NO_IFTTT=reason` in the description comes to, where something is not in step. Where these marks come from
 * it lets the author off; here it is a wish, which whoever may waive the rule can grant.
 */
export function wishes({ description }: PullRequest): readonly Finding[] {
  if (description.state !== "read") return [];
  const { outline } = description;
  const lines = sectionsIn({ outline, sections: outline.sections.slice(0, 1) })
    .flatMap(({ blocks }) => blocks)
    .flatMap((block) => (block.type === "paragraph" ? block.text.split("\n") : []));
  const reason = lines.map((line) => /^\s*NO_IFTTT=\s*(\S.*)/.exec(line)?.[1]).find((found) => found !== undefined);
  if (reason === undefined) return [];
  return [
    {
      message: `The author asks to let this through: ${quote(reason)}.`,
      location: { path: pullRequestDocument },
      remedy: "Whoever may waive the rule grants it with a comment; anybody else brings the places into step.",
      snippet: "/lockstep waive RULE -- REASON",
    },
  ];
}
