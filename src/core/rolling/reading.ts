import { isDate, readInstant } from "../cell/calendar.ts";
import { type Column, cellProblem, expected } from "../cell/cell.ts";
import { type Measurable, readQuantity } from "../cell/quantity.ts";
import { isFilled, isNothing } from "../document/filled.ts";
import { nameOf } from "../document/place.ts";
import type { Columns } from "../document/ready.ts";
import type { Row } from "../document.ts";
import { quote } from "../quotation.ts";
import type { Finding } from "../requirement.ts";
import { quantitiesOf } from "./limit.ts";
import type { Reading } from "./measure.ts";
import { limitsOf, type Rolling } from "./options.ts";
import type { DatedRow } from "./window.ts";

/** The unit of the column, which is that of its limits; undefined for a column of words. */
export function unitOf(options: Rolling): Measurable | undefined {
  return limitsOf(options).flatMap(({ limit }) => quantitiesOf(limit))[0]?.unit;
}

/** The columns the table must have: first the measured one, then the one of dates. */
export function columnsOf({ column, by }: Rolling): readonly string[] {
  return by === undefined ? [column] : [column, by];
}

/** The types of these columns, for a table to paste. Where the rows that are there, such as `dated`, have days, a day will do. */
export function typesOf(options: Rolling, dated?: Row): Columns {
  const { by } = options;
  const type = isDate(dated?.cells[1]?.trim() ?? "") ? "date" : "datetime";
  return { [options.column]: typeOf(options), ...(by !== undefined && { [by]: { type, required: true } }) };
}

function typeOf(options: Rolling): Column {
  const type = unitOf(options) ?? "text";
  const words = [...(options.share?.of ?? []), ...(options.consecutive?.of ?? [])];
  return { type, required: true, ...(words.length > 0 && { of: words }) };
}

/** The quantities of rows, or what is wrong with their cells. A cell that cannot be measured is never left out. */
export function readReadings(rows: readonly Row[], unit: Measurable): readonly Reading[] {
  return rows.flatMap(({ cells, line }) => {
    const amount = readQuantity(unit, cells[0]?.trim() ?? "");
    return amount === undefined ? [] : [{ amount, line }];
  });
}

/** In nanoseconds. */
const day = 86_400_000_000_000n;

/** Rows with their times; those whose date cannot be read are left out, see {@link undated}. */
export function readDates(rows: readonly Row[]): readonly DatedRow[] {
  return rows.flatMap((row) => {
    const text = row.cells[1]?.trim() ?? "";
    const at = readInstant(text);
    const isDay = isDate(text);
    return at === undefined ? [] : [{ row, at, until: isDay ? at + day : at }];
  });
}

/** Cells of the measured column that do not fit it. */
export function* misfits(rows: readonly Row[], options: Rolling, path: string): Generator<Finding, void, undefined> {
  const column = typeOf(options);
  // Of a column of words each is taken, but some word must be there.
  for (const { cells, line } of rows) {
    const cell = cells[0] ?? "";
    const problem = cellProblem(column, cell);
    if (problem !== undefined)
      yield misfit({ name: options.column, cell, line, path }, problem, expected({ ...column, of: undefined }));
  }
}

/** Cells of the column of dates that are none. Nobody can tell whether such a row is among the last ones. */
export function* undated(rows: readonly Row[], name: string, path: string): Generator<Finding, void, undefined> {
  const wanted = "a day (YYYY-MM-DD) or a day and a time (YYYY-MM-DDThh:mmZ)";
  for (const { cells, line } of rows) {
    const cell = cells[1] ?? "";
    if (readInstant(cell.trim()) !== undefined) continue;
    const problem = isNothing(cell) ? "is empty" : isFilled(cell) ? `is not ${wanted}` : "is still to be filled in";
    yield misfit({ name, cell, line, path }, problem, wanted);
  }
}

interface Cell {
  readonly name: string;
  readonly cell: string;
  readonly line: number;
  readonly path: string;
}

function misfit({ name, cell, line, path }: Cell, problem: string, wanted: string): Finding {
  const value = problem === "is empty" ? "" : ` ${quote(cell)}`;
  return {
    message: `In the row in line ${line} of ${nameOf(path)}, *${name}*${value} ${problem}.`,
    location: { path, line },
    remedy: `Write ${wanted}.`,
  };
}
