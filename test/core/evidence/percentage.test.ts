import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compareShare, readPercentage, writeShare } from "../../../src/core/evidence/percentage.ts";

test.each([
  ["80%", 800_000],
  ["99.95 %", 999_500],
  ["0.0001%", 1],
  ["0%", 0],
  ["100.0000%", 1_000_000],
  [" 7% ", 70_000],
])("%s is %d millionths", (written, millionths) => {
  expect(readPercentage(written).millionths).toBe(millionths);
});

test.each(["80", "", "%", "-1%", "100.01%", "1e1%", "80,5%", "0.00001%", "1000%", ".5%"])("%s is none", (written) => {
  expect(() => readPercentage(written)).toThrow("a percentage");
});

describe("a share", () => {
  const share = fc
    .tuple(fc.nat(1_000_000_000), fc.integer({ min: 1, max: 1_000_000_000 }))
    .map(([a, b]) => ({ covered: Math.min(a, b), total: b }));

  test("is compared exactly", () => {
    const third = { covered: 333_333_333, total: 1_000_000_000 };
    expect(compareShare(third, readPercentage("33.3333%"))).toBe(1);
    expect(compareShare(third, readPercentage("33.3334%"))).toBe(-1);
    expect(compareShare({ covered: 1, total: 8 }, readPercentage("12.5%"))).toBe(0);
    expect(compareShare({ covered: 999_999_999, total: 1_000_000_000 }, readPercentage("100%"))).toBe(-1);
  });

  test("is never written as more than it is", () => {
    fc.assert(
      fc.property(share, (each) => {
        expect(compareShare(each, readPercentage(writeShare(each)))).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test.each([
    [{ covered: 79_999, total: 100_000 }, "79.99%"],
    [{ covered: 1, total: 2 }, "50%"],
    [{ covered: 10, total: 10 }, "100%"],
    [{ covered: 0, total: 7 }, "0%"],
    [{ covered: 1, total: 8 }, "12.5%"],
  ])("%j is %s", (each, written) => {
    expect(writeShare(each)).toBe(written);
  });
});
