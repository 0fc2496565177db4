import { headingKey, type Row } from "../document.ts";
import { hasAll, hasTwice, rowsUnder, tablesWithColumns } from "./columns.ts";
import { isBlankRow } from "./placeholder.ts";
import type { Scope } from "./scope.ts";

/** The rows a table has at the head, or, when no table has the columns asked for, what there is instead. */
export type HeadRows =
  | {
      readonly found: true;
      /** In document order, without blank ones. The cells are in the order of the columns asked for. */
      readonly rows: readonly Row[];
      /** Of the table, or of the first of several. */
      readonly line: number;
      readonly header: readonly string[];
      /** Of the columns asked for, those that a table has more than once. The first is the one that is read. */
      readonly repeated: readonly string[];
      /** Lines that look like rows and stand outside the table. */
      readonly strayRowLines: readonly number[];
    }
  | { readonly found: false; readonly headers: readonly (readonly string[])[]; readonly line: number };

/** Reads the rows of the tables in a scope that have all columns asked for; several such tables count as one. */
export function rowsAtHead(scope: Scope, columns: readonly string[]): HeadRows {
  const wanted = columns.map(headingKey);
  const tables = tablesWithColumns(scope);
  const qualified = tables.filter((table) => hasAll(table, wanted));
  const [first] = qualified;
  if (first === undefined) {
    return { found: false, headers: tables.map(({ table }) => table.header), line: scope.sections[0]?.line ?? 1 };
  }
  return {
    found: true,
    rows: qualified.flatMap((table) => {
      const isBlank = table.table.rows.map(({ cells }) => isBlankRow(cells));
      return rowsUnder(table, wanted).filter((_, index) => isBlank[index] === false);
    }),
    line: first.table.line,
    header: first.table.header,
    repeated: columns.filter((_, index) => qualified.some((table) => hasTwice(table, wanted[index] ?? ""))),
    strayRowLines: qualified.flatMap(({ table }) => table.strayRowLines),
  };
}
