import { describe, expect, test } from "@jest/globals";
import { readDuration, readNumber, readPercent } from "../../../src/core/cell/quantity.ts";

describe("a quantity", () => {
  test.each([
    ["42", 42],
    ["-0.5", -0.5],
    ["\u22127", -7],
    [".5", 0.5],
    ["1e3", undefined],
    ["", undefined],
  ])("%j is the number %p", (text, value) => {
    expect(readNumber(text)).toBe(value);
  });

  test.each([
    ["4.2%", 4.2],
    ["-1 %", -1],
    ["4.2", undefined],
    ["%", undefined],
  ])("%j is %p percent", (text, value) => {
    expect(readPercent(text)).toBe(value);
  });

  test.each([
    ["850ms", 850],
    ["1.5 s", 1500],
    ["2m", 120_000],
    ["2 min", 120_000],
    ["1h 30m", 5_400_000],
    ["1d2h", 93_600_000],
    ["1w", 604_800_000],
    ["PT1M30S", 90_000],
    ["PT0,5S", 500],
    ["P1DT1H", 90_000_000],
    ["P2W", 1_209_600_000],
    ["30m 1h", undefined],
    ["P1M", undefined],
    [`${"9".repeat(400)}w`, undefined],
    ["", undefined],
  ])("%j lasts %p milliseconds", (text, value) => {
    expect(readDuration(text)).toBe(value);
  });
});
