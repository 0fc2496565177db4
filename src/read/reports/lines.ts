/** Calls `visit` for each line of a text, without its ending, and its number from 1; blank lines are left out. */
export function eachLine(text: string, visit: (line: string, number: number) => void): void {
  let number = 0;
  for (let at = 0; at < text.length; ) {
    const feed = text.indexOf("\n", at);
    const end = feed === -1 ? text.length : feed;
    const line = text.slice(at, text.charCodeAt(end - 1) === 13 ? end - 1 : end);
    number += 1;
    if (line !== "") visit(line, number);
    at = end + 1;
  }
}
