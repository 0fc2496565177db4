import { describe, expect, test } from "@jest/globals";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { judgeCase, testRequirement } from "../../requirement-table.ts";

const path = "docs/04.md";
const to = `${path}#Rollout windows`;
const plain = { "row-added": to };
const typed = {
  "row-added": {
    to,
    columns: {
      Window: { type: "datetime" },
      "Fallback rate": { type: "percent" },
      Decision: { type: "enum", of: ["promote", "hold"] },
      Ticket: { type: "link", required: false },
    },
  },
};
const keyed = { "row-added": { to, key: "Window" } };
const appendOnly = { "row-added": { to, "append-only": true } };

const first = "| 2026-01-01T09:00Z | 4.2% | promote | |";
const second = "| 2026-01-02T09:00Z | 5% | hold | |";
const third = "| 2026-01-03T09:00Z | 3% | Promote | [OPS-1](https://example.com/OPS-1) |";

function log(...rows: readonly string[]) {
  const header = "| Window | Fallback rate | Decision | Ticket |\n| --- | --- | --- | --- |";
  return { [path]: `# Log\n\n## Rollout windows\n\n${[header, ...rows].join("\n")}\n\n## Notes\n\nNone.\n` };
}

const before = log(first, second);
const narrow = "| A | B |\n| - | - |\n| 1 | 2 |";
const wide = "| A | B | C |\n| - | - | - |\n| 3 | 4 | 5 |";
const readyCells =
  "| <datetime, YYYY-MM-DDThh:mmZ> | <percent, such as 4.2%> | <choose: promote or hold> | <link, such as https://…> |";

