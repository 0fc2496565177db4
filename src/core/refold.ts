import type { GateReport, Report } from "./report.ts";
import { foldVerdicts, isBlocking } from "./verdict.ts";

/** The same report with the verdicts of its gates, and its own, folded anew from those of its rules. */
export function refold(report: Report): Report {
  const gates = report.gates.map((gate): GateReport => {
    const verdict = foldVerdicts(gate.rules.map((rule) => rule.verdict));
    const blocks = gate.rules.some((rule) => rule.enforce === "block" && isBlocking(rule.verdict));
    return { ...gate, verdict, blocks };
  });
  const enforced = gates.flatMap((gate) => gate.rules.filter((rule) => rule.enforce === "block"));
  const verdict = foldVerdicts(enforced.map((rule) => rule.verdict));
  const everyVerdict = foldVerdicts(gates.map((gate) => gate.verdict));
  return {
    ...report,
    ...{ gates, verdict, blocks: isBlocking(verdict) },
    ifEveryGateBlocked: { verdict: everyVerdict, blocks: isBlocking(everyVerdict) },
  };
}
