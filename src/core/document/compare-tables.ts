import { headingKey, type Table } from "../document.ts";
import { type Columns, hasAll, maxColumns, rowsUnder, tablesWithColumns } from "./columns.ts";
import { compareRows, type RowChanges } from "./compare-rows.ts";
import type { Scope } from "./scope.ts";

/** What became of a table and its rows. */
export interface TableChanges extends RowChanges {
  /**
   * The table at the head. Where several tables qualify the first of them; the cells of the others' rows are in the order
   * of its columns, and columns that only others have come behind.
   */
  readonly table: Table;
  /** The index of a column of {@link table}, compared without case and markup; -1 when there is none. */
  readonly columns: (name: string) => number;
  /** Columns of the base that no table at the head has any more. */
  readonly lostColumns: readonly string[];
  /** Lines at the head that look like rows and stand outside the table. */
  readonly strayRowLines: readonly number[];
}

/** `found: false` when no table has the columns asked for: the headers of the tables there are, and where to look. */
export type TableComparison =
  | { readonly found: true; readonly changes: TableChanges }
  | { readonly found: false; readonly headers: readonly (readonly string[])[]; readonly line: number };

/** Which table is meant, and how its rows are told apart: by the cells of the key columns, else by all cells. */
export interface TableOptions {
  readonly columns: readonly string[];
  readonly key?: readonly string[];
}

/** Compares the tables under the addressed sections that have the columns asked for; without columns, the first table. */
export function compareTables(before: Scope | undefined, after: Scope, options: TableOptions): TableComparison {
  const wanted = [...options.columns, ...(options.key ?? [])].map(headingKey);
  const olderTables = tablesWithColumns(before);
  const newerTables = tablesWithColumns(after);
  const qualified = newerTables.filter((columns) => hasAll(columns, wanted));
  const model = olderTables.find((columns) => hasAll(columns, wanted));
  // Without columns to go by, the table of the base tells which one is meant: a new one put before it is not.
  const main = wanted.length > 0 || model === undefined ? qualified[0] : mostAlike(model, qualified);
  if (main === undefined) {
    const headers = newerTables.map(({ table }) => table.header);
    return { found: false, headers, line: after.sections[0]?.line ?? 1 };
  }
  const newer = wanted.length > 0 ? qualified : qualified.filter((other) => sameColumns(other, main));
  const older = olderCounterparts(olderTables, main, wanted);
  return { found: true, changes: changesBetween(older, newer, main, options.key) };
}

function common(a: Columns, b: Columns): number {
  return b.keys.filter((key) => a.keys.includes(key)).length;
}

function sameColumns(a: Columns, b: Columns): boolean {
  return a.keys.length === b.keys.length && common(a, b) === a.keys.length;
}

function mostAlike(model: Columns, tables: readonly Columns[]): Columns | undefined {
  const likeness = (other: Columns) => common(model, other) / Math.max(model.keys.length, other.keys.length);
  const scored = tables.map((other) => ({ other, score: likeness(other) }));
  return scored.toSorted((a, b) => b.score - a.score)[0]?.other;
}

/** The tables of the base that became the ones at the head, also when a column asked for was only now added. */
function olderCounterparts(tables: readonly Columns[], main: Columns, wanted: readonly string[]): readonly Columns[] {
  const exact = tables.filter((other) => (wanted.length > 0 ? hasAll(other, wanted) : sameColumns(other, main)));
  if (exact.length > 0) return exact;
  const closest = mostAlike(main, tables);
  return closest === undefined ? [] : [closest];
}

function changesBetween(
  olderTables: readonly Columns[],
  newerTables: readonly Columns[],
  { table, keys }: Columns,
  key: readonly string[] = [],
): TableChanges {
  // The columns of the table come first, so an index means the same in it and in a row of any other.
  const names = [...new Set([...keys, ...newerTables.flatMap((other) => other.keys)])].slice(0, maxColumns);
  const known = new Set(olderTables.flatMap((other) => other.keys));
  const shared = names.flatMap((name, index) => (known.has(name) ? index : []));
  // Headers that have nothing in common: all columns were renamed, so they are compared by position.
  const compared = shared.length > 0 ? shared : [...names.keys()];
  const older = olderTables.flatMap((other) => rowsUnder(other, shared.length > 0 ? names : other.keys));
  const newer = newerTables.flatMap((other) => rowsUnder(other, names));
  const columns = (name: string) => names.indexOf(headingKey(name));
  const keyColumns = key.map(columns);
  const keyed = keyColumns.length > 0 && keyColumns.every((index) => compared.includes(index));
  const lostColumns = olderTables.flatMap((other) =>
    other.table.header.filter((_, index) => !names.includes(other.keys[index] ?? "")),
  );
  return {
    ...compareRows(older, newer, { compared, key: keyed ? keyColumns : undefined }),
    table,
    columns,
    lostColumns: [...new Set(lostColumns)],
    strayRowLines: newerTables.flatMap((other) => other.table.strayRowLines),
  };
}
