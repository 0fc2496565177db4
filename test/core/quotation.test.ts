import { describe, expect, test } from "@jest/globals";
import { quote } from "../../src/core/quotation.ts";

describe("a quotation", () => {
  test("stands in backticks and has none of its own", () => {
    expect(quote("a `b` ``c``")).toBe("`a 'b' ''c''`");
  });

  test("is one line", () => {
    expect(quote(" a\n  b\t c ")).toBe("`a b c`");
  });

  test("has at most eighty characters, none of them cut in half", () => {
    expect(quote("x".repeat(80))).toBe(`\`${"x".repeat(80)}\``);
    expect(quote("x".repeat(81))).toBe(`\`${"x".repeat(79)}…\``);
    expect(quote("🚂".repeat(500))).toBe(`\`${"🚂".repeat(79)}…\``);
  });
});
