import type { Standing } from "../core/plan.ts";
import type { LocatedProblem } from "../core/policy/problem.ts";
import type { Preview } from "../core/report.ts";
import { type CheckContext, type CheckText, previewOf } from "./check-run.ts";
import { gitHubLimit } from "./markdown.ts";
import { codeBlock, inlineCode, plainText, sentence } from "./markdown-text.ts";
import { renderProblems } from "./problems.ts";
import { clip, counted, visible } from "./visible.ts";

/** What every check says where there is no report to show. */
function same(names: readonly string[], standing: Standing, title: string, summary: string): readonly CheckText[] {
  return names.map((name) => ({
    ...{ name, standing, title: clip(visible(title), 150), summary: clip(summary, gitHubLimit - 100), annotations: [] },
  }));
}

/** The policy at the base cannot be used: everything waits for its repair. */
export function renderInvalidPolicy(
  names: readonly string[],
  problems: readonly LocatedProblem[],
): readonly CheckText[] {
  const files = [...new Set(problems.map(({ file }) => file))];
  const shown = renderProblems(problems.slice(0, 50), { colour: false, width: 100 });
  const summary = [
    `The policy in ${files.slice(0, 5).map(inlineCode).join(", ")} cannot be used, so nothing can be decided:`,
    codeBlock(clip(shown, 40_000)),
    "A pull request that changes nothing but the policy and leaves it valid can be merged. `lockstep validate` shows the same on the command line.",
  ];
  return same(
    names,
    "undecided",
    `The policy is invalid: ${counted(problems.length, "problem")}.`,
    summary.join("\n\n"),
  );
}

/** The change repairs a policy that blocks everything: nothing else may be in it. */
export function renderRepairedPolicy(names: readonly string[]): readonly CheckText[] {
  const summary =
    "The policy at the base is invalid and blocks every pull request. This one changes nothing but the policy and leaves it valid, so it can be merged.";
  return same(names, "met", "Repairs the policy.", summary);
}

/** There is no policy: nothing is gated. Only where checks were posted before, because they may be required. */
export function renderNoPolicy(names: readonly string[], lookedAt: string): readonly CheckText[] {
  return same(names, "advisory", "No policy: nothing is gated.", `There is no policy at ${inlineCode(lookedAt)}.`);
}

/** The change brings the first policy: it holds once it is merged. */
export function renderFirstPolicy(
  name: string,
  preview: Preview,
  { policySource }: CheckContext,
): readonly CheckText[] {
  const summary = `There is no policy at ${inlineCode(policySource)} yet, so nothing is gated. The one that this pull request brings is valid.\n\n${previewOf(preview, policySource)}`;
  return same([name], "advisory", "Brings the first policy, which is valid.", summary);
}

/** It cannot be decided, and trying again would not help. */
export function renderUndecidable(names: readonly string[], why: string, remedy: string): readonly CheckText[] {
  return same(names, "undecided", `Could not be decided. ${why}`, `${sentence(why)}\n\n→ ${sentence(remedy)}`);
}

/** To be judged again: what was said before no longer holds. */
export function renderAwaited(names: readonly string[], why: string): readonly CheckText[] {
  return same(names, "awaited", why, plainText(why));
}

/** A check that was posted on this commit and is no longer part of the policy. */
export function retiredCheck(name: string): CheckText {
  const title = "Nothing to say here any more: the policy has no such gate, or the hold is lifted.";
  return { name, standing: "advisory", title, summary: title, annotations: [] };
}
