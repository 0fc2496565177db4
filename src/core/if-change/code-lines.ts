import type { CommentStyle } from "./comment-style.ts";
import {
  beginsExpression,
  endOfLine,
  fenceSkipper,
  quoteSkipper,
  regularExpressionEnd,
  spanSkipper,
  templateEnd,
  textOfLines,
} from "./skip.ts";

/**
 * Which lines (from 1) begin in code: not inside a string, a comment or a fence that an earlier line opened. What is
 * opened and never closed opens nothing, so that a misread quote hides no mark. Linear in the length of the text.
 */
export function codeLines(text: string, style: CommentStyle): ReadonlySet<number> {
  const { templates, ...plain } = style;
  return (templates && scan(text, style)) ?? scan(text, plain) ?? new Set();
}

/** Undefined when a template is still open at the end. */
function scan(text: string, style: CommentStyle): ReadonlySet<number> | undefined {
  const lines = new Set([1]);
  const spans = new Map([...style.block, ...style.strings]);
  const { lineAt, lineAfter, afterLineOf } = textOfLines(text);
  const afterSpan = spanSkipper(text);
  const afterQuote = quoteSkipper(text);
  const afterFence = style.fences === true ? fenceSkipper(text) : (at: number) => at;
  const token = tokenPattern(style);
  /** Braces open inside each `${`, from the outside in. */
  const templates: number[] = [];
  const heredocs: string[] = [];
  token.lastIndex = afterFence(0);
  for (let match = token.exec(text); match !== null; match = token.exec(text)) {
    const [found, heredoc] = match;
    const at = token.lastIndex;
    const close = spans.get(found);
    if (found === "\n") {
      token.lastIndex = afterFence(heredocs.splice(0).reduce(afterLineOf, at));
      lines.add(lineAt(token.lastIndex));
    } else if (close !== undefined) {
      token.lastIndex = afterSpan(at, found, close);
    } else if (style.line.includes(found)) {
      token.lastIndex = endOfLine(text, at);
    } else if (heredoc !== undefined) {
      if (lineAfter(at, heredoc)) heredocs.push(heredoc);
    } else if (found === "/") {
      if (beginsExpression(text, match.index)) token.lastIndex = regularExpressionEnd(text, at);
    } else if (found === "`" || (found === "}" && templates.at(-1) === 0)) {
      if (found === "}") templates.pop();
      const end = templateEnd(text, at);
      if (end === undefined) return undefined;
      if (end.opensCode) templates.push(0);
      token.lastIndex = end.at;
    } else if (found === "{" || found === "}") {
      const depth = templates.pop();
      if (depth !== undefined) templates.push(depth + (found === "{" ? 1 : -1));
    } else {
      token.lastIndex = afterQuote(at, found);
    }
  }
  return templates.length === 0 ? lines : undefined;
}

function tokenPattern({ line, block, strings, quotes, templates, heredocs }: CommentStyle): RegExp {
  const opens = [...block, ...strings].map(([open]) => open);
  // Longer ones first: `--[[` is no `--`. A # inside a word, as in `$#`, begins no comment.
  const fixed = [...opens, ...line, ...Array.from(quotes)]
    .toSorted((a, b) => b.length - a.length)
    .map((each) => (each === "#" ? "(?<!\\S)#" : each.replace(/\W/g, "\\$&")));
  const heredoc = heredocs === true ? ["(?<!<)<<[-~]?[\"']?([A-Za-z_][A-Za-z_0-9]*)"] : [];
  return new RegExp(["\\n", ...heredoc, ...fixed, ...(templates === true ? ["[`{}/]"] : [])].join("|"), "g");
}
