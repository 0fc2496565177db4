import {
  baseDifference,
  type Decision,
  type Ending,
  type Hold,
  isExpired,
  type KeptDecision,
} from "../core/decision.ts";
import { needsOf } from "../core/evaluate.ts";
import type { GivenApproval } from "../core/facts.ts";
import { withHolds } from "../core/hold.ts";
import type { Report, RuleReport } from "../core/report.ts";
import type { Role } from "../core/role.ts";
import { type SettingAside, setAside, whyNot } from "../core/set-aside.ts";
import { isBlocking } from "../core/verdict.ts";
import { approvalsFor, rememberedContents } from "./approvals.ts";
import { type Grounds, reportOn } from "./check.ts";
import { changedPaths, coverageOf, coveredPaths, type Identities } from "./coverage.ts";
import type { Look } from "./host.ts";
import type { People } from "./people.ts";

/** A change with what people decided about it. */
export interface DecidedChange {
  readonly grounds: Grounds;
  /** Without what people set aside. */
  readonly undecided: Report;
  readonly identities: Identities;
  /** What the change was at the heads that were judged last. */
  readonly contents: Readonly<Record<string, string>>;
}

/** What a change is decided by. */
export interface Deciding {
  readonly look: Pick<Look, "identities" | "reviews" | "sighting" | "pullRequest">;
  readonly people: People;
  readonly decisions: readonly KeptDecision[];
  readonly contents: Readonly<Record<string, string>>;
  /** Commands are to be carried out: what they may cover has to be known. */
  readonly commandsWait: boolean;
}

/**
 * Finds out what has to be known about a change to apply decisions to it: what it does to the covered content, and who
 * approves it. Asks GitHub nothing where there are no decisions, no commands, and no rule that asks for approvals.
 */
export async function knownFor(grounds: Grounds, deciding: Deciding): Promise<DecidedChange> {
  const { look, people, decisions, commandsWait } = deciding;
  const { facts, policy } = grounds;
  const report = reportOn(grounds);
  const roles = rolesOf(grounds);
  const wantsAll = roles.length > 0 || (commandsWait && policy.roles.size > 0);
  const hasCovered = decisions.some(({ kind, ended }) => ended === undefined && kind !== "hold");
  const paths = wantsAll
    ? changedPaths(facts.changeSet)
    : hasCovered || commandsWait
      ? pathsThatMatter(report, grounds)
      : [];
  const identities: Identities = paths.length === 0 ? new Map<string, string>() : await look.identities(paths);
  if (roles.length === 0) return { grounds, undecided: report, identities, contents: deciding.contents };

  const coverage = coverageOf(changedPaths(facts.changeSet), identities, facts.changeSet);
  const { head, base } = look.sighting;
  const approvals = await approvalsFor({
    ...{ roles, author: look.pullRequest.author, head, base, coverage, contents: deciding.contents },
    ...{ decisions, reviews: await look.reviews(), people },
  });
  const known: Grounds = { ...grounds, facts: { ...facts, approvals } };
  const contents = rememberedContents(deciding.contents, head, coverage);
  return { grounds: known, undecided: reportOn(known), identities, contents };
}

/** Approvals that are given and taken back in this moment count at once. */
export function withApprovals(
  change: DecidedChange,
  made: readonly Decision[],
  ended: readonly Decision[],
): DecidedChange {
  const taken = change.grounds.facts.approvals;
  const isGone = ({ role, by }: GivenApproval) =>
    ended.some((decision) => decision.kind === "approval" && decision.subject === role && decision.by === by);
  const given = made.filter(({ kind }) => kind === "approval").map(({ subject, by }) => ({ role: subject, by }));
  if (taken === undefined || (given.length === 0 && !taken.some(isGone))) return change;
  const approvals = [...taken.filter((approval) => !isGone(approval)), ...given];
  const grounds = { ...change.grounds, facts: { ...change.grounds.facts, approvals } };
  return { ...change, grounds, undecided: reportOn(grounds) };
}

function rolesOf({ policy, facts }: Grounds): readonly Role[] {
  const roles = new Map<string, Role>();
  for (const need of needsOf(policy, facts)) {
    if (need.fact === "approvals") for (const role of need.roles) roles.set(role.name, role);
  }
  return [...roles.values()];
}

/** Paths that woke rules which are not met: what can be set aside, and what is. */
function pathsThatMatter(report: Report, grounds: Grounds): readonly string[] {
  const rules = report.gates.flatMap((gate) => gate.rules).filter(({ verdict }) => isBlocking(verdict));
  return [...new Set(rules.flatMap((rule) => coveredPaths(rule, grounds)))];
}

/** The report with all that holds: waivers, attestations, and holds. */
export function decidedReport(change: DecidedChange, decisions: readonly KeptDecision[], now: number): Report {
  const { grounds, undecided } = change;
  const report = setAside(undecided, decisions, { policy: grounds.policy, ...settingIn(change, now) });
  const holds = decisions.filter(
    (each): each is Hold & KeptDecision => each.kind === "hold" && each.ended === undefined,
  );
  return withHolds(report, holds);
}

/** What decisions are held against. */
function settingIn({ grounds, identities }: DecidedChange, now: number): Omit<SettingAside, "policy"> {
  const { changeSet, pullRequest } = grounds.facts;
  return {
    ...{ now, base: pullRequest.baseBranch },
    coverageOf: (rule) => coverageOf(coveredPaths(rule, grounds), identities, changeSet),
  };
}

/** Decisions that no longer hold, with how they came to their end. Approvals are told stale instead: new content may be looked at again. */
export function endingsOf(
  change: DecidedChange,
  decisions: readonly KeptDecision[],
  now: number,
): readonly { readonly decision: Decision; readonly ending: Ending }[] {
  const setting = settingIn(change, now);
  const rules = change.undecided.gates.flatMap((gate) => gate.rules.map((rule) => ({ gate: gate.id, rule })));
  return decisions.flatMap((decision): readonly { readonly decision: Decision; readonly ending: Ending }[] => {
    if (decision.ended !== undefined || (decision.kind !== "waiver" && decision.kind !== "attestation")) return [];
    if (isExpired(decision, now)) return [{ decision, ending: { how: "expired", why: "its time is over", at: now } }];
    const elsewhere = baseDifference(decision, setting.base);
    if (elsewhere !== undefined) return [{ decision, ending: { how: "lapsed", why: elsewhere, at: now } }];
    const concerned = rules.filter(({ gate, rule }) => isBlocking(rule.verdict) && concerns(decision, gate, rule));
    const reasons = concerned.map(({ rule }) => whyNot(decision, rule, setting));
    const [why] = reasons;
    // A blanket waiver or an attestation lives as long as it holds for one of the rules it is about.
    return why === undefined || reasons.includes(undefined)
      ? []
      : [{ decision, ending: { how: "lapsed", why, at: now } }];
  });
}

function concerns(decision: Decision, gate: string, rule: RuleReport): boolean {
  if (decision.kind === "waiver") return decision.subject === (decision.scope === "rule" ? rule.id : gate);
  return rule.requirements.some(({ attestable }) => attestable === decision.subject);
}

/** When the next decision that holds expires, in milliseconds since 1970; undefined when none does. */
export function nextExpiry(decisions: readonly KeptDecision[]): number | undefined {
  const times = decisions.flatMap((decision) =>
    decision.ended === undefined && "until" in decision ? decision.until : [],
  );
  return times.length === 0 ? undefined : Math.min(...times);
}
