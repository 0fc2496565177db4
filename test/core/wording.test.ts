import { describe, expect, test } from "@jest/globals";
import { compileGlob } from "../../src/core/glob.ts";
import { listNames, listPatterns } from "../../src/core/wording.ts";

describe("several names in a sentence", () => {
  const cases: readonly (readonly [readonly string[], string])[] = [
    [[], ""],
    [["a"], "`a`"],
    [["a", "b"], "`a` or `b`"],
    [["a", "b", "c"], "`a`, `b` or `c`"],
  ];
  test.each(cases)("%j", (names, sentence) => {
    expect(listNames(names)).toBe(sentence);
  });

  test("with another conjunction", () => {
    expect(listNames(["a", "b"], "and")).toBe("`a` and `b`");
  });

  test("globs, as they were written", () => {
    expect(listPatterns([compileGlob("src/**"), compileGlob("{pkg}/a.md")], "and")).toBe("`src/**` and `{pkg}/a.md`");
  });
});
