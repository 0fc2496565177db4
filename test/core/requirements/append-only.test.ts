import { testRequirement } from "../../requirement-table.ts";

const path = "docs/04.md";
const require = { "append-only": `${path}#Evidence` };

function table(...rows: readonly string[]) {
  return ["| Day | Result |", "| --- | --- |", ...rows].join("\n");
}

function evidence(...blocks: readonly string[]) {
  return { [path]: `## Evidence\n\n${blocks.join("\n\nThen:\n\n")}\n` };
}

const first = "| Monday | passed with 3 retries |";
const second = "| Tuesday | failed on node 7 |";
const third = "| Wednesday | passed at once |";
const other = "| Who | When |\n| --- | --- |\n| @ada | May |";
const before = evidence(table(first, second));

testRequirement("append-only", [
  { name: "no change passes", require, before, after: before, then: "pass" },
  { name: "a row at the end passes", require, before, after: evidence(table(first, second, third)), then: "pass" },
  { name: "a row on top passes", require, before, after: evidence(table(third, first, second)), then: "pass" },
  { name: "a row in between passes", require, before, after: evidence(table(first, third, second)), then: "pass" },
  {
    name: "another alignment, markup and a new column pass",
    require,
    before,
    after: {
      [path]:
        "## Evidence\r\n\r\n|Day|Result|By|\r\n|-|:-:|-|\r\n|**Monday**|passed with `3` retries|x|\r\n|Tuesday|failed on node 7||\r\n",
    },
    then: "pass",
  },
  { name: "a new document passes", require, after: before, then: "pass" },
  { name: "a new section passes", require, before: { [path]: "# Log\n" }, after: before, then: "pass" },
  { name: "a new table passes", require, before: { [path]: "## Evidence\n" }, after: before, then: "pass" },
  {
    name: "a row of which something is struck out does not pass",
    require,
    before,
    after: evidence(table("| Monday | ~~passed~~ with 3 retries |", second)),
    then: { verdict: "fail", says: "formerly `Monday | passed with 3 retries`" },
  },
  {
    name: "a row that is struck out is still one",
    require,
    before: evidence(table("| ~~Monday~~ | ~~passed~~ |", second)),
    after: evidence(table(second)),
    then: { verdict: "fail", says: "no longer has the row" },
  },
  {
    name: "an edited row does not pass",
    require,
    before,
    after: evidence(table(first, "| Tuesday | passed on node 7 |")),
    then: {
      verdict: "fail",
      says: [
        "has an edited row, formerly `Tuesday | failed on node 7`, under *Evidence*.",
        "add a new one that corrects it",
      ],
      at: `${path}:6`,
    },
  },
  {
    name: "a removed row does not pass",
    require,
    before,
    after: evidence(table(second)),
    then: { verdict: "fail", says: "no longer has the row `Monday | passed with 3 retries`", at: `${path}:3` },
  },
  {
    name: "a row moved into a fence is lost",
    require,
    before,
    after: evidence(table(first), ["```", second, "```"].join("\n")),
    then: { verdict: "fail", says: "no longer has the row `Tuesday" },
  },
  {
    name: "a row moved into a comment is lost",
    require,
    before,
    after: evidence(table(first), `<!--\n${second}\n-->`),
    then: "fail",
  },
  {
    name: "a row cut off by a blank line is lost",
    require,
    before,
    after: { [path]: `## Evidence\n\n${table(first)}\n\n${second}\n` },
    then: "fail",
  },
  {
    name: "rows in another order do not pass",
    require,
    before,
    after: evidence(table(second, first)),
    then: { verdict: "fail", says: "has earlier rows in another order" },
  },
  {
    name: "a column taken out does not pass",
    require,
    before,
    after: { [path]: "## Evidence\n\n| Day |\n| --- |\n| Monday |\n| Tuesday |\n" },
    then: { verdict: "fail", says: "no longer has the column `Result`" },
  },
  {
    name: "a removed table does not pass",
    require,
    before,
    after: { [path]: "## Evidence\n\nGone.\n" },
    then: { verdict: "fail", says: "no longer has the table with the columns `Day`, `Result`" },
  },
  {
    name: "a section that never had a table does not pass",
    require,
    before: { [path]: "## Evidence\n" },
    after: { [path]: "## Evidence\n\nSoon.\n" },
    then: { verdict: "fail", says: "has no table under *Evidence*" },
  },
  {
    name: "of several tables each is watched",
    require,
    before: evidence(table(first), other),
    after: evidence(table(first, second), other.replace("May", "June")),
    then: { verdict: "fail", says: "formerly `@ada | May`" },
  },
  {
    name: "several tables that only grow pass",
    require,
    before: evidence(table(first), other),
    after: evidence(table(first, second), `${other}\n| @grace | June |`),
    then: "pass",
  },
  {
    name: "of several tables none may go",
    require,
    before: evidence(table(first), other),
    after: evidence(table(first, second)),
    then: { verdict: "fail", says: "no longer has the table with the columns `Who`, `When`" },
  },
  {
    name: "more different tables than can be watched are undecidable",
    require,
    before: evidence(...Array.from({ length: 51 }, (_, index) => `| T${index} |\n| --- |\n| 1 |`)),
    after: evidence(table(first)),
    then: { verdict: "error", says: "had 51 different tables" },
  },
  {
    name: "a new table before the earlier one does not take its place",
    require,
    before,
    after: evidence(other, table(first)),
    then: { verdict: "fail", says: "no longer has the row `Tuesday" },
  },
  {
    name: "a removed heading does not pass",
    require,
    before,
    after: { [path]: before[path].replace("Evidence", "Proof") },
    then: "fail",
  },
  { name: "a deleted document does not pass", require, before, then: "fail" },
  { name: "a symbolic link is undecidable", require, before, after: { [path]: null }, then: "error" },
  {
    name: "a renamed document keeps its history",
    require,
    before,
    after: { "log.md": evidence(table(first))[path] },
    renamed: { [path]: "log.md" },
    then: { verdict: "fail", says: "`log.md` no longer has the row" },
  },
]);
