import { type Alert, maxAlerts, type SecurityReport, type Severity } from "../../core/evidence/security.ts";

/** A security report while it is read. */
export interface SecurityDraft {
  add(severity: Severity, rule: string, where: string | undefined): void;
  report(): SecurityReport;
}

/** Longest text that is kept of an alert, in characters. */
const maxTextLength = 300;

/** Begins a security report without alerts. */
export function draftSecurity(): SecurityDraft {
  const counts = { critical: 0, high: 0, medium: 0, low: 0 };
  const alerts: Record<Severity, Alert[]> = { critical: [], high: [], medium: [], low: [] };
  return {
    add(severity, rule, where) {
      counts[severity] += 1;
      if (alerts[severity].length < maxAlerts)
        alerts[severity].push({ rule: rule.slice(0, maxTextLength), where: where?.slice(0, maxTextLength) });
    },
    report: () => ({ subject: "security", counts, alerts }),
  };
}

/** A word for a severity, as npm, GitHub and OSV use them. One that is not known counts as the worst: fails closed. */
export function severityOfWord(word: string | undefined): Severity {
  switch (word?.toLowerCase()) {
    case "high":
      return "high";
    case "medium":
    case "moderate":
      return "medium";
    case "low":
    case "info":
    case "informational":
    case "negligible":
      return "low";
    default:
      return "critical";
  }
}

/** A CVSS score from 0 to 10 by the bands of CVSS 3, which are GitHub's too; undefined when it is no score. */
export function severityOfScore(score: unknown): Severity | undefined {
  const text = typeof score === "number" ? String(score) : score;
  if (typeof text !== "string" || !/^\d{1,2}(?:\.\d{1,6})?$/.test(text)) return undefined;
  const value = Number(text);
  if (value > 10) return undefined;
  return value >= 9 ? "critical" : value >= 7 ? "high" : value >= 4 ? "medium" : "low";
}

/** The worst of several; undefined for none. */
export function worst(all: readonly Severity[]): Severity | undefined {
  return (["critical", "high", "medium", "low"] as const).find((severity) => all.includes(severity));
}
