import { compareQuotient, type Quotient, showQuotient } from "./decimal.ts";
import type { Measurable } from "./quantity.ts";

/** Milliseconds up to which a duration is told in them, and from which on in minutes and longer. */
const second = 1000n;
const minute = 60_000n;

/** A measured value with its unit, for a person: `11.2%`, `850 ms`, `1h 2m 3.5s`. Cut off, it ends with `…`. */
export function showQuantity(unit: Measurable, value: Quotient, digits: number): string {
  if (unit === "duration") return showDuration(value, digits);
  return `${showQuotient(value, digits)}${unit === "percent" ? "%" : ""}`;
}

function showDuration(value: Quotient, digits: number): string {
  const { dividend, divisor } = value;
  const isShorterThan = (length: bigint) => compareQuotient(value, { units: length, scale: 0 }) < 0;
  if (isShorterThan(second)) return `${showQuotient(value, digits)} ms`;
  const inSeconds = (rest: typeof dividend) =>
    showQuotient({ dividend: rest, divisor: divisor * second }, Math.max(digits, rest.scale) + 3);
  if (isShorterThan(minute)) return `${inSeconds(dividend)} s`;
  const length = minute * divisor * 10n ** BigInt(dividend.scale);
  const minutes = dividend.units / length;
  const seconds = inSeconds({ ...dividend, units: dividend.units % length });
  const parts = [`${minutes / 1440n}d`, `${(minutes / 60n) % 24n}h`, `${minutes % 60n}m`, `${seconds}s`];
  return parts.filter((part) => !/^0\D*$/.test(part)).join(" ");
}
