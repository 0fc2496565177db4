import type { Attestation } from "../../core/decision.ts";
import type { Report, RuleReport } from "../../core/report.ts";
import { isBlocking } from "../../core/verdict.ts";
import { inlineCode } from "../../render/markdown-text.ts";
import type { Grounds } from "../check.ts";
import { type Command, problem } from "./command.ts";
import { readUntil, splitUntil } from "./duration.ts";
import { documentIn, unknownName, withoutGrounds } from "./naming.ts";
import { reasonProblem } from "./reason.ts";
import { coverageOfRules } from "./waive.ts";

const usage = "attest DOCUMENT [for 7d | until DATE] -- reason";

/** Records that a document was looked at and needs no change. */
export const attest: Command = {
  name: "attest",
  usage,
  summary:
    "Records that somebody looked, and the document needs no change for the content the pull request has now. Stands in for what rules ask of the document, except evidence rows.",
  whoMay: "whom `attestations` of the policy name, or else `waivers`; not the author, unless `self` says so",
  examples: [
    "attest playbook -- the alert names did not change",
    "attest docs/03_Observability_Playbook.md -- read it again, it holds",
  ],
  run({ words, reason }, context) {
    const { grounds, report, base, now, decisions, actor, url } = context;
    if (grounds === undefined || report === undefined) return withoutGrounds(context);
    const { names, time } = splitUntil(words);
    const name = names.join(" ");
    if (name === "") return problem(`Name the document: ${inlineCode(`/lockstep ${usage}`)}.`);
    const wrong = reasonProblem(reason, usage);
    if (wrong !== undefined) return problem(wrong);
    const path = documentIn(name, grounds.policy);
    const rules = rulesAsking(path, grounds, report);
    if (rules.length === 0) return problem(nothingAsks(name, path, grounds, report));
    const isGiven = rules.every(({ verdict }) => verdict === "attested");
    const isMine = decisions.some(
      (each) => each.kind === "attestation" && each.subject === path && each.by === actor && each.reason === reason,
    );
    if (isGiven && isMine) return { kind: "nothing" };
    const terms = rules.flatMap(({ id }) => grounds.policy.rules.find((rule) => rule.id === id)?.attestations ?? []);
    const until = readUntil(time, terms.find(({ expires }) => expires !== undefined)?.expires, now);
    if ("problem" in until) return problem(until.problem);
    return {
      kind: "change",
      what: `attest ${inlineCode(path)}`,
      permitted: terms.map(({ who = [], self = false }) => ({ who, self })),
      carryOut: (as) => {
        const attestation: Attestation = {
          ...{ kind: "attestation", id: `${context.id}/0`, subject: path, by: actor, as, at: now, base },
          ...{ reason: reason ?? "", until: until.until, coverage: coverageOfRules(rules, context) },
          ...(url === undefined ? {} : { url }),
        };
        return { decisions: [attestation] };
      },
    };
  },
};

/** Rules that are not locked and ask a change of the document that is not there, or that somebody attested. */
function rulesAsking(path: string, { policy }: Grounds, report: Report): readonly RuleReport[] {
  const locked = new Set(policy.rules.filter((rule) => rule.locked).map(({ id }) => id));
  return report.gates
    .flatMap(({ rules }) => rules)
    .filter(
      ({ id, requirements }) =>
        !locked.has(id) &&
        requirements.some(
          ({ attestable, verdict }) => attestable === path && (isBlocking(verdict) || verdict === "attested"),
        ),
    );
}

function nothingAsks(name: string, path: string, grounds: Grounds, report: Report): string {
  const asked = report.gates
    .flatMap(({ rules }) => rules)
    .flatMap(({ requirements }) =>
      requirements.flatMap(({ attestable, verdict }) => (isBlocking(verdict) ? (attestable ?? []) : [])),
    );
  const shorts = [...grounds.policy.documents].filter(([, each]) => asked.includes(each)).map(([short]) => short);
  const isKnown = [...grounds.policy.documents].flat().includes(name) || asked.includes(path);
  if (!isKnown) return unknownName("document", name, [...shorts, ...new Set(asked)]);
  const others = asked.length === 0 ? "" : ` Asked for are ${[...new Set(asked)].map(inlineCode).join(", ")}.`;
  return `Nothing asks for a change of ${inlineCode(path)} that somebody could say is not needed.${others} Evidence rows cannot be attested; a rule can be waived.`;
}
