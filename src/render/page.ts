/** Between two blocks; several in a row are one blank line, and none stands first or last. */
export const gap = null;

/** A line, or a {@link gap}. */
export type Line = string | typeof gap;

/** The lines as text that ends with a newline. */
export function joinLines(lines: readonly Line[]): string {
  const text: string[] = [];
  let wanted = false;
  for (const line of lines) {
    if (line === gap) {
      wanted = text.length > 0;
    } else {
      if (wanted) text.push("");
      wanted = false;
      text.push(line);
    }
  }
  return text.length === 0 ? "" : `${text.join("\n")}\n`;
}
