const decimal = /^[+\-\u2212]?(\d+(\.\d+)?|\.\d+)$/;

/** What one of each unit is in milliseconds, from the longest to the shortest. */
const units: readonly (readonly [string, number])[] = [
  ["w", 604_800_000],
  ["d", 86_400_000],
  ["h", 3_600_000],
  ["min", 60_000],
  ["m", 60_000],
  ["s", 1_000],
  ["ms", 1],
];

const durationPart = /^(\d+(?:\.\d+)?) ?(ms|min|w|d|h|m|s)(?: ?(?=\d)|$)/;
const isoDuration =
  /^P(?=.)(?:(\d+(?:[.,]\d+)?)W)?(?:(\d+(?:[.,]\d+)?)D)?(?:T(?=.)(?:(\d+(?:[.,]\d+)?)H)?(?:(\d+(?:[.,]\d+)?)M)?(?:(\d+(?:[.,]\d+)?)S)?)?$/;

/** A decimal with an optional sign; undefined for anything else, such as an exponent or a thousands separator. */
export function readNumber(text: string): number | undefined {
  if (!decimal.test(text)) return undefined;
  const value = Number(text.replace("\u2212", "-"));
  return Number.isFinite(value) ? value : undefined;
}

/** A number with a `%` sign: `4.2%` is 4.2. */
export function readPercent(text: string): number | undefined {
  return text.endsWith("%") ? readNumber(text.slice(0, -1).trimEnd()) : undefined;
}

/** A duration in milliseconds: numbers with units from the longest to the shortest, `1h 30m`, or ISO 8601, `PT1M30S`. */
export function readDuration(text: string): number | undefined {
  const total = text.startsWith("P") ? readIsoDuration(text) : readParts(text);
  return total !== undefined && Number.isFinite(total) ? total : undefined;
}

function readIsoDuration(text: string): number | undefined {
  const parts = isoDuration.exec(text);
  if (parts === null) return undefined;
  const lengths = ["w", "d", "h", "m", "s"].map(millisecondsOf);
  return lengths.reduce((sum, length, index) => sum + length * Number((parts[index + 1] ?? "0").replace(",", ".")), 0);
}

function readParts(text: string): number | undefined {
  let rest = text;
  let total: number | undefined;
  let longest = Number.POSITIVE_INFINITY;
  while (rest !== "") {
    const [part, amount, unit] = durationPart.exec(rest) ?? [];
    if (part === undefined || unit === undefined) return undefined;
    const length = millisecondsOf(unit);
    if (length >= longest) return undefined;
    longest = length;
    total = (total ?? 0) + length * Number(amount);
    rest = rest.slice(part.length);
  }
  return total;
}

function millisecondsOf(unit: string): number {
  return units.find(([name]) => name === unit)?.[1] ?? Number.NaN;
}
