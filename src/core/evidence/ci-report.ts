import * as z from "zod";
import type { CoverageReport } from "./coverage.ts";
import type { SecurityReport } from "./security.ts";
import type { TestReport } from "./tests.ts";

/** The formats CI reports are written in, by what they are about. */
export const reportFormats = {
  tests: ["junit"],
  coverage: ["lcov", "cobertura", "jacoco", "istanbul", "go"],
  security: ["sarif", "npm-audit", "osv", "dependency-review"],
} as const;

/** What a CI report is about. */
export type ReportSubject = keyof typeof reportFormats;

/** A format of CI reports, as a policy names it. */
export type ReportFormat = (typeof reportFormats)[ReportSubject][number];

/** What a CI run wrote about tests, coverage or security, read. */
export type CiReport = TestReport | CoverageReport | SecurityReport;

/** A CI report as it was found under its name. One that cannot be read, or not be believed, is never an empty one. */
export type ReportState =
  | {
      readonly state: "read";
      /** Where it comes from, for people: a path, or an artifact and its run. */
      readonly origin: string;
      readonly report: CiReport;
    }
  | {
      readonly state: "unreadable" | "untrusted";
      readonly origin: string;
      /** The reason, as the end of a sentence: "it is empty". */
      readonly why: string;
    }
  | AwaitedReport;

/** That there is no report yet, though one is to come, or what it takes for one to come. */
export interface AwaitedReport {
  readonly state: "awaited";
  /** The reason, as the end of a sentence: "the workflow is still running". */
  readonly why: string;
  /** What a person can do about it. */
  readonly remedy: string;
}

/** A CI report as a requirement asks for it. */
export interface ReportQuery {
  readonly report: string;
  /** Recognised from the content where the policy does not say. */
  readonly format?: ReportFormat | undefined;
}

/** Under what `Facts.reports` keeps the answer to a query. No name of a report has a space. */
export function reportKey({ report, format }: ReportQuery): string {
  return format === undefined ? report : `${report} ${format}`;
}

/** What a name of a report is: letters, digits, dots, dashes and underscores, at most 100. */
export const reportNamePattern = /^[A-Za-z0-9][A-Za-z0-9._-]{0,99}$/;

/** The schema of the name of a report. */
export const reportNameSchema = z
  .string()
  .regex(reportNamePattern, "a report has a name of letters, digits, dots, dashes and underscores, at most 100")
  .meta({ description: "The name under which CI hands the report over, such as `junit`." });

/** The schema of the format of a report about a subject. */
export function reportFormatSchema<Subject extends ReportSubject>(subject: Subject) {
  return z
    .enum(reportFormats[subject])
    .optional()
    .meta({ description: "How the report is written; without it, the content tells." });
}
