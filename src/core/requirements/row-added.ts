import * as z from "zod";
import { addressSchema } from "../address.ts";
import { columnNameSchema, columnSchema } from "../cell/cell.ts";
import { compareTables } from "../document/compare.ts";
import { locate } from "../document/locate.ts";
import { documentNeeds, whereabouts } from "../document/place.ts";
import { readyTable, withReady } from "../document/ready.ts";
import { firstFindings, keyFindings, lostRows, misfits, noNewRow, rewrittenRows } from "../document/row-findings.ts";
import { missingTable } from "../document/table-finding.ts";
import { headingKey } from "../document.ts";
import { didYouMean } from "../policy/problem.ts";
import { defineRequirement, fail, failIfAny } from "../requirement.ts";
import { strict } from "../schema.ts";

/** Most columns a policy can name for one table. */
const mostColumns = 50;

const optionsSchema = strict({
  to: addressSchema,
  columns: z
    .record(columnNameSchema, columnSchema)
    .optional()
    .meta({ description: "Columns the table must have, and the type of what a new row says in each." }),
  key: z
    .union([columnNameSchema.transform((name) => [name]), z.array(columnNameSchema).min(1).max(20)])
    .optional()
    .meta({ description: "The column or columns that tell rows apart; without it, all cells together do." }),
  "append-only": z.boolean().default(false).meta({ description: "No earlier row may be edited or moved." }),
}).superRefine(({ columns = {}, key = [] }, context) => {
  const names = Object.keys(columns);
  const known = new Set<string>();
  for (const name of names) {
    if (known.has(headingKey(name)))
      context.addIssue({ code: "custom", path: ["columns", name], message: `the column "${name}" is there twice` });
    known.add(headingKey(name));
  }
  if (names.length > mostColumns)
    context.addIssue({ code: "custom", path: ["columns"], message: `at most ${mostColumns} columns can be named` });
  if (names.length === 0) return;
  for (const name of key) {
    if (known.has(headingKey(name))) continue;
    const hint = didYouMean(name, names) || `; there are ${names.join(", ")}`;
    context.addIssue({ code: "custom", path: ["key"], message: `the key "${name}" is not among the columns${hint}` });
  }
});

export default defineRequirement({
  kind: "row-added",
  summary: "A table has a new row whose cells fit their columns, and it has lost none.",
  options: optionsSchema,
  shorthand: "to",
  needs: ({ to }) => documentNeeds(to),
  describe: ({ to, columns = {} }) => {
    const typed = Object.entries(columns).map(([name, { type }]) => `*${name}* (${type})`);
    return `a new row in a table ${whereabouts(to)}${typed.length === 0 ? "" : `: ${typed.join(", ")}`}`;
  },
  evaluate(options, facts) {
    const { to: address, columns = {}, key = [] } = options;
    const wanted = [...new Set([...Object.keys(columns), ...key])];
    const located = locate(facts, address);
    if (!located.found) {
      return wanted.length === 0 ? located.outcome : withReady(located, readyTable(wanted, columns));
    }
    const { path, before, after } = located.place;
    const comparison = compareTables(before, after, { columns: wanted, key });
    const place = { address, path };
    if (!comparison.found) return fail(missingTable(place, comparison, { before, wanted, columns }));
    const { changes } = comparison;
    return failIfAny(
      firstFindings(
        changes.added.length === 0 ? [noNewRow(place, changes, columns)] : keyFindings(place, changes, key),
        lostRows(place, changes),
        options["append-only"] ? rewrittenRows(place, changes) : [],
        misfits(place, changes, columns),
      ),
    );
  },
});
