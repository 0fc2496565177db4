import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import {
  compareDecimals,
  compareQuotient,
  plus,
  readDecimal,
  showQuotient,
  times,
  toNumber,
} from "../../../src/core/cell/decimal.ts";

const decimal = fc.record({
  units: fc.bigInt({ min: -(10n ** 12n), max: 10n ** 12n }),
  scale: fc.integer({ min: 0, max: 9 }),
});
const divisor = fc.bigInt({ min: 1n, max: 1000n });

describe("a decimal", () => {
  test.each([
    ["0.10", 10n, 2],
    ["-4.2", -42n, 1],
    ["\u22127", -7n, 0],
    ["+.5", 5n, 1],
    ["007", 7n, 0],
    ["9007199254740993", 9007199254740993n, 0],
    ["9".repeat(100), 10n ** 100n - 1n, 0],
  ])("%s is read exactly", (text, units, scale) => {
    expect(readDecimal(text)).toEqual({ units, scale });
  });

  test.each(["", "-", ".", "5.", "1e3", "1,000", "0x1", " 1", "1.2.3", "--1", "9".repeat(101), "\u0661"])(
    "%j is none",
    (text) => {
      expect(readDecimal(text)).toBeUndefined();
    },
  );

  test("counts one tenth ten times as one", () => {
    const tenth = { units: 1n, scale: 1 };
    const one = Array.from({ length: 9 }).reduce<typeof tenth>((sum) => plus(sum, tenth), tenth);
    expect(compareDecimals(one, { units: 1n, scale: 0 })).toBe(0);
    expect(times(tenth, 10n)).toEqual(one);
  });

  test.each([
    ["10", 3n, 2, "3.33\u2026"],
    ["-10", 3n, 2, "-3.33\u2026"],
    ["10", 4n, 1, "2.5"],
    ["10", 4n, 0, "2\u2026"],
    ["0.500", 1n, 0, "0.5"],
    ["-0.1", 1n, 0, "-0.1"],
    ["0", 7n, 3, "0"],
    ["-0.01", 3n, 1, "-0.00\u2026"],
    ["1000", 1n, 0, "1000"],
  ])("%s divided by %s shows with %s digits as %s", (dividend, by, digits, shown) => {
    expect(showQuotient({ dividend: readDecimal(dividend) ?? { units: 0n, scale: 0 }, divisor: by }, digits)).toBe(
      shown,
    );
  });

  test("that is shown whole reads as the same", () => {
    fc.assert(
      fc.property(decimal, (value) => {
        const read = readDecimal(showQuotient({ dividend: value, divisor: 1n }, 0));
        expect(read && compareDecimals(read, value)).toBe(0);
      }),
    );
  });

  test("is ordered like a number and adds up like one", () => {
    fc.assert(
      fc.property(decimal, decimal, divisor, (a, b, by) => {
        const order = compareDecimals(a, b);
        expect(order).toBe(-compareDecimals(b, a) || 0);
        expect(compareDecimals(plus(a, b), plus(b, a))).toBe(0);
        expect(Math.sign(toNumber(a) - toNumber(b))).toBe(order);
        expect(compareQuotient({ dividend: times(a, by), divisor: by }, b)).toBe(order);
      }),
    );
  });

  test("is told from a limit by as many more digits as its divisor has", () => {
    fc.assert(
      fc.property(decimal, decimal, divisor, (dividend, limit, by) => {
        const value = { dividend, divisor: by };
        const order = compareQuotient(value, limit);
        const digits = Math.max(dividend.scale, limit.scale) + by.toString().length;
        const shown = readDecimal(showQuotient(value, digits).replace("\u2026", ""));
        expect(shown && compareDecimals(shown, limit)).toBe(order);
      }),
    );
  });
});
