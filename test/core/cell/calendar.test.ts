import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readInstant } from "../../../src/core/cell/calendar.ts";

const day = 86_400_000_000_000n;

describe("an instant", () => {
  test.each([
    ["1970-01-01", 0n],
    ["1970-01-02", day],
    ["1969-12-31", -day],
    ["1970-01-01T00:00:00.000000001Z", 1n],
    ["1970-01-01 00:00:00,5 UTC", 500_000_000n],
    ["1970-01-01T00:01", 60_000_000_000n],
    ["1970-01-01T01:00+01:00", 0n],
    ["1969-12-31T23:30\u221200:30", 0n],
    ["0001-01-01", -719_162n * day],
  ])("%s is %s", (text, at) => {
    expect(readInstant(text)).toBe(at);
  });

  test.each(["", "today", "2026-02-30", "2026-01-01T24:00Z", "2026-01-01T", "2026-01-01Z", "01.02.2026", "2026-01"])(
    "%j is none",
    (text) => {
      expect(readInstant(text)).toBeUndefined();
    },
  );

  test("is the one that the platform reads", () => {
    const range = { min: new Date("0001-01-01T00:00:00Z"), max: new Date("9999-12-31T23:59:59Z"), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), (date) => {
        const text = date.toISOString();
        const midnight = Date.parse(text.slice(0, 10));
        expect(readInstant(text)).toBe(BigInt(date.getTime()) * 1_000_000n);
        expect(readInstant(text.slice(0, 10))).toBe(BigInt(midnight) * 1_000_000n);
      }),
    );
  });
});
