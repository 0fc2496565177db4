/** Calls `visit` for each line of a text, without its ending, and its number from 1; blank lines are left out. */
export function eachLine(text: string, visit: (line: string, number: number) => void): void {
  eachSpan(text, (start, end, number) => {
    visit(text.slice(start, end), number);
  });
}

/** The same by where a line begins and ends: millions of lines that are only looked at need not be made. */
export function eachSpan(text: string, visit: (start: number, end: number, number: number) => void): void {
  let number = 0;
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf("\n", at);
    const next = feed === -1 ? text.length : feed;
    const end = text.charCodeAt(next - 1) === 13 ? next - 1 : next;
    number += 1;
    if (end > at) visit(at, end, number);
    at = next + 1;
  }
}
