import { expect, test } from "@jest/globals";
import { clip, counted, listing, oneLine, visible, visibleLines } from "../../src/render/visible.ts";

test.each([
  {
    name: "plain text stays",
    text: "docs/log.md — ünïcode 日本語 👩‍👩‍👧",
    expected: "docs/log.md — ünïcode 日本語 👩‍👩‍👧",
  },
  { name: "escape becomes a picture", text: "\u001b[31m", expected: "␛[31m" },
  { name: "a newline becomes a picture", text: "a\nb\tc", expected: "a␊b␉c" },
  { name: "delete and the second set of controls show", text: "\u007f\u009b", expected: "␡\\u{9b}" },
  { name: "bidirectional controls show", text: "a\u202eb\u2066", expected: "a\\u{202e}b\\u{2066}" },
  { name: "zero-width characters show", text: "a\u200bb\ufeff\u2060", expected: "a\\u{200b}b\\u{feff}\\u{2060}" },
  { name: "line separators show", text: "\u2028\u2029", expected: "\\u{2028}\\u{2029}" },
  { name: "half a surrogate pair shows", text: "x\ud83d", expected: "x\\u{d83d}" },
])("$name", ({ text, expected }) => {
  expect(visible(text)).toBe(expected);
});

test("a block keeps its lines and tabs, whatever ends its lines", () => {
  expect(visibleLines("a\tb\r\n\u001bc\rd\n\n")).toEqual(["a\tb", "␛c", "d"]);
});

test("text that a policy folds over lines becomes one line", () => {
  expect(oneLine("  An operator\n  reads it.\n")).toBe("An operator reads it.");
});

test("long text is cut and says by how much", () => {
  expect(clip("abcdef", 6)).toBe("abcdef");
  expect(clip("x".repeat(2_000), 3)).toBe("xxx… (1,997 more characters)");
  expect(clip("ab👍cd", 3)).toBe("ab… (4 more characters)");
});

test.each([
  [0, "0 rules"],
  [1, "1 rule"],
  [65535, "65,535 rules"],
])("%d is counted as %s", (count, expected) => {
  expect(counted(count, "rule")).toBe(expected);
});

test.each([
  { names: [], expected: "" },
  { names: ["a"], expected: "a" },
  { names: ["a", "b"], expected: "a and b" },
  { names: ["a", "b", "c"], expected: "a, b and c" },
  { names: ["a", "b", "c", "d"], expected: "a, b, c and d" },
  { names: ["a", "b", "c", "d", "e"], expected: "a, b, c, d and 1 more" },
])("$names is listed as $expected", ({ names, expected }) => {
  expect(listing(names, 4).join(" ")).toBe(expected);
});
