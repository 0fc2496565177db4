import { testRequirement } from "../../requirement-table.ts";

const path = "docs/00.md";
const require = { "entry-added": `${path}#Status log` };

function log(...lines: readonly string[]) {
  return { [path]: `# Control center\n\n## Status log\n\n${lines.join("\n")}\n\n## Links\n\n- [Home](/)\n` };
}

const before = log("- 2026-01-02: drained node 7", "- 2026-01-01: started");

testRequirement("entry-added", [
  {
    name: "a new list item on top passes",
    require,
    before,
    after: log("- 2026-01-03: rolled back to 41", "- 2026-01-02: drained node 7", "- 2026-01-01: started"),
    then: "pass",
  },
  {
    name: "a new list item at the end passes",
    require,
    before,
    after: log("- 2026-01-02: drained node 7", "- 2026-01-01: started", "- 2026-01-03: rolled back to 41"),
    then: "pass",
  },
  {
    name: "a new table row passes",
    require,
    before: log("| Day | What |", "| --- | --- |", "| 1 | started |"),
    after: log("| Day | What |", "| --- | --- |", "| 1 | started |", "| 2 | drained the node |"),
    then: "pass",
  },
  {
    name: "a new sub-heading with text passes",
    require,
    before: log("### Monday", "", "Started."),
    after: log("### Monday", "", "Started.", "", "### Tuesday", "", "Drained the node."),
    then: "pass",
  },
  { name: "the first entry of a new document passes", require, after: before, then: "pass" },
  {
    name: "no new entry is told where, with one to paste",
    require,
    before,
    after: before,
    then: {
      verdict: "fail",
      says: ["`docs/00.md` has no new entry under *Status log*.", "Add a new entry: a list item"],
      at: `${path}:3`,
      snippet: "- …",
    },
  },
  {
    name: "the entry to paste is a row where the section has a table",
    require,
    before: log("| Day | What |", "| --- | --- |"),
    after: log("| Day | What |", "| --- | --- |"),
    then: { verdict: "fail", snippet: "| ‹Day› | ‹What› |" },
  },
  {
    name: "the entry to paste is a sub-heading where the section has those",
    require,
    before: log("Newest first.", "", "### Monday", "", "Started."),
    after: log("Newest first.", "", "### Monday", "", "Started."),
    then: { verdict: "fail", snippet: "### …\n\n…" },
  },
  {
    name: "the entry to paste does not count while nobody has filled it in",
    require,
    before,
    after: log("- …", "- 2026-01-02: drained node 7", "- 2026-01-01: started"),
    then: { verdict: "fail", says: "`…` (line 5) says nothing, which is no new entry." },
  },
  {
    name: "a sub-heading to paste does not count either",
    require,
    before: log("### Monday", "", "Started."),
    after: log("### Monday", "", "Started.", "", "### …", "", "…"),
    then: "fail",
  },
  {
    name: "an edited entry is not new",
    require,
    before,
    after: log("- 2026-01-02: drained node 8", "- 2026-01-01: started"),
    then: { verdict: "fail", says: "`2026-01-02: drained node 8` (line 5) is an earlier one that was edited" },
  },
  {
    name: "a moved entry is not new",
    require,
    before,
    after: log("- 2026-01-01: started", "- 2026-01-02: drained node 7"),
    then: { verdict: "fail", says: "was moved here" },
  },
  {
    name: "a copied entry is not new",
    require,
    before,
    after: log("- 2026-01-02: drained node 7", "- 2026-01-02: drained node 7", "- 2026-01-01: started"),
    then: { verdict: "fail", says: "is a copy" },
  },
  {
    name: "an entry from another section is not new",
    require,
    before,
    after: log("- [Home](/)", "- 2026-01-02: drained node 7", "- 2026-01-01: started"),
    then: "fail",
  },
  {
    name: "only some of many rejected entries are named",
    require,
    before,
    after: log("- tbd", "- -", "- …", "- n/a", "- TODO", "- 2026-01-02: drained node 7", "- 2026-01-01: started"),
    then: { verdict: "fail", says: "2 more are not new either." },
  },
  {
    name: "an entry in a fence or in a comment is none",
    require,
    before,
    after: log(
      "- 2026-01-02: drained node 7",
      "- 2026-01-01: started",
      "",
      "```",
      "- rolled back",
      "```",
      "<!--",
      "- x",
      "-->",
    ),
    then: "fail",
  },
  {
    name: "a nested item is no entry of its own",
    require,
    before,
    after: log("- 2026-01-02: drained node 7", "  - and node 8", "- 2026-01-01: started"),
    then: "fail",
  },
  {
    name: "other marks and line ends make no entry new",
    require,
    before,
    after: log("* 2026-01-02:   drained **node 7**\r", "* 2026-01-01: started\r"),
    then: "fail",
  },
  {
    name: "a paragraph is no entry",
    require,
    before,
    after: log("We rolled back today.", "", "- 2026-01-02: drained node 7", "- 2026-01-01: started"),
    then: "fail",
  },
  {
    name: "an entry in another section does not pass",
    require,
    before,
    after: { [path]: `${before[path]}- rolled back\n` },
    then: "fail",
  },
  {
    name: "as many as asked pass",
    require: { "entry-added": { to: `${path}#Status log`, "at-least": 2 } },
    before,
    after: log("- one thing", "- another matter", "- 2026-01-02: drained node 7", "- 2026-01-01: started"),
    then: "pass",
  },
  {
    name: "fewer than asked are counted",
    require: { "entry-added": { to: `${path}#Status log`, "at-least": 2 } },
    before,
    after: log("- one thing", "- 2026-01-02: drained node 7", "- 2026-01-01: started"),
    then: { verdict: "fail", says: ["has 1 new entry, of 2 asked for, under *Status log*.", "Add 2 new entries"] },
  },
  {
    name: "a missing heading is offered with an entry below it",
    require,
    after: { [path]: "# Control center\n" },
    then: { verdict: "fail", snippet: "## Status log\n\n- …" },
  },
  { name: "a deleted document does not pass", require, before, then: "fail" },
  { name: "a symbolic link is undecidable", require, before, after: { [path]: null }, then: "error" },
  {
    name: "a rename alone adds nothing",
    require,
    before,
    after: { "docs/center.md": before[path] },
    renamed: { [path]: "docs/center.md" },
    then: { verdict: "fail", at: "docs/center.md:3" },
  },
  {
    name: "a twin of the heading does not take its place",
    require,
    before,
    after: { [path]: `## Status log\n\n- fresh words\n\n${before[path]}` },
    then: "fail",
  },
]);
