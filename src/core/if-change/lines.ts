import type { Mark } from "./mark.ts";
import type { MarkedFile } from "./regions.ts";

/** A line of a file that says something. */
export interface Line {
  /** From 1; of a mark, its first line. */
  readonly number: number;
  /** For comparing: the line without white space at its end. All marks of a kind are equal, so that editing one is no change. */
  readonly key: string;
  readonly mark?: Mark;
}

/** The lines of a file that are not blank. A mark over several lines is one. */
export function linesThatCount({ text, marks }: Pick<MarkedFile, "text" | "marks">): readonly Line[] {
  const found: Line[] = [];
  const lines = text.split("\n");
  let next = 0;
  for (let index = 0; index < lines.length; index++) {
    const mark = marks[next];
    if (mark?.line === index + 1) {
      // No line of a text file has a NUL character.
      found.push({ number: mark.line, key: `\0${mark.kind}`, mark });
      index = mark.endLine - 1;
      next++;
      continue;
    }
    const key = lines[index]?.trimEnd() ?? "";
    if (key !== "") found.push({ number: index + 1, key });
  }
  return found;
}
