import type { Report } from "../core/report.ts";
import type { CheckContext } from "./check-run.ts";
import { conclusion } from "./closing.ts";
import { editLinks } from "./edit-link.ts";
import { renderMarkdown } from "./markdown.ts";
import { plainText } from "./markdown-text.ts";

/** What the one comment begins with, so that it is found again. */
export const commentMarker = "<!-- lockstep -->";

/** Most characters of the comment: the check has the rest. */
const limit = 20_000;

/** The comment on a pull request where something is missing. The same report gives the same text. */
export function renderComment(report: Report, { policySource, editUrl, present }: CheckContext): string {
  const body = renderMarkdown(report, { policySource, limit, editLink: editLinks(editUrl, present) });
  return `${commentMarker}\n${body}\nLockstep keeps this comment up to date. More: the check \`lockstep\`.\n`;
}

/** The comment once nothing is missing any more. */
export function renderResolvedComment(report: Report): string {
  return `${commentMarker}\n✓ ${plainText(conclusion(report))} What was missing is there.\n`;
}

/** The comment on a situation without a report, in one sentence. */
export function renderPlainComment(sentence: string): string {
  return `${commentMarker}\n${plainText(sentence)} More: the check \`lockstep\`.\n`;
}
