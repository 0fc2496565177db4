import type { CheckButton, CheckPosting, Standing } from "../core/plan.ts";
import type { GateReport, Preview, Report } from "../core/report.ts";
import { annotationsOf } from "./annotations.ts";
import { conclusion } from "./closing.ts";
import { editLinks } from "./edit-link.ts";
import { gitHubLimit, renderMarkdown } from "./markdown.ts";
import { isUnmet, labelOf } from "./marks.ts";
import { clip, visible } from "./visible.ts";

/** A check as text: a posting without what identifies it. */
export type CheckText = Omit<CheckPosting, "digest">;

/** What surrounds a report on a pull request. */
export interface CheckContext {
  /** Where the policy came from, such as `main:.github/lockstep.yml`. */
  readonly policySource: string;
  /** Where the head can be edited, as `https://HOST/OWNER/REPO/edit/BRANCH`. */
  readonly editUrl: string | undefined;
  /** Paths known to be there at the head. */
  readonly present: ReadonlySet<string>;
  /** What the policy would say as the change leaves it. */
  readonly preview?: Preview;
  /** Most characters of a summary, where something else must fit beside it; at least 5,000. */
  readonly limit?: number;
}

/** The name of the check of a gate; without one, of the fold of all gates. */
export function checkName(gate?: Pick<GateReport, "id" | "name">): string {
  if (gate === undefined) return "lockstep";
  return `lockstep / ${visible(clip(labelOf(gate), 80))}`;
}

/** What can be asked for with a press; the commands check who presses. */
const buttons: readonly CheckButton[] = [
  { label: "Re-check", description: "Look at the pull request again", command: "recheck" },
  { label: "Explain", description: "Say what the unmet rules ask, and why", command: "explain" },
];

/** All checks of a report: the fold first, then every gate, those with nothing to say too, because each may be required. */
export function renderChecks(report: Report, context: CheckContext): readonly CheckText[] {
  const fold: CheckText = {
    ...{ name: checkName(), standing: standingOf(report), title: titleOf(report), annotations: [] },
    summary: summaryOf(report, context, context.preview),
  };
  return [fold, ...report.gates.map((gate) => checkOfGate(report, gate, context))].map((check) => ({
    ...check,
    buttons,
  }));
}

function checkOfGate(report: Report, gate: GateReport, context: CheckContext): CheckText {
  const alone: Report = { ...report, gates: [gate], verdict: gate.verdict, blocks: gate.blocks };
  const isAdvisory = !gate.blocks && gate.rules.some(isUnmet);
  return {
    name: checkName(gate),
    standing: isAdvisory ? "advisory" : standingOf(alone),
    title: titleOf(alone),
    summary: summaryOf(alone, context),
    annotations: annotationsOf(report, gate, context.present),
  };
}

/** Undecidable is not the same as not met: somebody has to find out why. */
function standingOf({ blocks, verdict }: Report): Standing {
  if (!blocks) return "met";
  return verdict === "error" ? "undecided" : "unmet";
}

function titleOf(report: Report): string {
  return clip(visible(conclusion(report)), 150);
}

/** What an edited policy would say stands once, in the fold. */
function summaryOf(
  report: Report,
  { policySource, editUrl, present, limit = gitHubLimit }: CheckContext,
  preview?: Preview,
): string {
  const previewed = preview === undefined ? "" : previewOf(preview, policySource);
  const room = limit - previewed.length - 1;
  const body = renderMarkdown(report, { policySource, limit: room, editLink: editLinks(editUrl, present) });
  return `${body}${previewed === "" ? "" : `\n${previewed}`}`;
}

/** Most characters of a preview: it binds nobody, so it must not crowd out what does. */
const previewLimit = 15_000;

/** What the edited policy would have said, folded away and plainly not binding. */
export function previewOf(preview: Preview, policySource: string): string {
  if (preview === "left-out")
    return "What the edited policy would say is left out: it has too many patterns to try them on this change. `lockstep check --policy` tells.\n";
  const body = renderMarkdown(preview, { policySource: `${policySource}, as edited here`, limit: previewLimit });
  const quoted = body.replace(/^## /, "### ").trimEnd();
  return `<details><summary>Preview: what the edited policy would say about this pull request. It binds nobody until it is merged.</summary>\n\n${quoted}\n\n</details>\n`;
}
