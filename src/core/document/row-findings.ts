import type { Address } from "../address.ts";
import { cellProblem, expected } from "../cell/cell.ts";
import type { Row } from "../document.ts";
import { quote } from "../quotation.ts";
import type { Finding } from "../requirement.ts";
import type { TableChanges } from "./compare.ts";
import { isFilled } from "./filled.ts";
import { nameOf, sentence } from "./place.ts";
import { type Columns, readyRow } from "./ready.ts";

/** Where a table is: for the words and the location of findings. */
export interface TablePlace {
  readonly address: Address;
  readonly path: string;
}

type Findings = Generator<Finding, void, undefined>;

/** Most findings of one requirement: nobody reads more, and a change can have a hundred thousand. */
const mostFindings = 20;

/** Most lines a message names. */
const mostLines = 5;

/** The first findings, made only as far as they are shown; the last one says when there are more. */
export function firstFindings(...sources: readonly Iterable<Finding>[]): readonly Finding[] {
  const findings: Finding[] = [];
  for (const source of sources) {
    for (const finding of source) {
      if (findings.length === mostFindings) {
        return [...findings, { ...finding, message: `${finding.message} There are more findings like this.` }];
      }
      findings.push(finding);
    }
  }
  return findings;
}

/** No row is new: what looks like one, and why it does not count. */
export function noNewRow({ address, path }: TablePlace, changes: TableChanges, columns: Columns): Finding {
  const { table, strayRowLines, duplicates, blank, changed } = changes;
  const reasons = [
    because(
      strayRowLines,
      "looks like a row but stands outside the table: remove the blank line above it",
      "look like rows but stand outside the table: remove the blank line above them",
    ),
    because(linesOf(duplicates), "repeats a row that is there already", "repeat rows that are there already"),
    because(linesOf(blank), "is a row that says nothing", "are rows that say nothing"),
    because(
      linesOf(changed.map(({ after }) => after)),
      "is an earlier row that was edited, which adds no row",
      "are earlier rows that were edited, which adds no row",
    ),
  ];
  return {
    message: sentence(address, path, "has no new row", ...reasons.flat()),
    location: { path, line: table.line },
    remedy: "Add a row to the table, and leave earlier rows as they are.",
    snippet: readyRow(table.header, columns),
  };
}

/** New rows that cannot be told apart from others by their key. */
export function* keyFindings({ path }: TablePlace, changes: TableChanges, key: readonly string[]): Findings {
  if (key.length === 0) return;
  const names = key.map((name) => `*${name}*`).join(", ");
  const keyOf = ({ cells }: Row) => key.map((name) => cells[changes.columns(name)] ?? "");
  const finding = (row: Row, problem: string): Finding => ({
    message: `The new row in line ${row.line} of ${nameOf(path)} ${problem}.`,
    location: { path, line: row.line },
    remedy: `Give the row a value in ${names} that no other row has.`,
  });
  for (const row of changes.duplicates)
    yield finding(row, `repeats the key of another row: ${names} ${quote(keyOf(row).join(" | "))}`);
  for (const row of changes.added) if (!keyOf(row).some(isFilled)) yield finding(row, `has no key: ${names} is empty`);
}

/** Rows of the base that the head does not have. */
export function* lostRows({ address, path }: TablePlace, { lost, table }: TableChanges): Findings {
  for (const row of lost) {
    yield {
      message: sentence(address, path, `no longer has the row ${quoteRow(row)}`),
      location: { path, line: table.line },
      remedy: "Restore the row as it was.",
    };
  }
}

/** Whatever else was done to the rows of the base: edits, another order, a column taken out. */
export function* rewrittenRows({ address, path }: TablePlace, changes: TableChanges): Findings {
  const { changed, reordered, lostColumns, table } = changes;
  if (reordered) {
    yield {
      message: sentence(address, path, "has earlier rows in another order"),
      location: { path, line: table.line },
      remedy: "Put the earlier rows back in their order; new rows may stand above, between or below them.",
    };
  }
  for (const column of lostColumns) {
    yield {
      message: sentence(address, path, `no longer has the column ${quote(column)} in the table`),
      location: { path, line: table.line },
      remedy: "Restore the column: what earlier rows said there is lost with it.",
    };
  }
  for (const { before, after } of changed) {
    yield {
      message: sentence(address, path, `has an edited row, formerly ${quoteRow(before)},`),
      location: { path, line: after.line },
      remedy: "Restore the row as it was, and add a new one that corrects it.",
    };
  }
}

/** Cells of the new rows that do not fit the types of their columns. */
export function* misfits({ path }: TablePlace, changes: TableChanges, columns: Columns): Findings {
  for (const row of changes.added) {
    for (const [name, column] of Object.entries(columns)) {
      const cell = row.cells[changes.columns(name)] ?? "";
      const problem = cellProblem(column, cell);
      if (problem === undefined) continue;
      const value = problem === "is empty" ? "" : ` ${quote(cell)}`;
      yield {
        message: `In the new row in line ${row.line} of ${nameOf(path)}, *${name}*${value} ${problem}.`,
        location: { path, line: row.line },
        remedy: `Write ${expected(column)}.`,
      };
    }
  }
}

function quoteRow({ cells }: Row): string {
  return quote(cells.filter((cell) => cell !== "").join(" | "));
}

function linesOf(rows: readonly Row[]): readonly number[] {
  return rows.map(({ line }) => line);
}

function because(lines: readonly number[], one: string, several: string): readonly string[] {
  if (lines.length === 0) return [];
  if (lines.length === 1) return [`line ${lines.join("")} ${one}`];
  return [`lines ${lines.slice(0, mostLines).join(", ")}${lines.length > mostLines ? " and more" : ""} ${several}`];
}
