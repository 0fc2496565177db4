import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { pathologicalDocuments } from "../../bench/pathological-documents.ts";
import type { Block, Outline, Table } from "../../src/core/document.ts";
import { readDocument } from "../../src/read/document.ts";
import { readMarkdown } from "../../src/read/markdown.ts";

const lines = (...text: readonly string[]) => text.join("\n");
const titles = (outline: Outline) => outline.sections.slice(1).map(({ level, title, line }) => [level, title, line]);
const blocks = (text: string): readonly Block[] => readMarkdown(text).sections[0]?.blocks ?? [];
const table = (text: string): Table | undefined => blocks(text).find((block) => block.type === "table");
const cells = (text: string) => table(text)?.rows.map((row) => row.cells);

describe("sections", () => {
  const sections: Readonly<Record<string, readonly [text: string, titles: readonly unknown[]]>> = {
    "headings of both styles make sections": [
      lines("# A", "", "B", "---", "### C ###"),
      [
        [1, "A", 1],
        [2, "B", 3],
        [3, "C", 5],
      ],
    ],
    "a heading is plain text": ["## The *live* `log` [here](x) <!-- y -->\n", [[2, "The live log here <x>", 1]]],
    "headings in lists, quotes and HTML are none": ["- # A\n\n> # B\n\n<h2>C</h2>\n", []],
    "headings in fences and comments are none": ["```\n# A\n```\n\n<!--\n# B\n-->\n", []],
    "a number sign without a space is no heading": ["#tag\n", []],
    "lines end in any way": [
      "# A\r\n\r\n# B\r# C\n",
      [
        [1, "A", 1],
        [1, "B", 3],
        [1, "C", 4],
      ],
    ],
    "front matter and a byte order mark shift no line": ["\ufeff---\na: 1\n---\n# A\n", [[1, "A", 4]]],
  };
  test.each(Object.entries(sections))("%s", (_name, [text, expected]) => {
    expect(titles(readMarkdown(text))).toEqual(expected);
  });

  test("know their range, parent and subtree", () => {
    const { sections, lineCount } = readMarkdown(lines("intro", "# A", "", "### B", "b", "", "## C", "# D", ""));
    expect(
      sections.map(({ key, line, endLine, parent, subtreeEnd }) => [key, line, endLine, parent, subtreeEnd]),
    ).toEqual([
      ["", 1, 1, undefined, 5],
      ["a", 2, 3, 0, 4],
      ["b", 4, 6, 1, 3],
      ["c", 7, 7, 1, 4],
      ["d", 8, 8, 0, 5],
    ]);
    expect(lineCount).toBe(8);
  });

  test("take their anchor from a comment right below the heading", () => {
    const text = lines("## A", "<!-- lockstep:id=live-log -->", "## B", "", "b", "", "<!-- lockstep:id=late -->");
    expect(readMarkdown(text).sections.map(({ anchor }) => anchor)).toEqual([undefined, "live-log", undefined]);
  });
});

describe("blocks", () => {
  test("paragraphs keep their lines", () => {
    expect(blocks("*Owner*: me\nCadence: `5 min`  \n<br>\n")).toEqual([
      { type: "paragraph", text: "Owner: me Cadence: 5 min", lines: ["Owner: me", "Cadence: 5 min"], line: 1 },
    ]);
  });

  test("quotes hold all words that are in them", () => {
    const text = lines(
      "> # a",
      "> - b",
      ">   > c",
      "> ```",
      "> d",
      "> ```",
      "> | e | f |",
      "> |---|---|",
      "> | g | h |",
    );
    expect(blocks(text)).toMatchObject([{ type: "quote", text: "a b c d e f g h", line: 1 }]);
  });

  test("lists know tasks, nested items and the lines of both", () => {
    const text = lines("1. [ ] a *b*", "   c", "   - [x] d", "2. [X] e", "3. [y] f", "", "   g");
    expect(blocks(text)).toEqual([
      {
        type: "list",
        line: 1,
        items: [
          {
            ...{ text: "a b c", full: "a b c d", line: 1, task: "open", wrapped: true },
            items: [{ text: "d", full: "d", line: 3, task: "done", items: [] }],
          },
          { text: "e", full: "e", line: 4, task: "done", items: [] },
          { text: "[y] f g", full: "[y] f g", line: 5, items: [], wrapped: true },
        ],
      },
    ]);
  });

  test("code is kept line by line, without white space at the end of lines", () => {
    expect(blocks("```ts\n  a *b*  \n\n\tc\u200b\n\n```\n\n    d\n")).toEqual([
      { type: "code", text: "  a *b*\n\n c", line: 1 },
      { type: "code", text: "d", line: 8 },
    ]);
  });

  test("HTML is its words, and none without words", () => {
    expect(
      blocks('<div align="center">\n<b>a</b> &amp; b\n<!-- c -->\n</div>\n\n<a name="x"></a>\n\n<!-- d -->\n'),
    ).toEqual([{ type: "html", text: "a & b", line: 1 }]);
  });

  test("definitions of links, also those that hide a comment, are none", () => {
    expect(blocks("[a]: https://example.org\n\n[//]: # (a comment)\n\n---\n")).toEqual([]);
  });
});

