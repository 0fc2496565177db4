import { describe, expect, test } from "@jest/globals";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { type Case, judgeCase, testRequirement } from "../../requirement-table.ts";

const path = "docs/04.md";
const over = `${path}#Rollout windows`;

/** A table with the header Day, Value, Outcome; a row is written `2026-01-01 4.2% done`, with `_` for a space in a cell. */
function log(...rows: readonly string[]) {
  const lines = rows.map((row) => `| ${row.split(" ").join(" | ").replaceAll("_", " ")} |`);
  return { [path]: ["## Rollout windows", "", "| Day | Value | Outcome |", "|---|---|---|", ...lines, ""].join("\n") };
}

const values = (...cells: readonly string[]) => log(...cells.map((cell, index) => `${index} ${cell} done`));
const words = (...cells: readonly string[]) => log(...cells.map((cell, index) => `${index} 1% ${cell}`));
const rolling = (last: number | string, more: Readonly<Record<string, unknown>>) => ({
  rolling: { over, column: "Value", last, ...more },
});
const outcomes = (last: number | string, more: Readonly<Record<string, unknown>>) =>
  rolling(last, { column: "Outcome", ...more });

const limits: readonly (readonly [cells: string, limit: Readonly<Record<string, unknown>>, then: Case["then"]])[] = [
  ["9.9% 10.1%", { mean: { "at-most": "10%" } }, "pass"],
  ["10% 10.01%", { mean: { "at-most": "10%" } }, { verdict: "fail", says: "a mean of 10.005% in *Value*" }],
  [
    "9.9% 10.1%",
    { mean: { below: "10%" } },
    { verdict: "fail", says: "a mean of 10% in *Value* over the last 2 rows" },
  ],
  ["9.9% 10.0999%", { mean: { below: "10%" } }, "pass"],
  ["99.5% 99.5%", { mean: { "at-least": "99.5%" } }, "pass"],
  ["99.5% 99.5%", { mean: { above: "99.5%" } }, { verdict: "fail", says: "; above 99.5% is needed;" }],
  ["99.5% 99.49%", { mean: { "at-least": "99.50%" } }, { verdict: "fail", says: "a mean of 99.495%" }],
  ["0.1% 0.1% 0.1% 0.1% 0.1% 0.1% 0.1% 0.1% 0.1% 0.1%", { mean: { "at-most": "0.1%" } }, "pass"],
  ["0.1% 0.2%", { sum: { "at-most": "0.3%" } }, "pass"],
  ["0.1 0.2", { sum: { "at-most": 0.3, "at-least": 0.3 } }, "pass"],
  ["1 0 0", { mean: { "at-most": 0 } }, { verdict: "fail", says: "a mean of 0.3… in" }],
  ["-1 0 0", { mean: { "at-least": 0 } }, { verdict: "fail", says: "a mean of -0.3… in" }],
  ["\u22121 1", { mean: { "at-most": 0, "at-least": 0 } }, "pass"],
  ["9007199254740993 9007199254740993", { mean: { "at-most": "9007199254740992" } }, "fail"],
  ["3 1 2", { median: { "at-most": 2, "at-least": 2 } }, "pass"],
  ["4 1 2 3", { median: { "at-most": 2.4 } }, { verdict: "fail", says: "a median of 2.5 in", at: `${path}:8` }],
  [
    "3 1 2",
    { min: { above: 1 } },
    { verdict: "fail", says: ["a minimum of 1 in", "it stands in line 6"], at: `${path}:6` },
  ],
  [
    "3 1 2",
    { max: { below: 3 } },
    { verdict: "fail", says: ["a maximum of 3 in", "it stands in line 5"], at: `${path}:5` },
  ],
  ["3 1 2", { max: { "at-most": 3 }, min: { "at-least": 1 }, sum: { "at-most": 6 } }, "pass"],
  ["3 1 2", { max: { below: 3 }, min: { above: 1 } }, { verdict: "fail", says: ["a maximum of 3", "a minimum of 1"] }],
  ["3 1 2", { max: { "at-least": 1, "at-most": 2 } }, { verdict: "fail", says: "; at most 2 is allowed;" }],
  // The example of nearest rank: of 15 20 35 40 50 the percentiles 5, 30, 40, 50 and 100 are 15, 20, 20, 35 and 50.
  ["35 20 15 50 40", { percentile: { of: 5, "at-most": 15, "at-least": 15 } }, "pass"],
  ["35 20 15 50 40", { percentile: { of: 30, "at-most": 20, "at-least": 20 } }, "pass"],
  ["35 20 15 50 40", { percentile: { of: 40, "at-most": 20, "at-least": 20 } }, "pass"],
  [
    "35 20 15 50 40",
    { percentile: { of: 40.1, "at-most": 34 } },
    { verdict: "fail", says: "a percentile 40.1 of 35 in" },
  ],
  ["35 20 15 50 40", { percentile: { of: 50, "at-most": 35, "at-least": 35 } }, "pass"],
  ["35 20 15 50 40", { percentile: { of: 100, "at-most": 50, "at-least": 50 } }, "pass"],
  ["850_ms 1.15_s", { mean: { "at-most": "1 s" } }, "pass"],
  ["850_ms 1.16_s", { mean: { "at-most": "1 s" } }, { verdict: "fail", says: "a mean of 1.005 s in" }],
  ["1h_30m PT1H30M", { max: { "at-most": "90 min" } }, "pass"],
  ["1h_30m PT1H30M0.5S", { max: { "at-most": "90 min" } }, { verdict: "fail", says: "a maximum of 1h 30m 0.5s in" }],
  ["0.1_s 0.2_s", { sum: { "at-most": "300 ms" } }, "pass"],
  ["1_d 2_d", { sum: { below: "72h" } }, { verdict: "fail", says: "a sum of 3d in" }],
];

