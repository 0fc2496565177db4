import { longestAscending, type Pair } from "../document/alignment.ts";

/** Most lines that differ up to which the longest common run is searched for. */
const mostEdits = 1000;

/** Most steps a search may take: it would take quadratic time on texts made for that. */
const mostSteps = 5_000_000;

/** A part of either list: from a position up to another, which is not in it. */
interface Part {
  readonly before: readonly [number, number];
  readonly after: readonly [number, number];
}

/**
 * Pairs equal elements in the order both lists have in common: as many as there can be, or, in lists that differ in more
 * than a thousand places, those around elements that each list has once. What is left over was removed or added.
 */
export function alignLines(before: readonly string[], after: readonly string[]): readonly Pair[] {
  const whole: Part = { before: [0, before.length], after: [0, after.length] };
  const { ends, middle } = commonEnds(before, after, whole);
  const exact = shortestEdit(before, after, middle, { steps: mostSteps });
  const inner = exact ?? aroundUnique(before, after, middle, { steps: mostSteps });
  return [...ends, ...inner].sort(([a], [b]) => a - b);
}

/** What both parts begin and end with, as pairs, and what is between. */
function commonEnds(
  before: readonly string[],
  after: readonly string[],
  part: Part,
): { readonly ends: readonly Pair[]; readonly middle: Part } {
  let [a, aEnd] = part.before;
  let [b, bEnd] = part.after;
  const ends: Pair[] = [];
  while (a < aEnd && b < bEnd && before[a] === after[b]) ends.push([a++, b++]);
  while (a < aEnd && b < bEnd && before[aEnd - 1] === after[bEnd - 1]) ends.push([--aEnd, --bEnd]);
  return { ends, middle: { before: [a, aEnd], after: [b, bEnd] } };
}

/**
 * The longest common run by Myers' greedy algorithm (An O(ND) Difference Algorithm, 1986): how far along each diagonal
 * so many edits lead. Undefined when it takes too many edits or steps.
 */
function shortestEdit(
  before: readonly string[],
  after: readonly string[],
  { before: [a, aEnd], after: [b, bEnd] }: Part,
  budget: { steps: number },
): readonly Pair[] | undefined {
  const [width, height] = [aEnd - a, bEnd - b];
  /** For each number of edits, the furthest positions on the diagonals -edits, -edits + 2 … edits. */
  const reached: Int32Array[] = [];
  for (let edits = 0; edits <= Math.min(mostEdits, width + height); edits++) {
    const last = reached.at(-1);
    const now = new Int32Array(edits + 1);
    reached.push(now);
    for (let index = 0; index <= edits; index++) {
      let x = last === undefined ? 0 : step(last, index, edits).x;
      const diagonal = 2 * index - edits;
      const from = x;
      while (x < width && x - diagonal < height && before[a + x] === after[b + x - diagonal]) x++;
      now[index] = x;
      budget.steps -= x - from + 1;
      if (x >= width && x - diagonal >= height) return trace(reached, { index, a, b, edits });
    }
    if (budget.steps < 0) return undefined;
  }
  return undefined;
}

/** Where a diagonal is entered: from the one above by a removal, or from the one below by an addition. */
function step(last: Int32Array, index: number, edits: number): { readonly x: number; readonly from: number } {
  const added = last[index] ?? 0;
  const removed = (last[index - 1] ?? 0) + 1;
  return index === 0 || (index < edits && removed <= added)
    ? { x: added, from: index }
    : { x: removed, from: index - 1 };
}

function trace(
  reached: readonly Int32Array[],
  end: { readonly index: number; readonly edits: number; readonly a: number; readonly b: number },
): readonly Pair[] {
  const pairs: Pair[] = [];
  let { index } = end;
  for (let { edits } = end; edits >= 0; edits--) {
    const last = reached[edits - 1];
    const entered = last === undefined ? { x: 0, from: 0 } : step(last, index, edits);
    const diagonal = 2 * index - edits;
    for (let x = (reached[edits]?.[index] ?? 0) - 1; x >= entered.x; x--) pairs.push([end.a + x, end.b + x - diagonal]);
    index = entered.from;
  }
  return pairs;
}

/** Pairs what either part has once, and searches exactly between these pairs. */
function aroundUnique(
  before: readonly string[],
  after: readonly string[],
  part: Part,
  budget: { steps: number },
): readonly Pair[] {
  const older = onlyOnce(before, part.before);
  const shared = [...onlyOnce(after, part.after)]
    .flatMap(([text, at]): Pair[] => {
      const counterpart = older.get(text);
      return counterpart === undefined ? [] : [[counterpart, at]];
    })
    .sort(([, a], [, b]) => a - b);
  const anchors = longestAscending(shared);
  const pairs: Pair[] = [...anchors];
  let [a, b] = [part.before[0], part.after[0]];
  for (const [older, newer] of [...anchors, [part.before[1], part.after[1]] as const]) {
    const { ends, middle } = commonEnds(before, after, { before: [a, older], after: [b, newer] });
    pairs.push(...ends, ...(budget.steps > 0 ? (shortestEdit(before, after, middle, budget) ?? []) : []));
    [a, b] = [older + 1, newer + 1];
  }
  return pairs;
}

/** Elements that a part has once, with their position. */
function onlyOnce(lines: readonly string[], [start, end]: readonly [number, number]): ReadonlyMap<string, number> {
  const found = new Map<string, number>();
  const twice = new Set<string>();
  for (let at = start; at < end; at++) {
    const line = lines[at] ?? "";
    if (found.has(line)) twice.add(line);
    else found.set(line, at);
  }
  for (const line of twice) found.delete(line);
  return found;
}
