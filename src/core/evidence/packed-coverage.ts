import { type CountTable, type Numbering, stretchOf } from "./counts.ts";
import { type CoverageReport, type CoveredFile, isCounted, type Measure } from "./coverage.ts";

/**
 * A coverage report as a few long arrays. It goes from one thread to another without being copied; millions of entries of
 * maps would hold up whoever receives them.
 */
export interface PackedCoverage {
  readonly subject: "packed-coverage";
  readonly paths: readonly string[];
  readonly lines: PackedMeasures;
  readonly branches: PackedMeasures;
  /** Names of branches, each once. */
  readonly names: readonly string[];
}

interface PackedMeasures extends CountTable {
  /** Where the entries of each file end. */
  readonly ends: Float64Array;
  /** 1: totals alone are known, and stand in place of counts. */
  readonly totals: Uint8Array;
}

const itself = (line: number) => line;
const lineNumbers: Numbering<number> = { numberOf: itself, keyOf: itself };

/** Packs a report. */
export function packCoverage({ files }: CoverageReport): PackedCoverage {
  const numbers = new Map<string, number>();
  const numberOf = (name: string) => {
    const number = numbers.get(name) ?? numbers.size;
    numbers.set(name, number);
    return number;
  };
  const all = [...files.values()];
  const lines = packMeasures(
    all.map((file) => file.lines),
    itself,
  );
  const branches = packMeasures(
    all.map((file) => file.branches),
    numberOf,
  );
  return { subject: "packed-coverage", paths: [...files.keys()], lines, branches, names: [...numbers.keys()] };
}

function packMeasures<Key>(measures: readonly Measure<Key>[], numberOf: (key: Key) => number): PackedMeasures {
  const length = measures.reduce((sum, measure) => sum + (isCounted(measure) ? measure.size : 1), 0);
  const keys = new Float64Array(length);
  const counts = new Float64Array(length);
  const ends = new Float64Array(measures.length);
  const totals = new Uint8Array(measures.length);
  let at = 0;
  for (const [file, measure] of measures.entries()) {
    if (isCounted(measure)) {
      const entries = Array.from(measure, ([key, count]) => [numberOf(key), count] as const);
      for (const [key, count] of entries.sort(([a], [b]) => a - b)) {
        keys[at] = key;
        counts[at] = count;
        at += 1;
      }
    } else {
      keys[at] = measure.covered;
      counts[at] = measure.total;
      totals[file] = 1;
      at += 1;
    }
    ends[file] = at;
  }
  return { keys, counts, ends, totals };
}

/** The report that was packed. What it says of lines and branches stays where it is, and is looked up. */
export function unpackCoverage({ paths, lines, branches, names }: PackedCoverage): CoverageReport {
  let numbers: ReadonlyMap<string, number> | undefined;
  const branchNames: Numbering<string> = {
    numberOf(name) {
      numbers ??= new Map(names.map((each, number) => [each, number]));
      return numbers.get(name);
    },
    keyOf: (number) => names[number] ?? "",
  };
  const files = paths.map((path, file): [string, CoveredFile] => [
    path,
    { lines: measureOf(lines, file, lineNumbers), branches: measureOf(branches, file, branchNames) },
  ]);
  return { subject: "coverage", files: new Map(files) };
}

function measureOf<Key>(measures: PackedMeasures, file: number, numbering: Numbering<Key>): Measure<Key> {
  const { keys, counts, ends, totals } = measures;
  const start = file === 0 ? 0 : (ends[file - 1] ?? 0);
  if (totals[file] === 1) return { covered: keys[start] ?? 0, total: counts[start] ?? 0 };
  return stretchOf(measures, start, ends[file] ?? start, numbering);
}
