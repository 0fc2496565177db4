/** Calls `visit` for each line of a text, without its ending, and its number from 1; blank lines are left out. */
export function eachLine(text: string, visit: (line: string, number: number) => void): void {
  eachSpan([text], (piece, start, end, number) => {
    visit(piece.slice(start, end), number);
  });
}

/**
 * The same for a text in pieces of whole lines, by where in its piece a line begins and ends: millions of lines that are
 * only looked at need not be made.
 */
export function eachSpan(
  pieces: Iterable<string>,
  visit: (piece: string, start: number, end: number, number: number) => void,
): void {
  let number = 0;
  for (const piece of pieces) {
    for (let at = 0; at < piece.length; ) {
      const feed = piece.indexOf("\n", at);
      const next = feed === -1 ? piece.length : feed;
      const end = piece.charCodeAt(next - 1) === 13 ? next - 1 : next;
      number += 1;
      if (end > at) visit(piece, at, end, number);
      at = next + 1;
    }
  }
}