testRequirement(
  "rolling: limits",
  limits.map(([cells, limit, then]) => {
    const after = values(...cells.split(" "));
    const name = `${cells} within ${JSON.stringify(limit)}: ${typeof then === "string" ? then : then.verdict}`;
    return { name, require: rolling(cells.split(" ").length, limit), after, then };
  }),
);

const mean = { mean: { "at-most": "10%" } };
const noRun = { consecutive: { of: ["failed", "timed out"], "fewer-than": 3 } };
const share = { share: { of: ["hold", "rollback"], "at-most": "25%" } };

testRequirement("rolling: rows", [
  {
    name: "rows above the last ones do not count",
    require: rolling(2, mean),
    after: values("90%", "10%", "9%"),
    then: "pass",
  },
  {
    name: "the first of the last rows counts",
    require: rolling(2, mean),
    after: values("90%", "11%", "9.1%"),
    then: { verdict: "fail", says: "looked at: 2 rows in lines 6 to 7.", at: `${path}:7` },
  },
  {
    name: "the last row alone can be asked for",
    require: rolling(1, mean),
    after: values("1%", "10.5%"),
    then: { verdict: "fail", says: ["over the last row under", "looked at: the row in line 6."] },
  },
  {
    name: "one row too few is not decided yet",
    require: rolling(3, mean),
    after: values("1%", "1%"),
    then: {
      verdict: "pending",
      says: [
        "`docs/04.md` has 2 of the 3 rows to judge *Value* by under *Rollout windows*.",
        "until there is 1 more row.",
      ],
      at: `${path}:6`,
      snippet: "| ‹Day› | <percent, such as 4.2%> | ‹Outcome› |",
    },
  },
  {
    name: "too few rows fail where the policy says so",
    require: rolling(3, { ...mean, fewer: "fail" }),
    after: values("1%"),
    then: "fail",
  },
  {
    name: "too few rows that are within the limit pass where the policy says so",
    require: rolling(3, { ...mean, fewer: "pass" }),
    after: values("1%"),
    then: "pass",
  },
  {
    name: "too few rows that are not within the limit fail all the same",
    require: rolling(3, { ...mean, fewer: "pass" }),
    after: values("1%", "20%"),
    then: { verdict: "fail", says: "a mean of 10.5% in *Value* over the only 2 rows" },
  },
  {
    name: "no row is no evidence, whatever the policy says of fewer",
    require: rolling(3, { ...mean, fewer: "pass" }),
    after: log(),
    then: { verdict: "pending", says: "has no row to judge *Value* by", at: `${path}:3` },
  },
  {
    name: "rows that are blank are no rows",
    require: rolling(2, mean),
    after: log("1 1% done", "- n/a ", "…"),
    then: { verdict: "pending", says: "has 1 of the 2 rows" },
  },
  {
    name: "blank rows between others are passed over",
    require: rolling(2, mean),
    after: log("1 10% done", "- n/a ", "2 10% done"),
    then: "pass",
  },
  {
    name: "an empty cell is not left out",
    require: rolling(2, mean),
    after: log("1 1% done", "2", "3 1% done"),
    then: { verdict: "fail", says: "In the row in line 6 of `docs/04.md`, *Value* is empty.", at: `${path}:6` },
  },
  {
    name: "a cell that is still to be filled in is not left out",
    require: rolling(2, mean),
    after: values("1%", "TBD"),
    then: { verdict: "fail", says: "*Value* `TBD` is still to be filled in." },
  },
  {
    name: "a cell of another unit fails and is named",
    require: rolling(2, mean),
    after: values("1%", "4.2"),
    then: {
      verdict: "fail",
      says: ["*Value* `4.2` is not a percentage with its sign", "Write a percentage with its sign"],
    },
  },
  { name: "a cell that is about a value is none", require: rolling(1, mean), after: values("~4%"), then: "fail" },
  {
    name: "a number of a hundred digits and more is none",
    require: rolling(1, mean),
    after: values(`0.${"0".repeat(100)}1%`),
    then: "fail",
  },
  {
    name: "a cell that does not fit above the last rows is left alone",
    require: rolling(1, mean),
    after: values("x", "1%"),
    then: "pass",
  },
  {
    name: "cells that do not fit come before too few rows",
    require: rolling(3, mean),
    after: values("x"),
    then: { verdict: "fail", says: "`x` is not a percentage" },
  },
  {
    name: "marks in cells and in the header are not looked at",
    require: rolling(1, mean),
    after: { [path]: "# Rollout windows\n\n| **VALUE:** | Day |\n|---:|---|\n| `4.2 %` | 1 |\n" },
    then: "pass",
  },
  {
    name: "columns in another order are found by their names",
    require: rolling(2, mean),
    after: { [path]: "# Rollout windows\n\n| Outcome | Value | Day |\n|-|-|-|\n| 90% | 9% | 90% |\n| 1 | 11% | 1 |\n" },
    then: "pass",
  },
  {
    name: "cells behind the last column are no cells",
    require: rolling(1, mean),
    after: { [path]: "# Rollout windows\n\n| Day | Value |\n|-|-|\n| 1 | 9% | 90% |\n" },
    then: "pass",
  },
  {
    name: "several tables with the column count as one, others are left alone",
    require: rolling(2, mean),
    after: {
      [path]:
        "# Rollout windows\n\n| Value |\n|-|\n| 11% |\n\n## Later\n\n| Day | Value |\n|-|-|\n| 1 | 9.1% |\n\n| Day |\n|-|\n| x |\n",
    },
    then: { verdict: "fail", says: "looked at: 2 rows in lines 5 and 11." },
  },
  {
    name: "a row cut off by a blank line fails, because it would not be measured",
    require: rolling(1, mean),
    after: { [path]: "# Rollout windows\n\n| Day | Value |\n|-|-|\n| 1 | 9% |\n\n| 2 | 90% |\n" },
    then: { verdict: "fail", says: "line 7 looks like a row but stands outside the table", at: `${path}:7` },
  },
  {
    name: "several rows cut off are named together",
    require: rolling(1, mean),
    after: { [path]: "# Rollout windows\n\n| Day | Value |\n|-|-|\n| 1 | 9% |\n\n| 2 | 90% |\n| 3 | 90% |\n" },
    then: { verdict: "fail", says: ["lines 7 to 8 look like rows but stand outside the table", "above them"] },
  },
  {
    name: "a second column of the name leaves open which one is meant",
    require: rolling(1, mean),
    after: { [path]: "# Rollout windows\n\n| Value | **value** |\n|-|-|\n| 9% | 90% |\n" },
    then: { verdict: "fail", says: "has a table with several columns *Value* under", at: `${path}:3` },
  },
  {
    name: "two columns of another name are nobody's business",
    require: rolling(1, mean),
    after: { [path]: "# Rollout windows\n\n| Note | Value | Note |\n|-|-|-|\n| a | 9% | b |\n" },
    then: "pass",
  },
  {
    name: "rows in a fence or in a comment are no rows",
    require: rolling(1, { ...mean, fewer: "fail" }),
    after: { [path]: "# Rollout windows\n\n| Value |\n|-|\n| 11% |\n\n```\n| 1% |\n```\n\n<!--\n| 1% |\n-->\n" },
    then: { verdict: "fail", says: "a mean of 11%" },
  },
  {
    name: "a column that is not there is missing",
    require: rolling(1, mean),
    after: { [path]: "# Rollout windows\n\n| Day | Valeu |\n|-|-|\n| 1 | 9% |\n" },
    then: {
      verdict: "fail",
      says: ["has no table with the columns *Value*", "the nearest is `Valeu`"],
      at: `${path}:1`,
    },
  },
  {
    name: "a table that is not there comes with one to paste",
    require: rolling(1, { ...mean, by: "Day" }),
    after: { [path]: "# Rollout windows\n" },
    then: {
      verdict: "fail",
      snippet: "| Value | Day |\n| --- | --- |\n| <percent, such as 4.2%> | <datetime, YYYY-MM-DDThh:mmZ> |",
    },
  },
  {
    name: "so does a heading that is not there",
    require: rolling(1, mean),
    after: { [path]: "# Log\n" },
    then: { verdict: "fail", snippet: "## Rollout windows\n\n| Value |\n| --- |\n| <percent, such as 4.2%> |" },
  },
  {
    name: "a document that is not there fails",
    require: rolling(1, mean),
    then: { verdict: "fail", says: "does not exist" },
  },
  {
    name: "a removed document fails",
    require: rolling(1, mean),
    before: values("1%"),
    then: { verdict: "fail", says: "is removed" },
  },
  {
    name: "a document that cannot be read is undecidable",
    require: rolling(1, mean),
    after: { [path]: null },
    then: "error",
  },
  {
    name: "a renamed document is followed",
    require: rolling(1, mean),
    before: values("1%"),
    after: { "docs/05.md": values("1%")[path] },
    renamed: { [path]: "docs/05.md" },
    then: "pass",
  },
  {
    name: "only the head counts",
    require: rolling(1, mean),
    before: values("1%"),
    after: values("1%", "90%"),
    then: "fail",
  },
]);

