const dateNotation = /^(\d{4})-(\d{2})-(\d{2})$/;
const timeNotation = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d([.,]\d{1,9})?)?(Z| UTC|[+\-\u2212]([01]\d|2[0-3]):[0-5]\d)?$/;

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

/** Zero for a month that does not exist. */
function daysIn(year: number, month: number): number {
  const leap = year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);
  return [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1] ?? 0;
}
