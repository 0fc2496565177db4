import { dirname, resolve } from "node:path";
import { readNamedBytes } from "../adapters/files/files.ts";
import { reportNamePattern } from "../core/evidence/ci-report.ts";
import { UserError } from "../core/user-error.ts";
import type { ReportAtHand } from "../pipeline/ports.ts";
import type { GivenReport } from "../read/facts-file.ts";
import { maxReportBytes } from "../read/reports/limits.ts";

/** CI reports as a person hands them over. */
export interface ReportArguments {
  /** Each as `NAME=PATH`; one name may stand several times. */
  readonly named: readonly string[];
  /** Of a facts file, and where that is: its paths are relative to it. */
  readonly inFacts?: { readonly reports: ReadonlyMap<string, GivenReport>; readonly file: string };
}

/**
 * Reads the CI reports that were given, by name. They are trusted as what a person says is: the report of a check before the
 * push binds nobody.
 *
 * @throws UserError for an argument that is no `NAME=PATH`, and for a file that cannot be read
 */
export async function readGivenReports(
  { named, inFacts }: ReportArguments,
  cwd: string,
): Promise<ReadonlyMap<string, readonly ReportAtHand[]>> {
  const found = new Map<string, ReportAtHand[]>();
  const keep = (name: string, origin: string, text: string | Uint8Array) => {
    const report = { origin, content: { text }, trusted: true, reason: "it was given on the command line" };
    if (found.get(name)?.push(report) === undefined) found.set(name, [report]);
  };
  for (const [name, given] of inFacts?.reports ?? []) {
    const file = inFacts?.file ?? "";
    if ("text" in given) keep(name, file, given.text);
    else keep(name, given.path, await readNamedBytes(resolve(cwd, dirname(file), given.path), maxReportBytes));
  }
  for (const argument of named) {
    const [, name = "", path = ""] = /^([^=]*)=(.+)$/s.exec(argument) ?? [];
    if (!reportNamePattern.test(name)) {
      throw new UserError(
        "report-argument",
        `--report: "${argument}" is not NAME=PATH`,
        "Write the name the policy gives the report, and where it is: --report junit=reports/junit.xml.",
      );
    }
    keep(name, path, await readNamedBytes(resolve(cwd, path), maxReportBytes));
  }
  return found;
}
