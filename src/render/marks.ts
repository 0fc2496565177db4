import { pullRequestDocument } from "../core/address.ts";
import { holdGateId } from "../core/hold.ts";
import { strongest } from "../core/policy/enforcement.ts";
import { policyGateId } from "../core/policy/report.ts";
import type { GateReport, Report, RuleReport } from "../core/report.ts";
import type { Finding } from "../core/requirement.ts";
import { isBlocking, type Verdict } from "../core/verdict.ts";

const marks: Readonly<Record<Verdict, string>> = {
  pass: "✓",
  fail: "✗",
  pending: "…",
  error: "!",
  waived: "~",
  attested: "~",
  "not-applicable": "–",
};

/** One character for a verdict; never the only sign of it. */
export function markOf(verdict: Verdict): string {
  return marks[verdict];
}

/** The verdict in words. */
export function wordOf(verdict: Verdict): string {
  return verdict === "not-applicable" ? "not applicable" : verdict;
}

/** What an unmet rule does to the change. */
export type Effect = "blocks" | "warns" | "would block" | "off";

const effects = { block: "blocks", warn: "warns", evaluate: "would block", off: "off" } as const;

/** What a rule that is not met does; undefined for a rule that is met, set aside or not applicable. */
export function effectOfRule(rule: RuleReport): Effect | undefined {
  return isBlocking(rule.verdict) ? effects[rule.enforce] : undefined;
}

/** The strongest effect of a gate's rules; undefined when all are met, set aside or not applicable. */
export function effectOfGate(gate: GateReport): Effect | undefined {
  const unmet = gate.rules.filter((rule) => isBlocking(rule.verdict));
  return unmet.length === 0 ? undefined : effects[strongest(unmet.map(({ enforce }) => enforce))];
}

/** What a gate is called where there is room: "G4 Documentation". The gates that Lockstep adds have a name only. */
export function labelOf({ id, name }: Pick<GateReport, "id" | "name">): string {
  return id === policyGateId || id === holdGateId ? name : `${id} ${name}`;
}

/** "fail", "pending, warns", "fail, would block", "pass". */
export function stateOf(verdict: Verdict, effect: Effect | undefined): string {
  return effect === undefined || effect === "blocks" ? wordOf(verdict) : `${wordOf(verdict)}, ${effect}`;
}

/** True when a rule is not met and its policy wants to hear of it. A rule that is waived or attested is not unmet. */
export function isUnmet(rule: RuleReport): boolean {
  return rule.enforce !== "off" && isBlocking(rule.verdict);
}

/** True for a gate that has nothing to say: not applicable, or off. */
export function isSilent(gate: GateReport): boolean {
  return gate.verdict === "not-applicable" || gate.enforce === "off" || effectOfGate(gate) === "off";
}

/** True for a verdict that people gave. */
export function isSetAside(verdict: Verdict): boolean {
  return verdict === "waived" || verdict === "attested";
}

/** Where a finding points, as `path:line`. */
export function placeOf({ location: { path, line } }: Finding): string {
  if (path === "") return "the change";
  if (path === pullRequestDocument) return "pull request";
  return line === undefined ? path : `${path}:${line}`;
}

/** A commit id as people write it. */
export function shortOid(oid: string): string {
  return oid.slice(0, 7);
}

/** All rules of a report. */
export function rulesOf(report: Report): readonly RuleReport[] {
  return report.gates.flatMap((gate) => gate.rules);
}
