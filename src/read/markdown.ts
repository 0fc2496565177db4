import { type Block, headingKey, type Outline, type OutlineProblem, type Section } from "../core/document.ts";
import { readFrontMatter } from "./front-matter.ts";
import { htmlText } from "./html-text.ts";
import { inlineText } from "./inline-text.ts";
import { BlockReader, lineOf } from "./markdown-blocks.ts";
import { LinkTargets, parser, type Token } from "./markdown-parser.ts";
import { fold } from "./plain-text.ts";

/** The size in bytes up to which a document is read; the caller refuses larger ones. */
export const maxDocumentBytes = 2 * 1024 * 1024;

type Draft = { -readonly [Name in keyof Section]: Section[Name] } & { readonly blocks: Block[] };

/**
 * Reads GitHub-flavoured Markdown. Time grows with the length of the text only. Sections are made by headings at the top
 * level: headings and tables in lists, in quotes or in raw HTML (`<h2>`, `<table>`) are mere words.
 *
 * @throws UserError when its quotes would take too long
 */
export function readMarkdown(text: string): Outline {
  const lines = text
    .replace(/^\uFEFF/, "")
    .replace(/\r\n?/g, "\n")
    .split("\n");
  const lineCount = lines.at(-1) === "" ? lines.length - 1 : lines.length;
  const loneReturn = /\r(?!\n|$)/.exec(text)?.index;
  const { frontMatter, length } = readFrontMatter(lines);
  // Blank lines in its place keep the line numbers right.
  lines.fill("", 0, length);
  const env: { references?: Record<string, { href: string }> } = {};
  const tokens = parser.parse(lines.join("\n"), env as Parameters<typeof parser.parse>[1]);
  const links = new LinkTargets(env.references, text.length);
  const sections = readSections(new BlockReader(tokens, links, lines), links, lineCount);
  return {
    sections,
    frontMatter,
    problems: problemsOf(tokens, lines),
    lineCount,
    ...(loneReturn === undefined ? {} : { loneReturn: lineAt(text, loneReturn) }),
  };
}

function readSections(reader: BlockReader, links: LinkTargets, lineCount: number): Section[] {
  const root = { level: 0, title: "", key: "", parent: undefined };
  let current: Draft = { ...root, index: 0, line: 1, endLine: lineCount, subtreeEnd: 1, blocks: [] };
  const sections: Draft[] = [current];
  const open: Draft[] = [current];
  const closeFrom = (level: number) => {
    while ((open.at(-1)?.level ?? 0) >= level) {
      const closed = open.pop();
      if (closed !== undefined) closed.subtreeEnd = sections.length;
      if (open.length === 0) break;
    }
  };
  for (let token = reader.token; token !== undefined; token = reader.token) {
    if (token.type === "heading_open") {
      const level = Number(token.tag.slice(1));
      const line = lineOf(token);
      const title = fold(inlineText(reader.heading(), links));
      closeFrom(level);
      current.endLine = line - 1;
      const place = { index: sections.length, line, endLine: lineCount, parent: open.at(-1)?.index };
      current = { ...place, level, title, key: headingKey(title), subtreeEnd: 0, blocks: [] };
      sections.push(current);
      open.push(current);
      const anchor = anchorIn(reader.token);
      if (anchor !== undefined) current.anchor = anchor;
    } else {
      const block = reader.block();
      if (block !== undefined) current.blocks.push(block);
    }
  }
  closeFrom(0);
  return sections;
}

/** The number (from 1) of the line of a position. */
function lineAt(text: string, at: number): number {
  return text.slice(0, at).split("\n").length;
}

function anchorIn(token: Token | undefined): string | undefined {
  if (token?.type !== "html_block") return undefined;
  return /^\s*<!--\s*lockstep:id=([\w.-]+)\s*-->/.exec(token.content)?.[1];
}

/** What hides the rest of the document from a reader, or shows it as something else. */
function problemsOf(tokens: readonly Token[], lines: readonly string[]): OutlineProblem[] {
  const problems: OutlineProblem[] = [];
  for (const token of tokens) {
    if (token.type === "fence" && token.level === 0 && !isClosed(token, lines)) {
      problems.push({ line: lineOf(token), message: "this code fence is never closed" });
    } else if (token.type === "html_block") {
      const message = unclosedHtml(token.content);
      if (message !== undefined) problems.push({ line: lineOf(token) + message.offset, message: message.text });
    }
  }
  return problems;
}

function isClosed(fence: Token, lines: readonly string[]): boolean {
  const [start, end] = fence.map ?? [0, 0];
  const last = (lines[end - 1] ?? "").replace(/^ {0,3}/, "").trimEnd();
  const mark = fence.markup.charAt(0);
  return end - start > 1 && last.length >= fence.markup.length && last === mark.repeat(last.length);
}

const rawHtml = [
  [/^\s*<(?:script|pre|style|textarea)(?=[\s>]|$)/i, /<\/(?:script|pre|style|textarea)>/i],
  [/^\s*<\?/, /\?>/],
  [/^\s*<!\[CDATA\[/, /\]\]>/],
  [/^\s*<![a-z]/i, />/],
] as const;

/** Also inside lists and quotes: a browser takes an unclosed comment to the end of the page. */
function unclosedHtml(html: string): { readonly text: string; readonly offset: number } | undefined {
  const { unclosedAt } = htmlText(html);
  if (unclosedAt !== undefined) {
    const offset = html.slice(0, unclosedAt).split("\n").length - 1;
    return { text: "this HTML comment is never closed", offset };
  }
  const open = rawHtml.some(([opening, closing]) => opening.test(html) && !closing.test(html));
  return open ? { text: "this HTML block is never closed", offset: 0 } : undefined;
}
