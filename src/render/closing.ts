import type { GateReport, Report } from "../core/report.ts";
import { isBlocking, type Verdict, verdicts } from "../core/verdict.ts";
import { isSetAside, isUnmet, rulesOf, wordOf } from "./marks.ts";
import { type TodoItem, todoItems } from "./todo.ts";
import { counted, listing, thousands, visible } from "./visible.ts";

/** What it comes to, in one sentence: "Blocked by G4: 2 things to do, 1 warning." */
export function conclusion(report: Report): string {
  const items = todoItems(report);
  const warnings = items.filter(({ blocks, enforce }) => !blocks && enforce === "warn");
  if (report.blocks) {
    const things = countThings(items.filter(({ blocks }) => blocks));
    const beside = warnings.length === 0 ? "" : `, ${counted(warnings.length, "warning")}`;
    return `Blocked by ${names(report.gates.filter(({ blocks }) => blocks))}${things === "" ? "" : `: ${things}${beside}`}.`;
  }
  const gates = report.gates.filter(({ rules }) => rules.some((rule) => isUnmet(rule) && rule.enforce === "warn"));
  const nothing = `Nothing blocks${withSetAside(report)}`;
  if (gates.length > 0) return `${nothing}: ${counted(warnings.length, "warning")} in ${names(gates)}.`;
  return `${nothing}: ${countAll(report)}.`;
}

/** ", with 1 waiver and 2 attestations": what people set aside stands in every title. Nothing where they did not. */
function withSetAside(report: Report): string {
  const rules = rulesOf(report).filter(({ enforce }) => enforce !== "off");
  const waived = rules.filter(({ verdict }) => verdict === "waived");
  const blanket = waived.filter(({ setAside }) => setAside?.blanket === true);
  const attested = rules.flatMap(({ requirements }) => requirements.filter(({ verdict }) => verdict === "attested"));
  const parts = [
    ...(waived.length > blanket.length ? [counted(waived.length - blanket.length, "waiver")] : []),
    ...(blanket.length > 0 ? [`a blanket waiver of ${counted(blanket.length, "rule")}`] : []),
    ...(attested.length > 0 ? [counted(attested.length, "attestation")] : []),
  ];
  return parts.length === 0 ? "" : `, with ${listing(parts, 3).join(" ")}`;
}

/** Which gates would block if they were enforced; undefined when none. */
export function whatIfEnforced(report: Report): string | undefined {
  const gates = report.gates.filter(({ blocks, verdict }) => !blocks && isBlocking(verdict));
  if (gates.length === 0) return undefined;
  const it = gates.length === 1 ? "it were" : "they were";
  return `${names(gates)} would block${report.blocks ? " as well" : ""} if ${it} enforced.`;
}

function names(gates: readonly GateReport[]): string {
  return listing(
    gates.map(({ id }) => visible(id)),
    10,
  ).join(" ");
}

const things: readonly (readonly [Verdict, string])[] = [
  ["fail", "to do"],
  ["pending", "to wait for"],
  ["error", "that could not be decided"],
];

/** "2 things to do, 1 to wait for". */
function countThings(items: readonly TodoItem[]): string {
  const counts = things
    .map(([verdict, what]) => ({ what, count: items.filter((item) => item.verdict === verdict).length }))
    .filter(({ count }) => count > 0);
  return counts
    .map(({ what, count }, index) => `${index === 0 ? counted(count, "thing") : thousands(count)} ${what}`)
    .join(", ");
}

/** "5 rules met, 1 waived, 8 not applicable". */
function countAll(report: Report): string {
  const rules = rulesOf(report).filter(({ enforce }) => enforce !== "off");
  if (rules.length === 0) return "no rule is in force";
  const count = (verdict: Verdict) => rules.filter((rule) => rule.verdict === verdict).length;
  if (count("not-applicable") === rules.length) {
    return rules.length === 1 ? "the only rule does not apply" : `none of ${counted(rules.length, "rule")} applies`;
  }
  const others = verdicts.filter((verdict) => verdict !== "pass" && count(verdict) > 0);
  return [
    `${counted(count("pass"), "rule")} met`,
    ...others.map((verdict) => `${thousands(count(verdict))} ${verdict === "fail" ? "not met" : wordOf(verdict)}`),
  ].join(", ");
}

/** The rules of a gate that apply: "1 of 3 rules not met", "2 rules met, 1 set aside". */
export function countRules(gate: GateReport): string {
  const apply = gate.rules.filter(({ verdict, enforce }) => verdict !== "not-applicable" && enforce !== "off");
  const unmet = apply.filter(isUnmet).length;
  if (unmet > 0) return `${thousands(unmet)} of ${counted(apply.length, "rule")} not met`;
  const setAside = apply.filter(({ verdict }) => isSetAside(verdict)).length;
  const met = apply.length - setAside;
  const parts = [
    ...(met > 0 ? [`${counted(met, "rule")} met`] : []),
    ...(setAside > 0 ? [`${setAside} set aside`] : []),
  ];
  return parts.join(", ");
}
