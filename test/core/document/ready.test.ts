import { describe, expect, test } from "@jest/globals";
import { readyEntry, readyRow, readyTable, withReady } from "../../../src/core/document/ready.ts";
import { fail, type Outcome, pass, undecidable } from "../../../src/core/requirement.ts";
import { readMarkdown } from "../../../src/read/markdown.ts";

function scope(text: string) {
  const outline = readMarkdown(text);
  return { outline, sections: outline.sections.slice(1, 2) };
}

describe("text to paste", () => {
  test("is a row in the order of the table", () => {
    const columns = { rate: { type: "percent", required: true }, Gone: { type: "date", required: true } } as const;
    expect(readyRow(["Day", "Rate", ""], columns)).toBe("| ‹Day› | <percent, such as 4.2%> | ‹…› |");
  });

  test("is a table whose pipes do not end cells", () => {
    expect(readyTable(["a|b", "c\\|d"])).toBe("| a\\|b | c\\|d |\n| --- | --- |\n| ‹a\\|b› | ‹c\\|d› |");
  });

  test.each([
    ["a list", "## A\n\nNewest first.\n\n1. x\n\n### B\n", "- …"],
    ["a table", "## A\n\n| B | C |\n| - | - |\n", "| ‹B› | ‹C› |"],
    ["sub-headings", "## A\n\nWords.\n\n#### B\n\nx\n", "#### …\n\n…"],
    ["nothing", "## A\n\n## B\n", "- …"],
  ])("is an entry in the form of a section with %s", (_what, text, ready) => {
    expect(readyEntry(scope(text))).toBe(ready);
  });

  test("goes below a heading to paste, and nowhere else", () => {
    const finding = { message: "m", location: { path: "p" }, remedy: "r" };
    const withHeading = { ...finding, snippet: "## A\n" };
    const notFound = (outcome: Outcome) => ({ found: false, outcome, isNew: false }) as const;
    expect(withReady(notFound(fail(withHeading, finding)), "- …")).toEqual(
      fail({ ...finding, snippet: "## A\n\n- …" }, finding),
    );
    for (const outcome of [pass(), fail(finding), undecidable(withHeading)]) {
      expect(withReady(notFound(outcome), "- …")).toBe(outcome);
    }
  });

  test("is all of a document that never was", () => {
    const finding = { message: "m", location: { path: "p" }, remedy: "r" };
    const isNew = { found: false, outcome: fail(finding), isNew: true } as const;
    expect(withReady(isNew, "- …")).toEqual(fail({ ...finding, snippet: "- …" }));
  });
});
