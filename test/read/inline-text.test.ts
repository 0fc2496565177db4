import { describe, expect, test } from "@jest/globals";
import { readMarkdown } from "../../src/read/markdown.ts";

function plain(markdown: string): string | undefined {
  const block = readMarkdown(`${markdown}\n\n[ref]: https://example.org/ref "title"\n`).sections[0]?.blocks[0];
  return block?.type === "paragraph" ? block.text : undefined;
}

const cases: Readonly<Record<string, readonly [markdown: string, text: string]>> = {
  "emphasis of every kind leaves its words": ["*a* **b** ***c*** _d_ __e__", "a b c d e"],
  "what is struck out stays marked, however it is written": [
    "~~a~~ b ~c~ d <del>e</del> f <s>g</s> h <strike>i</strike> j ~~*k*~~",
    "~~a~~ b ~~c~~ d ~~e~~ f ~~g~~ h ~~i~~ j ~~k~~",
  ],
  "nothing struck out is nothing": ["a ~~\u200b~~b <del> </del> [<s></s>](c) d", "a b d"],
  "nested emphasis leaves its words": ["**a *b* c**", "a b c"],
  "underscores inside a word stay": ["snake_case_name", "snake_case_name"],
  "asterisks between spaces stay": ["2 * 3 * 4", "2 * 3 * 4"],
  "globs stay": ["src/** and test/**/*.ts", "src/** and test/**/*.ts"],
  "a mark that is never closed stays": ["**a", "**a"],
  "marks that wait between a pair stay": ["*a ~~b*", "a ~~b"],
  "a longer run keeps what is not paired": ["**a*", "*a"],
  "four tildes are no markup": ["a ~~~~b~~~~", "a ~~~~b~~~~"],
  "code leaves its words, as they are written": ["`a *b* &amp; \\c`", "a *b* &amp; \\c"],
  "code with backticks in it leaves them": ["`` a`b ``", "a`b"],
  "backticks that never close stay": ["``a`", "``a`"],
  "an escaped backtick opens no code": ["\\`a`b`", "`ab"],
  "backslash escapes are resolved": ["\\*a\\* \\[b\\] c\\d", "*a* [b] c\\d"],
  "a backslash at the end of a line is a line break": ["a\\\nb", "a b"],
  "entities are decoded": ["a &amp; b &lt;c&gt; &#100;&#x65;", "a & b <c> de"],
  "unknown entities stay": ["&nonsense; &", "&nonsense; &"],
  "entities that stand for marks are no marks": ["&#42;a&#42;", "*a*"],
  "comments are dropped": ["a <!-- b --> c", "a c"],
  "the shortest comments are dropped": ["a <!--> b <!---> c", "a b c"],
  "a comment over two lines is dropped": ["a <!-- b\nc --> d", "a d"],
  "a comment in code stays": ["`<!-- a -->`", "<!-- a -->"],
  "backticks in a comment open no code": ["<b>a</b> <!-- ` --> b ` c", "a b ` c"],
  "an opening of a comment that never closes stays": ["a <!-- b", "a <!-- b"],
  "instructions, declarations and CDATA are dropped": ["a <?b?> c <!D e> f <![CDATA[g]]> h", "a c f h"],
  "tags are dropped": ["a <b class=\"x\">b</b> <span title='y'>c</span> <unknown>", "a b c"],
  "a line break tag breaks the line": ["a<br>b<br/>c", "a b c"],
  "what is no tag stays": ["a < b <3 <> c", "a < b <3 <> c"],
  "an HTML link keeps its target": ['a <a href="https://example.org">b</a>', "a <https://example.org> b"],
  "an HTML image keeps its source": ["a <img src=b.png alt='c'>", "a <b.png> <c>"],
  "a bare and a bracketed address are the same": ["<https://example.org/a_b_c>", "https://example.org/a_b_c"],
  "a mail address in brackets is itself": ["<a@example.org>", "a@example.org"],
  "a link keeps label and target": ["[a *b*](https://example.org 'title')", "a b <https://example.org>"],
  "a link whose label is its target is the target": ["[https://a.b](https://a.b)", "https://a.b"],
  "a target in angle brackets may have spaces": ["[a](<b c>)", "a <b c>"],
  "a target may have parentheses": ["[a](b(c)d)", "a <b(c)d>"],
  "a link whose label shows nothing is not there": [
    "a [](b) [ ](c) [\u200b\u3164](d) [&#8203;](e) [<!-- x -->](f) [**\u00ad**](g) []<h> [<b></b>](i) j",
    "a [] j",
  ],
  "an HTML link whose label shows nothing is not there": [
    'a <a href="b"></a> <a href=c><b> &nbsp;</b></a> <A HREF="d">\u200b</A> <a href="e"><!-- f --> </a href="g"> h',
    "a h",
  ],
  "a link around a link that shows nothing is not there": ['a [<a href="b"></a>](c) <a href="d">[](e)</a> f', "a f"],
  "an HTML link that is never closed shows what comes behind it": ['<a href="b"> c <a href="d">', "<b> c"],
  "a link of marks that stay shows them": ['[**](a) <a href="b">**</a>', "** <a> <b> **"],
  "a link around an image shows it": ['[![](a)](b) <a href="c"><img src="d"></a>', "<a> <b> <c> <d>"],
  "an image of no size is not there": [
    'a <img src="b" width="0"> <img src=c height=1px alt=d> <img src="e" width=\'1%\'> <img src="f" width="10">',
    "a <f>",
  ],
  "a link around an image of no size is not there": ['a [<img src="b" width=0>](c) d', "a d"],
  "of attributes only those count that show": [
    '<a alt="a" href="b" href="c" title=" href=\'d\'">e</a> <img href="f" data-src="g" src="h">',
    "<b> e <h>",
  ],
  "a link without target is its label": ["[a]()", "a"],
  "an image keeps text and source": ["![a](b.png)", "a <b.png>"],
  "an image in a link keeps both targets": ["[![a](b.png)](c)", "a <b.png> <c>"],
  "a link in a link is the inner one": ["[a [b](c) d](e)", "[a b <c> d](e)"],
  "marks in a label do not pair with marks around it": ["*[a*](b)", "*a* <b>"],
  "links by reference keep their target": [
    "[a][ref] [ref][] [REF]",
    "a <https://example.org/ref> ref <https://example.org/ref> REF <https://example.org/ref>",
  ],
  "brackets that are no link stay": ["[a] [b][c] ![d] ] [", "[a] [b][c] ![d] ] ["],
  "white space is folded": ["a  \t b\n c\u00a0\u2003d&nbsp;e", "a b c d e"],
  "invisible characters are dropped": ["a\u200bb\u00adc\u2060d\u202ee\ufe0ff&#8203;g\u0007h", "abcdefgh"],
  "letters and their marks are composed": ["e\u0301", "\u00e9"],
};

describe("plain text", () => {
  test.each(Object.entries(cases))("%s", (_name, [markdown, text]) => {
    expect(plain(markdown)).toBe(text);
  });

  test("a target that is used often does not multiply the text", () => {
    const target = "b".repeat(1000);
    const [block] = readMarkdown(`[a]: ${target}\n\n${"[a] ".repeat(10_000)}`).sections[0]?.blocks ?? [];
    expect(block?.type === "paragraph" && block.text.length).toBeLessThan(200_000);
  });

  test("links in flood are read in no time", () => {
    for (const flood of ["[](a)", '<a href="a">', "[![", "[**](a)", '[<a href="a">](b)', "</a>"])
      expect(() => plain(flood.repeat(100_000))).not.toThrow();
  });

  test("thousands of marks on one letter are cut", () => {
    expect(plain(`a${"\u0301".repeat(100_000)}`)?.length).toBeLessThan(100);
  });
});
