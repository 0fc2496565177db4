import { describe, expect, test } from "@jest/globals";
import { coverageOf } from "./reading.ts";

const profile = (...blocks: readonly string[]) => ["mode: count", ...blocks, ""].join("\n");

describe("what a Go profile says", () => {
  test.each([
    ["a block covers its lines", profile("x.io/a/b.go:3.10,5.2 2 4"), { "x.io/a/b.go": { 3: 4, 4: 4, 5: 4 } }],
    ["of the same block twice the most counts", profile("a.go:1.1,1.9 1 2", "a.go:1.1,1.9 1 0"), { "a.go": { 1: 2 } }],
    [
      "a line is run when any block on it is",
      profile("a.go:1.1,2.9 1 0", "a.go:2.10,3.9 1 1"),
      { "a.go": { 1: 0, 2: 1, 3: 1 } },
    ],
    ["a block without statements holds nothing to run", profile("a.go:1.1,1.9 0 0"), { "a.go": {} }],
    [
      "profiles one after the other",
      profile("a.go:1.1,1.9 1 1") + profile("b.go:1.1,1.9 1 0"),
      { "a.go": { 1: 1 }, "b.go": { 1: 0 } },
    ],
    [
      "the same again and again",
      profile(...Array.from({ length: 99 }, () => "a.go:1.1,2.1 1 1")),
      { "a.go": { 1: 1, 2: 1 } },
    ],
    ["no block", profile(), {}],
  ])("%s", (_name, text, expected) => {
    expect(coverageOf(text)).toEqual(expected);
  });
});

describe("what cannot be read", () => {
  test.each([
    ["a block that ends before it begins", profile("a.go:5.1,4.1 1 1"), "it has a block that ends before it begins"],
    ["one that was cut off", profile("a.go:5.1,7.1 1"), "line 2 is no block of a Go coverage profile"],
    ["a block of no file", profile(":5.1,7.1 1 1"), "line 2 is no block of a Go coverage profile"],
    [
      "a million lines in twenty letters",
      profile("a.go:1.1,999999999.1 1 1"),
      "it has more than 2000000 lines of code",
    ],
    [
      "the same lines again and again",
      profile(...Array.from({ length: 30 }, (_, column) => `a.go:1.${column},1000000.1 1 1`)),
      "it has more than 5000000 measurements",
    ],
  ])("%s", (_name, text, why) => {
    expect(coverageOf(text)).toBe(why);
  });

  test("a profile of an unknown mode", () => {
    expect(coverageOf("mode: most\na.go:1.1,1.2 1 1\n")).toBe("line 1 is no block of a Go coverage profile");
  });
});
