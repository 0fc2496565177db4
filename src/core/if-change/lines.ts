import type { MarkedFile } from "./regions.ts";

/** A line of a file that says something. */
export interface Line {
  /** From 1. */
  readonly number: number;
  /** Without white space at its end. */
  readonly text: string;
}

/** The lines of a file that count: neither blank nor part of a mark. */
export function linesThatCount({ text, marks }: Pick<MarkedFile, "text" | "marks">): readonly Line[] {
  const found: Line[] = [];
  const lines = text.split("\n");
  let next = 0;
  for (let index = 0; index < lines.length; index++) {
    const mark = marks[next];
    if (mark?.line === index + 1) {
      index = mark.endLine - 1;
      next++;
      continue;
    }
    const line = lines[index]?.trimEnd() ?? "";
    if (line !== "") found.push({ number: index + 1, text: line });
  }
  return found;
}
