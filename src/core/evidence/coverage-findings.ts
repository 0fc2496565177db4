import type { AddedLine } from "../change-set.ts";
import { type Finding, type Outcome, undecidable } from "../requirement.ts";
import { reportFinding } from "./ask.ts";
import { type CoveredFile, isCounted, shareOf, sumShares } from "./coverage.ts";
import { compareShare, type Percentage, writeShare } from "./percentage.ts";
import { type FileChoice, isChosen } from "./select-files.ts";

/** What is wrong with a coverage, nothing included; or that it cannot be told. */
export type CoverageFindings =
  | { readonly told: true; readonly findings: readonly Finding[] }
  | { readonly told: false; readonly outcome: Outcome };

/** Most files that are named one by one. */
const mostFiles = 10;

/** Whether enough of all chosen files is covered. Nothing measured at all is an unknown coverage, not a full one. */
export function overallFindings(
  report: string,
  of: "lines" | "branches",
  files: Iterable<CoveredFile>,
  minima: readonly Percentage[],
): CoverageFindings {
  const share = sumShares([...files].map((file) => shareOf<number | string>(file[of])));
  if (share.total === 0) {
    return {
      told: false,
      outcome: undecidable(
        reportFinding(
          `The report \`${report}\` says nothing about ${of} of the files asked for, so their coverage is unknown.`,
          `Have the coverage tool measure ${of} of these files.`,
        ),
      ),
    };
  }
  const minimum = strictestMissed(share, minima);
  if (minimum === undefined) return { told: true, findings: [] };
  const message = `By the report \`${report}\`, ${share.covered} of ${share.total} ${of} are covered: ${writeShare(share)}, and ${minimum.written} must be.`;
  return { told: true, findings: [reportFinding(message, "Test what is not covered yet.")] };
}

/** Whether enough of the lines that the change adds to chosen files is covered. Lines that hold nothing to run do not count. */
export function changedLineFindings(
  choice: FileChoice,
  files: ReadonlyMap<string, CoveredFile>,
  added: readonly AddedLine[] | undefined,
  minima: readonly Percentage[],
): CoverageFindings {
  if (added === undefined) {
    const message = "The lines that the change adds could not be told.";
    return untold(message, "Check again; if it stays, look at the log of Lockstep.");
  }
  const unknown = new Set<string>();
  const uncovered = new Map<string, number[]>();
  let covered = 0;
  let total = 0;
  const chosen = new Map<string, boolean>();
  for (const { path, line } of added) {
    const isWanted = chosen.get(path) ?? isChosen(choice, path);
    chosen.set(path, isWanted);
    if (!isWanted) continue;
    const lines = files.get(path)?.lines;
    if (lines !== undefined && !isCounted(lines)) {
      const message = `The report \`${choice.report}\` has totals only, and does not say which lines are covered.`;
      return untold(message, "Hand over a report with lines, such as LCOV.");
    }
    const count = lines?.get(line);
    if (lines === undefined) unknown.add(path);
    if (count === undefined) continue;
    total += 1;
    if (count > 0) covered += 1;
    else if (uncovered.get(path)?.push(line) === undefined) uncovered.set(path, [line]);
  }
  const findings: Finding[] = [...unknown].slice(0, mostFiles).map((path) => ({
    message: `The change adds lines to \`${path}\`, and the report \`${choice.report}\` does not know the file.`,
    location: { path },
    remedy: "Have the coverage tool count files that no test loads, or leave the file out with `except`.",
  }));
  const share = { covered, total };
  const minimum = strictestMissed(share, minima);
  if (minimum !== undefined) {
    const message = `Of the ${total} lines the change adds that can be run, ${covered} are covered: ${writeShare(share)}, and ${minimum.written} must be.`;
    findings.push(reportFinding(message, "Test what the change adds."));
    for (const [path, lines] of [...uncovered].slice(0, mostFiles)) {
      findings.push({
        message: `\`${path}\` adds lines that no test runs: ${writeRanges(lines)}.`,
        location: { path, line: lines[0] ?? 1 },
        remedy: "Test them.",
      });
    }
  }
  return { told: true, findings };
}

function strictestMissed(
  share: { readonly covered: number; readonly total: number },
  minima: readonly Percentage[],
): Percentage | undefined {
  return minima
    .filter((minimum) => compareShare(share, minimum) < 0)
    .reduce<Percentage | undefined>((a, b) => (a !== undefined && a.millionths >= b.millionths ? a : b), undefined);
}

function untold(message: string, remedy: string): CoverageFindings {
  return { told: false, outcome: undecidable(reportFinding(message, remedy)) };
}

/** `3-5, 9`; at most ten ranges. */
function writeRanges(lines: readonly number[]): string {
  const ranges: { from: number; to: number }[] = [];
  for (const line of [...lines].sort((a, b) => a - b)) {
    const last = ranges.at(-1);
    if (last !== undefined && line <= last.to + 1) last.to = line;
    else ranges.push({ from: line, to: line });
  }
  const written = ranges.slice(0, 10).map(({ from, to }) => (from === to ? String(from) : `${from}-${to}`));
  return `${written.join(", ")}${ranges.length > 10 ? ", …" : ""}`;
}
