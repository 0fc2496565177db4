/**
 * An exact decimal: `units` divided by ten to the power of `scale`, which is not negative. In binary floating point ten
 * cells of 0.1 do not have a mean of 0.1, and a limit that is met exactly would be broken.
 */
export interface Decimal {
  readonly units: bigint;
  readonly scale: number;
}

/** Longest decimal taken, in characters: what nobody measures must not take long to add up either. */
const longest = 100;

const notation = /^([+\-\u2212]?)(\d*)(?:\.(\d+))?$/;

/** Reads digits with an optional sign and fraction; undefined for anything else, such as an exponent or `1,000`. */
export function readDecimal(text: string): Decimal | undefined {
  if (text.length > longest) return undefined;
  const [found, sign = "", whole = "", fraction = ""] = notation.exec(text) ?? [];
  if (found === undefined || whole + fraction === "") return undefined;
  const units = BigInt(whole + fraction);
  return { units: sign === "" || sign === "+" ? units : -units, scale: fraction.length };
}

/** The sum of two decimals. */
export function plus(a: Decimal, b: Decimal): Decimal {
  const scale = Math.max(a.scale, b.scale);
  return { units: unitsAt(a, scale) + unitsAt(b, scale), scale };
}

/** A decimal so many times. */
export function times({ units, scale }: Decimal, factor: bigint): Decimal {
  return { units: units * factor, scale };
}

/** Negative when the first is smaller, positive when it is larger, zero when they are equal: `0.10` equals `0.1`. */
export function compareDecimals(a: Decimal, b: Decimal): number {
  const scale = Math.max(a.scale, b.scale);
  const [left, right] = [unitsAt(a, scale), unitsAt(b, scale)];
  return left < right ? -1 : left > right ? 1 : 0;
}

/** The nearest binary number. */
export function toNumber({ units, scale }: Decimal): number {
  return Number(`${units}e-${scale}`);
}

/** A value that a division gives: `dividend` by `divisor`, which is positive. Never rounded. */
export interface Quotient {
  readonly dividend: Decimal;
  readonly divisor: bigint;
}

/** Like {@link compareDecimals}, of a quotient and a decimal. */
export function compareQuotient({ dividend, divisor }: Quotient, value: Decimal): number {
  return compareDecimals(dividend, times(value, divisor));
}

/**
 * A quotient for a person: exact where it ends within so many digits behind the point, otherwise cut off there and marked:
 * `3.33…`. The digits the dividend has are always there.
 */
export function showQuotient({ dividend, divisor }: Quotient, digits: number): string {
  const shown = Math.max(digits, dividend.scale);
  const scaled = unitsAt(dividend, shown);
  const size = scaled < 0n ? -scaled : scaled;
  const text = (size / divisor).toString().padStart(shown + 1, "0");
  const [whole, fraction] = [text.slice(0, text.length - shown), text.slice(text.length - shown)];
  const ends = size % divisor === 0n;
  const kept = ends ? fraction.replace(/0+$/, "") : fraction;
  return `${scaled < 0n ? "-" : ""}${whole}${kept === "" ? "" : `.${kept}`}${ends ? "" : "…"}`;
}

function unitsAt({ units, scale }: Decimal, wanted: number): bigint {
  return wanted === scale ? units : units * 10n ** BigInt(wanted - scale);
}
