import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import { codeBlock, inlineCode, plainText, sentence } from "../../src/render/markdown-text.ts";
import { hostileText, hostileTexts } from "./hostile.ts";

const parser = new MarkdownIt({ html: true, linkify: true });

test.each([
  { name: "a mention", text: "@octocat", expected: "@&#8203;octocat" },
  { name: "a reference that would close an issue", text: "closes #1", expected: "closes #&#8203;1" },
  { name: "a reference to another repository", text: "o/r#12", expected: "o/r#&#8203;12" },
  { name: "a reference of the old kind", text: "GH-7", expected: "GH-&#8203;7" },
  { name: "an address", text: "https://example.com", expected: "https:&#8203;//example.com" },
  { name: "an address without a scheme", text: "www.example.com", expected: "www&#8203;.example.com" },
  { name: "HTML", text: "<b>&amp;", expected: "&lt;b&gt;&amp;amp;" },
  { name: "markup", text: "*a* _b_ `c` ~~d~~ [e](f)", expected: "\\*a\\* \\_b\\_ \\`c\\` \\~\\~d\\~\\~ \\[e\\](f)" },
  { name: "the border of a table", text: "a | b \\| c", expected: "a &#124; b \\\\&#124; c" },
  { name: "a formula", text: "$x$", expected: "&#36;x&#36;" },
  { name: "lines", text: "a\n# b", expected: "a␊# b" },
])("$name is plain text", ({ text, expected }) => {
  expect(plainText(text)).toBe(expected);
});

test.each([
  { name: "a path", text: "docs/a_b*.md", expected: "`docs/a_b*.md`" },
  { name: "a backtick inside", text: "a`b", expected: "``a`b``" },
  { name: "backticks at the ends", text: "``a`", expected: "``` ``a` ```" },
  { name: "spaces at both ends", text: " a ", expected: "`  a  `" },
  { name: "nothing", text: "", expected: "" },
  { name: "lines", text: "a\n\nb", expected: "`a␊␊b`" },
])("$name becomes code", ({ text, expected }) => {
  expect(inlineCode(text)).toBe(expected);
});

test("a fence is longer than any run of backticks inside", () => {
  expect(codeBlock("a\n````\n@b")).toBe("`````\na\n````\n@b\n`````");
  expect(codeBlock("| a |\n")).toBe("```\n| a |\n```");
});

test("a sentence keeps its own code and emphasis", () => {
  expect(sentence("`docs/log.md` has no new row under *Rollout windows* (2 * 3).")).toBe(
    "`docs/log.md` has no new row under *Rollout windows* (2 \\* 3).",
  );
});

test("a name with a backtick in it only moves the border", () => {
  expect(sentence("`a`@octocat`.md` is removed.")).toBe("`a`@&#8203;octocat`.md` is removed.");
});

describe("whatever the text", () => {
  /** What a reader gets: text outside code, and the markup around it. */
  function parsed(markdown: string) {
    const inline = parser.parseInline(markdown, {}).flatMap(({ children }) => children ?? []);
    // What stands on both sides of code does not touch.
    const text = inline.flatMap(({ type, content }) =>
      type === "text" ? content : type === "code_inline" ? "\u0000" : [],
    );
    return { types: new Set(inline.map(({ type }) => type)), text: text.join("") };
  }
  const allowed = new Set(["text", "code_inline", "text_special", "em_open", "em_close"]);
  const acting = /@\w|#\d|GH-\d|:\/\/|www\./i;

  test.each(hostileTexts)("%j stays text", (text) => {
    expect([...parsed(plainText(text)).types].filter((type) => !allowed.has(type))).toEqual([]);
  });

  test("plain text has no markup, mention, reference or link", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        const { types, text: read } = parsed(plainText(text));
        expect([...types].filter((type) => type !== "text" && type !== "text_special")).toEqual([]);
        expect(read).not.toMatch(acting);
      }),
    );
  });

  test("a sentence around it has none either, outside code", () => {
    const examples: [string][] = [[" `0#"]];
    fc.assert(
      fc.property(hostileText, (text) => {
        const { types, text: read } = parsed(sentence(`\`${text}\` has no *${text}* ${text}`));
        expect([...types].filter((type) => !allowed.has(type))).toEqual([]);
        expect(read).not.toMatch(acting);
      }),
      { examples },
    );
  });

  test("code on one line is exactly one piece of code", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        fc.pre(text !== "");
        expect([...parsed(`a ${inlineCode(text)} b`).types]).toEqual(["text", "code_inline"]);
      }),
    );
  });

  test("a block of code is exactly one block", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(parser.parse(codeBlock(text), {}).map(({ type }) => type)).toEqual(["fence"]);
      }),
    );
  });
});
