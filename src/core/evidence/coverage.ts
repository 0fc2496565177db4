import type { Counts } from "./counts.ts";

/** So many of so many: both whole numbers. */
export interface Share {
  readonly covered: number;
  readonly total: number;
}

/** How often each line or branch was run, by its number or key; or totals alone, where the report has no more. */
export type Measure<Key> = Counts<Key> | Share;

/** What is known of one source file. */
export interface CoveredFile {
  /** By line number, from 1: lines without an entry hold nothing that can be run. */
  readonly lines: Measure<number>;
  /** By a key that is the same for the same branch in every report of one format. */
  readonly branches: Measure<string>;
}

/** Which lines and branches of which files were run. */
export interface CoverageReport {
  readonly subject: "coverage";
  /** By path as the report writes it, with `/` between segments; absolute, or relative to whatever its tool thinks. */
  readonly files: ReadonlyMap<string, CoveredFile>;
}

/** The share of a measure that was run at least once. */
export function shareOf<Key>(measure: Measure<Key>): Share {
  if (!isCounted(measure)) return measure;
  let covered = 0;
  for (const count of measure.values()) if (count > 0) covered += 1;
  return { covered, total: measure.size };
}

/** All shares together. */
export function sumShares(shares: Iterable<Share>): Share {
  let covered = 0;
  let total = 0;
  for (const share of shares) {
    covered += share.covered;
    total += share.total;
  }
  return { covered, total };
}

/** Whether a measure says which lines or branches were run, not only how many. */
export function isCounted<Key>(measure: Measure<Key>): measure is Counts<Key> {
  return !("total" in measure);
}

/** What several reports say of one file: a line is run when any of them ran it. */
export function joinFiles(files: readonly [CoveredFile, ...CoveredFile[]]): CoveredFile {
  if (files.length === 1) return files[0];
  return {
    lines: joinMeasures(files.map(({ lines }) => lines)),
    branches: joinMeasures(files.map(({ branches }) => branches)),
  };
}

/** Totals do not say whether two runs covered the same lines: then the larger one counts, as the least that is certain. */
function joinMeasures<Key>(measures: readonly Measure<Key>[]): Measure<Key> {
  const counted = measures.filter(isCounted);
  if (counted.length < measures.length) {
    const shares = measures.map(shareOf);
    return {
      covered: shares.reduce((most, { covered }) => Math.max(most, covered), 0),
      total: shares.reduce((most, { total }) => Math.max(most, total), 0),
    };
  }
  const joined = new Map<Key, number>();
  for (const measure of counted) {
    for (const [key, count] of measure) joined.set(key, (joined.get(key) ?? 0) + count);
  }
  return joined;
}
