import { alignLines } from "./align-lines.ts";
import { counterparts } from "./counterparts.ts";
import { type Line, linesThatCount } from "./lines.ts";
import type { MarkedFile, Region } from "./regions.ts";

/** How a file with marks differs between the merge base and the head. Marks and blank lines never count. */
export interface FileComparison {
  /** Some line of the file differs. */
  readonly isChanged: boolean;
  /** The base has no such region, at the head it is. */
  isNew(region: Region): boolean;
  /** A line was added to a region of the head, or removed from what the region was at the base. */
  isTouched(region: Region): boolean;
}

/** Compares both versions of a file. */
export function compareRegions(before: MarkedFile, after: MarkedFile): FileComparison {
  const older = linesThatCount(before);
  const newer = linesThatCount(after);
  const kept = alignLines(older.map(textOf), newer.map(textOf));
  const origins = counterparts({ before, after, older, newer, kept });
  const removed = withoutThose(
    older,
    kept.map(([at]) => at),
  );
  const added = withoutThose(
    newer,
    kept.map(([, at]) => at),
  );
  return {
    isChanged: removed.length + added.length > 0,
    isNew: (region) => !origins.has(region),
    isTouched(region) {
      const origin = origins.get(region);
      if (within(added, region).length === 0 && within(removed, origin).length === 0) return false;
      // Lines that moved together with their marks are the same region in another place.
      return origin === undefined || wordsOf(within(older, origin)) !== wordsOf(within(newer, region));
    },
  };
}

function textOf({ text }: Line): string {
  return text;
}

function wordsOf(lines: readonly Line[]): string {
  return lines.map(textOf).join("\n");
}

function withoutThose(lines: readonly Line[], positions: readonly number[]): readonly Line[] {
  const left = new Set(positions);
  return lines.filter((_line, index) => !left.has(index));
}

/** Of ascending lines those inside a region. */
function within(lines: readonly Line[], region: Region | undefined): readonly Line[] {
  if (region === undefined) return [];
  return lines.slice(firstFrom(lines, region.opening.endLine + 1), firstFrom(lines, region.closing.line));
}

/** Index of the first line with this number or a higher one. */
function firstFrom(lines: readonly Line[], number: number): number {
  let low = 0;
  for (let high = lines.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((lines[middle]?.number ?? 0) < number) low = middle + 1;
    else high = middle;
  }
  return low;
}
