import { describe, expect, test } from "@jest/globals";
import { coverageOf } from "./reading.ts";

const record = (...lines: readonly string[]) => ["SF:a.c", ...lines, "end_of_record", ""].join("\n");

describe("what LCOV says", () => {
  test.each([
    ["lines and how often they were run", record("DA:1,3", "DA:7,0"), { "a.c": { 1: 3, 7: 0 } }],
    ["checksums are passed over", record("DA:1,3,bm90aGluZw=="), { "a.c": { 1: 3 } }],
    ["totals are not believed", record("DA:1,0", "LF:100", "LH:100"), { "a.c": { 1: 0 } }],
    ["records of one file are summed", record("DA:1,1", "DA:2,0") + record("DA:2,2"), { "a.c": { 1: 1, 2: 2 } }],
    ["a line that stands twice is summed", record("DA:1,1", "DA:1,2"), { "a.c": { 1: 3 } }],
    [
      "branches, those never reached included",
      record("DA:1,1", "BRDA:1,0,0,-", "BRDA:1,0,1,4", "BRDA:1,e0,a, b,0"),
      { "a.c": { lines: { 1: 1 }, branches: { "1,0,0": 0, "1,0,1": 4, "1,e0,a, b": 0 } } },
    ],
    [
      "functions, versions and comments are passed over",
      `# x\nTN:t\n${record("VER:1", "FN:1,f", "FNDA:1,f", "DA:1,1")}`,
      { "a.c": { 1: 1 } },
    ],
    ["Windows line ends and paths", "SF:C:\\w\\a.c\r\nDA:1,1\r\nend_of_record\r\n", { "C:/w/a.c": { 1: 1 } }],
    [
      "numbers as long as they may be",
      record("DA:123456789,123456789012345"),
      { "a.c": { 123456789: 123456789012345 } },
    ],
    ["a path relative to here", record("DA:1,1").replace("a.c", "./src/a.c"), { "src/a.c": { 1: 1 } }],
    ["a file without lines", record(), { "a.c": {} }],
  ])("%s", (_name, text, expected) => {
    expect(coverageOf(text)).toEqual(expected);
  });
});

describe("what cannot be read", () => {
  test.each([
    ["one that was cut off", "SF:a.c\nDA:1,1\n", "it ends inside a record, so it was cut off"],
    ["one cut off in a number", "SF:a.c\nDA:1", "line 2 is no record of LCOV"],
    ["a line of ten digits", record("DA:1234567890,1"), "line 2 is no record of LCOV"],
    ["a count of sixteen digits", record("DA:1,1234567890123456"), "line 2 is no record of LCOV"],
    ["a line without a count", record("DA:1,"), "line 2 is no record of LCOV"],
    ["a count with something behind it", record("DA:1,2x"), "line 2 is no record of LCOV"],
    ["no line", record("DA:,1"), "line 2 is no record of LCOV"],
    ["a branch without a line", record("BRDA:x,0,0,1"), "line 2 is no record of LCOV"],
    ["a branch without a count", record("BRDA:1,0,0,"), "line 2 is no record of LCOV"],
    ["a branch with half a count", record("BRDA:1,0,0,1-"), "line 2 is no record of LCOV"],
    ["a branch that is only a number", record("DA:1,1", "BRDA:1"), "line 3 is no record of LCOV"],
    [
      "an end with something behind it",
      record("DA:1,1").replace("end_of_record", "end_of_records"),
      "line 3 is no record of LCOV",
    ],
    ["a negative count", record("DA:1,-5"), "line 2 is no record of LCOV"],
    ["a line outside any record", "TN:\nDA:1,1\n", "line 2 is no record of LCOV"],
    ["an end of nothing", "TN:\nend_of_record\n", "line 2 is no record of LCOV"],
    ["a record inside another", "SF:a.c\nSF:b.c\n", "line 2 is no record of LCOV"],
    ["prose", "TN:\nall is well\n", "line 2 is no record of LCOV"],
    ["no record at all", "TN:\n", "it has no record of a file"],
    ["a file without a name", "SF:\nend_of_record", "it measures a file without a name"],
    [
      "a path of any length",
      `SF:${"a/".repeat(3000)}\nend_of_record`,
      "it names a file with more than 4096 characters",
    ],
  ])("%s", (_name, text, why) => {
    expect(coverageOf(text)).toBe(why);
  });

  test("more files than are counted", () => {
    const files = Array.from({ length: 200_001 }, (_, index) => `SF:${index}\nend_of_record\n`);
    expect(coverageOf(files.join(""))).toBe("it has more than 200000 files");
  });

  test("more lines than are counted", () => {
    const lines = Array.from({ length: 2_000_001 }, (_, index) => `DA:${index + 1},1`);
    expect(coverageOf(record(lines.join("\n")))).toBe("it has more than 2000000 lines of code");
  });
});
