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
  /** A line was added to a region of the head, or removed from it. */
  isTouched(region: Region): boolean;
}

/** Compares both versions of a file. */
export function compareRegions(before: MarkedFile, after: MarkedFile): FileComparison {
  const older = linesThatCount(before);
  const newer = linesThatCount(after);
  const kept = alignLines(
    older.map(({ key }) => key),
    newer.map(({ key }) => key),
  );
  const origins = counterparts({ before, after, older, newer, kept });
  const { added, removed, removedAt } = changedLines(older, newer, kept);
  return {
    isChanged: words(older) !== words(newer),
    isNew: (region) => !origins.has(region),
    isTouched(region) {
      const { opening, closing } = region;
      const origin = origins.get(region);
      if (origin !== undefined && words(within(older, origin)) === words(within(newer, region))) return false;
      return (
        anyWithin(added, opening.endLine + 1, closing.line - 1) ||
        // What stood before the closing mark has become a gap on it.
        anyWithin(removedAt, opening.endLine + 1, closing.line) ||
        (origin !== undefined && anyWithin(removed, origin.opening.endLine + 1, origin.closing.line - 1))
      );
    },
  };
}

/** What lines say, marks aside, as one text. */
function words(lines: readonly Line[]): string {
  return lines.flatMap(({ key, mark }) => (mark === undefined ? key : [])).join("\n");
}

function within(lines: readonly Line[], { opening, closing }: Region): readonly Line[] {
  return lines.slice(firstFrom(lines, opening.endLine + 1), firstFrom(lines, closing.line));
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

/** Whether an ascending list has a number in a range, both ends included. */
function anyWithin(numbers: readonly number[], from: number, to: number): boolean {
  let low = 0;
  for (let high = numbers.length; low < high; ) {
    const middle = (low + high) >> 1;
    if ((numbers[middle] ?? 0) < from) low = middle + 1;
    else high = middle;
  }
  return (numbers[low] ?? Number.POSITIVE_INFINITY) <= to;
}

/** Numbers of the lines that differ, marks aside, ascending; of removed ones also that of the line they stood before. */
function changedLines(
  older: readonly Line[],
  newer: readonly Line[],
  kept: readonly (readonly [number, number])[],
): { readonly added: readonly number[]; readonly removed: readonly number[]; readonly removedAt: readonly number[] } {
  const added: number[] = [];
  const removed: number[] = [];
  const removedAt: number[] = [];
  let [a, b] = [0, 0];
  for (const [nextOlder, nextNewer] of [...kept, [older.length, newer.length] as const]) {
    const gap = newer[b]?.number ?? Number.POSITIVE_INFINITY;
    for (const { number, mark } of older.slice(a, nextOlder)) {
      if (mark !== undefined) continue;
      removed.push(number);
      removedAt.push(gap);
    }
    for (const { number, mark } of newer.slice(b, nextNewer)) if (mark === undefined) added.push(number);
    [a, b] = [nextOlder + 1, nextNewer + 1];
  }
  return { added, removed, removedAt };
}
