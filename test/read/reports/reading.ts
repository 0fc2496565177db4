import type { CiReport, ReportFormat } from "../../../src/core/evidence/ci-report.ts";
import { isCounted } from "../../../src/core/evidence/coverage.ts";
import { readCiReport } from "../../../src/read/reports/read-report.ts";

/** The report a text holds, or why it cannot be read. */
export function read(text: string, format?: ReportFormat): CiReport | string {
  const reading = readCiReport(text, format);
  return reading.state === "read" ? reading.report : reading.why;
}

/** Lines (and branches, where there are any) of each file with how often they were run; or why it cannot be read. */
export function coverageOf(text: string, format?: ReportFormat): unknown {
  const report = read(text, format);
  if (typeof report === "string") return report;
  if (report.subject !== "coverage") return report.subject;
  const files = [...report.files].map(([path, { lines, branches }]) => {
    const plain = (measure: typeof lines | typeof branches) =>
      isCounted<number | string>(measure) ? Object.fromEntries(measure) : measure;
    const hasBranches = !(isCounted<string>(branches) && branches.size === 0);
    return [path, hasBranches ? { lines: plain(lines), branches: plain(branches) } : plain(lines)] as const;
  });
  return Object.fromEntries(files);
}

/** Counts of a security report by severity, and its alerts as `rule @ where`; or why it cannot be read. */
export function alertsOf(value: unknown, format?: ReportFormat): unknown {
  const report = read(typeof value === "string" ? value : JSON.stringify(value), format);
  if (typeof report === "string") return report;
  if (report.subject !== "security") return report.subject;
  return Object.entries(report.alerts).flatMap(([severity, alerts]) =>
    alerts.map(({ rule, where }) => `${severity} ${rule}${where === undefined ? "" : ` @ ${where}`}`),
  );
}
