import { alignLines } from "./align-lines.ts";
import type { Line } from "./lines.ts";
import type { MarkedFile, Region } from "./regions.ts";

/** Both versions of a file, and which of their lines are the same: positions in `older` and `newer`. */
interface Versions {
  readonly before: MarkedFile;
  readonly after: MarkedFile;
  readonly older: readonly Line[];
  readonly newer: readonly Line[];
  readonly kept: readonly (readonly [number, number])[];
}

/**
 * What each region of the head was at the base. A region has a counterpart when that has its label, most of its lines,
 * the same targets and neither a label, or one of its marks in its place; in this order, and each is taken once. One
 * without is new.
 */
export function counterparts(versions: Versions): ReadonlyMap<Region, Region> {
  const { before, after } = versions;
  const found = new Map<Region, Region>();
  const taken = new Set<Region>();
  const take = (region: Region, origin: Region | undefined) => {
    if (origin === undefined || found.has(region) || taken.has(origin)) return;
    found.set(region, origin);
    taken.add(origin);
  };
  for (const region of after.regions) if (region.label !== undefined) take(region, before.labels.get(region.label));
  for (const [region, origin] of sharingLines(versions)) take(region, origin);

  const byTargets = new Map<string, Region[]>();
  for (const origin of before.regions.filter((each) => !taken.has(each)).toReversed()) {
    const known = byTargets.get(keyOf(origin));
    if (known === undefined) byTargets.set(keyOf(origin), [origin]);
    else known.push(origin);
  }
  for (const region of after.regions) {
    if (region.label === undefined && !found.has(region)) take(region, byTargets.get(keyOf(region))?.pop());
  }
  for (const [region, origin] of sharingMarks(versions)) take(region, origin);
  return found;
}

/** Equal for regions without a label that name the same. */
function keyOf({ label, targets }: Region): string {
  if (label !== undefined) return `label ${label}`;
  return targets.map(({ path, label = "" }) => `${path}#${label}`).join("\n");
}

/** Regions with lines in common, those with the most first. */
function sharingLines({ before, after, older, newer, kept }: Versions): readonly (readonly [Region, Region])[] {
  const olderRegion = regionFinder(before.regions);
  const newerRegion = regionFinder(after.regions);
  const shared = new Map<Region, Map<Region, number>>();
  for (const [a, b] of kept) {
    const [was, is] = [older[a], newer[b]];
    if (was === undefined || is === undefined) continue;
    const [origin, region] = [olderRegion(was.number), newerRegion(is.number)];
    if (origin === undefined || region === undefined) continue;
    const counts = shared.get(region) ?? new Map<Region, number>();
    counts.set(origin, (counts.get(origin) ?? 0) + 1);
    shared.set(region, counts);
  }
  return [...shared]
    .flatMap(([region, counts]) => [...counts].map(([origin, count]) => ({ region, origin, count })))
    .sort((a, b) => b.count - a.count)
    .map(({ region, origin }) => [region, origin]);
}

/** The region around a line; lines must be asked for in ascending order. */
function regionFinder(regions: readonly Region[]): (line: number) => Region | undefined {
  let next = 0;
  return (line) => {
    while ((regions[next]?.closing.line ?? Number.POSITIVE_INFINITY) < line) next++;
    const region = regions[next];
    return region !== undefined && region.opening.line < line ? region : undefined;
  };
}

/** Regions that have an opening or a closing mark in common, as it is written. */
function sharingMarks({ before, after }: Versions): readonly (readonly [Region, Region])[] {
  const marked = ({ regions }: MarkedFile) =>
    regions.flatMap((region) => [region.opening, region.closing].map((mark) => ({ mark, region })));
  const older = marked(before);
  const newer = marked(after);
  const keyOfMark = ({ mark: { kind, label = "", targets } }: (typeof older)[number]) =>
    [kind, label, ...targets].join("\n");
  return alignLines(older.map(keyOfMark), newer.map(keyOfMark)).flatMap(([was, is]) => {
    const [origin, region] = [older[was]?.region, newer[is]?.region];
    return origin === undefined || region === undefined ? [] : [[region, origin] as const];
  });
}
