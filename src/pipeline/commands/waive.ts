import type { Coverage, KeptDecision, Waiver } from "../../core/decision.ts";
import type { Permitted, WaiverTerms } from "../../core/policy/terms.ts";
import type { Policy, Rule } from "../../core/policy.ts";
import type { GateReport, Report, RuleReport } from "../../core/report.ts";
import { asksOf } from "../../core/set-aside.ts";
import { isBlocking } from "../../core/verdict.ts";
import { inlineCode } from "../../render/markdown-text.ts";
import type { Grounds } from "../check.ts";
import { coverageOf, coveredPaths, maxCoveredPaths } from "../coverage.ts";
import { type Command, type CommandContext, type Intent, problem } from "./command.ts";
import { readUntil, splitUntil } from "./duration.ts";
import { namesIn, ruleIdIn, unknownName, withoutGrounds } from "./naming.ts";
import { reasonProblem } from "./reason.ts";

const usage = "waive RULE[,RULE] [for 7d | until DATE] -- reason";

/** Sets rules aside for this pull request. */
export const waive: Command = {
  name: "waive",
  usage,
  summary:
    "Lets this pull request pass without meeting a rule, for a time and for the content it has now. A gate instead of a rule only where the policy allows blanket waivers.",
  whoMay: "whom `waivers` of the policy name, for the rule, its gate, or all; not the author, unless `self` says so",
  examples: [
    "waive runtime-behaviour -- a comment was corrected, nothing runs differently",
    "waive log,notes for 2d -- the log is locked during the migration",
  ],
  run({ words, reason }, context) {
    const { grounds, report, now } = context;
    if (grounds === undefined || report === undefined) return withoutGrounds(context);
    const { names: written, time } = splitUntil(words);
    const names = namesIn(written);
    if (names.length === 0) return problem(`Name the rule: ${inlineCode(`/lockstep ${usage}`)}. ${unmetRules(report)}`);
    const wrong = reasonProblem(reason, usage);
    if (wrong !== undefined) return problem(wrong);
    const targets: Target[] = [];
    for (const name of names) {
      const target = targetOf(name, grounds, report);
      if (typeof target === "string") return problem(target);
      targets.push(target);
    }
    const open = targets.filter((target) => !isWaived(target, reason ?? "", context));
    if (open.length === 0) return { kind: "nothing" };
    const shortest = shortestOf(open.flatMap(({ terms }) => terms));
    const until = readUntil(time, shortest, now);
    if ("problem" in until) return problem(until.problem);
    return {
      kind: "change",
      what: `waive ${open.map(({ subject }) => inlineCode(subject)).join(", ")}`,
      permitted: open.flatMap(({ terms }) => terms.map(permittedBy)),
      carryOut: (as) => ({
        decisions: open.map((target, index) =>
          waiverOf(target, `${context.id}/${index}`, reason ?? "", until.until, as, context),
        ),
      }),
    };
  },
};

/** Takes a waiver back. */
export const unwaive: Command = {
  name: "unwaive",
  usage: "unwaive RULE[,RULE]",
  summary: "Ends a waiver, or a blanket waiver by the id of its gate.",
  whoMay: "whoever gave it, and whoever may waive the rule",
  examples: ["unwaive runtime-behaviour"],
  run({ words }, context): Intent {
    const { grounds, decisions, actor } = context;
    if (grounds === undefined) return withoutGrounds(context);
    const names = namesIn(words).map(ruleIdIn);
    if (names.length === 0) return problem(`Name the rule: ${inlineCode("/lockstep unwaive RULE")}.`);
    const waivers = decisions.filter((decision): decision is Waiver & KeptDecision => decision.kind === "waiver");
    const missing = names.find((name) => !waivers.some(({ subject }) => subject === name));
    if (missing !== undefined)
      return problem(
        `No waiver of ${inlineCode(missing)} is in force.${
          waivers.length === 0
            ? ""
            : ` There are those of ${waivers.map(({ subject }) => inlineCode(subject)).join(", ")}.`
        }`,
      );
    const ending = waivers.filter(({ subject }) => names.includes(subject));
    const others = ending.filter(({ by }) => by.toLowerCase() !== actor.toLowerCase());
    return {
      kind: "change",
      what: `end the waiver of ${names.map(inlineCode).join(", ")}`,
      permitted: others.flatMap(({ subject }) => termsOf(subject, grounds.policy)).map(permittedBy),
      carryOut: () => ({
        endings: ending.map(({ id }) => ({ id, ending: { how: "withdrawn", why: `${actor} took it back` } })),
      }),
    };
  },
};

interface Target {
  readonly scope: "rule" | "gate";
  readonly subject: string;
  readonly rules: readonly RuleReport[];
  readonly terms: readonly WaiverTerms[];
}

