import { type Case, type Files, testRequirement } from "../../requirement-table.ts";

/** Lines as a file. */
const file = (...lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");

const inSync = { "in-sync": {} };

/** A file whose marks are wrong, though nothing in its regions changes. */
const fault = (name: string, lines: readonly string[], says: string, at: string, files: Files = {}): Case => ({
  name,
  require: inSync,
  before: { ...files, "src/a.ts": file(...lines, "end") },
  after: { ...files, "src/a.ts": file(...lines, "changed") },
  then: { verdict: "fail", says, at },
});

const then = "// LINT.ThenChange(//x.txt)";
const x = { "x.txt": "1" };

testRequirement("in-sync: marks that are wrong", [
  fault(
    "a region that nothing closes",
    ["// LINT.IfChange", "1"],
    "`src/a.ts` opens a region that nothing closes",
    "src/a.ts:1",
  ),
  fault(
    "a closing mark without an opening one",
    ["1", then],
    "has a `LINT.ThenChange` that closes nothing",
    "src/a.ts:2",
    x,
  ),
  fault("two closing marks", ["// LINT.IfChange", "1", then, then], "closes nothing", "src/a.ts:4", x),
  fault(
    "a region in a region",
    ["// LINT.IfChange", "// LINT.IfChange", "1", then],
    "inside the one that line 1 opens",
    "src/a.ts:2",
    x,
  ),
  fault(
    "a Label in a region",
    ["// LINT.IfChange", "// LINT.Label(a)", "// LINT.EndLabel", then],
    "inside the one that line 1 opens",
    "src/a.ts:2",
    x,
  ),
  fault(
    "a Label that ThenChange closes",
    ["// LINT.Label(a)", "1", then],
    "has a `LINT.ThenChange` that closes nothing",
    "src/a.ts:1",
    x,
  ),
  fault(
    "a label that is there twice",
    ["// LINT.Label(a)", "// LINT.EndLabel", "// LINT.Label(a)", "// LINT.EndLabel"],
    "has the label `a` twice: line 1 has it too",
    "src/a.ts:3",
  ),
  fault(
    "a label of several words",
    ["// LINT.IfChange(a b)", "1", then],
    "with `a b`, which is no label",
    "src/a.ts:1",
    x,
  ),
  fault("a label that begins with a digit", ["// LINT.IfChange(1a)", "1", then], "which is no label", "src/a.ts:1", x),
  fault("an empty label", ["// LINT.IfChange()", "1", then], "has a `LINT.IfChange` without a label", "src/a.ts:1", x),
  fault(
    "a Label without one",
    ["// LINT.Label", "1", "// LINT.EndLabel"],
    "has a `LINT.Label` without a label",
    "src/a.ts:1",
  ),
  fault(
    "a ThenChange without parentheses",
    ["// LINT.IfChange", "1", "// LINT.ThenChange"],
    "has a `LINT.ThenChange` that names nothing",
    "src/a.ts:3",
  ),
  fault(
    "a ThenChange that names nothing, without a label",
    ["// LINT.IfChange", "1", "// LINT.ThenChange()"],
    "no label that others could name",
    "src/a.ts:3",
  ),
  fault(
    "a list that nothing closes",
    ["// LINT.IfChange", "1", "// LINT.ThenChange(", "//   //x.txt,"],
    "that no `)` closes",
    "src/a.ts:3",
    x,
  ),
  fault(
    "a list that another mark interrupts",
    ["// LINT.IfChange", "1", "// LINT.ThenChange(", "// LINT.IfChange", "// )"],
    "that no `)` closes",
    "src/a.ts:3",
  ),
  fault(
    "a list that code interrupts",
    ["// LINT.IfChange", "1", "// LINT.ThenChange(", "1", "//   //x.txt)"],
    "that no `)` closes",
    "src/a.ts:3",
    x,
  ),
  fault(
    "a mark with other signs behind it",
    ["// LINT.IfChange;", "1", then],
    "has `;` behind `LINT.IfChange`",
    "src/a.ts:1",
    x,
  ),
  fault(
    "a misspelt mark",
    ["// LINT.IfChanged", "1", then],
    "has `LINT.IfChanged`, which is no mark; `LINT.IfChange` is one",
    "src/a.ts:1",
    x,
  ),
  fault(
    "a mark in other letters",
    ["// lint.ifchange", "1", then],
    "has `lint.ifchange`, which is no mark",
    "src/a.ts:1",
    x,
  ),
  fault("a mark that nobody knows", ["// LINT.Frobnicate(x)"], "has `LINT.Frobnicate`, which is no mark", "src/a.ts:1"),
  fault(
    "a target out of the repository",
    ["// LINT.IfChange", "1", "// LINT.ThenChange(../../x.txt)"],
    "names `../../x.txt`, which points out of the repository",
    "src/a.ts:3",
  ),
  fault(
    "a target on a web page",
    ["// LINT.IfChange", "1", "// LINT.ThenChange(https://example.org/x.txt)"],
    "points out of the repository",
    "src/a.ts:3",
  ),
  fault("a directory", ["// LINT.IfChange", "1", "// LINT.ThenChange(//lib/)"], "is a directory", "src/a.ts:3"),
  fault(
    "the file itself",
    ["// LINT.IfChange", "1", "// LINT.ThenChange(a.ts)"],
    "which is the file itself",
    "src/a.ts:3",
  ),
  fault(
    "the region itself",
    ["// LINT.IfChange(a)", "1", "// LINT.ThenChange(:a)"],
    "which is the region itself",
    "src/a.ts:3",
  ),
  fault(
    "a target with an empty label",
    ["// LINT.IfChange", "1", "// LINT.ThenChange(//x.txt:)"],
    "has no label behind its sign",
    "src/a.ts:3",
    x,
  ),
  fault(
    "a file that does not exist",
    ["// LINT.IfChange", "1", then],
    "names `//x.txt`, which does not exist",
    "src/a.ts:3",
  ),
  fault(
    "a label that does not exist, with the nearest",
    ["// LINT.IfChange", "1", "// LINT.ThenChange(//b.ts:limt)"],
    "which is not there; the nearest label is `limit`",
    "src/a.ts:3",
    { "b.ts": "// LINT.Label(limit)\n// LINT.EndLabel\n" },
  ),
  fault(
    "a label in a file whose marks are not read",
    ["// LINT.IfChange", "1", "// LINT.ThenChange(//x.txt:a)"],
    "is in a file whose marks are not read",
    "src/a.ts:3",
    x,
  ),
]);

testRequirement("in-sync: regions that others only point at", [
  {
    name: "a labelled region may name nothing",
    require: inSync,
    before: { "a.ts": file("// LINT.IfChange(a)", "1", "// LINT.ThenChange()") },
    after: { "a.ts": file("// LINT.IfChange(a)", "2", "// LINT.ThenChange()") },
    then: "not-applicable",
  },
  {
    name: "neither does a Label",
    require: inSync,
    before: { "a.ts": file("// LINT.Label('a')", "1", "// LINT.EndLabel") },
    after: { "a.ts": file("// LINT.Label('a')", "2", "// LINT.EndLabel") },
    then: "not-applicable",
  },
]);

const region = (content: string, target: string, label = "") =>
  file(`// LINT.IfChange${label}`, content, `// LINT.ThenChange(${target})`);

testRequirement("in-sync: what a change takes away", [
  {
    name: "a removed file that a file of the change names",
    require: inSync,
    before: { "a.ts": region("1", "//x.txt"), "x.txt": "1" },
    after: { "a.ts": region("2", "//x.txt") },
    then: { verdict: "fail", says: "`a.ts` names `//x.txt`, which this change removes.", at: "a.ts:3" },
  },
  {
    name: "a removed file that the file it named still names, though that one is left alone",
    require: inSync,
    before: { "a.ts": region("1", "//b.ts"), "b.ts": region("1", "//a.ts") },
    after: { "b.ts": region("1", "//a.ts") },
    then: { verdict: "fail", says: "`b.ts` names `//a.ts`, which this change removes.", at: "b.ts:3" },
  },
  {
    name: "a renamed file that the file it names still names by its old path",
    require: inSync,
    before: { "a.ts": region("1", "//b.ts"), "b.ts": region("1", "//a.ts") },
    after: { "c.ts": region("1", "//b.ts"), "b.ts": region("1", "//a.ts") },
    renamed: { "a.ts": "c.ts" },
    then: { verdict: "fail", says: "which this change moves to `c.ts`. Name `c.ts`.", at: "b.ts:3" },
  },
  {
    name: "a renamed file that is named by its new path",
    require: inSync,
    before: { "a.ts": region("1", "//b.ts"), "b.ts": region("1", "//a.ts") },
    after: { "c.ts": region("1", "//b.ts"), "b.ts": region("1", "//c.ts") },
    renamed: { "a.ts": "c.ts" },
    then: "pass",
  },
  {
    name: "a label that the change takes away and the other side still names",
    require: inSync,
    before: { "a.ts": region("1", "//b.ts", "(one)"), "b.ts": region("1", "//a.ts:one") },
    after: { "a.ts": region("1", "//b.ts"), "b.ts": region("1", "//a.ts:one") },
    then: { verdict: "fail", says: "`b.ts` names `//a.ts:one`, which is taken away by this change", at: "b.ts:3" },
  },
  {
    name: "an old mistake of a file that is left alone is not this change's",
    require: inSync,
    before: { "a.ts": region("1", "//b.ts"), "b.ts": `${region("1", "//a.ts:never")}${region("1", "//gone.txt")}` },
    after: { "b.ts": `${region("1", "//a.ts:never")}${region("1", "//gone.txt")}` },
    then: "not-applicable",
  },
  {
    name: "an old mistake of a file that is changed is told",
    require: inSync,
    before: { "b.ts": `${region("1", "//gone.txt")}end` },
    after: { "b.ts": `${region("1", "//gone.txt")}changed` },
    then: { verdict: "fail", says: "which does not exist" },
  },
  {
    name: "a file and its counterpart removed together leave nothing to say",
    require: inSync,
    before: { "a.ts": region("1", "//b.ts"), "b.ts": region("1", "//a.ts") },
    after: {},
    then: "not-applicable",
  },
]);

testRequirement("in-sync: which files are read", [
  {
    name: "only those of `in`",
    require: { "in-sync": "src/**" },
    before: { "a.ts": region("1", "//x.txt"), "x.txt": "1" },
    after: { "a.ts": region("2", "//x.txt"), "x.txt": "1" },
    then: "not-applicable",
  },
  {
    name: "not those of `except`",
    require: { "in-sync": { in: "**", except: ["a.ts"] } },
    before: { "a.ts": region("1", "//x.txt"), "x.txt": "1" },
    after: { "a.ts": region("2", "//x.txt"), "x.txt": "1" },
    then: "not-applicable",
  },
  {
    name: "what they name may be anywhere",
    require: { "in-sync": ["src/**"] },
    before: { "src/a.ts": region("1", "//b.ts:one"), "b.ts": file("// LINT.Label(one)", "1", "// LINT.EndLabel") },
    after: { "src/a.ts": region("2", "//b.ts:one"), "b.ts": file("// LINT.Label(one)", "1", "// LINT.EndLabel") },
    then: { verdict: "fail", says: "The region `one` of `b.ts` has no change" },
  },
  { name: "a link has no marks", require: inSync, after: { "a.ts": null }, then: "not-applicable" },
  {
    name: "a file that had marks and is no text any more has not lost them",
    require: inSync,
    before: { "a.ts": region("1", "//b.ts:one"), "b.ts": "b" },
    after: { "a.ts": null, "b.ts": "b" },
    then: { verdict: "error", says: "The marks of `a.ts` cannot be read any more: it is a symbolic link.", at: "a.ts" },
  },
  {
    name: "a file without marks may become something else",
    require: inSync,
    before: { "a.ts": "a" },
    after: { "a.ts": null },
    then: "not-applicable",
  },
  {
    name: "a region in a link cannot be decided",
    require: inSync,
    before: { "a.ts": region("1", "//b.ts:one"), "b.ts": null },
    after: { "a.ts": region("2", "//b.ts:one"), "b.ts": null },
    then: { verdict: "error", says: "`b.ts` is a symbolic link." },
  },
]);
