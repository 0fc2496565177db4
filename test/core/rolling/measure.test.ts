import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { longestRun, measures, percentile, sortReadings } from "../../../src/core/rolling/measure.ts";

const readings = (amounts: readonly number[]) =>
  sortReadings(amounts.map((amount, index) => ({ amount: { units: BigInt(amount), scale: 0 }, line: index + 1 })));
const amounts = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 40 });

describe("a measure", () => {
  test("of a percentile is the smallest value that at least so many percent do not exceed", () => {
    fc.assert(
      fc.property(amounts, fc.integer({ min: 1, max: 1000 }), (all, tenths) => {
        const wanted = all
          .toSorted((a, b) => a - b)
          .find((value) => all.filter((other) => other <= value).length * 1000 >= tenths * all.length);
        const measured = percentile(readings(all), { units: BigInt(tenths), scale: 1 });
        expect(measured?.value).toEqual({ dividend: { units: BigInt(wanted ?? 0), scale: 0 }, divisor: 1n });
        expect(all[(measured?.line ?? 0) - 1]).toBe(wanted);
      }),
    );
  });

  test("of the smallest is the first percentile of all, the largest the hundredth", () => {
    fc.assert(
      fc.property(amounts, (all) => {
        const sorted = readings(all);
        expect(percentile(sorted, { units: 100n, scale: 0 })).toEqual(measures.max(sorted));
        expect(percentile(sorted, { units: 1n, scale: 9 })).toEqual(measures.min(sorted));
      }),
    );
  });

  test("of the middle leaves as many values below as above", () => {
    fc.assert(
      fc.property(amounts, (all) => {
        const { dividend, divisor } = measures.median(readings(all)).value;
        const middle = Number(dividend.units) / Number(divisor);
        const [below, above] = [all.filter((each) => each < middle), all.filter((each) => each > middle)];
        expect(Math.max(below.length, above.length)).toBeLessThanOrEqual(all.length / 2);
      }),
    );
  });
});

describe("the longest run", () => {
  test.each([
    ["", ""],
    ["ooo", ""],
    ["xxoxx", "34"],
    ["oxxxo", "123"],
    ["xoxx", "23"],
    ["xxx", "012"],
  ])("in %j is %j", (written, run) => {
    const items = Array.from(written, (letter, index) => ({ letter, index }));
    const found = longestRun(items, ({ letter }) => letter === "x").map(({ index }) => index);
    expect(found.join("")).toBe(run);
  });

  test("is unbroken, and no other is longer", () => {
    fc.assert(
      fc.property(fc.array(fc.boolean()), (items) => {
        const runs = items
          .map((item) => (item ? "x" : " "))
          .join("")
          .split(" ");
        const found = longestRun(items, Boolean);
        expect(found).not.toContain(false);
        expect(found).toHaveLength(Math.max(...runs.map((run) => run.length)));
      }),
    );
  });
});
