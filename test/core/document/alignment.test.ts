import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { matchEqual, pairEdited } from "../../../src/core/document/alignment.ts";

const match = (before: string, after: string) => matchEqual(before.split(""), after.split(""));

describe("equal elements", () => {
  test("are matched in order, around what was lost and added", () => {
    expect(match("abcd", "axcd")).toEqual({
      inPlace: [
        [0, 0],
        [2, 2],
        [3, 3],
      ],
      moved: [],
      lost: [1],
      added: [1],
    });
  });

  test("that changed places are moved, as few as possible", () => {
    expect(match("abcd", "dabc").moved).toEqual([[3, 0]]);
  });

  test("are matched once each", () => {
    expect(match("ab", "bab")).toMatchObject({ lost: [], added: [0], moved: [] });
    expect(match("aab", "ab")).toMatchObject({ lost: [1], added: [] });
  });

  test("account for every element exactly once", () => {
    const list = fc.array(fc.constantFrom(..."abcde"), { maxLength: 12 });
    fc.assert(
      fc.property(list, list, (before, after) => {
        const { inPlace, moved, lost, added } = matchEqual(before, after);
        const pairs = [...inPlace, ...moved];
        const sorted = (positions: readonly number[]) => positions.toSorted((a, b) => a - b);
        expect(sorted([...pairs.map(([from]) => from), ...lost])).toEqual([...before.keys()]);
        expect(sorted([...pairs.map(([, to]) => to), ...added])).toEqual([...after.keys()]);
        expect(pairs.every(([from, to]) => before[from] === after[to])).toBe(true);
        expect(inPlace.map(([from]) => from)).toEqual(sorted(inPlace.map(([from]) => from)));
        expect(inPlace.map(([, to]) => to)).toEqual(sorted(inPlace.map(([, to]) => to)));
        expect(lost.some((at) => added.some((other) => before[at] === after[other]))).toBe(false);
      }),
    );
  });
});

describe("edited elements", () => {
  const edits = (before: readonly string[], after: readonly string[]) =>
    pairEdited(before, after, matchEqual(before, after)).toSorted(([, a], [, b]) => a - b);

  test("are the ones in the same gap, even when no word is the same", () => {
    expect(edits(["one", "two", "three"], ["one", "zwei", "three"])).toEqual([[1, 1]]);
  });

  test("of one lost and two added, the less alike one is new", () => {
    expect(edits(["we chose red"], ["we chose blue", "it rains"])).toEqual([[0, 0]]);
    expect(edits(["we chose red"], ["it rains", "we chose blue"])).toEqual([[0, 1]]);
  });

  test("may have moved when they are much alike", () => {
    const kept = ["one", "two"];
    expect(edits(["a b c d e", ...kept], [...kept, "a b c d x"])).toEqual([[0, 2]]);
    expect(edits(["a b c d e", ...kept], [...kept, "a x y z w"])).toEqual([]);
  });

  test("in their thousands are paired by order", () => {
    const list = (word: string, length: number) => Array.from({ length }, (_, at) => `${word} ${at}`);
    const pairs = edits(list("old", 5000), list("new", 6000));
    expect(pairs).toHaveLength(5000);
    expect(pairs.every(([from, to]) => from === to)).toBe(true);
  });
});
