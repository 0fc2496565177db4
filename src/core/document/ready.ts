import type { Address } from "../address.ts";
import { type Column, placeholder } from "../cell/cell.ts";
import { headingKey } from "../document.ts";
import type { Outcome } from "../requirement.ts";
import type { Scope } from "./scope.ts";

/** The columns a policy gives types to, by the name it uses. */
export type Columns = Readonly<Record<string, Column>>;

/** A row to paste, in the columns of the table. As long as nobody puts values in, it does not count as a row. */
export function readyRow(header: readonly string[], columns: Columns = {}): string {
  const typed = new Map(Object.entries(columns).map(([name, column]) => [headingKey(name), column]));
  return rowOf(
    header.map((name) => {
      const column = typed.get(headingKey(name));
      // Typographic marks: GitHub would take <Notes> for an HTML tag and show nothing.
      return column === undefined || column.type === "text" ? `‹${name || "…"}›` : placeholder(column);
    }),
  );
}

/** A table to paste: its header and a ready row. */
export function readyTable(header: readonly string[], columns: Columns = {}): string {
  return [rowOf(header), rowOf(header.map(() => "---")), readyRow(header, columns)].join("\n");
}

/** An entry to paste, in the form that the entries of the section have: a row, a sub-heading or a list item. */
export function readyEntry({ outline, sections }: Scope): string {
  const own = sections.flatMap(({ blocks }) => blocks);
  const block = own.find(({ type }) => type === "list" || type === "table");
  if (block?.type === "table") return readyRow(block.header);
  const owners = new Set(sections.map(({ index }) => index));
  const headings = block === undefined ? outline.sections.filter(({ parent = -1 }) => owners.has(parent)) : [];
  // Of a whole document with one title the entries stand below it.
  const [only] = headings;
  const heading = headings.length === 1 && only?.level === 1 ? outline.sections[only.index + 1] : only;
  return heading === undefined ? "- …" : `${"#".repeat(heading.level)} …\n\n…`;
}

/** The heading of an address to paste, without what belongs under it; undefined for a whole document. */
export function readyHeading({ headings }: Address): string | undefined {
  const heading = headings.at(-1);
  return heading === undefined ? undefined : `## ${heading}\n`;
}

/** What not finding a place comes to. Never a pass. */
export interface NotFound {
  readonly found: false;
  readonly outcome: Outcome;
  /** True when there never was such a document: what is asked for can be all of it. */
  readonly isNew: boolean;
}

/** What not finding a place comes to, with text to paste: below the heading that is missing, or as a new document. */
export function withReady({ outcome, isNew }: NotFound, ready: string): Outcome {
  if (outcome.verdict !== "fail") return outcome;
  const [first, ...rest] = outcome.findings;
  if (first.snippet === undefined && !isNew) return outcome;
  const snippet = first.snippet === undefined ? ready : `${first.snippet.trimEnd()}\n\n${ready}`;
  return { ...outcome, findings: [{ ...first, snippet }, ...rest] };
}

/** Cells as a row of a table: a bar in a cell does not end it. */
export function rowOf(cells: readonly string[]): string {
  return `| ${cells.map((cell) => cell.replace(/\\?\|/g, "\\|")).join(" | ")} |`;
}
