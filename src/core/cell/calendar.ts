const dateNotation = /^(\d{4})-(\d{2})-(\d{2})$/;
const timeNotation = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d{1,9})?)?(Z| UTC|[+\-\u2212]([01]\d|2[0-3]):[0-5]\d)?$/;
const clockNotation = /^(\d\d):(\d\d)(?::(\d\d)(?:[.,](\d+))?)?(?:(?:Z| UTC)$|([+\-\u2212])(\d\d):(\d\d)$|$)/;

/** Whether a text is a day of ISO 8601, `YYYY-MM-DD`, that exists. */
export function isDate(text: string): boolean {
  const [, year, month, day] = (dateNotation.exec(text) ?? []).map(Number);
  if (year === undefined || month === undefined || day === undefined) return false;
  return year >= 1 && day >= 1 && day <= daysIn(year, month);
}

/** Whether a text is a day and a time of ISO 8601: `2026-01-31T09:00Z`, `2026-01-31 09:00:30.5 UTC`, `…+01:00`. */
export function isDateTime(text: string): boolean {
  return isDate(text.slice(0, 10)) && /[T ]/.test(text.charAt(10)) && timeNotation.test(text.slice(11));
}

/**
 * The instant of a day or of a day and a time, in nanoseconds since 1970-01-01T00:00Z; undefined for any other text. A
 * day is its midnight, and a time without a zone is in UTC.
 */
export function readInstant(text: string): bigint | undefined {
  if (!isDate(text) && !isDateTime(text)) return undefined;
  const [year = 0, month = 0, day = 0] = text.slice(0, 10).split("-").map(Number);
  const [, hours = "0", minutes = "0", seconds = "0", fraction = "0", sign = "+", east = "0", past = "0"] =
    clockNotation.exec(text.slice(11)) ?? [];
  const local = (BigInt(dayNumber(year, month, day)) * 24n + BigInt(hours)) * 60n + BigInt(minutes);
  const offset = BigInt(east) * 60n + BigInt(past);
  const utc = sign === "+" ? local - offset : local + offset;
  return (utc * 60n + BigInt(seconds)) * 1_000_000_000n + BigInt(fraction.padEnd(9, "0"));
}

/** Days from 1970-01-01 to a day of the Gregorian calendar, which is taken to have been in use always. */
function dayNumber(year: number, month: number, day: number): number {
  const before = year - 1;
  const leapDays = Math.floor(before / 4) - Math.floor(before / 100) + Math.floor(before / 400);
  const earlierMonths = Array.from({ length: month - 1 }, (_, index) => daysIn(year, index + 1));
  return before * 365 + leapDays + earlierMonths.reduce((sum, days) => sum + days, 0) + day - 719_163;
}

/** Zero for a month that does not exist. */
function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
