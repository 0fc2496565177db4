import { type Decimal, plus, readDecimal, times, toNumber } from "./decimal.ts";

/** What one of each unit is in milliseconds, from the longest to the shortest. */
const units: readonly (readonly [string, bigint])[] = [
  ["w", 604_800_000n],
  ["d", 86_400_000n],
  ["h", 3_600_000n],
  ["min", 60_000n],
  ["m", 60_000n],
  ["s", 1_000n],
  ["ms", 1n],
];

const durationPart = /^(\d+(?:\.\d+)?) ?(ms|min|w|d|h|m|s)(?: ?(?=\d)|$)/;
const isoDuration =
  /^P(?=.)(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?=.)(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

/** What a quantity is of: a bare number, a percentage, or a duration in milliseconds. */
export type Measurable = "number" | "percent" | "duration";

const readers: Readonly<Record<Measurable, (text: string) => Decimal | undefined>> = {
  number: readDecimal,
  percent: (text) => (text.endsWith("%") ? readDecimal(text.slice(0, -1).trimEnd()) : undefined),
  duration: (text) => (text.startsWith("P") ? readIsoDuration(text) : readParts(text)),
};

/** A quantity exactly as written: of `4.2%` 4.2, of `1.5 s` 1500. Undefined when the text is none, or no such one. */
export function readQuantity(measurable: Measurable, text: string): Decimal | undefined {
  return readers[measurable](text);
}

/** A decimal with an optional sign; undefined for anything else, such as an exponent or a thousands separator. */
export function readNumber(text: string): number | undefined {
  return asNumber(readQuantity("number", text));
}

/** A number with a `%` sign: `4.2%` is 4.2. */
export function readPercent(text: string): number | undefined {
  return asNumber(readQuantity("percent", text));
}

/** A duration in milliseconds: numbers with units from the longest to the shortest, `1h 30m`, or ISO 8601, `PT1M30S`. */
export function readDuration(text: string): number | undefined {
  return asNumber(readQuantity("duration", text));
}

function asNumber(value: Decimal | undefined): number | undefined {
  return value && toNumber(value);
}

function readIsoDuration(text: string): Decimal | undefined {
  const parts = isoDuration.exec(text);
  if (parts === null) return undefined;
  return sum(["w", "d", "h", "m", "s"].map((unit, index) => lasting(parts[index + 1] ?? "0", unit)));
}

function readParts(text: string): Decimal | undefined {
  const parts: (Decimal | undefined)[] = [];
  let rest = text;
  let longest: bigint | undefined;
  while (rest !== "") {
    const [part, amount, unit] = durationPart.exec(rest) ?? [];
    if (part === undefined || amount === undefined || unit === undefined) return undefined;
    const length = millisecondsOf(unit);
    if (longest !== undefined && length >= longest) return undefined;
    longest = length;
    parts.push(lasting(amount, unit));
    rest = rest.slice(part.length);
  }
  return parts.length === 0 ? undefined : sum(parts);
}

function lasting(amount: string, unit: string): Decimal | undefined {
  const count = readDecimal(amount.replace(",", "."));
  return count && times(count, millisecondsOf(unit));
}

function sum(parts: readonly (Decimal | undefined)[]): Decimal | undefined {
  return parts.reduce((total, part) => total && part && plus(total, part), { units: 0n, scale: 0 });
}

function millisecondsOf(unit: string): bigint {
  return units.find(([name]) => name === unit)?.[1] ?? 0n;
}
