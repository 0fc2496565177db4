import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { alignLines } from "../../../src/core/if-change/align-lines.ts";

/** How many elements two lists have in common at most, in order. */
function longestCommon(before: readonly string[], after: readonly string[]): number {
  let row = after.map(() => 0);
  for (const line of before) {
    const next: number[] = [];
    for (const [index, other] of after.entries()) {
      const left = next[index - 1] ?? 0;
      next.push(line === other ? (row[index - 1] ?? 0) + 1 : Math.max(left, row[index] ?? 0));
    }
    row = next;
  }
  return row.at(-1) ?? 0;
}

function expectPairs(before: readonly string[], after: readonly string[]) {
  const pairs = alignLines(before, after);
  for (const [index, [older, newer]] of pairs.entries()) {
    expect(before[older]).toBe(after[newer]);
    const [nextOlder, nextNewer] = pairs[index + 1] ?? [before.length, after.length];
    expect(nextOlder).toBeGreaterThan(older);
    expect(nextNewer).toBeGreaterThan(newer);
  }
  return pairs;
}

const lines = fc.array(fc.constantFrom("a", "b", "c", "}"), { maxLength: 30 });

test("pairs as many equal lines as there can be", () => {
  fc.assert(
    fc.property(lines, lines, (before, after) => {
      expect(expectPairs(before, after)).toHaveLength(longestCommon(before, after));
    }),
  );
});

test("a list is paired with itself", () => {
  fc.assert(
    fc.property(lines, (list) => {
      expect(alignLines(list, list)).toEqual(list.map((_, index) => [index, index]));
    }),
  );
});

describe("lists that differ in thousands of places", () => {
  const numbered = (count: number, word: string) => Array.from({ length: count }, (_, index) => `${word} ${index}`);

  test("are paired by the lines that each has once, and exactly between them", () => {
    const before = numbered(3000, "old").flatMap((line, index) => [line, `kept ${index}`, "}"]);
    const after = numbered(3000, "new").flatMap((line, index) => [`kept ${index}`, "}", line]);
    const pairs = expectPairs(before, after);
    expect(pairs.filter(([older]) => before[older]?.startsWith("kept"))).toHaveLength(3000);
    expect(pairs.length).toBeGreaterThanOrEqual(5999);
  });

  test("have no pairs when they have nothing in common", () => {
    expect(alignLines(numbered(50_000, "old"), numbered(50_000, "new"))).toEqual([]);
  });

  test("are given up where the search would take too long, with what they begin and end with paired", () => {
    const mixed = (seed: number) =>
      Array.from({ length: 20_000 }, (_, index) => String(((index * seed) % 7) ^ (index % (seed + 4))));
    const pairs = expectPairs(["first", ...mixed(3), "last"], ["first", ...mixed(5), "last"]);
    expect(pairs).toContainEqual([0, 0]);
    expect(pairs).toContainEqual([20_001, 20_001]);
  });
});
