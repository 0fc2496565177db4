import { similarity, wordBag } from "./similarity.ts";

/** A position in the older list and its counterpart in the newer one. */
export type Pair = readonly [before: number, after: number];

/** Which elements of two lists are equal. */
interface Matching {
  /** In the same order in both lists, ascending. */
  readonly inPlace: readonly Pair[];
  /** Equal, but in another order. */
  readonly moved: readonly Pair[];
  /** Positions without an equal counterpart, ascending. */
  readonly lost: readonly number[];
  readonly added: readonly number[];
}

/** How many pairs are compared word by word at most: lists that differ in thousands of places are paired by order. */
const maxComparisons = 20_000;

/** Elements of different gaps belong together only when they are this alike. */
const alike = 0.6;

/** Pairs equal elements, each once: the longest run in common order is `inPlace`, the others are `moved`. */
export function matchEqual(before: readonly string[], after: readonly string[]): Matching {
  let start = 0;
  while (start < before.length && start < after.length && before[start] === after[start]) start++;
  let tail = 0;
  const shorter = Math.min(before.length, after.length);
  while (tail < shorter - start && before.at(-1 - tail) === after.at(-1 - tail)) tail++;

  const positions = new Map<string, number[]>();
  for (let at = before.length - tail - 1; at >= start; at--) {
    const key = before[at] ?? "";
    const same = positions.get(key);
    if (same === undefined) positions.set(key, [at]);
    else same.push(at);
  }
  const middle: Pair[] = [];
  const added: number[] = [];
  for (let at = start; at < after.length - tail; at++) {
    const found = positions.get(after[at] ?? "")?.pop();
    if (found === undefined) added.push(at);
    else middle.push([found, at]);
  }
  const ordered = longestAscending(middle);
  const inOrder = new Set(ordered);
  return {
    inPlace: [
      ...Array.from({ length: start }, (_, at): Pair => [at, at]),
      ...ordered,
      ...Array.from({ length: tail }, (_, at): Pair => [before.length - tail + at, after.length - tail + at]),
    ],
    moved: middle.filter((pair) => !inOrder.has(pair)),
    lost: [...positions.values()].flat().sort((a, b) => a - b),
    added,
  };
}

/** The longest selection of pairs whose older positions ascend; the newer ones already do. */
export function longestAscending(pairs: readonly Pair[]): readonly Pair[] {
  const tails: number[] = [];
  const previous: number[] = [];
  for (const [index, [before]] of pairs.entries()) {
    let low = 0;
    for (let high = tails.length; low < high; ) {
      const middle = (low + high) >> 1;
      if ((pairs[tails[middle] ?? 0]?.[0] ?? 0) < before) low = middle + 1;
      else high = middle;
    }
    previous[index] = tails[low - 1] ?? -1;
    tails[low] = index;
  }
  const found: Pair[] = [];
  for (let at = tails.at(-1) ?? -1; at >= 0; at = previous[at] ?? -1) {
    const pair = pairs[at];
    if (pair !== undefined) found.push(pair);
  }
  return found.reverse();
}

/**
 * Pairs lost and added elements that are one element, edited. In a gap between two elements that stayed in place, as many
 * are paired as can be, the most alike first: of one lost and two added, the less alike one is new. Across gaps only
 * elements that are clearly alike are paired: moved and edited.
 */
export function pairEdited(
  before: readonly string[],
  after: readonly string[],
  { inPlace, lost, added }: Pick<Matching, "inPlace" | "lost" | "added">,
): readonly Pair[] {
  if (lost.length === 0 || added.length === 0) return [];
  const gaps = new Map<number, { readonly lost: number[]; readonly added: number[] }>();
  const gap = (at: number) => {
    const known = gaps.get(at) ?? { lost: [], added: [] };
    gaps.set(at, known);
    return known;
  };
  const olderAnchors = inPlace.map(([older]) => older);
  const newerAnchors = inPlace.map(([, newer]) => newer);
  eachGap(lost, olderAnchors, (at, index) => gap(index).lost.push(at));
  eachGap(added, newerAnchors, (at, index) => gap(index).added.push(at));

  let left = maxComparisons;
  const within = [...gaps.values()].flatMap((one) => {
    const comparisons = one.lost.length * one.added.length;
    if (comparisons > left) return inOrder(one.lost, one.added);
    left -= comparisons;
    return bestPairs(before, after, one.lost, one.added, 0);
  });
  const paired = { lost: new Set(within.map(([older]) => older)), added: new Set(within.map(([, newer]) => newer)) };
  const restLost = lost.filter((at) => !paired.lost.has(at));
  const restAdded = added.filter((at) => !paired.added.has(at));
  const across = restLost.length * restAdded.length > left ? [] : bestPairs(before, after, restLost, restAdded, alike);
  return [...within, ...across];
}

/** Calls back with the number of anchors before each position; both lists ascend. */
function eachGap(positions: readonly number[], anchors: readonly number[], found: (at: number, gap: number) => void) {
  let gap = 0;
  for (const at of positions) {
    while (gap < anchors.length && (anchors[gap] ?? 0) < at) gap++;
    found(at, gap);
  }
}

function inOrder(lost: readonly number[], added: readonly number[]): readonly Pair[] {
  return lost.slice(0, added.length).map((at, index): Pair => [at, added[index] ?? 0]);
}

function bestPairs(
  before: readonly string[],
  after: readonly string[],
  lost: readonly number[],
  added: readonly number[],
  atLeast: number,
): readonly Pair[] {
  const older = lost.map((at) => wordBag(before[at] ?? ""));
  const newer = added.map((at) => wordBag(after[at] ?? ""));
  const scores = older.flatMap((one, lostIndex) =>
    newer.map((other, addedIndex) => ({ lostIndex, addedIndex, score: similarity(one, other) })),
  );
  const usedLost = new Set<number>();
  const usedAdded = new Set<number>();
  const pairs: Pair[] = [];
  for (const { lostIndex, addedIndex, score } of scores.sort((a, b) => b.score - a.score)) {
    if (score < atLeast || usedLost.has(lostIndex) || usedAdded.has(addedIndex)) continue;
    usedLost.add(lostIndex);
    usedAdded.add(addedIndex);
    pairs.push([lost[lostIndex] ?? 0, added[addedIndex] ?? 0]);
  }
  return pairs;
}