describe("footnotes", () => {
  const texts: Readonly<Record<string, string>> = {
    "in a section": "a[^1]\n\n[^1]: Owner: b\n",
    "right below a paragraph, with lines that go on": "a[^1]\n[^1]: b\nOwner: c\n",
    "with blocks of their own": "a[^1]\n\n[^1]:\n    # B\n\n    - [x] c\n\n    | d |\n    |---|\n    | e |\n",
    "one in the other": "a[^1]\n\n[^1]: [^2]: b\n",
    "that look like the target of a link": "a[^1]\n\n[^1]: b\n\n[^1]: https://c\n",
  };
  test.each(Object.entries(texts))("%s are no part of it", (_name, text) => {
    const [root, ...more] = readMarkdown(`${text}\nz\n`).sections;
    expect(more).toEqual([]);
    expect(root?.blocks.map((block) => block.type === "paragraph" && block.text)).toEqual(["a[^1]", "z"]);
  });

  test("in an item or a quote are none of its words", () => {
    const [root] = readMarkdown("- a\n\n  [^1]: b\n- [^2]: c\n\n> d\n>\n> [^3]: - [ ] e\n").sections;
    expect(root?.blocks).toMatchObject([
      { type: "list", items: [{ full: "a" }, { full: "" }] },
      { type: "quote", text: "d" },
    ]);
  });

  test.each(["[^]: a b", "[^b c]: a b", "\\[^1]: a", "`x` [^1]: a"])("%s is none", (text) => {
    expect(blocks(text)).toMatchObject([{ type: "paragraph" }]);
  });

  test("in flood are read in no time", () => {
    for (const flood of ["[^a]: b\n", "[^a]:\n", "a\n[^a]: b\n\n", "[^", "[^a]: - > "])
      expect(readDocument(flood.repeat(30_000)).state).toBeDefined();
  });
});

describe("tables", () => {
  const header = "| A | B |\n|---|---|\n";
  const tables: Readonly<Record<string, readonly [text: string, cells: unknown]>> = {
    "cells are plain text": [`${header}| *a* | [b](c) <!-- d --> |`, [["a", "b <c>"]]],
    "an escaped pipe is part of its cell": [`${header}| a \\| b | \`c\\|d\` |`, [["a | b", "c|d"]]],
    "pipes at the ends may be left out": [`A | B\n--- | ---\na | b`, [["a", "b"]]],
    "short rows are padded and long ones cut": [
      `${header}| a |\n| a | b | c |`,
      [
        ["a", ""],
        ["a", "b"],
      ],
    ],
    "a heading, a quote, a list, a fence or a comment ends a table": [`${header}| a | b |\n> c\n`, [["a", "b"]]],
    "lines without pipes continue a table": [
      `${header}| a | b |\nc\n`,
      [
        ["a", "b"],
        ["c", ""],
      ],
    ],
    "a header with another number of cells than the line below is none": ["| A | B |\n|---|\n| a | b |", undefined],
    "a table in a fence is none": [`\`\`\`\n${header}| a | b |\n\`\`\`\n`, undefined],
    "a table in a comment is none": [`<!--\n${header}| a | b |\n-->\n`, undefined],
    "a table in a list is none": [`- ${header.replaceAll("\n", "\n  ")}| a | b |\n`, undefined],
  };
  test.each(Object.entries(tables))("%s", (_name, [text, expected]) => {
    expect(cells(text)).toEqual(expected);
  });

  test("rows know their lines, and rows in disguise are told apart", () => {
    const found = table(`\n${header}| a | b |\n\n| c | d |\n| e | f |\n\ng | h\n\nno row\n`);
    expect(found?.rows).toEqual([{ cells: ["a", "b"], line: 4 }]);
    expect(found?.strayRowLines).toEqual([6, 7, 9]);
  });

  test("a second table is no row in disguise", () => {
    expect(table(`${header}| a | b |\n\n${header}`)?.strayRowLines).toEqual([]);
  });
});

