/** How two versions of the addressed sections compare. */
export { contentChanged } from "./compare-content.ts";
export { addedEntries, type Entry, type EntryChanges, type RejectedEntry } from "./compare-entries.ts";
export type { RowChanges } from "./compare-rows.ts";
export { compareTables, type TableChanges, type TableComparison, type TableOptions } from "./compare-tables.ts";
