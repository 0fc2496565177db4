import type { Lapse, RequirementReport, RuleReport, SetAside } from "../core/report.ts";

const words = { waiver: "waived", attestation: "attested" } as const;

/** Who set something aside, why, and until when, as foreign text: "waived by ada until 2026-12-05 09:00 UTC: wrong gate". */
export function describeSetAside({ kind, by, as, reason, until, blanket }: SetAside): string {
  const whole = blanket ? ", with its whole gate," : "";
  return `${words[kind]}${whole} by ${by} (${as}) until ${timeText(until)}: ${reason}`;
}

/** Everything that was set aside under a rule: itself, or some of what it asks. */
export function setAsideIn(rule: RuleReport): readonly SetAside[] {
  const own = rule.setAside === undefined ? [] : [rule.setAside];
  return [...own, ...rule.requirements.flatMap(({ setAside }: RequirementReport) => setAside ?? [])];
}

/** That something no longer is set aside, as a sentence of foreign text. */
export function describeLapse({ kind, by, why }: Lapse): string {
  return `The ${kind} by ${by} no longer holds: ${why}.`;
}

/** A moment in UTC, to the minute: `2026-12-05 09:00 UTC`. */
export function timeText(milliseconds: number): string {
  return `${new Date(milliseconds).toISOString().slice(0, 16).replace("T", " ")} UTC`;
}
