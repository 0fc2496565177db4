import { headingKey, type Row, type Table } from "../document.ts";
import { type Scope, sectionsIn } from "./scope.ts";

/** A table with the names of its columns for comparing; a name that occurs again gets its number. */
export interface Columns {
  readonly table: Table;
  readonly keys: readonly string[];
}

/** Wider tables are left alone: no person reads them, and rows brought into their columns could fill the memory. */
export const maxColumns = 100;

/** The tables of a scope that a person could read, in document order. */
export function tablesWithColumns(scope: Scope | undefined): readonly Columns[] {
  const tables = sectionsIn(scope).flatMap(({ blocks }) => blocks.filter((block) => block.type === "table"));
  return tables.filter(({ header }) => header.length <= maxColumns).map(columnsOf);
}

function columnsOf(table: Table): Columns {
  const seen = new Map<string, number>();
  const keys = table.header.map((name) => {
    const key = headingKey(name);
    const count = (seen.get(key) ?? 0) + 1;
    seen.set(key, count);
    return count === 1 ? key : numbered(key, count);
  });
  return { table, keys };
}

function numbered(key: string, count: number): string {
  return `${key}\n${count}`;
}

/** Whether a table has all columns of these keys. */
export function hasAll({ keys }: Columns, wanted: readonly string[]): boolean {
  return wanted.every((key) => keys.includes(key));
}

/** Whether a table has several columns of this key, so that nobody can tell which one is meant. */
export function hasTwice({ keys }: Columns, key: string): boolean {
  return keys.includes(numbered(key, 2));
}

/** The rows of a table with their cells in the order of other columns. */
export function rowsUnder({ table, keys }: Columns, names: readonly string[]): readonly Row[] {
  if (keys.length === names.length && keys.every((key, index) => key === names[index])) return table.rows;
  const positions = names.map((name) => keys.indexOf(name));
  return table.rows.map(({ cells, line }) => ({ cells: positions.map((at) => cells[at] ?? ""), line }));
}
