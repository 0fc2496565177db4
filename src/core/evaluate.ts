import { pullRequestDocument } from "./address.ts";
import { bindOptions } from "./binding.ts";
import type { Facts, Need } from "./facts.ts";
import type { Bindings } from "./glob.ts";
import { type Demand, kindOf } from "./policy/demand.ts";
import { type Enforcement, enforcementAt, strongest, weakest } from "./policy/enforcement.ts";
import type { Gate, Policy, Rule } from "./policy.ts";
import { refold } from "./refold.ts";
import type { GateReport, Report, RequirementReport, RuleReport } from "./report.ts";
import type { Judge, Outcome, Requirement } from "./requirement.ts";
import { maxOccasions, type Occasion } from "./trigger/occasion.ts";
import { matchTrigger, type Trigger, triggerNeeds } from "./trigger.ts";
import { foldVerdicts } from "./verdict.ts";

/** What deciding which rules are awake must look at: the first look, because the others depend on it. */
export function triggerNeedsOf(policy: Policy): readonly Need[] {
  return policy.rules.flatMap((rule) =>
    [rule.when, ...rule.require.flatMap(({ when }) => when ?? [])].flatMap(triggerNeeds),
  );
}

/** What the rules of a policy may have to look at, awake or not; without what follows from the files of a change. */
export function possibleNeedsOf(policy: Policy): readonly Need[] {
  const changeSet = { base: "", mergeBase: "", head: "", files: [] };
  const judge: Judge = {
    needs: (requirement) => kindOf(requirement).needs(requirement.options, changeSet, judge),
    evaluate: (requirement) => {
      throw new TypeError(`needs of ${requirement.kind} are asked for, no verdict`);
    },
  };
  return [
    ...triggerNeedsOf(policy),
    ...policy.rules.flatMap(({ require }) => require.flatMap((demand) => judge.needs(demand))),
  ];
}

/** What the requirements of the rules that are awake must look at, as far as the facts known so far tell. */
export function needsOf(policy: Policy, facts: Facts): readonly Need[] {
  const judge = judgeOf(facts);
  return policy.rules.flatMap((rule) => {
    const wake = matchTrigger(rule.when, facts);
    if (!wake.woken || wake.occasions.length > maxOccasions) return [];
    return wake.occasions.flatMap(({ bindings }) =>
      rule.require.flatMap((demand) => {
        const bound = bindDemand(demand, bindings);
        return bound.when === undefined || matchTrigger(bound.when, facts).woken ? judge.needs(bound) : [];
      }),
    );
  });
}

/** Judges a change: the same policy and facts give the same report. Every rule that exists appears in it. */
export function evaluate(policy: Policy, facts: Facts): Report {
  const reports = new Map(policy.rules.map((rule) => [rule, evaluateRule(rule, facts)]));
  const gates = policy.gates.map((gate) => reportGate(gate, policy, reports, facts.stage));
  return refold({
    base: facts.changeSet.base,
    mergeBase: facts.changeSet.mergeBase,
    head: facts.changeSet.head,
    stage: facts.stage,
    filesChanged: facts.changeSet.files.length,
    ...unfolded,
    ifEveryGateBlocked: unfolded,
    gates,
    documentationOrder: policy.documentationOrder,
  });
}

/** Until it is folded. */
const unfolded = { verdict: "not-applicable", blocks: false } as const;

function reportGate(
  gate: Gate,
  policy: Policy,
  reports: ReadonlyMap<Rule, RuleReport>,
  stage: string | undefined,
): GateReport {
  const own = policy.rules.filter((rule) => rule.gate === gate.id);
  const rules = own.flatMap((rule) => reports.get(rule) ?? []);
  const enforcements = own.map((rule) => enforcementAt(rule.gateEnforce, stage));
  return {
    id: gate.id,
    name: gate.name,
    enforce: strongest([enforcementAt(gate.enforce, stage), ...enforcements]),
    ...unfolded,
    rules,
  };
}

