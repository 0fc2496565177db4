import { parser } from "./markdown-parser.ts";

const { isWhiteSpace, isPunctCharCode, isMdAsciiPunct } = parser.utils;

/** A run of `*`, `_` or `~`. */
export interface Delimiter {
  /** Where it stands among the pieces of the text. */
  readonly piece: number;
  readonly mark: string;
  readonly length: number;
  readonly opens: boolean;
  readonly closes: boolean;
  /** Characters that are no markup: all of them until they are paired. */
  count: number;
}

/** The run at a position; whether it opens or closes emphasis is CommonMark's left- and right-flanking. */
export function delimiterAt(text: string, at: number, piece: number): Delimiter {
  const mark = text.charAt(at);
  const length = runLength(text, at);
  const before = at === 0 ? 32 : text.charCodeAt(at - 1);
  const after = at + length >= text.length ? 32 : text.charCodeAt(at + length);
  const punctuationBefore = isPunctCharCode(before) || isMdAsciiPunct(before);
  const punctuationAfter = isPunctCharCode(after) || isMdAsciiPunct(after);
  const left = !isWhiteSpace(after) && (!punctuationAfter || isWhiteSpace(before) || punctuationBefore);
  const right = !isWhiteSpace(before) && (!punctuationBefore || isWhiteSpace(after) || punctuationAfter);
  const insideWord = mark === "_" && left && right;
  const strikes = mark !== "~" || length < 3;
  const opens = strikes && left && (!insideWord || punctuationBefore);
  const closes = strikes && right && (!insideWord || punctuationAfter);
  return { piece, mark, length, opens, closes, count: length };
}

/** How often the character at a position is repeated. */
export function runLength(text: string, at: number): number {
  let end = at + 1;
  while (text[end] === text[at]) end++;
  return end - at;
}

/** Takes the paired marks off the runs. Each run is put on the stack and taken off it once, so the time is linear. */
export function pairEmphasis(runs: readonly Delimiter[]): void {
  const open: Delimiter[] = [];
  const waiting = new Map<string, { readonly run: Delimiter; readonly height: number }[]>();
  const kindOf = ({ mark, length }: Delimiter) => (mark === "~" ? mark.repeat(length) : mark);
  for (const run of runs) {
    const sameKind = waiting.get(kindOf(run)) ?? [];
    waiting.set(kindOf(run), sameKind);
    while (run.closes && run.count > 0) {
      const opener = sameKind.at(-1);
      if (opener === undefined || !canPair(opener.run, run)) break;
      const paired = Math.min(opener.run.count, run.count);
      opener.run.count -= paired;
      run.count -= paired;
      // What waits between the two can no longer be closed.
      const keep = opener.run.count === 0 ? opener.height : opener.height + 1;
      for (const gone of open.splice(keep)) waiting.get(kindOf(gone))?.pop();
    }
    if (!run.opens || run.count === 0) continue;
    sameKind.push({ run, height: open.length });
    open.push(run);
  }
}

/** CommonMark's "multiple of three" rule: it keeps a glob such as `src/**` from pairing with a lone `*`. */
function canPair(opener: Delimiter, closer: Delimiter): boolean {
  if (closer.mark === "~") return true;
  const ambiguous = (opener.opens && opener.closes) || (closer.opens && closer.closes);
  const bothOfThree = opener.length % 3 === 0 && closer.length % 3 === 0;
  return !ambiguous || bothOfThree || (opener.length + closer.length) % 3 !== 0;
}
