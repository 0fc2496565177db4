import type { CoverageReport, Share } from "../../core/evidence/coverage.ts";
import { type CoverageDraft, draftCoverage } from "./coverage-draft.ts";
import { countOf, isObject, listOf, objectOf, own, textOf } from "./json.ts";
import { unreadable } from "./unreadable.ts";

/** Whether a value is Istanbul's: `coverage-final.json` or `coverage-summary.json`. */
export function isIstanbul(value: unknown): boolean {
  if (!isObject(value)) return false;
  const [first] = Object.values(value);
  return isObject(first) && (isObject(own(first, "statementMap")) || isSummary(first));
}

function isSummary(entry: unknown): boolean {
  return isObject(entry) && isObject(own(entry, "lines")) && isObject(own(entry, "branches"));
}

/**
 * Reads Istanbul's `coverage-final.json` (a line is run as often as the statement that begins on it and was run most, as its
 * own reports say) and its `coverage-summary.json`, which has totals only.
 */
export function readIstanbul(value: unknown): CoverageReport {
  const draft = draftCoverage("max");
  const entries = Object.entries(objectOf(value, "it"));
  for (const [key, entry] of entries) {
    if (isSummary(entry)) {
      // The total of all files is not believed: it is added up from them.
      if (key !== "total") readTotals(draft, key, entry);
    } else readCounts(draft, key, entry);
  }
  return draft.report();
}

function readTotals(draft: CoverageDraft, path: string, entry: unknown): void {
  const file = objectOf(entry, "a file");
  const share = (key: string): Share => {
    const counts = objectOf(own(file, key), `"${key}" of a file`);
    const covered = countOf(own(counts, "covered"), '"covered" of a file');
    const total = countOf(own(counts, "total"), '"total" of a file');
    // Beyond a thousand million lines sums would not be exact, and no file has them.
    if (covered > total || total > 1_000_000_000) unreadable("it has totals that cannot be");
    return { covered, total };
  };
  draft.totals(path, share("lines"), share("branches"));
}

function readCounts(draft: CoverageDraft, key: string, entry: unknown): void {
  const covered = objectOf(entry, "a file");
  const part = (name: string) => objectOf(own(covered, name), `"${name}" of a file`);
  const [statements, counts, branches] = [part("statementMap"), part("s"), part("b")];
  const file = draft.file(textOf(own(covered, "path")) ?? key);
  for (const [id, place] of Object.entries(statements)) {
    const start = objectOf(own(objectOf(place, "a statement"), "start"), "the start of a statement");
    file.line(countOf(own(start, "line"), "a line"), countOf(own(counts, id), "the count of a statement"));
  }
  for (const [id, taken] of Object.entries(branches)) {
    for (const [index, count] of listOf(taken, "a branch").entries())
      file.branch(`${id}/${index}`, countOf(count, "the count of a branch"));
  }
}