describe("front matter", () => {
  const cases: Readonly<Record<string, readonly [text: string, expected: unknown]>> = {
    "is read as YAML 1.2": [
      "---\na: no\nb: 2026-01-01\nc: 012\n---\n",
      { state: "read", value: { a: "no", b: "2026-01-01", c: 12 } },
    ],
    "may be empty": ["---\n---\n", { state: "read", value: {} }],
    "may end in dots": ["---\na: 1\n...\n", { state: "read", value: { a: 1 } }],
    "is absent without the first line": ["\n---\na: 1\n---\n", { state: "absent" }],
    "is absent without an end": ["---\na: 1\n", { state: "absent" }],
    "is invalid when it is no mapping": ["---\n- a\n---\n", { state: "invalid", line: 1 }],
    "is invalid when it is no YAML, and names the line": ["---\na: 1\nb: [\n---\n", { state: "invalid", line: 3 }],
    "is invalid with a name twice": ["---\na: 1\na: 2\n---\n", { state: "invalid", line: 3 }],
    "is invalid when it is too long": [`---\na: ${"b".repeat(70_000)}\n---\n`, { state: "invalid" }],
    "is invalid when aliases make it explode": [
      `---\na: &a [x, x]\n${Array.from("bcdefgh", (name, at) => `${name}: &${name} [${`*${"abcdefg"[at]},`.repeat(9)}]`).join("\n")}\n---\n`,
      { state: "invalid" },
    ],
  };
  test.each(Object.entries(cases))("%s", (_name, [text, expected]) => {
    expect(readMarkdown(text).frontMatter).toMatchObject(expected as object);
  });

  test("sets no prototype", () => {
    const { frontMatter } = readMarkdown("---\n__proto__: { polluted: true }\n---\n");
    expect(({} as { polluted?: boolean }).polluted).toBeUndefined();
    expect(frontMatter.state === "read" && Object.getPrototypeOf(frontMatter.value)).toBe(Object.prototype);
  });
});

describe("problems", () => {
  const problems: Readonly<Record<string, readonly [text: string, lines: readonly number[]]>> = {
    "a fence that never closes": ["a\n\n```\nb\n\n# c\n", [3]],
    "a fence closed by a shorter one": ["````\na\n```\n", [1]],
    "a fence whose end is indented like code": ["```\na\n    ```\n", [1]],
    "a closed fence is none": ["```\na\n````  \n\n~~~\n```\n~~~\n", []],
    "a fence that a list item ends is none": ["- ```\n  a\n\nb\n", []],
    "a comment that never closes": ["a\n\n<!-- b\n\n# c\n", [3]],
    "a comment that HTML opens and a blank line does not close": ["<details>\na\n<!-- b\n\n| c |\n|---|\n", [3]],
    "a comment in a list that never closes": ["- <!-- a\n\nb\n", [1]],
    "a comment opened in the middle of a paragraph is plain text": ["a <!-- b\n\nc\n", []],
    "a block of raw HTML that never closes": ["a\n\n<pre>\n\n# b\n", [3]],
    "CDATA that never closes": ["<![CDATA[ a\n\n# b\n", [1]],
    "closed comments and blocks are none": ["<!-- a --> b\n\n<pre>\n# c\n</pre>\n", []],
  };
  test.each(Object.entries(problems))("%s", (_name, [text, expected]) => {
    expect(readMarkdown(text).problems.map(({ line }) => line)).toEqual(expected);
  });
});

describe("any text", () => {
  const markup = fc.constantFrom(
    ..."# |> - * _ ` ~ [ ] ( ) < > ! & ; \\ : = \n \t a 1".split(" "),
    ...["\n\n", " ", "```\n", "<!--", "-->", "|-|\n", "---\n", "    ", "&amp;", "[a]: b\n", "<b", "\u200b", "- [ ] "],
  );
  const text = fc.oneof(
    fc.string({ unit: "binary" }),
    fc.array(markup, { maxLength: 60 }).map((parts) => parts.join("")),
  );

  test("is read, in sections that follow one another", () => {
    fc.assert(
      fc.property(text, (document) => {
        const { sections, lineCount } = readMarkdown(document);
        expect(sections.map(({ index }) => index)).toEqual([...sections.keys()]);
        expect(sections.at(-1)?.endLine).toBe(lineCount);
        for (const { index, subtreeEnd, parent } of sections) {
          expect(subtreeEnd).toBeGreaterThan(index);
          expect(parent ?? -1).toBeLessThan(index);
        }
      }),
      { numRuns: 500 },
    );
  });

  test("reads the same with any line ends", () => {
    fc.assert(
      fc.property(text, (document) => {
        const normalised = document.replaceAll("\r", "");
        expect(readMarkdown(normalised.replaceAll("\n", "\r\n"))).toEqual(readMarkdown(normalised));
      }),
    );
  });

  test.each(pathologicalDocuments.map(({ name, text }) => [name, text] as const))(
    "is read or refused: %s",
    (_name, text) => {
      const read = readDocument(text().slice(0, 20_000));
      expect(read.state === "read" ? read.outline.sections.length : 1).toBeGreaterThan(0);
    },
  );
});
