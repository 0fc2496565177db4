import { pullRequestDocument } from "../address.ts";
import type { Facts } from "../facts.ts";
import { quote } from "../quotation.ts";
import { type Finding, type Outcome, pending, undecidable } from "../requirement.ts";
import { type CiReport, type ReportQuery, type ReportSubject, reportKey } from "./ci-report.ts";

type About<Subject extends ReportSubject> = Extract<CiReport, { subject: Subject }>;

/** The reports that answer a query, at least one; or what the requirement comes to without them. */
export type Asked<Report> =
  | { readonly found: true; readonly reports: readonly [Report, ...Report[]] }
  | { readonly found: false; readonly outcome: Outcome };

/** Looks for the reports a requirement asks for. No evidence is never a pass: one bad report spoils them all. */
export function askReports<Subject extends ReportSubject>(
  facts: Facts,
  query: ReportQuery,
  subject: Subject,
): Asked<About<Subject>> {
  const name = query.report;
  const states = facts.reports?.get(reportKey(query)) ?? [];
  const problems: Finding[] = [];
  const awaited: Finding[] = [];
  const reports: About<Subject>[] = [];
  for (const state of states) {
    if (state.state === "awaited") {
      awaited.push(reportFinding(`There is no report \`${name}\` yet: ${state.why}.`, state.remedy));
      continue;
    }
    const named = `The report \`${name}\` (${quote(state.origin)})`;
    if (state.state !== "read") {
      const [ailment, remedy] =
        state.state === "unreadable"
          ? ["cannot be read", `Have CI write \`${name}\` anew.`]
          : ["does not count", `Have CI that is trusted write \`${name}\`.`];
      problems.push(reportFinding(`${named} ${ailment}: ${state.why}.`, remedy));
    } else if (!isAbout(state.report, subject))
      problems.push(
        reportFinding(
          `${named} is about ${state.report.subject}, not about ${subject}.`,
          `Hand over a report about ${subject} as \`${name}\`, or name another one in the policy.`,
        ),
      );
    else reports.push(state.report);
  }
  const [problem, ...more] = problems;
  if (problem !== undefined) return { found: false, outcome: undecidable(problem, ...more) };
  const [wait, ...waits] = awaited;
  if (wait !== undefined) return { found: false, outcome: pending(wait, ...waits) };
  const [report, ...others] = reports;
  if (report !== undefined) return { found: true, reports: [report, ...others] };
  return {
    found: false,
    outcome: pending(
      reportFinding(
        `There is no report \`${name}\` yet.`,
        `Have CI write it; on the command line, give it with --report ${name}=PATH.`,
      ),
    ),
  };
}

function isAbout<Subject extends ReportSubject>(report: CiReport, subject: Subject): report is About<Subject> {
  return report.subject === subject;
}

/** A finding about a report as a whole: it is on no line of the repository. */
export function reportFinding(message: string, remedy: string): Finding {
  return { message, remedy, location: { path: pullRequestDocument } };
}
