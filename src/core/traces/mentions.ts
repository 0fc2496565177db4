import { maxSubjectLength, type Pattern } from "../pattern.ts";

/** How far back from the end of a part it is looked for a place between words, in characters: no id is as long. */
const longestWord = 1000;

/**
 * The ids in a text, each once. A pattern is tried on a part of a text at a time, and parts end with a line, or between
 * words of a very long one: what spans lines may not be found, and everything else is, however long the text.
 */
export function idsIn(pattern: Pattern, text: string): readonly string[] {
  const found = new Set<string>();
  for (let at = 0; at < text.length; ) {
    const end = endOfPart(text, at);
    for (const id of pattern.findAll(text.slice(at, end), maxSubjectLength)) found.add(id);
    at = end;
  }
  return [...found];
}

/** Most lines looked at for the one on which an id stands. */
const mostLines = 1000;

/** The line (from 1) on which an id first stands. */
export function lineOf(pattern: Pattern, text: string, id: string): number {
  // The letters may stand elsewhere: in a longer id, or outside of what a pattern with a group takes.
  const lines = text.split("\n").flatMap((line, index) => (line.includes(id) ? [{ line, number: index + 1 }] : []));
  const found = lines.slice(0, mostLines).find(({ line }) => idsIn(pattern, line).includes(id));
  return (found ?? lines[0])?.number ?? 1;
}

function endOfPart(text: string, from: number): number {
  const most = from + maxSubjectLength;
  if (most >= text.length) return text.length;
  const line = text.lastIndexOf("\n", most - 1) + 1;
  if (line > from) return line;
  for (let at = most; at > most - longestWord; at -= 1) if (!/[\w-]/.test(text.charAt(at))) return at;
  return most;
}
