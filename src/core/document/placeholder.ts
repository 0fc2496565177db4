import { isFilled } from "./filled.ts";

/** What people write into a list or table that has no entries yet. */
const nothingYet: ReadonlySet<string> = new Set(
  ["none", "none yet", "none so far", "nothing", "nothing yet", "nothing to report", "no entry", "no entries"].concat([
    "no entries yet",
    "not applicable",
    "na",
    "empty",
    "placeholder",
    "add entries here",
  ]),
);

/** True for an entry or cell that says nothing: empty, a dash, "none yet", "n/a", "TBD". Give it plain text. */
export function isPlaceholder(plain: string): boolean {
  if (plain === "" || !isFilled(plain)) return true;
  if (plain.length > 40) return false;
  const words = plain
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\p{So}]+/gu, " ")
    .trim();
  return words === "" || nothingYet.has(words);
}

/** True for a row whose cells say nothing. One that is struck out does: it is there to be read as no longer so. */
export function isBlankRow(cells: readonly string[]): boolean {
  return cells.every((cell) => isPlaceholder(cell.replaceAll("~~", "")));
}
