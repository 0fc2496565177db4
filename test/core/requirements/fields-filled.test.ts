import { describe, expect, test } from "@jest/globals";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { testRequirement } from "../../requirement-table.ts";

const path = "docs/05.md";
const require = { "fields-filled": { in: `${path}#Rollback`, fields: ["Thresholds", "Owner"] } };

function rollback(...lines: readonly string[]) {
  return { [path]: `# Plan\n\n## Rollback\n\n${lines.join("\n")}\n\n## Other\n\nOwner: elsewhere\n` };
}

testRequirement("fields-filled: struck out", [
  {
    name: "a value that is struck out is none",
    require,
    after: rollback("Thresholds: p95 > 400 ms", "Owner: <del>@ada</del>"),
    then: { verdict: "fail", says: "no value for *Owner*" },
  },
  {
    name: "a value that takes the place of another one passes",
    require,
    after: rollback("Thresholds: p95 > 400 ms", "Owner: ~~@ada~~ @grace"),
    then: "pass",
  },
]);

const passing: readonly (readonly [string, ...string[]])[] = [
  ["lines of a paragraph pass", "Thresholds: p95 > 400 ms", "Owner: @ada"],
  ["list items pass", "- Thresholds: p95 > 400 ms", "- Owner: @ada"],
  [
    "markup and letter case do not matter",
    "* **THRESHOLDS:** `p95 > 400 ms`",
    "* __owner__ : [Ada](https://example.com)",
  ],
  [
    "rows of a table with two columns pass",
    "| Field | Value |",
    "| --- | --- |",
    "| Thresholds | p95 |",
    "| **Owner:** | @ada |",
  ],
  ["the header of such a table counts as a row", "| Owner | @ada |", "| --- | --- |", "| Thresholds | p95 |"],
  ["sub-headings with text pass", "### Thresholds", "", "p95 > 400 ms", "", "### Owner", "", "- @ada"],
  [
    "a sub-heading over a table or code passes",
    "### Thresholds",
    "",
    "| A | B |",
    "| - | - |",
    "| 1 | 2 |",
    "",
    "### Owner",
    "",
    "```",
    "@ada",
    "```",
  ],
  ["a nested list is the value", "- Thresholds:", "  - errors above 2%", "- Owner: @ada"],
  ["a list below a line is the value", "Owner: @ada", "Thresholds:", "- errors above 2%"],
  ["code below a line is the value", "Owner: @ada", "", "Thresholds:", "```", "errors > 2%", "```"],
  ["the first filled one of several counts", "Owner:", "", "Thresholds: 2%", "", "Owner: @ada"],
  ["fields in a sub-section count", "### Plan", "", "Owner: @ada", "", "- Thresholds: 2%"],
  ["a nested item can be a field", "- Who", "  - Owner: @ada", "- Thresholds: 2%"],
  ["a task can be a field", "- [ ] Owner: @ada", "- [x] Thresholds: 2%"],
  ["a link is a value", "Owner: <https://example.com/ada>", "Thresholds: [here](limits.md)"],
];

const unfilled: readonly (readonly [string, ...string[]])[] = [
  ["nothing", "Owner:", "", "Thresholds: 2%"],
  ["a dash", "Owner: —", "", "Thresholds: 2%"],
  ["TBD", "Owner: TBD", "", "Thresholds: 2%"],
  ["a to-do", "Owner: **todo**", "", "Thresholds: 2%"],
  ["n/a", "Owner: N/A", "", "Thresholds: 2%"],
  ["a placeholder in angle brackets", "Owner: \\<name of a person\\>", "", "Thresholds: 2%"],
  ["an ellipsis", "Owner: …", "", "Thresholds: 2%"],
  ["three dots", "- Owner: ...", "- Thresholds: 2%"],
  ["a comment", "Owner: <!-- who? -->", "", "Thresholds: 2%"],
  ["the next field", "- Owner:", "  Thresholds: 2%", "- Thresholds: 2%"],
  ["another field below it", "- Owner:", "  - Thresholds: 2%"],
  ["an empty cell", "| Field | Value |", "| --- | --- |", "| Owner | |", "| Thresholds | 2% |"],
  ["an empty sub-section", "### Owner", "", "### Thresholds", "", "2%"],
  ["a sub-section of dots", "### Owner", "", "…", "", "### Thresholds", "", "2%"],
];

