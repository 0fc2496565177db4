import { codeLines } from "./code-lines.ts";
import type { CommentStyle } from "./comment-style.ts";

/** A comment that has its lines for itself. */
export interface Comment {
  /** First and last line, from 1. */
  readonly line: number;
  readonly endLine: number;
  /** What it says, line by line without the signs of the comment and without white space around. */
  readonly text: string;
}

/** Furthest a comment may be indented in Markdown: further in, it is code. */
const deepestInMarkdown = 3;

/** The comments of a file that share their lines with nothing else, in order. Every line comment is one of its own. */
export function commentsAlone(text: string, style: CommentStyle): readonly Comment[] {
  const inCode = codeLines(text, style);
  const lines = text.split("\n");
  const comments: Comment[] = [];
  const blocks = [...style.alone, ...style.block].toSorted(([a], [b]) => b.length - a.length);
  const unclosed = new Set<string>();
  for (let index = 0; index < lines.length; index++) {
    if (!inCode.has(index + 1)) continue;
    const line = lines[index]?.trimEnd() ?? "";
    const words = line.trimStart();
    if (style.fences === true && line.length - words.length > deepestInMarkdown) continue;
    const leader = style.line.find((each) => words.startsWith(each));
    const [open, close] = blocks.find(([each]) => words.startsWith(each)) ?? [];
    if (open !== undefined && close !== undefined) {
      if (unclosed.has(close)) continue;
      const block = readBlock(lines, index, words.slice(open.length), close);
      if (block === undefined) {
        unclosed.add(close);
        continue;
      }
      const { inner, rest } = block;
      // Lines of a comment that shares its last one cannot begin another: they are passed over with it.
      if (rest === "") comments.push({ line: index + 1, endLine: index + inner.length, text: inner.join("\n").trim() });
      index += inner.length - 1;
    } else if (leader !== undefined) {
      comments.push({ line: index + 1, endLine: index + 1, text: afterLeader(words, leader) });
    }
  }
  return comments;
}

/** The lines of a block comment, and what follows it on the last of them; undefined when nothing closes it. */
function readBlock(
  lines: readonly string[],
  first: number,
  opening: string,
  close: string,
): { readonly inner: readonly string[]; readonly rest: string } | undefined {
  const inner: string[] = [];
  for (let index = first; index < lines.length; index++) {
    const line = index === first ? opening : (lines[index] ?? "");
    const end = line.indexOf(close);
    inner.push(withoutStar(end === -1 ? line : line.slice(0, end), index > first));
    if (end !== -1) return { inner, rest: line.slice(end + close.length).trim() };
  }
  return undefined;
}

/** A line of a block comment without the star that some begin each line with. */
function withoutStar(line: string, mayHaveStar: boolean): string {
  const words = line.trim();
  return mayHaveStar && words.startsWith("*") ? words.slice(1).trim() : words;
}

/** What a line comment says: `///` and `;;` are as good as `//` and `;`. */
function afterLeader(words: string, leader: string): string {
  let at = leader.length;
  while (words[at] === leader.at(-1)) at++;
  return words.slice(at).trim();
}
