import type { CiReport, ReportFormat } from "../../core/evidence/ci-report.ts";
import { coberturaVisitor } from "./cobertura.ts";
import { isDependencyReview, readDependencyReview } from "./dependency-review.ts";
import { readGoProfile } from "./go-profile.ts";
import { isIstanbul, readIstanbul } from "./istanbul.ts";
import { jacocoVisitor } from "./jacoco.ts";
import { parseJson } from "./json.ts";
import { junitVisitor } from "./junit.ts";
import { readLcov } from "./lcov.ts";
import { maxReportBytes } from "./limits.ts";
import { isNpmAudit, readNpmAudit } from "./npm-audit.ts";
import { isOsv, readOsv } from "./osv.ts";
import { beginningOf, type GivenText, piecesOf, wholeText } from "./report-text.ts";
import { isSarif, readSarif } from "./sarif.ts";
import { UnreadableReport, unreadable } from "./unreadable.ts";
import { walkXml, type XmlVisitor } from "./xml.ts";

/** A report as it was read, or why it cannot be, as the end of a sentence. */
export type CiReportReading =
  | { readonly state: "read"; readonly report: CiReport }
  | { readonly state: "unreadable"; readonly why: string };

const jsonFormats = {
  istanbul: { is: isIstanbul, read: readIstanbul },
  sarif: { is: isSarif, read: readSarif },
  "npm-audit": { is: isNpmAudit, read: readNpmAudit },
  osv: { is: isOsv, read: readOsv },
  "dependency-review": { is: isDependencyReview, read: readDependencyReview },
} as const;

/**
 * Reads a CI report, as text or as its bytes in UTF-8, in the format given or the one its content shows. Linear in its
 * length. What cannot be read is never an empty report.
 */
export function readCiReport(given: GivenText, format?: ReportFormat): CiReportReading {
  try {
    return { state: "read", report: readGiven(given, format) };
  } catch (error) {
    if (error instanceof UnreadableReport) return { state: "unreadable", why: error.message };
    throw error;
  }
}

function readGiven(given: GivenText, format: ReportFormat | undefined): CiReport {
  if (given.length > maxReportBytes) unreadable(`it has more than the ${maxReportBytes} characters that are read`);
  const beginning = beginningOf(given);
  if (/^\s*$/.test(beginning) && wholeText(given).trim() === "") unreadable("it is empty");
  const family = format ?? familyOf(beginning);
  if (family === "lcov") return readLcov(piecesOf(given));
  const text = wholeText(given);
  switch (family) {
    case "go":
      return readGoProfile(text);
    case "junit":
    case "cobertura":
    case "jacoco":
    case "xml":
      return walkXml(text.trimStart(), (root, hasDoctype) => xmlVisitor(root, hasDoctype, format));
    default:
      return readJson(text, format);
  }
}

/** What the first letters show. */
function familyOf(text: string): "lcov" | "go" | "xml" | "json" {
  const start = text.slice(0, 1000).trimStart();
  if (start.startsWith("<")) return "xml";
  if (/^[{[]/.test(start)) return "json";
  if (/^mode: /.test(start)) return "go";
  if (/^(?:TN:|SF:|#)/.test(start)) return "lcov";
  return unreadable("its format is not known");
}

/** Formats by the name of their first element. */
const xmlRoots: ReadonlyMap<string, ReportFormat> = new Map([
  ["testsuites", "junit"],
  ["testsuite", "junit"],
  ["coverage", "cobertura"],
  ["report", "jacoco"],
]);

function xmlVisitor(root: string, hasDoctype: boolean, format: ReportFormat | undefined): XmlVisitor<CiReport> {
  const found = xmlRoots.get(root);
  if (found === undefined) unreadable("it is XML of a format that is not known");
  if (format !== undefined && format !== found) unreadable(`it is ${found}, not ${format}`);
  // Coverage reports name their DTD, which nobody reads; a test report has no reason to.
  if (found === "junit" && hasDoctype) unreadable("it has a DOCTYPE");
  return found === "junit" ? junitVisitor() : found === "cobertura" ? coberturaVisitor() : jacocoVisitor();
}

function readJson(text: string, format: ReportFormat | undefined): CiReport {
  const value = parseJson(text);
  const known = Object.entries(jsonFormats);
  const [, found] = known.find(([name, { is }]) => (format === undefined ? is(value) : name === format)) ?? [];
  if (found !== undefined) return found.read(value);
  return unreadable("it is JSON in none of the formats that show themselves; the policy can name one with `format`");
}
