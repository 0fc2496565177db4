import { describe, expect, test } from "@jest/globals";
import { type CoveredFile, joinFiles, shareOf, sumShares } from "../../../src/core/evidence/coverage.ts";

const counted = (...hits: readonly (readonly [number, number])[]): CoveredFile => ({
  lines: new Map(hits),
  branches: new Map(),
});
const totals = (covered: number, total: number): CoveredFile => ({
  lines: { covered, total },
  branches: { covered: 0, total: 0 },
});

test("a share counts what was run at least once", () => {
  expect(shareOf(counted([1, 0], [2, 9]).lines)).toEqual({ covered: 1, total: 2 });
  expect(shareOf(totals(3, 4).lines)).toEqual({ covered: 3, total: 4 });
  expect(sumShares([])).toEqual({ covered: 0, total: 0 });
});

describe("what several reports say of one file", () => {
  test("is added up line by line", () => {
    const joined = joinFiles([counted([1, 0], [2, 0]), counted([2, 2], [3, 1])]);
    expect(joined.lines).toEqual(
      new Map([
        [1, 0],
        [2, 2],
        [3, 1],
      ]),
    );
  });

  test("is the most that is certain where one has totals only", () => {
    expect(joinFiles([counted([1, 1], [2, 0]), totals(2, 5)]).lines).toEqual({ covered: 2, total: 5 });
  });
});
