import { expect, test } from "@jest/globals";
import { countLines, maxDocumentLines, readDocument } from "../../src/read/document.ts";

test.each([
  ["", 0],
  ["a", 1],
  ["a\n", 1],
  ["a\nb", 2],
  ["\n\n", 2],
])("%j has its lines", (text, lines) => {
  expect(countLines(text)).toBe(lines);
});

test("a document of as many lines as are read is read, and one more is too many", () => {
  const most = "\n".repeat(maxDocumentLines);
  expect(readDocument(most).state).toBe("read");
  expect(readDocument(`${most}a`)).toEqual({
    state: "unreadable",
    why: "has 100001 lines, more than the 100000 that are read",
  });
});

test("a carriage return alone ends a line as well: half a million of them took seconds", () => {
  const why = "has 200001 lines, more than the 100000 that are read";
  expect(readDocument(`${"- a\r".repeat(200_000)}a`)).toEqual({ state: "unreadable", why });
  expect(readDocument("a\r\n".repeat(maxDocumentLines)).state).toBe("read");
});

test.each([
  ["at a heading", "> # a\nb\n"],
  ["at raw HTML", "> <b>\na\n"],
  ["at a fence", "> ```\nb\n"],
  ["at a table", "> a | b\n> --- | ---\nc\n"],
  ["in a quote", "> > # a\n> b\n"],
])("quotes that end %s are read, and too many of them with lines between are not", (_name, unit) => {
  expect(readDocument(unit.repeat(100)).state).toBe("read");
  expect(readDocument(unit.repeat(20_000))).toEqual({
    state: "unreadable",
    why: "has too many quotes with lines between them",
  });
});

test("long quotes, deep ones, and ones whose paragraphs go on without a mark are read", () => {
  for (const text of ["> a\n".repeat(90_000), "> a\nb\n\n".repeat(30_000), `${"> ".repeat(15)}a\n`.repeat(10_000)])
    expect(readDocument(text).state).toBe("read");
});

test.each([
  ["lists", "- ".repeat(50)],
  ["quotes", "> ".repeat(100)],
  ["lists in quotes", "> 1. ".repeat(34)],
])("%s that stand too deep in each other hide nothing behind them", (_name, nested) => {
  const why = "has lists and quotes that stand too deep in each other";
  expect(readDocument(`${nested}a\n\n# Heading\n\n- [ ] open\n`)).toEqual({ state: "unreadable", why });
  expect(readDocument(`${nested.slice(0, nested.length / 2)}a\n\n# Heading\n`)).toMatchObject({
    state: "read",
    outline: { sections: [{}, { title: "Heading" }] },
  });
});

test("lists that begin inside others on one line are counted: fifty thousand lines of twenty took seconds and 700 MB", () => {
  const why = "has more list items and quotes than the 100000 that are read";
  const tooMuch = ["- - a\n", "1. 2. a\n", "-\t* a\n", `${"- ".repeat(20)}a\n`];
  for (const line of tooMuch) expect(readDocument(line.repeat(60_000))).toEqual({ state: "unreadable", why });
});

test.each([
  ["tasks", "- [x] a - b\n"],
  ["rows of a table", "| - | 1. | - |\n"],
  ["words between dashes", "a - b - c, 2. d\n"],
])("%s are no lists inside others", (_name, line) => {
  expect(readDocument(line.repeat(maxDocumentLines)).state).toBe("read");
});
