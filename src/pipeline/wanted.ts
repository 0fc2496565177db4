import type { CheckPosting, Standing, Wanted } from "../core/plan.ts";
import { type CheckContext, type CheckText, checkName, renderChecks } from "../render/check-run.ts";
import { renderComment, renderPlainComment, renderResolvedComment } from "../render/comment.ts";
import {
  renderFirstPolicy,
  renderInvalidPolicy,
  renderNoPolicy,
  renderRepairedPolicy,
  renderUndecidable,
  retiredCheck,
} from "../render/situations.ts";
import { todoItems } from "../render/todo.ts";
import { policyPath } from "./check.ts";
import { withDigest } from "./digest.ts";
import type { Look } from "./host.ts";
import { conjunction, type OtherOnHead, standingOf } from "./shared-head.ts";
import type { Situation } from "./situation.ts";
import type { PolicyMemory } from "./store.ts";

/** What is wanted on GitHub, and what this pull request by itself comes to. */
export interface WantedOfPullRequest extends Wanted {
  /** By the name of the check. */
  readonly standings: Readonly<Record<string, Standing>>;
}

/** What surrounds a situation. */
export interface Surroundings {
  /** Other pull requests on the same head. */
  readonly others: readonly OtherOnHead[];
  readonly renew: boolean;
  readonly memory: PolicyMemory | undefined;
}

/** What is to be there for a pull request in a situation. */
export function wantedFor(situation: Situation, look: Look, surroundings: Surroundings): WantedOfPullRequest {
  const own = textsFor(situation, look, surroundings);
  const comment = commentFor(situation, look);
  return {
    checks: own.map((text) => joined(text, surroundings.others)),
    standings: Object.fromEntries(own.map(({ name, standing }) => [name, standing])),
    retired: (name) => withDigest(retiredCheck(name)),
    ...(comment && { comment }),
    renew: surroundings.renew,
  };
}

/** Most characters of a summary: GitHub takes 65,535, and what holds a check back stands above it. */
const summaryLimit = 65_000;

/** A check belongs to a commit: where several pull requests share it, all of them must pass. */
function joined(text: CheckText, others: readonly OtherOnHead[]): CheckPosting {
  const standing = conjunction(text.name, text.standing, others);
  if (standing === text.standing) return withDigest(text);
  const holding = others.filter((other) => standingOf(text.name, other) === standing).map(({ number }) => `#${number}`);
  const title = `Held back by ${holding.slice(0, 5).join(", ")}, which has the same head commit.`;
  return withDigest({
    ...text,
    standing,
    title,
    summary: `> ${title} A check belongs to a commit.\n\n${text.summary}`,
  });
}

function textsFor(situation: Situation, look: Look, { memory }: Surroundings): readonly CheckText[] {
  const posted = look.posted.checks.map(({ name }) => name);
  const names = [...new Set([checkName(), ...(memory?.checks ?? []), ...posted])];
  switch (situation.kind) {
    case "report":
      return renderChecks(situation.report, contextOf(situation, look));
    case "no-policy": {
      if (situation.preview !== undefined) {
        const context = { policySource: situation.lookedAt, editUrl: undefined, present: new Set<string>() };
        return renderFirstPolicy(checkName(), situation.preview, context);
      }
      // Where there never was a policy Lockstep stays silent; where there was one, its checks may be required.
      return names.length > 1 || posted.length > 0 ? renderNoPolicy(names, situation.lookedAt) : [];
    }
    case "invalid-policy":
      return situation.repairs ? renderRepairedPolicy(names) : renderInvalidPolicy(names, situation.errors);
    case "undecidable":
      return renderUndecidable(names, situation.why, situation.remedy);
  }
}

function contextOf(situation: Extract<Situation, { kind: "report" }>, { editUrl }: Look): CheckContext {
  const { policy, present, preview, editsPolicy } = situation;
  return {
    ...{ policySource: policy?.source ?? "no policy", editUrl },
    limit: summaryLimit,
    present: editsPolicy ? new Set([...present, policyPath]) : present,
    ...(preview && { preview }),
  };
}

/** The one comment: begun only where something is missing, and not on drafts, whose authors know. */
function commentFor(situation: Situation, look: Look): Wanted["comment"] {
  const draft = look.sighting.draft;
  switch (situation.kind) {
    case "report": {
      const items = todoItems(situation.report).filter(({ enforce }) => enforce === "block" || enforce === "warn");
      if (items.length === 0) return { body: renderResolvedComment(situation.report), onlyIfPosted: true };
      // What comes by itself, such as a check that runs, is nothing to tell anybody.
      const isAwaitedOnly = items.every(
        ({ verdict, requirement }) => verdict === "pending" && requirement.awaits !== "people",
      );
      return {
        body: renderComment(situation.report, contextOf(situation, look)),
        onlyIfPosted: draft || isAwaitedOnly,
      };
    }
    case "no-policy":
      return { body: renderPlainComment("There is no policy any more: nothing is gated."), onlyIfPosted: true };
    case "invalid-policy":
      return { body: renderPlainComment("The policy is invalid, so nothing can be decided."), onlyIfPosted: true };
    case "undecidable":
      return { body: renderPlainComment(`It could not be decided. ${situation.why}`), onlyIfPosted: true };
  }
}