/** The weaker of the rule's own enforcement and its gate's. */
function effectiveEnforcement(rule: Rule, stage: string | undefined): Enforcement {
  const gate = enforcementAt(rule.gateEnforce, stage);
  return rule.enforce === undefined ? gate : weakest([gate, enforcementAt(rule.enforce, stage)]);
}

function evaluateRule(rule: Rule, facts: Facts): RuleReport {
  const base = {
    id: rule.id,
    because: rule.because,
    layer: rule.layer,
    enforce: effectiveEnforcement(rule, facts.stage),
  };
  const wake = matchTrigger(rule.when, facts);
  if (!wake.woken) return { ...base, verdict: "not-applicable", why: wake.why, wokenBy: [], requirements: [] };
  const { occasions } = wake;
  const wokenBy = [...new Set(occasions.flatMap(({ by }) => by))];
  if (occasions.length > maxOccasions) return { ...base, verdict: "error", wokenBy, requirements: [tooManyOccasions] };
  const requirements = occasions.flatMap((occasion) =>
    rule.require.map((demand) => evaluateDemand(demand, occasion, facts)),
  );
  return { ...base, verdict: foldVerdicts(requirements.map(({ verdict }) => verdict)), wokenBy, requirements };
}

const tooManyOccasions: RequirementReport = {
  kind: "captures",
  asks: `at most ${maxOccasions} different values of the rule's captures`,
  verdict: "error",
  findings: [
    {
      message: `The change wakes the rule for more than ${maxOccasions} different values of its captures, so none is judged.`,
      location: { path: pullRequestDocument },
      remedy: "Split the change, or write the rule without captures.",
    },
  ],
};

function evaluateDemand(demand: Demand, occasion: Occasion, facts: Facts): RequirementReport {
  const bound = bindDemand(demand, occasion.bindings);
  const judge = judgeOf(facts);
  const kind = kindOf(bound);
  const { awaits } = kind;
  const document = kind.attestable?.(bound.options);
  const base = {
    ...{ kind: bound.kind, asks: describeRequirement(bound) },
    ...(awaits === undefined ? {} : { awaits }),
    ...(document === undefined ? {} : { attestable: document }),
  };
  const wake = bound.when === undefined ? undefined : matchTrigger(bound.when, facts);
  if (wake?.woken === false) return { ...base, verdict: "not-applicable", why: wake.why, findings: [] };
  const outcome = judge.evaluate(bound);
  switch (outcome.verdict) {
    case "pass":
      return { ...base, verdict: "pass", findings: [] };
    case "not-applicable":
      return { ...base, verdict: "not-applicable", why: outcome.why, findings: [] };
    default:
      return { ...base, verdict: outcome.verdict, findings: outcome.findings };
  }
}

/** A demand with what the rule captured put in, into its own condition too. */
function bindDemand(demand: Demand, bindings: Bindings): Demand {
  if (bindings.size === 0) return demand;
  const when = demand.when && (bindOptions(demand.when, bindings) as Trigger);
  return { ...demand, options: bindOptions(demand.options, bindings), when };
}

/** Judging with the facts at hand. */
function judgeOf(facts: Facts): Judge {
  const judge: Judge = {
    needs: (requirement) => {
      const { options } = requirement;
      const kind = kindOf(requirement);
      return [...kind.needs(options, facts.changeSet, judge), ...(kind.furtherNeeds?.(options, facts) ?? [])];
    },
    evaluate: (requirement) => kindOf(requirement).evaluate(requirement.options, facts, judge),
  };
  return judge;
}

/** What a requirement asks, in half a sentence. */
export function describeRequirement(requirement: Requirement): string {
  return kindOf(requirement).describe(requirement.options, describeRequirement);
}

/** What one requirement needs, asks and comes to, for a change: the pieces of {@link evaluate}, for tests and tools. */
export function judgeRequirement(
  requirement: Requirement,
  facts: Facts,
): { readonly needs: readonly Need[]; readonly asks: string; readonly outcome: Outcome } {
  const judge = judgeOf(facts);
  return {
    needs: judge.needs(requirement),
    asks: describeRequirement(requirement),
    outcome: judge.evaluate(requirement),
  };
}
