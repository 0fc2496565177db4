import type { ChangeSet } from "../change-set.ts";
import type { GateReport, Report } from "../report.ts";
import type { Finding } from "../requirement.ts";
import { foldVerdicts } from "../verdict.ts";
import type { LocatedProblem } from "./problem.ts";

/** The gate that stands in a report only when a change leaves the policy invalid. No policy may declare it. */
export const policyGateId = "policy";

/**
 * The report on a change that leaves the policy invalid. It blocks, because a broken policy on the base branch would
 * block every change after it; it has no other effect.
 */
export function policyReport(changeSet: ChangeSet, problems: readonly LocatedProblem[], report?: Report): Report {
  const findings = problems.map(
    ({ file, line, column, message }): Finding => ({
      message: `The policy is invalid (column ${column}): ${message}`,
      location: { path: file, line },
      remedy: "Correct it; `lockstep validate` shows every error with its line.",
    }),
  );
  const gate: GateReport = {
    id: policyGateId,
    name: "Policy",
    enforce: "block",
    verdict: "fail",
    blocks: true,
    rules: [
      {
        id: "valid-policy",
        because: "An invalid policy on the base branch blocks every change after it.",
        layer: "lockstep",
        enforce: "block",
        verdict: "fail",
        wokenBy: [...new Set(problems.map(({ file }) => file))],
        requirements: [{ kind: "valid-policy", asks: "a policy that can be read", verdict: "fail", findings }],
      },
    ],
  };
  const { base, mergeBase, head } = changeSet;
  const below = report ?? {
    ...{ base, mergeBase, head, stage: undefined, filesChanged: changeSet.files.length },
    ...{
      verdict: "fail" as const,
      gates: [],
      documentationOrder: [],
      ifEveryGateBlocked: { verdict: "fail" as const, blocks: true },
    },
  };
  return {
    ...below,
    verdict: foldVerdicts([below.verdict, "fail"]),
    blocks: true,
    ifEveryGateBlocked: { verdict: foldVerdicts([below.ifEveryGateBlocked.verdict, "fail"]), blocks: true },
    gates: [...below.gates, gate],
  };
}
