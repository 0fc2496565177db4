/** Positions are offsets into the text. Each of these makers gives a function that stays linear over all its calls. */

/** The line feed that ends the line, or the end of the text. */
export function endOfLine(text: string, at: number): number {
  const end = text.indexOf("\n", at);
  return end === -1 ? text.length : end;
}

/** Lines of a text, by what they say and by where they are. */
export function textOfLines(text: string): {
  /** The number (from 1) of the line at a position; positions must ascend. */
  readonly lineAt: (at: number) => number;
  /** Whether a line with just these words begins at the position or later. */
  readonly lineAfter: (at: number, words: string) => boolean;
  /** The end of the next line with just these words. */
  readonly afterLineOf: (at: number, words: string) => number;
} {
  let line = 1;
  let known = 0;
  let lastStarts: ReadonlyMap<string, number> | undefined;
  return {
    lineAt(at) {
      for (let end = text.indexOf("\n", known); end !== -1 && end < at; end = text.indexOf("\n", known)) {
        known = end + 1;
        line++;
      }
      return line;
    },
    lineAfter(at, words) {
      lastStarts ??= startsOfLines(text);
      return (lastStarts.get(words) ?? -1) >= at;
    },
    afterLineOf(at, words) {
      for (let start = at; start < text.length; ) {
        const end = endOfLine(text, start);
        if (text.slice(start, end).trim() === words) return end;
        start = end + 1;
      }
      return at;
    },
  };
}

/** Where the last line that says just this begins. */
function startsOfLines(text: string): ReadonlyMap<string, number> {
  const starts = new Map<string, number>();
  for (let start = 0; start < text.length; ) {
    const end = endOfLine(text, start);
    starts.set(text.slice(start, end).trim(), start);
    start = end + 1;
  }
  return starts;
}

/** Where a comment or a string over several lines ends; where it began when nothing closes it. */
export function spanSkipper(text: string): (at: number, open: string, close: string) => number {
  const exhausted = new Set<string>();
  return (at, open, close) => {
    if (exhausted.has(close)) return at;
    const escapes = open === '"""' || open === "'''";
    for (let end = text.indexOf(close, at); end !== -1; end = text.indexOf(close, end + 1)) {
      if (!escapes || !isEscaped(text, end)) return end + close.length;
    }
    exhausted.add(close);
    return at;
  };
}

function isEscaped(text: string, at: number): boolean {
  let slashes = 0;
  while (text[at - 1 - slashes] === "\\") slashes++;
  return slashes % 2 === 1;
}

/** Where a string of one line ends; where it began when its line does not close it, as an apostrophe. */
export function quoteSkipper(text: string): (at: number, quote: string) => number {
  const openUntil = new Map<string, number>();
  return (at, quote) => {
    if (at < (openUntil.get(quote) ?? -1)) return at;
    let end = at;
    while (end < text.length && text[end] !== quote && text[end] !== "\n") end += text[end] === "\\" ? 2 : 1;
    if (text[end] === quote) return end + 1;
    openUntil.set(quote, end);
    return at;
  };
}

/** What a template does next: it ends, or code begins in it. Undefined when it is never closed. */
export function templateEnd(
  text: string,
  at: number,
): { readonly at: number; readonly opensCode: boolean } | undefined {
  const next = /[`\\]|\$\{/g;
  next.lastIndex = at;
  for (let match = next.exec(text); match !== null; match = next.exec(text)) {
    if (match[0] !== "\\") return { at: next.lastIndex, opensCode: match[0] !== "`" };
    next.lastIndex++;
  }
  return undefined;
}

/** Longest regular expression that is told from a division, and furthest look back for what stands before it. */
const mostLetters = 200;

/** Whether a slash begins a regular expression and divides nothing, by what stands before it. */
export function beginsExpression(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - mostLetters), at).trimEnd();
  return (
    before === "" ||
    /[(,=:[!&|?{;+\-*%~^]$|=>$/.test(before.slice(-2)) ||
    /\b(?:return|typeof|case|in|of|throw|await|yield|else)$/.test(before.slice(-10))
  );
}

const expression = /^(?:[^\\/[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+\//;

/** Where a regular expression ends; where it began when its line does not close it. */
export function regularExpressionEnd(text: string, at: number): number {
  return at + (expression.exec(text.slice(at, at + mostLetters))?.[0].length ?? 0);
}

/** Fences longer than this count as this long. */
const longestFence = 16;

/** Where the fence that begins with a line ends; where the line begins when there is none, or nothing closes it. */
export function fenceSkipper(text: string): (at: number) => number {
  const unclosed = new Map<string, number>();
  return (at) => {
    const open = /[^\S\n]*(`{3,}|~{3,})/y;
    open.lastIndex = at;
    const fence = open.exec(text)?.[1];
    if (fence === undefined) return at;
    const mark = fence.charAt(0);
    const length = Math.min(fence.length, longestFence);
    const end = endOfLine(text, at);
    // With another backtick in its line it is code among words.
    if (mark === "`" && text.slice(open.lastIndex, end).includes(mark)) return at;
    if ((unclosed.get(mark) ?? Number.POSITIVE_INFINITY) <= length) return at;
    const close = new RegExp(`^[^\\S\\n]*${mark}{${length},}[^\\S\\n]*$`, "gm");
    close.lastIndex = end;
    const closed = close.exec(text);
    if (closed !== null) return closed.index + closed[0].length;
    unclosed.set(mark, length);
    return at;
  };
}