testRequirement("rolling: struck out", [
  {
    name: "a value that is struck out does not go out of the measure",
    require: rolling(2, { max: { "at-most": "10%" }, fewer: "pass" }),
    after: log("1 5% done", "~~2~~ ~~50%~~ ~~done~~"),
    then: { verdict: "fail", says: "is empty", at: `${path}:6` },
  },
]);

testRequirement("rolling: words", [
  {
    name: "a share exactly at the limit passes",
    require: outcomes(4, share),
    after: words("done", "hold", "done", "done"),
    then: "pass",
  },
  {
    name: "a share above it does not",
    require: outcomes(3, share),
    after: words("done", "done", "ROLLBACK", "done", "hold"),
    then: {
      verdict: "fail",
      says: "has a share of 66.6…% (2 of 3) with `hold` or `rollback` in *Outcome* over the last 3 rows under *Rollout windows*; at most 25% is allowed; they stand in lines 7 and 9; looked at: 3 rows in lines 7 to 9.",
      at: `${path}:9`,
    },
  },
  {
    name: "a share that nothing has can be too small",
    require: outcomes(1, { share: { of: ["promote"], above: "0%" } }),
    after: words("hold"),
    then: { verdict: "fail", says: "a share of 0% (0 of 1) with `promote`", at: `${path}:5` },
  },
  { name: "a word that is longer is another word", require: outcomes(1, share), after: words("hold_on"), then: "pass" },
  {
    name: "a cell without a word fails",
    require: outcomes(1, share),
    after: words("-"),
    then: { verdict: "fail", says: ["*Outcome* is empty.", "Write a text."] },
  },
  {
    name: "unless the policy lists what stands there",
    require: outcomes(2, { share: { of: ["-"], "at-most": "50%" } }),
    after: words("-", "hold"),
    then: "pass",
  },
  {
    name: "a run one short of the limit passes",
    require: outcomes(5, noRun),
    after: words("failed", "failed", "done", "failed", "Timed_out"),
    then: "pass",
  },
  {
    name: "a run as long as the limit fails, wherever it stands",
    require: outcomes(5, noRun),
    after: words("done", "failed", "timed_out", "FAILED", "done"),
    then: {
      verdict: "fail",
      says: "has 3 rows in a row with `failed`, `timed out`, `FAILED` in *Outcome* over the last 5 rows under *Rollout windows*; fewer than 3 are allowed; they stand in lines 6 to 8; looked at: 5 rows in lines 5 to 9.",
      at: `${path}:6`,
    },
  },
  {
    name: "a run that begins above the last rows counts from there on",
    require: outcomes(3, noRun),
    after: words("failed", "failed", "failed", "done", "done"),
    then: "pass",
  },
  {
    name: "none at all can be asked for",
    require: outcomes(2, { consecutive: { of: ["failed"], "fewer-than": 1 } }),
    after: words("done", "failed"),
    then: { verdict: "fail", says: ["has 1 row with `failed`", "none is allowed", "they stand in line 6"] },
  },
  {
    name: "a blank row does not break a run",
    require: outcomes(3, noRun),
    after: log("1 1% failed", "- - -", "2 1% failed", "3 1% failed"),
    then: "fail",
  },
  {
    name: "share and run can both be asked for",
    require: outcomes(4, { ...share, ...noRun }),
    after: words("done", "failed", "hold", "failed"),
    then: "pass",
  },
]);

