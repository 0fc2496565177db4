import { pullRequestDocument } from "./address.ts";
import type { Hold } from "./decision.ts";
import { refold } from "./refold.ts";
import type { Report } from "./report.ts";

/** The gate that stands in a report only while somebody holds the pull request. No policy may declare it. */
export const holdGateId = "hold";

/** The report with what holds the pull request: it blocks until the hold is lifted, and changes nothing else. */
export function withHolds(report: Report, holds: readonly Hold[]): Report {
  if (holds.length === 0) return report;
  const findings = holds.map(({ by, reason }) => ({
    message: reason === "" ? `${by} holds this pull request.` : `${by} holds this pull request: ${reason}`,
    location: { path: pullRequestDocument },
    remedy: "Whoever holds it lifts it with `/lockstep unhold`, or somebody whom the policy lets hold.",
  }));
  const rule = {
    id: "held",
    because: undefined,
    layer: "lockstep",
    enforce: "block",
    verdict: "pending",
    wokenBy: holds.map(({ by }) => by),
    requirements: [{ kind: "hold", asks: "no hold", verdict: "pending", awaits: "people", findings }],
  } as const;
  const gate = {
    id: holdGateId,
    name: "Hold",
    enforce: "block",
    verdict: "pending",
    blocks: true,
    rules: [rule],
  } as const;
  return refold({ ...report, gates: [...report.gates, gate] });
}
