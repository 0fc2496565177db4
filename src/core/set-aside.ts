import {
  type Attestation,
  baseDifference,
  type Coverage,
  coverageDifference,
  isExpired,
  type KeptDecision,
  type Waiver,
} from "./decision.ts";
import type { Policy, Rule } from "./policy.ts";
import { refold } from "./refold.ts";
import type { GateReport, Lapse, Report, RequirementReport, RuleReport, SetAside } from "./report.ts";
import { foldVerdicts, isBlocking } from "./verdict.ts";

/** What setting aside must know beside the decisions. */
export interface SettingAside {
  readonly policy: Policy;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** Where the pull request goes. */
  readonly base: string | undefined;
  /** What the change does to the content a rule was woken by. */
  readonly coverageOf: (rule: RuleReport) => Coverage;
}

/** Why a waiver or an attestation does not hold for a rule any more; undefined while it holds. */
export function whyNot(
  decision: Waiver | Attestation,
  rule: RuleReport,
  { now, base, coverageOf }: Omit<SettingAside, "policy">,
): string | undefined {
  if (isExpired(decision, now)) return "its time is over";
  const elsewhere = baseDifference(decision, base);
  if (elsewhere !== undefined) return elsewhere;
  const changed = coverageDifference(relevant(decision, coverageOf(rule)), coverageOf(rule));
  if (changed !== undefined) return changed;
  const asksMore = decision.kind === "waiver" && decision.scope === "rule" && decision.asks !== asksOf(rule);
  return asksMore ? "the rule asks for something else now" : undefined;
}

/** A blanket waiver and an attestation cover several rules: of what they cover, a rule knows its own part only. */
function relevant({ coverage, kind, ...decision }: Waiver | Attestation, own: Coverage): Coverage {
  if (kind === "waiver" && "scope" in decision && decision.scope === "rule") return coverage;
  return Object.fromEntries(Object.entries(coverage).filter(([path]) => own[path] !== undefined));
}

/** What a rule asks, as one text: another demand under the same name is not the one that was waived. */
export function asksOf({ requirements }: Pick<RuleReport, "requirements">): string {
  return [...new Set(requirements.map(({ kind, asks }) => `${kind}: ${asks}`))].sort().join("\n").slice(0, 8_000);
}

/**
 * The report with what people set aside. Waived is never pass: it has its own verdict, with who, why and until when. What
 * a rule does by itself stays as it is, and a locked rule cannot be set aside.
 */
export function setAside(report: Report, decisions: readonly KeptDecision[], context: SettingAside): Report {
  if (decisions.length === 0) return report;
  const rules = new Map(context.policy.rules.map((rule) => [rule.id, rule]));
  const gates = report.gates.map((gate): GateReport => {
    const own = gate.rules.map((rule) => setRuleAside(rule, gate.id, rules.get(rule.id), decisions, context));
    return { ...gate, rules: own };
  });
  return refold({ ...report, gates });
}

function setRuleAside(
  rule: RuleReport,
  gate: string,
  declared: Rule | undefined,
  decisions: readonly KeptDecision[],
  context: SettingAside,
): RuleReport {
  if (!isBlocking(rule.verdict) || declared === undefined || declared.locked) return rule;
  const lapses: Lapse[] = [];
  const holding = <One extends Waiver | Attestation>(found: readonly (One & KeptDecision)[]): One | undefined => {
    for (const decision of found) {
      const why = decision.ended === undefined ? whyNot(decision, rule, context) : decision.ended.why;
      if (why === undefined) return decision;
      if (decision.ended?.how !== "withdrawn") lapses.push({ kind: decision.kind, by: decision.by, why });
    }
    return undefined;
  };
  // The newest first: it is the one that people remember.
  const newest = [...decisions].reverse();
  const waiver = holding(
    newest.filter(
      (decision): decision is Waiver & KeptDecision =>
        decision.kind === "waiver" &&
        (decision.scope === "rule"
          ? decision.subject === rule.id
          : decision.subject === gate && declared.waivers.blanket === true),
    ),
  );
  if (waiver !== undefined) return { ...rule, verdict: "waived", setAside: asSetAside(waiver) };
  const requirements = rule.requirements.map((requirement): RequirementReport => {
    if (!isBlocking(requirement.verdict) || requirement.attestable === undefined) return requirement;
    const attestation = holding(
      newest.filter(
        (decision): decision is Attestation & KeptDecision =>
          decision.kind === "attestation" && decision.subject === requirement.attestable,
      ),
    );
    return attestation === undefined
      ? requirement
      : { ...requirement, verdict: "attested", setAside: asSetAside(attestation) };
  });
  const verdict = foldVerdicts(requirements.map((requirement) => requirement.verdict));
  const [lapse] = lapses;
  return { ...rule, verdict, requirements, ...(lapse === undefined || !isBlocking(verdict) ? {} : { lapse }) };
}

function asSetAside(decision: Waiver | Attestation): SetAside {
  const { kind, by, as, reason, at, until, url } = decision;
  return {
    ...{ kind, by, as, reason, at, until, blanket: kind === "waiver" && decision.scope === "gate" },
    ...(url === undefined ? {} : { url }),
  };
}