/** What a name stands for; or why it cannot be waived, as Markdown. */
function targetOf(name: string, { policy }: Grounds, report: Report): Target | string {
  const id = ruleIdIn(name);
  const rule = policy.rules.find((each) => each.id === id);
  if (rule !== undefined) return ruleTarget(rule, report);
  const gate = report.gates.find((each) => each.id.toLowerCase() === name.toLowerCase());
  if (gate !== undefined && policy.gates.some((each) => each.id === gate.id)) return gateTarget(gate, policy);
  return unknownName(
    "rule",
    name,
    policy.rules.map((each) => each.id),
  );
}

function ruleTarget(rule: Rule, report: Report): Target | string {
  const shown = inlineCode(rule.id);
  if (rule.locked) return `${shown} is locked by the organisation: nobody may waive it here.`;
  const found = report.gates.flatMap(({ rules }) => rules).find((each) => each.id === rule.id);
  if (found === undefined || found.verdict === "not-applicable")
    return `${shown} does not apply to this change: there is nothing to waive. ${unmetRules(report)}`;
  if (found.verdict === "pass" || found.verdict === "attested")
    return `${shown} is met: there is nothing to waive. ${unmetRules(report)}`;
  return { scope: "rule", subject: rule.id, rules: [found], terms: [rule.waivers] };
}

function gateTarget(gate: GateReport, policy: Policy): Target | string {
  const declared = new Map(policy.rules.map((rule) => [rule.id, rule]));
  const shown = inlineCode(gate.id);
  const unmet = gate.rules.filter(({ verdict }) => isBlocking(verdict) || verdict === "waived");
  if (unmet.length === 0) return `Every rule of ${shown} is met: there is nothing to waive.`;
  const allowed = unmet.filter(({ id }) => {
    const rule = declared.get(id);
    return rule !== undefined && !rule.locked && rule.waivers.blanket === true;
  });
  if (allowed.length === 0)
    return `The policy does not let ${shown} be waived as a whole. Its rules by name: ${unmet.map(({ id }) => inlineCode(id)).join(", ")}.`;
  const terms = allowed.flatMap(({ id }) => declared.get(id)?.waivers ?? []);
  return { scope: "gate", subject: gate.id, rules: allowed, terms };
}

function termsOf(subject: string, { rules }: Policy): readonly WaiverTerms[] {
  return rules.filter(({ id, gate }) => id === subject || gate === subject).map(({ waivers }) => waivers);
}

function permittedBy({ who = [], self = false }: WaiverTerms): Permitted {
  return { who, self };
}

/** The shortest of the longest times: all of what is waived must allow it. */
function shortestOf(terms: readonly WaiverTerms[]): string | undefined {
  const hours = (text: string) =>
    Number(text.slice(0, -1)) * { h: 1, d: 24, w: 168 }[text.slice(-1) as "h" | "d" | "w"];
  return terms
    .map(({ expires }) => expires ?? "14d")
    .sort((a, b) => hours(a) - hours(b))
    .at(0);
}

/** The same waiver given again by the same person changes nothing. */
function isWaived({ scope, subject, rules }: Target, reason: string, { decisions, actor }: CommandContext): boolean {
  const isGiven = decisions.some(
    (decision) =>
      decision.kind === "waiver" &&
      decision.scope === scope &&
      decision.subject === subject &&
      decision.by === actor &&
      decision.reason === reason,
  );
  return isGiven && rules.every(({ verdict }) => verdict === "waived");
}

function waiverOf(
  { scope, subject, rules }: Target,
  id: string,
  reason: string,
  until: number,
  as: string,
  context: CommandContext,
): Waiver {
  const { actor, base, now, url } = context;
  return {
    ...{ kind: "waiver", id, scope, subject, by: actor, as, at: now, reason, until, base },
    ...(url === undefined ? {} : { url }),
    asks: scope === "rule" ? rules.map(asksOf).join("\n") : "",
    coverage: coverageOfRules(rules, context),
  };
}

/** What rules that are set aside together look at. */
export function coverageOfRules(rules: readonly RuleReport[], { grounds, identities }: CommandContext): Coverage {
  if (grounds === undefined) return {};
  const { changeSet } = grounds.facts;
  const paths = new Set(rules.flatMap((rule) => coveredPaths(rule, grounds)));
  return coverageOf([...paths].slice(0, maxCoveredPaths + 1), identities, changeSet);
}

function unmetRules(report: Report): string {
  const unmet = report.gates.flatMap(({ rules }) => rules).filter(({ verdict }) => isBlocking(verdict));
  if (unmet.length === 0) return "Every rule is met.";
  return `Not met: ${unmet
    .slice(0, 20)
    .map(({ id }) => inlineCode(id))
    .join(", ")}.`;
}
