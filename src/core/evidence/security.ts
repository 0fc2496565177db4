/** How bad what a scanner found is, worst first. */
export const severities = ["critical", "high", "medium", "low"] as const;

/** One of {@link severities}. */
export type Severity = (typeof severities)[number];

/** One thing a scanner found. All texts come from the report. */
export interface Alert {
  /** The rule or the advisory. */
  readonly rule: string;
  /** `path:line`, or a package and its version; undefined when the report does not say. */
  readonly where: string | undefined;
}

/** What a scanner found, by severity. What the report says is suppressed, fixed or removed is left out. */
export interface SecurityReport {
  readonly subject: "security";
  readonly counts: Readonly<Record<Severity, number>>;
  /** The first {@link maxAlerts} of each severity. */
  readonly alerts: Readonly<Record<Severity, readonly Alert[]>>;
}

/** Most alerts of a severity that are named. */
export const maxAlerts = 5;

/** Several reports as one: every alert of each counts. */
export function joinSecurity(reports: readonly SecurityReport[]): SecurityReport {
  const each = <Value>(value: (severity: Severity) => Value): Record<Severity, Value> => ({
    critical: value("critical"),
    high: value("high"),
    medium: value("medium"),
    low: value("low"),
  });
  return {
    subject: "security",
    counts: each((severity) => reports.reduce((sum, { counts }) => sum + counts[severity], 0)),
    alerts: each((severity) => reports.flatMap(({ alerts }) => alerts[severity]).slice(0, maxAlerts)),
  };
}
