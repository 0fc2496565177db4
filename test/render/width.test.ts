import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { columns, pad, words, wrap } from "../../src/render/width.ts";

test.each([
  { text: "abc", expected: 3 },
  { text: "日本", expected: 4 },
  { text: "é", expected: 1 },
  { text: "e\u0301", expected: 1 },
  { text: "🚀", expected: 2 },
  { text: "✓", expected: 1 },
])("$text takes $expected columns", ({ text, expected }) => {
  expect(columns(text)).toBe(expected);
});

test("padding counts columns, not characters", () => {
  expect(pad("日本", 6)).toBe("日本  ");
});

describe("wrap", () => {
  test("later lines hang", () => {
    expect(wrap(words("→ one two three four"), 12, "  ", "    ")).toEqual(["  → one two", "    three", "    four"]);
  });

  test("a name in backticks is not broken", () => {
    expect(wrap(words("see `a file with spaces.md` there"), 12, "")).toEqual([
      "see",
      "`a file with spaces.md`",
      "there",
    ]);
  });

  test("no line is longer than the width unless it is one word, and no word is lost", () => {
    fc.assert(
      fc.property(fc.lorem({ maxCount: 40 }), fc.integer({ min: 10, max: 80 }), (text, width) => {
        const lines = wrap(words(text), width, "  ", "    ");
        expect(lines.filter((line) => columns(line) > width && line.trim().includes(" "))).toEqual([]);
        expect(lines.flatMap(words)).toEqual(words(text));
      }),
    );
  });
});
