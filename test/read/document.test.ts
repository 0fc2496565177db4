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
