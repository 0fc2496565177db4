import { testRequirement } from "../../requirement-table.ts";

const path = "docs/03.md";
const require = { "section-changed": `${path}#Signals` };

function playbook(signals: string, rest = "") {
  return { [path]: `# Playbook\n\n## Signals\n\n${signals}\n\n## Alerts\n\nPage on errors.\n${rest}` };
}

const before = playbook(
  "We watch the error rate\nand the latency.\n\n| Signal | Limit |\n| --- | --- |\n| errors | 2% |",
);

testRequirement("section-changed", [
  {
    name: "other words pass",
    require,
    before,
    after: playbook(
      "We watch the error rate\nand the p95 latency.\n\n| Signal | Limit |\n| --- | --- |\n| errors | 2% |",
    ),
    then: "pass",
  },
  {
    name: "another cell of a table passes",
    require,
    before,
    after: playbook("We watch the error rate\nand the latency.\n\n| Signal | Limit |\n| --- | --- |\n| errors | 1% |"),
    then: "pass",
  },
  {
    name: "words taken out pass",
    require,
    before,
    after: playbook("We watch the error rate."),
    then: "pass",
  },
  { name: "a new section with words passes", require, before: { [path]: "# Playbook\n" }, after: before, then: "pass" },
  { name: "a new document passes", require, after: before, then: "pass" },
  {
    name: "a new section without words does not pass",
    require,
    before: { [path]: "# Playbook\n" },
    after: { [path]: "# Playbook\n\n## Signals\n" },
    then: { verdict: "fail", at: `${path}:3` },
  },
  {
    name: "no change is told where",
    require,
    before,
    after: before,
    then: { verdict: "fail", says: "`docs/03.md` has no change under *Signals*.", at: `${path}:3` },
  },
  {
    name: "a change in another section does not pass",
    require,
    before,
    after: { [path]: before[path].replace("Page on", "Wake somebody on") },
    then: "fail",
  },
  {
    name: "reflow, a re-aligned table and other line ends are no change",
    require,
    before,
    after: playbook(
      "We watch  the\r\nerror rate and the latency.\r\n\r\n|Signal|Limit|\r\n|:---|---:|\r\n| **errors** |     2% |",
    ),
    then: "fail",
  },
  {
    name: "a comment is no change",
    require,
    before,
    after: { [path]: before[path].replace("latency.", "latency. <!-- looked at -->") },
    then: "fail",
  },
  {
    name: "a section that only moves is no change",
    require,
    before,
    after: {
      [path]: `# Playbook\n\n## Alerts\n\nPage on errors.\n\n${before[path].slice(12, before[path].indexOf("## Alerts"))}`,
    },
    then: "fail",
  },
  {
    name: "a change in a sub-section passes",
    require,
    before: playbook("One.\n\n### Detail\n\nTwo."),
    after: playbook("One.\n\n### Detail\n\nThree."),
    then: "pass",
  },
  {
    name: "a twin with other words does not stand in for the section",
    require,
    before,
    after: { [path]: `${before[path]}\n## Signals\n\nSomething else.\n` },
    then: "fail",
  },
  {
    name: "a whole document passes with any change in it",
    require: { "section-changed": path },
    before,
    after: playbook("Other."),
    then: "pass",
  },
  {
    name: "a whole document that is the same does not pass",
    require: { "section-changed": { of: path } },
    before,
    after: before,
    then: { verdict: "fail", says: "`docs/03.md` has no change." },
  },
  {
    name: "a heading that is not found is told with the nearest",
    require: { "section-changed": `${path}#Signal` },
    before,
    after: before,
    then: { verdict: "fail", says: "Signals" },
  },
  { name: "a deleted document does not pass", require, before, then: "fail" },
  { name: "a symbolic link is undecidable", require, before, after: { [path]: null }, then: "error" },
  {
    name: "a rename alone is no change",
    require,
    before,
    after: { "docs/playbook.md": before[path] },
    renamed: { [path]: "docs/playbook.md" },
    then: { verdict: "fail", says: "`docs/playbook.md` has no change" },
  },
  {
    name: "the description of the pull request is new as a whole",
    require: { "section-changed": "pull-request#Impact" },
    pullRequest: { body: "## Impact\n\nNone expected." },
    then: "pass",
  },
]);
