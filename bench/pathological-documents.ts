/** A document made to be slow to read. */
export interface PathologicalDocument {
  readonly name: string;
  readonly text: () => string;
}

const hundredKilobytes = 100_000;
const megabyte = 1_000_000;

function flood(unit: string, size = megabyte): () => string {
  return () => unit.repeat(Math.ceil(size / unit.length));
}

function nested(size: number, line: (depth: number) => string): () => string {
  return () => {
    const lines: string[] = [];
    for (let depth = 0, length = 0; length < size; depth++) {
      const next = line(depth);
      lines.push(next);
      length += next.length + 1;
    }
    return lines.join("\n");
  };
}

const table = "| A | B |\n|---|---|\n";

/** Shapes that make one parser or another hang: reading each must stay linear. */
export const pathologicalDocuments: readonly PathologicalDocument[] = [
  { name: "headings only", text: flood("# a\n") },
  { name: "setext headings", text: flood("a\n-\n") },
  { name: "a heading of colons", text: () => `# ${":".repeat(megabyte)}a\n` },
  { name: "nested headings", text: flood("# a\n## a\n### a\n#### a\n##### a\n###### a\nb\n") },
  { name: "a setext heading of one long paragraph", text: () => `${"a\n".repeat(megabyte / 2)}===\n` },
  { name: "rows of two cells", text: () => table + "| a | b |\n".repeat(megabyte / 10) },
  { name: "rows with more pipes than columns", text: () => table + `${"|".repeat(999)}\n`.repeat(megabyte / 1000) },
  {
    name: "rows with fewer cells than columns",
    text: () => `${"|a".repeat(500)}|\n${"|-".repeat(500)}|\n${"|x|\n".repeat(50_000)}`,
  },
  { name: "a header of many columns", text: () => `${"|a".repeat(100_000)}|\n${"|-".repeat(100_000)}|\n` },
  {
    name: "a header of many names",
    text: () => {
      const names = Array.from({ length: 100_000 }, (_, column) => `|${column}`);
      return `${names.join("")}|\n${"|-".repeat(100_000)}|\n${"|x".repeat(100_000)}|\n`;
    },
  },
  { name: "one-row tables", text: flood(`${table}| a | b |\n\n`) },
  { name: "headers without delimiter rows", text: flood("| a | b |\n\n") },
  { name: "delimiter rows only", text: flood("|-|-|\n") },
  { name: "escaped pipes", text: () => `${table}| ${"\\|".repeat(megabyte / 2)} | b |\n` },
  { name: "stray rows behind a table", text: () => `${table}| a | b |\n\n${"| c | d |\n\n".repeat(80_000)}` },
  { name: "an unclosed fence", text: () => `\`\`\`\n${"| a | b |\n".repeat(megabyte / 10)}` },
  { name: "opening fences of growing length", text: nested(megabyte, (depth) => "`".repeat(3 + (depth % 1000))) },
  { name: "tilde fences in turn with backtick fences", text: flood("~~~\n```\n") },
  { name: "an unclosed comment block", text: () => `<!--\n${"| a | b |\n".repeat(megabyte / 10)}` },
  { name: "unclosed comments in one paragraph", text: () => `x ${"<!-- ".repeat(megabyte / 5)}` },
  { name: "closed comments in one paragraph", text: () => `x ${"<!-- a --> ".repeat(megabyte / 11)}` },
  { name: "comments in a block of HTML", text: () => `<div>\n${"<!-- ".repeat(megabyte / 5)}` },
  { name: "comment blocks", text: flood("<!-- a -->\n") },
  { name: "comments in cells", text: () => table + "| <!-- a | b --> |\n".repeat(50_000) },
  { name: "unclosed CDATA", text: flood("<![CDATA[") },
  { name: "unclosed CDATA in a paragraph", text: () => `x ${"<![CDATA[".repeat(100_000)}` },
  { name: "unclosed declarations", text: () => `x ${"<!A ".repeat(250_000)}` },
  { name: "unclosed processing instructions", text: () => `x ${"<?".repeat(megabyte / 2)}` },
  { name: "tags without an end", text: () => `x ${"<a b='".repeat(150_000)}` },
  { name: "tags with alternating quotes", text: () => `x ${`<a b="<a b='`.repeat(80_000)}>` },
  { name: "a tag of many attributes", text: () => `x <a${" b".repeat(megabyte / 2)}` },
  { name: "tags of many attributes", text: () => `x ${`<a${" b".repeat(500)}`.repeat(1000)}>` },
  { name: "autolinks without an end", text: () => `x ${"<aa:".repeat(250_000)}` },
  { name: "backtick runs of growing length", text: nested(megabyte, (depth) => `${"`".repeat(depth + 1)}x`) },
  {
    name: "backtick runs in one line",
    text: () => `x ${Array.from({ length: 1400 }, (_, n) => "`".repeat(n + 1)).join(" ")}`,
  },
  { name: "backticks around letters", text: flood("`a``b```c") },
  { name: "an asterisk that never closes", text: flood("*a_ ") },
  { name: "nested emphasis", text: () => `${"*a ".repeat(150_000)}${"b* ".repeat(150_000)}` },
  { name: "emphasis marks of every kind", text: flood("*_~~a") },
  { name: "one run of asterisks", text: () => `a${"*".repeat(megabyte)}b` },
  {
    name: "a long opening run and many closing ones",
    text: () => `${"*".repeat(megabyte / 2)}${"a* ".repeat(150_000)}`,
  },
  {
    name: "underscores that wait and asterisks that close",
    text: () => `${"_a ".repeat(150_000)}${"*a**b".repeat(100_000)}`,
  },
  { name: "opening brackets", text: flood("[") },
  { name: "opening brackets, then closing ones", text: () => "[".repeat(megabyte / 2) + "]".repeat(megabyte / 2) },
  { name: "brackets and a definition", text: () => `[a]: b\n\n${"[a".repeat(200_000)}${"]".repeat(200_000)}` },
  { name: "images in images", text: () => "![".repeat(200_000) + "a](b)".repeat(100_000) },
  { name: "links without an end", text: flood("[a](") },
  { name: "links with titles without an end", text: flood(`[a](b "`) },
  { name: "links with angle brackets without an end", text: flood("[a](<b") },
  { name: "links with many parentheses", text: flood("[a](((((((((((((((((((((((((((((((((") },
  {
    name: "a long target that is used often",
    text: () => `[a]: ${"b".repeat(hundredKilobytes)}\n\n${"[a] ".repeat(200_000)}`,
  },
  { name: "link definitions", text: flood("[a]: b\n") },
  { name: "a link definition of many lines", text: () => `[a]: b "${"c\n".repeat(megabyte / 2)}` },
  { name: "entities", text: flood("&amp;") },
  { name: "entities that are none", text: flood("&ampersand") },
  { name: "numeric entities", text: flood("&#65;") },
  { name: "backslashes", text: flood("\\") },
  { name: "nested quotes", text: nested(hundredKilobytes, (depth) => `${">".repeat(depth + 1)} a`) },
  { name: "quote marks in one line", text: flood(">") },
  { name: "quotes with lazy lines", text: flood("> a\nb\n") },
  { name: "a list of lists in one line", text: flood("- ") },
  { name: "a deep list", text: nested(hundredKilobytes, (depth) => `${"  ".repeat(depth)}- a`) },
  { name: "a wide list", text: flood("- a\n") },
  { name: "a list that changes its marker", text: flood("- a\n* b\n+ c\n") },
  { name: "list items with blank lines", text: flood("- a\n\n") },
  { name: "empty list items", text: flood("-\n") },
  { name: "lists in quotes in lists", text: flood("- > - > ") },
  { name: "numbers that might be lists", text: flood("1. ") },
  { name: "one long line", text: flood("word ") },
  { name: "one long word", text: flood("a") },
  { name: "short lines", text: flood("a\n") },
  { name: "blank lines", text: flood("\n") },
  { name: "spaces", text: flood(" ") },
  { name: "tabs", text: flood("\t") },
  { name: "carriage returns", text: flood("\r") },
  { name: "zero-width characters", text: flood("\u200b") },
  { name: "combining characters", text: () => `a${"\u0301\u0323".repeat(250_000)}` },
  { name: "null characters", text: flood("\0") },
  { name: "lone surrogates", text: flood("\ud800") },
  { name: "front matter of nested brackets", text: () => `---\na: ${"[".repeat(60_000)}\n---\n` },
  {
    name: "front matter of aliases",
    text: () =>
      `---\na0: &a0 [x,x]\n${Array.from({ length: 50 }, (_, n) => `a${n + 1}: &a${n + 1} [${`*a${n},`.repeat(9)}]\n`).join("")}---\n`,
  },
  { name: "front matter that never ends", text: () => `---\n${"a: b\n".repeat(200_000)}` },
  { name: "quotes that end at a heading, lines between them", text: flood("> # a\nb\n", 2 * hundredKilobytes) },
  { name: "quotes that end at a fence, lines between them", text: flood("> ```\nb\n", 2 * hundredKilobytes) },
  { name: "quotes in quotes, lines between them", text: flood("> > # a\n> b\n", 2 * hundredKilobytes) },
];
