import { testRequirement } from "../../requirement-table.ts";

const path = "docs/exit.md";
const require = { "tasks-done": `${path}#Exit criteria` };

function tasks(...lines: readonly string[]) {
  return { [path]: `# Plan\n\n- [ ] elsewhere\n\n## Exit criteria\n\n${lines.join("\n")}\n` };
}

testRequirement("tasks-done", [
  {
    name: "tasks that are all ticked pass",
    require,
    after: tasks("- [x] run the drill", "- [X] page nobody"),
    then: "pass",
  },
  {
    name: "items that are no tasks do not matter",
    require,
    after: tasks("- [x] run the drill", "- a note"),
    then: "pass",
  },
  {
    name: "an open task in a quote is open",
    require,
    after: tasks("- [x] run the drill", "", "> [!IMPORTANT]", "> - [x] page nobody", "> - [ ] *sign* it"),
    then: { verdict: "fail", says: "The task `sign it` is open.", at: `${path}:11` },
  },
  {
    name: "an open task in a quote of an item is open",
    require,
    after: tasks("- [x] run the drill", "  > 1. a note", "  >    - [ ] sign it"),
    then: { verdict: "fail", says: "The task `sign it` is open.", at: `${path}:9` },
  },
  {
    name: "tasks that are ticked in a quote pass",
    require,
    after: tasks("> [!NOTE]", "> - [x] run the drill", ">   - [x] and keep its log"),
    then: "pass",
  },
  {
    name: "a box without words is open",
    require,
    after: tasks("- [x] run the drill", "- [ ]"),
    then: { verdict: "fail", says: "is open and says nothing" },
  },
  {
    name: "tasks in several lists and sub-sections pass",
    require,
    after: tasks("1. [x] a b", "", "### Later", "", "* [x] c d"),
    then: "pass",
  },
  {
    name: "a heading that is not there is to be pasted with a task below it",
    require,
    after: { [path]: "# Plan\n" },
    then: { verdict: "fail", says: "has no heading *Exit criteria*", snippet: "## Exit criteria\n\n- [ ] …" },
  },
  {
    name: "an open task is named with its line",
    require,
    after: tasks("- [x] run the drill", "- [ ] tell `support`"),
    then: { verdict: "fail", says: ["The task `tell support` is open.", "Tick it"], at: `${path}:8` },
  },
  {
    name: "a nested open task counts",
    require,
    after: tasks("- [x] run the drill", "  - note", "    - [ ] write it down"),
    then: { verdict: "fail", says: "`write it down`", at: `${path}:9` },
  },
  {
    name: "an open task in a sub-section counts",
    require,
    after: tasks("- [x] run the drill", "", "### Later", "", "- [ ] clean up"),
    then: { verdict: "fail", at: `${path}:11` },
  },
  {
    name: "at most five open tasks are named and the others counted",
    require,
    after: tasks(...Array.from({ length: 8 }, (_, index) => `- [ ] step ${index + 1}`)),
    then: { verdict: "fail", says: ["`step 5` is open", "has 3 more open tasks under *Exit criteria*."] },
  },
  {
    name: "a sixth open task is counted in the singular",
    require,
    after: tasks(...Array.from({ length: 6 }, (_, index) => `- [ ] step ${index + 1}`)),
    then: { verdict: "fail", says: "has 1 more open task under" },
  },
  {
    name: "a section without tasks does not pass",
    require,
    after: tasks("- done", "", "All good."),
    then: {
      verdict: "fail",
      says: "`docs/exit.md` has no tasks under *Exit criteria*.",
      at: `${path}:5`,
      snippet: "- [ ] …",
    },
  },
  { name: "ticked tasks that say nothing are none", require, after: tasks("- [x] …", "- [x] tbd"), then: "fail" },
  { name: "a ticked box inside a word is no task", require, after: tasks("- [x]run the drill"), then: "fail" },
  {
    name: "tasks in a fence or a comment are none",
    require,
    after: tasks("```", "- [x] a b", "```", "", "<!--", "- [x] c d", "-->"),
    then: { verdict: "fail", says: "has no tasks" },
  },
  {
    name: "line ends do not matter",
    require,
    after: { [path]: "## Exit criteria\r\n\r\n- [x] a b\r\n" },
    then: "pass",
  },
  {
    name: "the description of the pull request has tasks too",
    require: { "tasks-done": { in: "pull-request" } },
    pullRequest: { body: "- [x] tested by hand\n- [ ] told support" },
    then: { verdict: "fail", at: "pull-request:2" },
  },
  {
    name: "an empty description has none",
    require: { "tasks-done": "pull-request" },
    then: { verdict: "fail", says: "The description of the pull request has no tasks." },
  },
  { name: "a deleted document does not pass", require, before: tasks("- [x] a b"), then: "fail" },
  { name: "a symbolic link is undecidable", require, after: { [path]: null }, then: "error" },
]);