const week = { by: "Day", mean: { "at-least": "99.5%" } };

testRequirement("rolling: time", [
  {
    name: "seven days are the latest and six before it",
    require: rolling("7d", { by: "Day", sum: { "at-most": "3%", "at-least": "3%" } }),
    after: log("2026-01-01 1% x", "2026-01-02 1% x", "2026-01-04 1% x", "2026-01-08 1% x"),
    then: "pass",
  },
  {
    name: "the day on which a time of day begins is in it",
    require: rolling("12h", { by: "Day", sum: { "at-most": "1%", "at-least": "1%" } }),
    after: log("2026-01-07 1% x", "2026-01-08 1% x"),
    then: "pass",
  },
  {
    name: "of times both ends are included",
    require: rolling("7d", { by: "Day", sum: { "at-most": "3%", "at-least": "3%" } }),
    after: log("2026-01-01T10:00Z 1% x", "2026-01-04 1% x", "2026-01-08T10:00Z 1% x"),
    then: "pass",
  },
  {
    name: "what is older by a second is not",
    require: rolling("7d", { by: "Day", sum: { "at-most": "2%", "at-least": "2%" } }),
    after: log("2026-01-01T09:59:59Z 1% x", "2026-01-04 1% x", "2026-01-08T10:00Z 1% x"),
    then: "pass",
  },
  {
    name: "a table that goes back less by a second is not decided yet",
    require: rolling("7d", week),
    after: log("2026-01-02T00:00:01Z 99.9% x", "2026-01-08 99.9% x"),
    then: {
      verdict: "pending",
      says: [
        "does not go back 7d from its latest row by *Day*",
        "its rows go from `2026-01-02T00:00:01Z` to `2026-01-08`.",
      ],
      at: `${path}:6`,
    },
  },
  {
    name: "unless the policy takes what there is",
    require: rolling("7d", { ...week, fewer: "pass" }),
    after: log("2026-01-08 99.9% x"),
    then: "pass",
  },
  {
    name: "which is judged",
    require: rolling("7d", { ...week, fewer: "pass" }),
    after: log("2026-01-08 99.4% x"),
    then: { verdict: "fail", says: "a mean of 99.4% in *Value* over the only row under" },
  },
  { name: "no row is no evidence", require: rolling("7d", { ...week, fewer: "pass" }), after: log(), then: "pending" },
  {
    name: "a row that is dated too late leaves too few in the time",
    require: rolling("7d", { ...week, rows: 3 }),
    after: log("2026-01-01 99.9% x", "2026-01-07 99.9% x", "2026-01-08 99.9% x", "2062-01-09 100% x"),
    then: {
      verdict: "pending",
      says: ["has 1 of the 3 rows to judge *Value* by in the last 7d by *Day* under", "until there are 2 more rows"],
      at: `${path}:8`,
    },
  },
  {
    name: "exactly as many rows as the time must have are enough",
    require: rolling("7d", { ...week, rows: 3 }),
    after: log("2026-01-02 99.9% x", "2026-01-07 99.9% x", "2026-01-08 99.9% x"),
    then: "pass",
  },
  {
    name: "too few in the time are judged where the policy says so",
    require: rolling("7d", { ...week, rows: 3, fewer: "pass" }),
    after: log("2026-01-01 99.9% x", "2026-01-18 99% x"),
    then: { verdict: "fail", says: "over the last 7d by *Day* under *Rollout windows*; at least 99.5% is needed;" },
  },
  {
    name: "dates need no order",
    require: rolling("7d", week),
    after: log("2026-01-08 99.9% x", "2025-12-01 1% x", "2026-01-02 99.1% x", "2025-12-31 1% x"),
    then: "pass",
  },
  {
    name: "the rows that are looked at are named by their lines",
    require: rolling("7d", week),
    after: log("2026-01-08 99.9% x", "2025-12-01 100% x", "2026-01-02 99% x", "2025-12-31 100% x"),
    then: {
      verdict: "fail",
      says: ["over the last 7d by *Day* under", "looked at: 2 rows in lines 5 and 7."],
      at: `${path}:5`,
    },
  },
  {
    name: "zones are taken into account",
    require: rolling("1h", { by: "Day", max: { "at-most": "1%" } }),
    after: log("2026-01-08T10:59+02:00 90% x", "2026-01-08T09:00Z 1% x", "2026-01-08_10:00_UTC 1% x"),
    then: "pass",
  },
  {
    name: "a day counts from its midnight until the next",
    require: rolling("12h", { by: "Day", max: { "at-most": "1%" } }),
    after: log("2026-01-07 90% x", "2026-01-08 1% x", "2026-01-08T12:00Z 1% x"),
    then: "pass",
  },
  {
    name: "a date that cannot be read fails in any row",
    require: rolling("7d", week),
    after: log("2026-02-30 99.9% x", "2026-01-01 99.9% x", "TBD 99.9% x", "- 99.9% x", "2026-01-08 99.9% x"),
    then: {
      verdict: "fail",
      says: ["*Day* `2026-02-30` is not a day (YYYY-MM-DD)", "*Day* `TBD` is still to be filled in", "*Day* is empty"],
      at: `${path}:5`,
    },
  },
  {
    name: "a number of rows by date is the latest ones",
    require: rolling(2, { by: "Day", max: { "at-most": "1%" } }),
    after: log("2026-01-08 1% x", "2026-01-07 1% x", "2026-01-06 90% x"),
    then: "pass",
  },
  {
    name: "of equal dates the lower rows are the later ones",
    require: rolling(1, { by: "Day", max: { "at-most": "1%" } }),
    after: log("2026-01-07 1% x", "2026-01-08 90% x", "2026-01-08 1% x"),
    then: "pass",
  },
  {
    name: "of equal dates the upper rows are the later ones where the latest stands on top",
    require: rolling(1, { by: "Day", max: { "at-most": "1%" } }),
    after: log("2026-01-08 1% x", "2026-01-08 90% x", "2026-01-07 90% x"),
    then: "pass",
  },
  {
    name: "all rows of one date are looked at",
    require: rolling("1h", { by: "Day", fewer: "pass", max: { "at-most": "1%" } }),
    after: log("2026-01-08 1% x", "2026-01-08 1% x", "2026-01-08 2% x"),
    then: { verdict: "fail", says: "it stands in line 7" },
  },
  {
    name: "a run is one in time, in whatever order the rows stand",
    require: outcomes(4, { by: "Day", ...noRun }),
    after: log("2026-01-01 1% failed", "2026-01-09 1% done", "2026-01-03 1% failed", "2026-01-02 1% failed"),
    then: { verdict: "fail", says: "they stand in lines 5 and 7 to 8;", at: `${path}:5` },
  },
  {
    name: "a run across days is one where the latest stands on top",
    require: outcomes(4, { by: "Day", consecutive: { of: ["failed"], "fewer-than": 2 } }),
    after: log("2026-01-02 1% done", "2026-01-02 1% failed", "2026-01-01 1% failed", "2026-01-01 1% done"),
    then: "fail",
  },
]);

