import { addressSchema } from "../address.ts";
import { compareTables } from "../document/compare.ts";
import { locate, type Place } from "../document/locate.ts";
import { documentNeeds, sentence, whereabouts } from "../document/place.ts";
import { firstFindings, lostRows, rewrittenRows, type TablePlace } from "../document/row-findings.ts";
import { lostTable, missingTable, tablesIn } from "../document/table-finding.ts";
import { headingKey, type Table } from "../document.ts";
import { defineRequirement, type Finding, failIfAny, undecidable } from "../requirement.ts";
import { strict } from "../schema.ts";

/** Most different tables that are watched under one heading: each costs a comparison with all the others. */
const mostTables = 50;

export default defineRequirement({
  kind: "append-only",
  summary: "Every earlier row of a table is still there, unedited and in the same order.",
  options: strict({ table: addressSchema }),
  shorthand: "table",
  needs: ({ table }) => documentNeeds(table),
  describe: ({ table }) => `no edit and no loss of an earlier row of the table ${whereabouts(table)}`,
  evaluate({ table: address }, facts) {
    const located = locate(facts, address);
    if (!located.found) return located.outcome;
    const { place } = located;
    const where = { address, path: place.path };
    const earlier = withDistinctColumns(tablesIn(place.before));
    if (earlier.length > mostTables) return undecidable(tooManyTables(where, place, earlier.length));
    const findings =
      earlier.length < 2 ? onlyTable(where, place) : earlier.flatMap((table) => oneOf(where, place, table));
    return failIfAny(firstFindings(...findings));
  },
});

function tooManyTables({ address, path }: TablePlace, { line }: Place, count: number): Finding {
  return {
    message: sentence(address, path, `had ${count} different tables, of which at most ${mostTables} can be watched,`),
    location: { path, line },
    remedy: "Name a heading with fewer tables under it in the policy.",
  };
}

/** A single table may also have lost columns, and need not have been there before. */
function onlyTable(where: TablePlace, { before, after }: Place): readonly Iterable<Finding>[] {
  const comparison = compareTables(before, after, { columns: [] });
  if (comparison.found) return [lostRows(where, comparison.changes), rewrittenRows(where, comparison.changes)];
  const [earlier] = tablesIn(before);
  return earlier === undefined
    ? [[missingTable(where, comparison, { before, wanted: [] })]]
    : [[lostTable(where, earlier, comparison)]];
}

/** Of several tables each is known by its columns, so it must still have them all. */
function oneOf(where: TablePlace, { before, after }: Place, table: Table): readonly Iterable<Finding>[] {
  const comparison = compareTables(before, after, { columns: table.header });
  if (!comparison.found) return [[lostTable(where, table, comparison)]];
  const changes = { ...comparison.changes, lostColumns: [] };
  return [lostRows(where, changes), rewrittenRows(where, changes)];
}

function withDistinctColumns(tables: readonly Table[]): readonly Table[] {
  return [...new Map(tables.map((table) => [table.header.map(headingKey).sort().join("\n"), table])).values()];
}