const absent: readonly (readonly [string, ...string[]])[] = [
  ["a longer name", "Owner of the page: Ada", "Thresholds: 2%"],
  ["a name in the middle of a line", "The owner: Ada", "Thresholds: 2%"],
  ["a name without a colon", "Owner Ada", "Thresholds: 2%"],
  ["a name in a fence", "Thresholds: 2%", "", "```", "Owner: Ada", "```"],
  ["a name in a comment", "Thresholds: 2%", "", "<!-- Owner: Ada -->"],
  ["a name in a quote", "Thresholds: 2%", "", "> Owner: Ada"],
  ["a table with three columns", "| Owner | Ada | Grace |", "| - | - | - |", "| Owner | a | b |", "", "Thresholds: 2%"],
  ["a heading two levels down", "Thresholds: 2%", "", "### People", "", "#### Owner", "", "Ada"],
];

testRequirement("fields-filled", [
  ...passing.map(([name, ...lines]) => ({ name, require, after: rollback(...lines), then: "pass" as const })),
  ...unfilled.map(([name, ...lines]) => ({
    name: `${name} is no value`,
    require,
    after: rollback(...lines),
    then: { verdict: "fail", says: "`docs/05.md` has no value for *Owner* under *Rollback*." } as const,
  })),
  ...absent.map(([name, ...lines]) => ({
    name: `${name} is no field`,
    require,
    after: rollback(...lines),
    then: { verdict: "fail", says: "`docs/05.md` does not have *Owner* under *Rollback*." } as const,
  })),
  {
    name: "an unfilled field is pointed at",
    require,
    after: rollback("Some words.", "", "Thresholds: 2%", "Owner:"),
    then: { verdict: "fail", at: `${path}:8` },
  },
  {
    name: "absent fields are offered together",
    require,
    after: rollback("Soon."),
    then: {
      verdict: "fail",
      says: "does not have *Thresholds* and *Owner* under *Rollback*.",
      at: `${path}:3`,
      snippet: "- Thresholds: …\n- Owner: …",
    },
  },
  {
    name: "of a document that never was, all fields are offered",
    require: { "fields-filled": { in: "docs/cards/a.md", fields: ["Owner", "Origin"] } },
    then: { verdict: "fail", says: "`docs/cards/a.md` does not exist.", snippet: "- Owner: …\n- Origin: …" },
  },
  {
    name: "what is offered does not count while nobody has filled it in",
    require,
    after: rollback("- Thresholds: …", "- Owner: …"),
    then: {
      verdict: "fail",
      says: ["has no values for *Thresholds* (line 5) and *Owner* (line 6) under", "behind or below its name"],
    },
  },
  {
    name: "a missing heading is offered with its fields",
    require: { "fields-filled": { in: "pull-request#Rollback", fields: ["Owner"] } },
    pullRequest: { body: "Adds a thing." },
    then: { verdict: "fail", snippet: "## Rollback\n\n- Owner: …" },
  },
  {
    name: "the description of the pull request can have the fields",
    require: { "fields-filled": { in: "pull-request#Rollback", fields: ["Owner"] } },
    pullRequest: { body: "## Rollback\r\n\r\n**Owner:** @ada\r\n" },
    then: "pass",
  },
  {
    name: "of a whole document every heading counts",
    require: { "fields-filled": { in: path, fields: ["Owner"] } },
    after: { [path]: "# Plan\n\n## Owner\n\nAda\n" },
    then: "pass",
  },
  {
    name: "a name with a colon of its own is found",
    require: { "fields-filled": { in: path, fields: ["Ratio: target"] } },
    after: { [path]: "Ratio: target: 2%\n" },
    then: "pass",
  },
  { name: "a deleted document does not pass", require, before: rollback("Owner: a", "Thresholds: b"), then: "fail" },
  { name: "a symbolic link is undecidable", require, after: { [path]: null }, then: "error" },
]);

describe("fields-filled", () => {
  test.each([
    ["no fields", { in: path, fields: [] }, "Too small"],
    ["a field without a name", { in: path, fields: [":"] }, "a field has a name"],
    ["an option it does not know", { in: path, fields: ["a"], field: "b" }, "in,fields"],
  ])("refuses %s", (_what, options, words) => {
    const { error } = demandSchema.safeParse({ "fields-filled": options });
    expect(error?.issues.map(({ message }) => message).join()).toContain(words);
  });
});
