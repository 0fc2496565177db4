import { compareDecimals, type Decimal, plus, type Quotient, times } from "../cell/decimal.ts";

/** A cell that was read: its amount, and the line (from 1) it stands in. */
export interface Reading {
  readonly amount: Decimal;
  readonly line: number;
}

/** What was measured, and the line it stands in where one row has it. */
export interface Measured {
  readonly value: Quotient;
  readonly line?: number;
}

/** The readings, of which there is one at least, in the order of their amounts. */
type Measure = (sorted: readonly Reading[]) => Measured | undefined;

/** The measures of a column that have nothing but a limit, by their name in a policy. */
export const measures = {
  mean: (sorted) => ({ value: { dividend: total(sorted), divisor: BigInt(sorted.length) } }),
  median: (sorted) => {
    const middle = sorted.slice((sorted.length - 1) >> 1, (sorted.length >> 1) + 1);
    return { value: { dividend: total(middle), divisor: BigInt(middle.length) } };
  },
  min: (sorted) => rowAt(sorted, 0),
  max: (sorted) => rowAt(sorted, sorted.length - 1),
  sum: (sorted) => ({ value: { dividend: total(sorted), divisor: 1n } }),
} as const satisfies Record<string, Measure>;

/**
 * The nearest-rank percentile: the smallest value that at least `of` percent of the values do not exceed. Definition 1 of
 * R. J. Hyndman and Y. Fan, "Sample Quantiles in Statistical Packages", The American Statistician 50 (1996), 361-365.
 */
export function percentile(sorted: readonly Reading[], of: Decimal): Measured | undefined {
  const { units, scale } = times(of, BigInt(sorted.length));
  const whole = 100n * 10n ** BigInt(scale);
  const rank = (units + whole - 1n) / whole;
  return rowAt(sorted, Number(rank) - 1);
}

/** The readings from the smallest to the largest; equal ones stay in their order. */
export function sortReadings(readings: readonly Reading[]): readonly Reading[] {
  return readings.toSorted((a, b) => compareDecimals(a.amount, b.amount));
}

function rowAt(sorted: readonly Reading[], index: number): Measured | undefined {
  const reading = sorted[index];
  return reading && { value: { dividend: reading.amount, divisor: 1n }, line: reading.line };
}

function total(readings: readonly Reading[]): Decimal {
  return readings.reduce((sum, { amount }) => plus(sum, amount), { units: 0n, scale: 0 });
}

/** The longest unbroken run of items that match; the latest of several as long. */
export function longestRun<Item>(items: readonly Item[], matches: (item: Item) => boolean): readonly Item[] {
  let longest: readonly [from: number, to: number] = [0, 0];
  let from = 0;
  items.forEach((item, index) => {
    if (!matches(item)) from = index + 1;
    else if (index + 1 - from >= longest[1] - longest[0]) longest = [from, index + 1];
  });
  return items.slice(...longest);
}