testRequirement("row-added", [
  { name: "a new row passes", require: plain, before, after: log(first, second, third), then: "pass" },
  { name: "a new row on top passes", require: plain, before, after: log(third, first, second), then: "pass" },
  {
    name: "a new row that fits its columns passes",
    require: typed,
    before,
    after: log(first, second, third),
    then: "pass",
  },
  { name: "the table may be new", require: typed, before: { [path]: "# Log\n" }, after: log(first), then: "pass" },
  { name: "the document may be new", require: typed, after: log(first), then: "pass" },
  {
    name: "an unchanged table gets a ready row in its own columns",
    require: typed,
    before,
    after: before,
    then: {
      verdict: "fail",
      says: ["`docs/04.md` has no new row under *Rollout windows*.", "Add a row to the table"],
      at: `${path}:5`,
      snippet: readyCells,
    },
  },
  {
    name: "the ready row does not count while nobody has put values in",
    require: typed,
    before,
    after: log(first, second, readyCells),
    then: { verdict: "fail", says: "; line 9 is a row that says nothing." },
  },
  {
    name: "a ready row that is filled in by half does not pass",
    require: typed,
    before,
    after: log(first, second, "| 2026-01-03T09:00Z | <percent, such as 4.2%> | hold | |"),
    then: {
      verdict: "fail",
      says: "*Fallback rate* `<percent, such as 4.2%>` is still to be filled in",
      at: `${path}:9`,
    },
  },
  {
    name: "a ready row of dots does not count either",
    require: plain,
    before,
    after: log(first, second, "| … | … | … | … |"),
    then: { verdict: "fail", says: "; line 9 is a row that says nothing." },
  },
  {
    name: "rows that are re-aligned are no new rows",
    require: plain,
    before,
    after: log(first.replaceAll(" |", "    |"), second),
    then: "fail",
  },
  {
    name: "rows with other markup and line ends are no new rows",
    require: plain,
    before,
    after: { [path]: log(first.replace("promote", "**promote**"), second)[path].replaceAll("\n", "\r\n") },
    then: "fail",
  },
  {
    name: "an edited earlier row is no new row",
    require: plain,
    before,
    after: log(first, second.replace("hold", "promote")),
    then: { verdict: "fail", says: "; line 8 is an earlier row that was edited, which adds no row." },
  },
  {
    name: "an edited earlier row beside a new one passes unless rows are append-only",
    require: plain,
    before,
    after: log(first, second.replace("hold", "promote"), third),
    then: "pass",
  },
  {
    name: "a repeated row is no new row",
    require: plain,
    before,
    after: log(first, second, second),
    then: { verdict: "fail", says: "; line 9 repeats a row that is there already." },
  },
  {
    name: "a blank row is no new row",
    require: plain,
    before,
    after: log(first, second, "| - | n/a |  | TBD |"),
    then: { verdict: "fail", says: "; line 9 is a row that says nothing." },
  },
  {
    name: "a row behind a blank line stands outside the table",
    require: plain,
    before,
    after: log(first, second, "", third),
    then: {
      verdict: "fail",
      says: "; line 10 looks like a row but stands outside the table: remove the blank line above it.",
    },
  },
  {
    name: "several rows outside the table are named together",
    require: plain,
    before,
    after: log(first, second, "", third, first),
    then: {
      verdict: "fail",
      says: "; lines 10, 11 look like rows but stand outside the table: remove the blank line above them.",
    },
  },
  {
    name: "a row in a fence is no row",
    require: plain,
    before,
    after: log(first, second, "", "```", third, "```"),
    then: "fail",
  },
  {
    name: "a row in an HTML comment is no row",
    require: plain,
    before,
    after: log(first, second, "", "<!--", third, "-->"),
    then: "fail",
  },
  {
    name: "a row in another section is no row",
    require: plain,
    before,
    after: { [path]: `${before[path]}\n| Window | Decision |\n| --- | --- |\n| 2026-01-03T09:00Z | hold |\n` },
    then: "fail",
  },
  {
    name: "a new row does not make up for a lost one, which is named",
    require: plain,
    before,
    after: log(second, third),
    then: {
      verdict: "fail",
      says: ["`docs/04.md` no longer has the row `2026-01-01T09:00Z | 4.2% | promote` under", "Restore the row"],
    },
  },
  {
    name: "a row in the place of another one is an edit",
    require: plain,
    before: log(first),
    after: log(third),
    then: { verdict: "fail", says: "; line 7 is an earlier row that was edited" },
  },
  {
    name: "an emptied table has lost its rows",
    require: plain,
    before,
    after: log(),
    then: { verdict: "fail", says: ["has no new row", "`2026-01-01T09:00Z | 4.2% | promote`", "`2026-01-02T09:00Z"] },
  },
  {
    name: "an added column makes no row new",
    require: plain,
    before: { [path]: "## Rollout windows\n\n| A | B |\n| - | - |\n| 1 | 2 |\n" },
    after: { [path]: "## Rollout windows\n\n| A | B | C |\n| - | - | - |\n| 1 | 2 | 3 |\n" },
    then: { verdict: "fail", snippet: "| ‹A› | ‹B› | ‹C› |" },
  },
  {
    name: "columns in another order make no row new",
    require: plain,
    before: { [path]: "## Rollout windows\n\n| A | B |\n| - | - |\n| 1 | 2 |\n" },
    after: { [path]: "## Rollout windows\n\n| B | A |\n| - | - |\n| 2 | 1 |\n" },
    then: "fail",
  },
  {
    name: "each cell that does not fit is named with what belongs there",
    require: typed,
    before,
    after: log(first, second, "| 2026-02-30T09:00Z | 3 | maybe | see chat |"),
    then: {
      verdict: "fail",
      at: `${path}:9`,
      says: [
        "In the new row in line 9 of `docs/04.md`, *Window* `2026-02-30T09:00Z` is not a day and a time",
        "*Fallback rate* `3` is not a percentage with its sign",
        "*Decision* `maybe` is not promote or hold.",
        "*Ticket* `see chat` is not a link",
        "Write promote or hold.",
      ],
    },
  },
  {
    name: "a required cell that is empty or a dash does not pass",
    require: typed,
    before,
    after: log(first, second, "| 2026-01-03T09:00Z | – | hold | |"),
    then: { verdict: "fail", says: "*Fallback rate* is empty." },
  },
  {
    name: "earlier rows are not judged by the types",
    require: typed,
    before: log("| once | upon | a | time |"),
    after: log("| once | upon | a | time |", first),
    then: "pass",
  },
  {
    name: "every new row is judged",
    require: typed,
    before,
    after: log(first, second, third, "| 2026-01-04T09:00Z | much | hold | |"),
    then: { verdict: "fail", at: `${path}:10` },
  },
  {
    name: "column names are compared without case and markup",
    require: { "row-added": { to, columns: { "fallback RATE": { type: "percent" } } } },
    before: { [path]: "## Rollout windows\n\n| **Fallback rate:** |\n| - |\n| 1% |\n" },
    after: { [path]: "## Rollout windows\n\n| **Fallback rate:** |\n| - |\n| 1% |\n| much |\n" },
    then: { verdict: "fail", says: "*fallback RATE* `much`" },
  },
  {
    name: "a table without the columns is told what it has and which is nearest",
    require: typed,
    before: { [path]: "## Rollout windows\n\n| Windows | Rate |\n| - | - |\n| 1 | 2 |\n" },
    after: { [path]: "## Rollout windows\n\n| Windows | Rate |\n| - | - |\n| 1 | 2 |\n| 3 | 4 |\n" },
    then: {
      verdict: "fail",
      says: [
        "has no table with the columns *Window*, *Fallback rate*, *Decision*, *Ticket* under *Rollout windows*.",
        "The table there has `Windows`, `Rate`.",
        "*Window* is missing; the nearest is `Windows`.",
        "*Decision* is missing.",
      ],
    },
  },
  {
    name: "a section without a table gets one to paste, from the policy",
    require: {
      "row-added": { to, columns: { Window: { type: "date" }, "Go | no go": { type: "enum", of: ["a|b"] } } },
    },
    before: { [path]: "## Rollout windows\n" },
    after: { [path]: "## Rollout windows\n\nSoon.\n" },
    then: {
      verdict: "fail",
      at: `${path}:1`,
      snippet: "| Window | Go \\| no go |\n| --- | --- |\n| <date, YYYY-MM-DD> | <choose: a\\|b> |",
    },
  },
  {
    name: "a section that lost its table gets it back with its own columns",
    require: { "row-added": { to, columns: { Window: { type: "datetime" } } } },
    before,
    after: { [path]: "## Rollout windows\n" },
    then: {
      verdict: "fail",
      snippet:
        "| Window | Fallback rate | Decision | Ticket |\n| --- | --- | --- | --- |\n| <datetime, YYYY-MM-DDThh:mmZ> | ‹Fallback rate› | ‹Decision› | ‹Ticket› |",
    },
  },
  {
    name: "a section without a table, before or after, has nothing to go by",
    require: plain,
    after: { [path]: "## Rollout windows\n" },
    then: { verdict: "fail", says: "`docs/04.md` has no table under *Rollout windows*." },
  },
  {
    name: "a missing heading is offered with a table below it",
    require: { "row-added": { to, columns: { Window: { type: "date" } } } },
    before,
    after: { [path]: "# Log\n" },
    then: { verdict: "fail", says: "Rollout windows" },
  },
  {
    name: "a heading that never was there is offered with a table below it",
    require: { "row-added": { to, columns: { Window: { type: "date" } } } },
    after: { [path]: "# Log\n" },
    then: { verdict: "fail", snippet: "## Rollout windows\n\n| Window |\n| --- |\n| <date, YYYY-MM-DD> |" },
  },
  { name: "a deleted document does not pass", require: plain, before, then: { verdict: "fail", says: "docs/04.md" } },
  { name: "a symbolic link is undecidable", require: plain, before, after: { [path]: null }, then: "error" },
  {
    name: "an unclosed fence is undecidable",
    require: plain,
    before,
    after: { [path]: `# Log\n\n\`\`\`\n${log(first, second, third)[path]}` },
    then: { verdict: "error", says: "line 3" },
  },
  {
    name: "a renamed document keeps its history",
    require: plain,
    before,
    after: { "docs/log.md": before[path] },
    renamed: { [path]: "docs/log.md" },
    then: { verdict: "fail", says: "`docs/log.md` has no new row", at: "docs/log.md:5" },
  },
  {
    name: "a row in a renamed document passes",
    require: plain,
    before,
    after: { "docs/log.md": log(first, second, third)[path] },
    renamed: { [path]: "docs/log.md" },
    then: "pass",
  },
  {
    name: "a table in the description of the pull request counts",
    require: { "row-added": "pull-request#Rollout" },
    pullRequest: { body: "## Rollout\n\n| A |\n| - |\n| 1 |\n" },
    then: "pass",
  },
  {
    name: "with a key, a row with a new key passes",
    require: keyed,
    before,
    after: log(first, second, third),
    then: "pass",
  },
  {
    name: "with a key, a new row with the key of an earlier one does not pass",
    require: keyed,
    before,
    after: log(first, second, third, second.replace("5%", "1%")),
    then: {
      verdict: "fail",
      at: `${path}:10`,
      says: "The new row in line 10 of `docs/04.md` repeats the key of another row: *Window* `2026-01-02T09:00Z`.",
    },
  },
  {
    name: "with a key, a second version of an earlier row alone is no new row",
    require: keyed,
    before,
    after: log(first, second, second.replace("5%", "1%")),
    then: { verdict: "fail", says: "; line 9 repeats a row that is there already." },
  },
  {
    name: "with a key, an earlier row under another key is lost",
    require: keyed,
    before,
    after: log(first, second.replace("01-02", "01-05")),
    then: { verdict: "fail", says: "no longer has the row `2026-01-02T09:00Z | 5% | hold`" },
  },
  {
    name: "with a key, a new row without one does not pass",
    require: keyed,
    before,
    after: log(first, second, "| - | 5% | hold | |"),
    then: { verdict: "fail", says: "has no key: *Window*" },
  },
  {
    name: "several columns can be the key",
    require: { "row-added": { to, key: ["Window", "Decision"] } },
    before,
    after: log(first, second, second.replace("hold", "promote")),
    then: "pass",
  },
  {
    name: "a key that the table does not have does not pass",
    require: { "row-added": { to, key: "Release" } },
    before,
    after: log(first, second, third),
    then: { verdict: "fail", says: "*Release* is missing." },
  },
  {
    name: "append-only lets a row be appended",
    require: appendOnly,
    before,
    after: log(first, second, third),
    then: "pass",
  },
  {
    name: "append-only lets a row be put on top",
    require: appendOnly,
    before,
    after: log(third, first, second),
    then: "pass",
  },
  {
    name: "append-only refuses an edit beside a new row",
    require: appendOnly,
    before,
    after: log(first, second.replace("hold", "promote"), third),
    then: {
      verdict: "fail",
      at: `${path}:8`,
      says: "has an edited row, formerly `2026-01-02T09:00Z | 5% | hold`, under *Rollout windows*.",
    },
  },
  {
    name: "append-only refuses another order",
    require: appendOnly,
    before,
    after: log(second, first, third),
    then: { verdict: "fail", says: "has earlier rows in another order" },
  },
  {
    name: "append-only refuses a column taken out",
    require: appendOnly,
    before: { [path]: "## Rollout windows\n\n| A | B |\n| - | - |\n| 1 | 2 |\n" },
    after: { [path]: "## Rollout windows\n\n| A |\n| - |\n| 1 |\n| 3 |\n" },
    then: { verdict: "fail", says: "no longer has the column `B`" },
  },
  {
    name: "append-only takes a column for lost only when no table has it any more",
    require: { "row-added": { to, columns: { A: { type: "text" } }, "append-only": true } },
    before: { [path]: `## Rollout windows\n\n${narrow}\n\nThen:\n\n${wide}\n` },
    after: { [path]: `## Rollout windows\n\n${narrow}\n| 7 | 8 |\n\nThen:\n\n${wide}\n` },
    then: "pass",
  },
]);

