import type { Row } from "../document.ts";
import { matchEqual, pairEdited } from "./alignment.ts";
import { isBlankRow } from "./placeholder.ts";

/** What became of the rows of a table; rows of the head carry head line numbers, lost ones those of the base. */
export interface RowChanges {
  readonly added: readonly Row[];
  readonly changed: readonly { readonly before: Row; readonly after: Row }[];
  readonly lost: readonly Row[];
  /** New rows whose key, or all of whose cells, another row has already. */
  readonly duplicates: readonly Row[];
  /** New rows in which every cell is empty, a dash or a placeholder. */
  readonly blank: readonly Row[];
  /** True when rows of the base are no longer in the same order. */
  readonly reordered: boolean;
  /** Those of {@link added} that stand above a row of the base. */
  readonly insertedAbove: readonly Row[];
}

/** The columns rows are compared by, as indexes of their cells; with a key, the cells that tell rows apart. */
interface ComparedColumns {
  readonly compared: readonly number[];
  readonly key: readonly number[] | undefined;
}

/** Compares the rows of two versions of a table. Blank rows count as no rows. */
export function compareRows(
  before: readonly Row[],
  after: readonly Row[],
  { compared, key }: ComparedColumns,
): RowChanges {
  const older = before.filter(isFilled);
  const newer = after.filter(isFilled);
  const blank = after.filter((row) => !isFilled(row)).slice(before.length - older.length);
  const content = (row: Row) => cellsOf(row, compared);
  const identity = key === undefined ? content : (row: Row) => cellsOf(row, key);
  const matching = matchEqual(older.map(identity), newer.map(identity));
  const matched = [...matching.inPlace, ...matching.moved];

  const distinct = key === undefined ? (row: Row) => row.cells.join("\u0001") : identity;
  const known = new Set(matched.flatMap(([, at]) => newer.slice(at, at + 1).map(distinct)));
  const duplicates = new Set<number>();
  for (const at of matching.added) {
    for (const row of newer.slice(at, at + 1)) {
      if (known.has(distinct(row))) duplicates.add(at);
      known.add(distinct(row));
    }
  }
  const fresh = matching.added.filter((at) => !duplicates.has(at));
  const edited =
    key === undefined ? pairEdited(older.map(readable), newer.map(readable), { ...matching, added: fresh }) : [];
  const gone = new Set(edited.map(([at]) => at));
  const rewritten = new Set(edited.map(([, at]) => at));
  const counterparts = [...matched, ...edited].toSorted(([, a], [, b]) => a - b);
  const added = fresh.filter((at) => !rewritten.has(at));
  const lastOfBase = counterparts.at(-1)?.[1] ?? -1;
  return {
    added: pick(newer, added),
    changed: counterparts.flatMap(([from, to]) => changedPair(older[from], newer[to], content)),
    lost: pick(
      older,
      matching.lost.filter((at) => !gone.has(at)),
    ),
    duplicates: pick(newer, [...duplicates]),
    blank,
    reordered: matching.moved.length > 0,
    insertedAbove: pick(
      newer,
      added.filter((at) => at < lastOfBase),
    ),
  };
}

function isFilled(row: Row): boolean {
  return !isBlankRow(row.cells);
}

function readable(row: Row): string {
  return row.cells.join(" ");
}

function cellsOf({ cells }: Row, columns: readonly number[]): string {
  return columns.map((index) => cells[index] ?? "").join("\u0001");
}

function changedPair(before: Row | undefined, after: Row | undefined, content: (row: Row) => string) {
  if (before === undefined || after === undefined || content(before) === content(after)) return [];
  return [{ before, after }];
}

function pick(rows: readonly Row[], positions: readonly number[]): readonly Row[] {
  return positions.flatMap((at) => rows[at] ?? []);
}