describe("rolling", () => {
  const asks = (more: Readonly<Record<string, unknown>>) => judgeCase({ require: { rolling: { over, ...more } } }).asks;

  test("asks for its limits in words", () => {
    expect(
      asks({ column: "Rate", last: 20, mean: { "at-most": "10%" }, percentile: { of: 95, below: "20%", above: "1%" } }),
    ).toBe(
      "*Rate* in the last 20 rows with a mean of at most 10%, a percentile 95 of below 20% and above 1%, under *Rollout windows* of `docs/04.md`",
    );
    expect(asks({ column: "Outcome", last: "7d", by: "Day", ...share, ...noRun })).toBe(
      "*Outcome* in the last 7d by *Day* with a share of `hold` or `rollback` of at most 25%, fewer than 3 rows in a row with `failed` or `timed out`, under *Rollout windows* of `docs/04.md`",
    );
  });

  test("shows twenty cells that do not fit, and one more that says there are more", () => {
    const after = values(...Array.from({ length: 50 }, () => "x"));
    const { outcome } = judgeCase({ require: rolling(50, mean), after });
    expect("findings" in outcome && outcome.findings.length).toBe(21);
  });

  const refused: readonly (readonly [more: Readonly<Record<string, unknown>>, message: string])[] = [
    [{ last: 20 }, "a measure is needed: mean, median, min, max, sum, percentile, share, consecutive"],
    [{ last: 0, ...mean }, ""],
    [{ last: 1.5, ...mean }, ""],
    [{ last: "20", ...mean }, "expected a number of rows (20) or a duration with its unit (7d)"],
    [{ last: "0d", ...mean }, "expected a number of rows (20)"],
    [{ last: "7d", ...mean }, '"by" is needed: the column of dates that 7d is about'],
    [{ last: 20, rows: 20, ...mean }, '"rows" is for a duration in "last"'],
    [{ last: 20, by: "value:", ...mean }, 'is the same as "column"'],
    [{ last: 20, mean: {} }, "a limit is needed"],
    [{ last: 20, mean: { "at-most": "10 %%" } }, "expected a number (42), a percentage"],
    [{ last: 20, mean: { "at-most": 1e21 } }, "expected a number (42), a percentage"],
    [{ last: 20, mean: { "at-most": 0.1234567890123456 } }, "kept exactly only in quotes"],
    [{ last: 20, mean: { atmost: "10%" } }, "at-most,at-least,below,above"],
    [{ last: 20, mean: { "at-most": "10%", below: "10%" } }, "both limit from above"],
    [{ last: 20, mean: { "at-least": "10%", above: "10%" } }, "both limit from below"],
    [{ last: 20, mean: { "at-most": "10%", "at-least": 5 } }, "the same unit"],
    [{ last: 20, mean: { "at-most": "10%", "at-least": "10.1%" } }, "no value is within these limits"],
    [{ last: 20, mean: { "at-most": "10%", above: "10%" } }, "no value is within these limits"],
    [{ last: 20, mean: { "at-least": "0 s" } }, "it can never fail"],
    [{ last: 20, mean: { below: "0 s" } }, "no value is within these limits"],
    [{ last: 20, mean: { "at-most": "10%" }, max: { "at-most": 20 } }, "the limits are percentages and numbers"],
    [{ last: 20, min: { "at-least": 5 }, mean: { below: 5 } }, 'below 5 contradicts "min" of at least 5'],
    [{ last: 20, median: { "at-least": 5 }, max: { below: 5 } }, 'below 5 contradicts "median" of at least 5'],
    [
      { last: 20, mean: { "at-most": "10%" }, share: { of: ["a"], "at-most": "10%" } },
      '"mean" is about quantities, "share" about words',
    ],
    [{ last: 20, percentile: { of: 0, "at-most": 1 } }, "above 0 and up to 100"],
    [{ last: 20, percentile: { of: "95%", "at-most": 1 } }, "without a sign: 95"],
    [{ last: 20, percentile: { of: 95 } }, "a limit is needed"],
    [{ last: 20, share: { of: ["a"], "at-most": 0.1 } }, "a share is a percentage with its sign"],
    [{ last: 20, share: { of: ["a"] } }, "a limit is needed"],
    [{ last: 20, share: { of: [], "at-most": "10%" } }, ""],
    [{ last: 20, share: { of: ["a"], "at-most": "100%" } }, "it can never fail"],
    [{ last: 20, share: { of: ["a"], below: "101%" } }, "it can never fail"],
    [{ last: 20, share: { of: ["a"], "at-least": "0%" } }, "it can never fail"],
    [{ last: 20, share: { of: ["a"], above: "100%" } }, "no value is within these limits"],
    [{ last: 20, share: { of: ["a", "A "], "at-most": "10%" } }, '"A" is there twice'],
    [{ last: 20, consecutive: { of: ["a"], "fewer-than": 0 } }, ""],
    [{ last: 20, consecutive: { of: ["a", "a"], "fewer-than": 2 } }, '"a" is there twice'],
    [{ last: 20, consecutive: { of: ["a"], "fewer-than": 21 } }, "the last 20 rows always have fewer than that"],
    [{ last: 20, fewer: "warn", ...mean }, ""],
    [{ last: 20, column: " : ", ...mean }, "a column has a name"],
  ];
  test.each(refused)("%j is refused", (more, message) => {
    const { error } = demandSchema.safeParse(rolling(1, more));
    expect(JSON.stringify(error?.issues.map((issue) => issue.message) ?? "accepted")).toContain(
      JSON.stringify(message).slice(1, -1),
    );
    expect(error).toBeDefined();
  });

  const accepted: readonly Readonly<Record<string, unknown>>[] = [
    { last: 20, mean: { above: 1, below: 2 } },
    { last: 20, sum: { "at-least": 100 }, max: { "at-most": 10 } },
    { last: 20, min: { "at-least": 5 }, mean: { "at-most": 5 } },
    { last: 20, share: { of: ["a"], "at-least": "100%" } },
    { last: 20, share: { of: ["a"], "at-most": "0%" } },
    { last: 3, consecutive: { of: ["a"], "fewer-than": 3 } },
    { last: 20, mean: { "at-most": "0.12345678901234567890%" } },
    { last: 20, mean: { "at-most": 0.123456789012345 } },
  ];
  test.each(accepted)("%j is accepted", (more) => {
    expect(demandSchema.safeParse(rolling(1, more)).error).toBeUndefined();
  });
});