describe("row-added", () => {
  const manyColumns = Object.fromEntries(Array.from({ length: 51 }, (_, index) => [`c${index}`, { type: "text" }]));

  test("says at most twenty findings and that there are more", () => {
    const rows = Array.from({ length: 30 }, (_, index) => `| ${index} | much | hold | |`);
    const { outcome } = judgeCase({ require: typed, before, after: log(first, second, ...rows) });
    const findings = "findings" in outcome ? outcome.findings : [];
    expect(findings).toHaveLength(21);
    expect(findings.at(-1)?.message).toMatch(/ There are more findings like this\.$/);
  });

  test("shortens what it quotes and keeps its backticks balanced", () => {
    const wild = `| a | \`\`x\` @everyone\`\` ${"very ".repeat(40)} | c | d |`;
    const { outcome } = judgeCase({ require: plain, before: log(first, wild), after: log(first, "", third) });
    const message = "findings" in outcome ? outcome.findings.map((finding) => finding.message).join() : "";
    expect(message).toContain("no longer has the row `a | x' @everyone very very");
    expect(message.length).toBeLessThan(300);
    expect(message.split("`").length % 2).toBe(1);
  });

  test.each([
    ["a key beside the columns", { to, columns: { Window: { type: "date" } }, key: "Widow" }, 'did you mean "Window"?'],
    ["a column twice", { to, columns: { A: { type: "date" }, "a:": { type: "text" } } }, "is there twice"],
    ["an enum without words", { to, columns: { A: { type: "enum" } } }, "an enum lists its words"],
    ["too many columns", { to, columns: manyColumns }, "at most 50 columns"],
    ["an unknown option", { to, column: {} }, "to,columns,key,append-only"],
    ["a column without a name", { to, columns: { ":": { type: "date" } } }, "Invalid key"],
  ])("refuses %s", (_what, options, words) => {
    const { error } = demandSchema.safeParse({ "row-added": options });
    expect(JSON.stringify(error?.issues.map((issue) => issue.message))).toContain(JSON.stringify(words).slice(1, -1));
  });

  test("looks at the document, or at the description", () => {
    expect(judgeCase({ require: plain }).needs).toEqual([{ fact: "document", path }]);
    expect(judgeCase({ require: { "row-added": "pull-request#A" } }).needs).toEqual([{ fact: "description" }]);
    expect(judgeCase({ require: plain }).asks).toBe("a new row in a table under *Rollout windows* of `docs/04.md`");
    expect(judgeCase({ require: { "row-added": path } }).asks).toBe("a new row in a table in `docs/04.md`");
  });
});
