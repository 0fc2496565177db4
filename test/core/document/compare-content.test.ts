import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { contentChanged } from "../../../src/core/document/compare-content.ts";
import { scopeOf } from "../../outlines.ts";

const text = `# Handbook

Intro.

## Log

Some *words* about \`code\`, wrapped
over lines, with a [link](https://example.org).

- first
- [ ] second
  - nested

| Window | Rate |
|--------|-----:|
| one    |   1% |

\`\`\`ts
const a = 1;
\`\`\`

### Details

More.

### Notes

Even more.

## Other

Else.
`;

const changed = (edit: (before: string) => string) => contentChanged(scopeOf(text, "Log"), scopeOf(edit(text), "Log"));
const replace = (from: string, to: string) => (before: string) => {
  expect(before).toContain(from);
  return before.replace(from, to);
};

describe("no change is", () => {
  test.each<[string, (before: string) => string]>([
    ["the same text", (before) => before],
    ["a paragraph wrapped elsewhere", replace("wrapped\nover lines, with", "wrapped over\nlines,\nwith")],
    ["other line ends", (before) => before.replaceAll("\n", "\r\n")],
    ["white space at the end of lines", (before) => before.replaceAll("\n", "   \n")],
    ["more blank lines", (before) => before.replaceAll("\n\n", "\n\n\n")],
    ["a table with aligned cells", replace("| one    |   1% |", "|one|1%|")],
    ["another alignment of a column", replace("|-----:|", "|:-----|")],
    ["emphasis", replace("*words*", "**words**")],
    ["emphasis taken away", replace("*words*", "words")],
    ["code marks taken away", replace("`code`", "code")],
    ["a comment", replace("- first\n", "- first <!-- updated -->\n")],
    ["a comment between blocks", replace("- first\n", "<!-- updated -->\n- first\n")],
    ["a comment in the disguise of a link definition", replace("More.", "More.\n\n[//]: # (updated)")],
    ["an invisible character", replace("first", "fir\u200bst")],
    ["a no-break space", replace("Even more", "Even\u00a0more")],
    ["an empty element", replace("More.", "More.\n\n<div></div>\n")],
    ["an empty row", replace("|   1% |\n", "|   1% |\n|  |  |\n")],
    ["another list marker", (before) => before.replaceAll("- ", "* ")],
    ["another list marker in the middle of a list", replace("- [ ] second", "* [ ] second")],
    ["an underlined heading", replace("## Log\n", "Log\n---\n")],
    ["another title", replace("# Handbook", "# Manual")],
    ["another sub-heading", replace("### Notes", "### Remarks")],
    ["a sub-heading of another level", replace("### Notes", "#### Notes")],
    [
      "sub-sections in another order",
      replace("### Details\n\nMore.\n\n### Notes\n\nEven more.\n", "### Notes\n\nEven more.\n\n### Details\n\nMore.\n"),
    ],
    ["a bare sub-heading", replace("- first\n", "### New\n\n- first\n")],
    ["a longer code fence", replace("```ts\nconst a = 1;\n```", "~~~~\nconst a = 1;\n~~~~")],
    ["an edit elsewhere", replace("Else.", "Something else.")],
    ["front matter", (before) => `---\na: 1\n---\n${before}`],
  ])("%s", (_name, edit) => {
    expect(changed(edit)).toBe(false);
  });
});

describe("a change is", () => {
  test.each<[string, (before: string) => string]>([
    ["another word", replace("More.", "Less.")],
    ["a word taken away", replace("Even more", "more")],
    ["another target of a link", replace("https://example.org", "https://example.com")],
    ["a finished task", replace("- [ ] second", "- [x] second")],
    ["another nested item", replace("nested", "nested too")],
    ["items in another order", replace("- first\n- [ ] second\n  - nested\n", "- [ ] second\n  - nested\n- first\n")],
    ["another cell", replace("  1% |", "  2% |")],
    ["another column", replace("| Rate |", "| Ratio |")],
    ["a row", replace("|   1% |\n", "|   1% |\n| two | 2% |\n")],
    ["another line of code", replace("a = 1", "a = 2")],
    ["code that is indented", replace("const a", "  const a")],
    ["a new sub-section with words", replace("## Other", "### New\n\nnew\n\n## Other")],
  ])("%s", (_name, edit) => {
    expect(changed(edit)).toBe(true);
  });

  test("words where there was no section", () => {
    expect(contentChanged(undefined, scopeOf("a\n"))).toBe(true);
    expect(contentChanged(undefined, scopeOf("# a\n\n<!-- b -->\n"))).toBe(false);
  });
});

describe("any document", () => {
  test("does not differ from itself", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (document) => {
        expect(contentChanged(scopeOf(document), scopeOf(document))).toBe(false);
      }),
    );
  });

  test("does not differ from itself in other lines, with other line ends or other spaces", () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/);
    const paragraph = fc.array(word, { minLength: 1, maxLength: 20 });
    const breaks = fc.array(fc.constantFrom(" ", "\n", "  ", "\r\n", " \n "), { minLength: 20, maxLength: 20 });
    const cells = fc.array(fc.tuple(word, word), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(paragraph, breaks, cells, fc.nat(5), (words, gaps, rows, width) => {
        const wrapped = words.map((one, at) => (at === 0 ? one : `${gaps[at]}${one}`)).join("");
        const tidy = rows.map(([a, b]) => `| ${a} | ${b} |`).join("\n");
        const padded = rows.map(([a, b]) => `|${a.padEnd(a.length + width)}|${b}   |`).join("\n");
        const before = scopeOf(`${words.join(" ")}\n\n| A | B |\n|---|---|\n${tidy}\n`);
        const after = scopeOf(`${wrapped}\n\n|A  |  B |\n|:--|--:|\n${padded}\n`);
        expect(contentChanged(before, after)).toBe(false);
      }),
    );
  });
});
