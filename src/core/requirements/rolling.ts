import { rowsAtHead } from "../document/head-rows.ts";
import { locate } from "../document/locate.ts";
import { documentNeeds, whereabouts } from "../document/place.ts";
import { readyTable, withReady } from "../document/ready.ts";
import { firstFindings } from "../document/row-findings.ts";
import { missingTable } from "../document/table-finding.ts";
import { defineRequirement, fail, failIfAny } from "../requirement.ts";
import { brokenLimits, describeRolling } from "../rolling/findings.ts";
import { rollingSchema } from "../rolling/options.ts";
import { columnsOf, misfits, readDates, typesOf, undated } from "../rolling/reading.ts";
import { tooFewRows } from "../rolling/too-few.ts";
import { unmeasured } from "../rolling/unmeasured.ts";
import { lastRows } from "../rolling/window.ts";

export default defineRequirement({
  kind: "rolling",
  summary: "What the last rows of a table say in a column is within its limits.",
  options: rollingSchema,
  needs: ({ over }) => documentNeeds(over),
  describe: (options) => `${describeRolling(options)} ${whereabouts(options.over)}`,
  evaluate(options, facts) {
    const { over: address, by } = options;
    const [wanted, columns] = [columnsOf(options), typesOf(options)];
    const located = locate(facts, address);
    if (!located.found) return withReady(located, readyTable(wanted, columns));
    const { path, before, after } = located.place;
    const place = { address, path };
    const table = rowsAtHead(after, wanted);
    if (!table.found) return fail(missingTable(place, table, { before, wanted, columns }));
    const { rows } = table;
    const doubtful = firstFindings(unmeasured(place, table), by === undefined ? [] : undated(rows, by, path));
    if (doubtful.length > 0) return failIfAny(doubtful);
    const window = lastRows(rows, options, by === undefined ? undefined : readDates(rows));
    const unfit = firstFindings(misfits(window.rows, options, path));
    if (unfit.length > 0) return failIfAny(unfit);
    const judged = window.rows.length > 0 && (window.lacks === undefined || options.fewer === "pass");
    return judged ? failIfAny(brokenLimits(place, options, window)) : tooFewRows(place, options, table, window);
  },
});
