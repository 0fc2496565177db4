import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { compareDecimals } from "../../../src/core/cell/decimal.ts";
import { type Measurable, readQuantity } from "../../../src/core/cell/quantity.ts";
import { showQuantity } from "../../../src/core/cell/show.ts";

const quotient = (units: bigint, scale = 0, divisor = 1n) => ({ dividend: { units, scale }, divisor });

const cases: readonly (readonly [Measurable, ReturnType<typeof quotient>, string])[] = [
  ["number", quotient(-42n, 1), "-4.2"],
  ["percent", quotient(995n, 1), "99.5%"],
  ["percent", quotient(10n, 0, 3n), "3.3\u2026%"],
  ["duration", quotient(0n), "0 ms"],
  ["duration", quotient(9995n, 1), "999.5 ms"],
  ["duration", quotient(1000n), "1 s"],
  ["duration", quotient(2500n, 0, 3n), "833.3\u2026 ms"],
  ["duration", quotient(5000n, 0, 3n), "1.6666\u2026 s"],
  ["duration", quotient(60_000n), "1m"],
  ["duration", quotient(5_400_000n), "1h 30m"],
  ["duration", quotient(90_061_500n), "1d 1h 1m 1.5s"],
  ["duration", quotient(86_400_000n), "1d"],
  ["duration", quotient(180_001n, 0, 3n), "1m 0.0003\u2026s"],
];

test.each(cases)("a %s of %p is shown as %s", (unit, value, shown) => {
  expect(showQuantity(unit, value, 1)).toBe(shown);
});

test("what ends is read again as the same", () => {
  const unit = fc.constantFrom<Measurable>("number", "percent", "duration");
  fc.assert(
    fc.property(unit, fc.bigInt({ min: 0n, max: 10n ** 13n }), fc.integer({ min: 0, max: 4 }), (each, units, scale) => {
      const read = readQuantity(each, showQuantity(each, quotient(units, scale), 0));
      expect(read && compareDecimals(read, { units, scale })).toBe(0);
    }),
  );
});
