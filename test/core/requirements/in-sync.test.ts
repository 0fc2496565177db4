import { describe, expect, test } from "@jest/globals";
import { judgeRequirement } from "../../../src/core/evaluate.ts";
import type { TextVersions } from "../../../src/core/facts.ts";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { type Case, type Files, factsOf, testRequirement } from "../../requirement-table.ts";

/** Lines as a file. */
const file = (...lines: readonly string[]) => lines.map((line) => `${line}\n`).join("");

/** A region of `src/limit.ts` that names a target, and a line before and behind it. */
const limit = (content: string, target = "//docs/limit.txt", label = "") =>
  file("a", `// LINT.IfChange${label}`, content, `// LINT.ThenChange(${target})`, "b");

const source = "src/limit.ts";
const target = "docs/limit.txt";

type Then = Case["then"];
const row = (name: string, before: Files, after: Files, then: Then, more: Partial<Case> = {}): Case => ({
  ...{ name, before, after, then, require: { "in-sync": {} } },
  ...more,
});
const unmet = (says: string, at?: string): Then => ({ verdict: "fail", says, ...(at !== undefined && { at }) });

/** Only the source differs. */
const only = (name: string, before: string, after: string, then: Then) =>
  row(name, { [source]: before, [target]: "1\n" }, { [source]: after, [target]: "1\n" }, then);

const noChange = `\`${target}\` has no change, but lines 2 to 4 of \`${source}\` have.`;

testRequirement("in-sync: what makes a region change", [
  only("an edited line does", limit("1"), limit("2"), unmet(noChange, target)),
  only("an added line does", limit("1"), limit("1\n2"), unmet("lines 2 to 5")),
  only("a removed line does", limit("1\n2"), limit("1"), unmet(noChange)),
  only("the first line removed does", limit("1\n2\n3"), limit("2\n3"), unmet("has no change")),
  only(
    "the last line removed does: the gap is on the closing mark",
    limit("1\n2\n3"),
    limit("1\n2"),
    unmet("no change"),
  ),
  only(
    "all of it removed does",
    limit("1\n2"),
    file("a", "// LINT.IfChange", "// LINT.ThenChange(//docs/limit.txt)", "b"),
    unmet("no change"),
  ),
  only("other indentation does", limit("1"), limit("  1"), unmet("no change")),
  only("two lines that swap places do", limit("1\n2"), limit("2\n1"), unmet("no change")),
  only("a line outside does not", limit("1"), limit("1").replace("a", "A"), "pass"),
  only("a line added right before the opening mark does not", limit("1"), limit("1").replace("a\n", "a\nx\n"), "pass"),
  only("a line added right behind the closing mark does not", limit("1"), limit("1").replace("b\n", "x\nb\n"), "pass"),
  only("a line removed right before the opening mark does not", limit("1"), limit("1").replace("a\n", ""), "pass"),
  only("a line removed right behind the closing mark does not", limit("1"), limit("1").replace("b\n", ""), "pass"),
  only("a blank line does not", limit("1\n2"), limit("1\n\n2"), "pass"),
  only("white space at the end of a line does not", limit("1"), limit("1  "), "pass"),
  only("other line ends do not", limit("1"), limit("1").replaceAll("\n", "\r\n"), "pass"),
  row(
    "nothing does when the file is only made executable",
    { [source]: limit("1"), [target]: "1" },
    { [source]: limit("1"), [target]: "1" },
    {
      verdict: "not-applicable",
    },
  ),
]);

testRequirement("in-sync: marks themselves are no change", [
  only("a label that is added is none", limit("1"), limit("1", undefined, "(limit)"), "pass"),
  only("a target that is named in another way is none", limit("1"), limit("1", "/docs/limit.txt"), "pass"),
  only(
    "an opening mark that moves up over old lines is none",
    limit("1"),
    file("// LINT.IfChange", "a", "1", "// LINT.ThenChange(//docs/limit.txt)", "b"),
    "pass",
  ),
  only(
    "a closing mark that moves down over old lines is none",
    limit("1"),
    file("a", "// LINT.IfChange", "1", "b", "// LINT.ThenChange(//docs/limit.txt)"),
    "pass",
  ),
  only("marks around lines that were there are a new pair", file("a", "1", "b"), limit("1"), "pass"),
  only("a new pair asks for nothing yet, whatever is new in it", file("a", "1", "b"), limit("2\n3"), "pass"),
  row("a new file asks for nothing yet", { [target]: "1" }, { [source]: limit("1"), [target]: "1" }, "pass"),
  only(
    "a new pair before an old one leaves the old one alone",
    limit("1"),
    `// LINT.IfChange\nx\n// LINT.ThenChange(//docs/limit.txt)\n${limit("1")}`,
    "pass",
  ),
  only(
    "a new pair before an old one does not hide that the old one changes",
    limit("1\n2\n3"),
    `// LINT.IfChange\nx\n// LINT.ThenChange(//docs/limit.txt)\n${limit("1\n2\n4")}`,
    unmet("lines 5 to 9"),
  ),
  only("a pair that moves as a whole is no change", `${limit("1")}x\ny\nz\n`, `x\ny\nz\n${limit("1")}`, "pass"),
  only("marks that are taken away ask for nothing more", limit("1"), file("a", "2", "b"), {
    verdict: "not-applicable",
  }),
  only(
    "a new label does not hide an edit",
    limit("1\n2", undefined, "(old)"),
    limit("1\n3", undefined, "(new)"),
    unmet("no change"),
  ),
  only(
    "a new label and a target written anew do not hide an edit beside lines that stay",
    limit("1\n2", undefined, "(old)"),
    limit("1\n3", "/docs/limit.txt", "(new)"),
    unmet("no change"),
  ),
  only(
    "a new label and all new lines do not hide an edit beside a mark that stays",
    limit("1", undefined, "(old)"),
    limit("2", undefined, "(new)"),
    unmet("no change"),
  ),
  only(
    "a new pair before an old one is not taken for it, though all its lines are new",
    limit("1"),
    `// LINT.IfChange\nx\n// LINT.ThenChange(//src/limit.ts:y)\n// LINT.Label(y)\n// LINT.EndLabel\n${limit("2")}`,
    unmet("`docs/limit.txt` has no change, but lines 7 to 9"),
  ),
  row(
    "labels keep their regions apart that change places, though all their lines are new",
    { [source]: limit("1", "//x.txt", "(x)") + limit("2", "//y.txt", "(y)"), "x.txt": "1", "y.txt": "1" },
    { [source]: limit("3", "//y.txt", "(y)") + limit("4", "//x.txt", "(x)"), "x.txt": "1", "y.txt": "1" },
    { verdict: "fail", says: ["`x.txt` has no change, but lines 7 to 9", "`y.txt` has no change, but lines 2 to 4"] },
  ),
  only(
    "a label keeps its region, though all else is new",
    limit("1", undefined, "(x)"),
    limit("2", "/docs/limit.txt", "(x)"),
    unmet("no change"),
  ),
  only(
    "a removed line beside a target written anew is seen, though both differ in one place",
    limit("1\n2"),
    limit("1", "/docs/limit.txt"),
    unmet("no change"),
  ),
  only(
    "another pair in the same place, with other marks around other lines, is new",
    limit("1", undefined, "(x)"),
    limit("2", "/docs/limit.txt", "(y)"),
    "pass",
  ),
]);

testRequirement("in-sync: what makes a file change that is named", [
  row(
    "an added line does",
    { [source]: limit("1"), [target]: "1\n" },
    { [source]: limit("2"), [target]: "1\n2\n" },
    "pass",
  ),
  row(
    "a removed line does",
    { [source]: limit("1"), [target]: "1\n2\n" },
    { [source]: limit("2"), [target]: "1\n" },
    "pass",
  ),
  row(
    "a file that is new does",
    { [source]: limit("1", "//x.txt"), "x.md": "1" },
    { [source]: limit("2"), [target]: "1\n" },
    "pass",
  ),
  row(
    "a blank line does not",
    { [source]: limit("1"), [target]: "1\n" },
    { [source]: limit("2"), [target]: "1\n\n" },
    unmet(noChange),
  ),
  row(
    "white space at line ends does not",
    { [source]: limit("1"), [target]: "1\n" },
    { [source]: limit("2"), [target]: "1 \r\n" },
    unmet(noChange),
  ),
  row(
    "a mark that is edited in it does not",
    { [source]: limit("1", "//b.ts"), "b.ts": limit("1", "//src/limit.ts") },
    { [source]: limit("2", "//b.ts"), "b.ts": limit("1", "/src/limit.ts") },
    unmet("`b.ts` has no change"),
  ),
  row(
    "a renamed one that is edited does",
    { [source]: limit("1"), "old.txt": "1\n2\n" },
    { [source]: limit("2"), [target]: "1\n3\n" },
    "pass",
    { renamed: { "old.txt": target } },
  ),
  row(
    "a renamed one that says the same does not",
    { [source]: limit("1"), "old.txt": "1\n" },
    { [source]: limit("2"), [target]: "1\n" },
    unmet("no change"),
    { renamed: { "old.txt": target } },
  ),
  row(
    "what is no text counts when it is another",
    { [source]: limit("1"), [target]: "1" },
    { [source]: limit("2"), [target]: null },
    "pass",
  ),
  row(
    "what is no text does not when it is the same",
    { [source]: limit("1"), [target]: null },
    { [source]: limit("2"), [target]: null },
    unmet("no change"),
  ),
  row(
    "every file of a list must change, and each that does not is named",
    { [source]: limit("1", "//x.txt, //y.txt, //z.txt"), "x.txt": "1", "y.txt": "1", "z.txt": "1" },
    { [source]: limit("2", "//x.txt, //y.txt, //z.txt"), "x.txt": "1", "y.txt": "2", "z.txt": "1" },
    { verdict: "fail", says: ["`x.txt` has no change", "`z.txt` has no change"], at: "x.txt" },
  ),
  row(
    "two files that name each other are met by a change of both",
    { "a.ts": limit("1", "//b.ts"), "b.ts": limit("1", "//a.ts") },
    { "a.ts": limit("2", "//b.ts"), "b.ts": limit("2", "//a.ts") },
    "pass",
  ),
  row(
    "two files that name each other bind either of them",
    { "a.ts": limit("1", "//b.ts"), "b.ts": limit("1", "//a.ts") },
    { "a.ts": limit("1", "//b.ts"), "b.ts": limit("2", "//a.ts") },
    unmet("`a.ts` has no change, but lines 2 to 4 of `b.ts` have.", "a.ts"),
  ),
  row(
    "a renamed source keeps its regions",
    { "old.ts": limit("1"), [target]: "1" },
    { [source]: limit("2"), [target]: "1" },
    unmet(noChange),
    { renamed: { "old.ts": source } },
  ),
]);

const labelled = (first: string, second: string) =>
  file(
    "// LINT.IfChange(one)",
    first,
    "// LINT.ThenChange()",
    "between",
    "// LINT.Label('two')",
    second,
    "// LINT.EndLabel",
  );
const pair = (name: string, label: string, after: string, then: Then) =>
  row(
    name,
    { [source]: limit("1", `//b.ts${label}`), "b.ts": labelled("1\n2", "1\n2") },
    { [source]: limit("2", `//b.ts${label}`), "b.ts": after },
    then,
  );

testRequirement("in-sync: what makes a region change that is named", [
  pair("a line in it does", ":one", labelled("1\n3", "1\n2"), "pass"),
  pair("its last line removed does: the gap is on the closing mark", ":one", labelled("1", "1\n2"), "pass"),
  pair(
    "a line in another region does not",
    ":one",
    labelled("1\n2", "1\n3"),
    unmet("The region `one` of `b.ts` has no change", "b.ts:1"),
  ),
  pair(
    "a line between regions does not",
    "#two",
    labelled("1\n2", "1\n2").replace("between", "x"),
    unmet("The region `two` of `b.ts`", "b.ts:6"),
  ),
  pair("a line of a Label region does", "#two", labelled("1\n2", "1\n3"), "pass"),
  pair("a blank line does not", "#two", labelled("1\n2", "1\n\n2"), unmet("no change")),
  row(
    "a label put around lines that were there is no change of them",
    { [source]: limit("1", "//b.ts:x"), "b.ts": file("1", "2") },
    { [source]: limit("2", "//b.ts:x"), "b.ts": file("// LINT.Label('x')", "1", "// LINT.EndLabel", "2") },
    unmet("The region `x` of `b.ts` has no change"),
  ),
  row(
    "a region of the same file can be named",
    { [source]: `${limit("1", ":one")}${labelled("1", "1")}` },
    { [source]: `${limit("2", ":one")}${labelled("1", "1")}` },
    unmet("The region `one` of `src/limit.ts` has no change", "src/limit.ts:6"),
  ),
  row(
    "a region of the same file that changes with it passes",
    { [source]: `${limit("1", "#one")}${labelled("1", "1")}` },
    { [source]: `${limit("2", "#one")}${labelled("2", "1")}` },
    "pass",
  ),
]);

const document = (status: string, other = "x") => `# Control\n\n## Status log\n\n- ${status}\n\n## Other\n\n${other}\n`;
const section = (name: string, label: string, after: string, then: Then) =>
  row(
    name,
    { [source]: limit("1", `//docs/00.md${label}`), "docs/00.md": document("1") },
    { [source]: limit("2", `//docs/00.md${label}`), "docs/00.md": after },
    then,
  );

testRequirement("in-sync: sections of documents", [
  section("a section that changes passes", "#Status log", document("2"), "pass"),
  section("a section is named by its path of headings too", "#Control/Status log", document("2"), "pass"),
  section("a section is named behind a colon too", ":Status log", document("2"), "pass"),
  section(
    "another section does not count",
    "#Status log",
    document("1", "y"),
    unmet("*Status log* of `docs/00.md` has no change", "docs/00.md:3"),
  ),
  section(
    "new line breaks are no change of a section",
    "#Other",
    document("1", "x\n").replace("x", "x "),
    unmet("no change"),
  ),
  section("a comment is no change of a section", "#Other", document("1", "x <!-- y -->"), unmet("no change")),
  section(
    "a heading that is not there is missing",
    "#Statuses",
    document("2"),
    unmet("names `//docs/00.md#Statuses`, which is not there", `${source}:4`),
  ),
  section(
    "a heading that the change takes away is missing",
    "#Status log",
    document("2").replace("Status log", "Log"),
    unmet("which is not there"),
  ),
  section("a document with a fence that is never closed cannot be decided", "#Other", `${document("1")}\n\`\`\`\n`, {
    verdict: "error",
    says: "cannot be read from line",
  }),
  section(
    "a label is found where there is no such heading",
    "#mark",
    `${document("1")}<!-- LINT.Label(mark) -->\nnew\n\n<!-- LINT.EndLabel -->\n`,
    "pass",
  ),
  row(
    "marks in a document bind it as well",
    { "docs/00.md": "<!-- LINT.IfChange -->\n1\n<!-- LINT.ThenChange(//x.txt) -->\n", "x.txt": "1" },
    { "docs/00.md": "<!-- LINT.IfChange -->\n2\n<!-- LINT.ThenChange(//x.txt) -->\n", "x.txt": "1" },
    unmet("`x.txt` has no change"),
  ),
]);

describe("in-sync: what could not be read", () => {
  const requirement = demandSchema.parse({ "in-sync": {} });
  const read = (text: string) => ({ state: "read", text }) as const;
  const large = { state: "unread", why: "has 9 bytes, more than is read" } as const;

  /** Judges a change of the source with these texts in place of those that were read; undefined takes one away. */
  function judge(texts: Readonly<Record<string, TextVersions | undefined>>, names = "//docs/limit.txt", renamed = {}) {
    const facts = factsOf({
      before: {
        [source]: limit("1", names),
        [target]: "1",
        ...Object.fromEntries(Object.keys(renamed).map((path) => [path, "1"])),
      },
      after: { [source]: limit("2", names), [target]: "2" },
      renamed,
    });
    const known = new Map(facts.texts);
    for (const [path, versions] of Object.entries(texts)) {
      if (versions === undefined) known.delete(path);
      else known.set(path, versions);
    }
    const { outcome } = judgeRequirement(requirement, { ...facts, texts: known });
    return {
      verdict: outcome.verdict,
      said: "findings" in outcome ? outcome.findings.map(({ message }) => message) : [],
    };
  }

  const source2 = { before: read(limit("1")), after: read(limit("2")) };
  const cases: readonly (readonly [string, Parameters<typeof judge>, string, string])[] = [
    ["nothing was left out", [{}], "pass", ""],
    ["a changed file was not read", [{ [source]: undefined }], "error", "The marks of `src/limit.ts` were not read"],
    [
      "a changed file is too large",
      [{ [source]: { ...source2, after: large } }],
      "error",
      "cannot be read: it has 9 bytes",
    ],
    [
      "a changed file was too large",
      [{ [source]: { ...source2, before: large } }],
      "error",
      "cannot be read: it has 9 bytes",
    ],
    ["what is named was not read", [{ [target]: undefined }], "error", "`docs/limit.txt` was not read"],
    ["what is named is large: git says that it changes", [{ [target]: { before: large, after: large } }], "pass", ""],
    [
      "what is named is large and renamed: git does not say whether it changes",
      [{ [target]: { before: large, after: large } }, undefined, { "old.txt": target }],
      "error",
      "It cannot be told whether `docs/limit.txt` changes",
    ],
    [
      "a region that is named is in a file that is too large",
      [{ [target]: { before: large, after: large } }, "//docs/limit.txt:a"],
      "error",
      "`docs/limit.txt` has 9 bytes",
    ],
    [
      "a region that is named was in a file that was too large",
      [{ "b.ts": { before: large, after: read("// LINT.Label(a)\n// LINT.EndLabel\n") } }, "//b.ts:a"],
      "error",
      "It cannot be told whether the region `a` of `b.ts` changes",
    ],
    [
      "what is named is a directory",
      [{ [target]: { before: { state: "directory" }, after: { state: "directory" } } }],
      "fail",
      "is a directory",
    ],
  ];
  test.each(cases)("%s", (_name, given, verdict, says) => {
    const { verdict: found, said } = judge(...given);
    expect({ found, said }).toEqual({ found: verdict, said });
    expect(said.join("\n")).toContain(says);
  });

  test("a file that was not read does not hide what fails", () => {
    const { said } = judge({
      gone: { before: { state: "absent" }, after: { state: "absent" } },
      [target]: { before: read("1"), after: read("1") },
      [source]: { before: large, after: read(limit("2", "//gone")) },
    });
    expect(said.join("\n")).toContain("which does not exist");
  });

  test("a file that may point back at what is gone", () => {
    const facts = factsOf({
      before: { "a.ts": limit("1", "//b.ts"), "b.ts": limit("1", "//a.ts") },
      after: { "b.ts": limit("1", "//a.ts") },
    });
    const texts = new Map([...(facts.texts ?? [])].filter(([path]) => path !== "b.ts"));
    expect(judgeRequirement(requirement, { ...facts, texts }).outcome.verdict).toBe("error");
  });

  test("one file may name a thousand targets, and a change no more", () => {
    const names = (count: number) => Array.from({ length: count }, (_, index) => `//t${index}.txt`).join(",");
    expect(judge({}, names(1001)).said.join("\n")).toContain("names more than 1000 targets in all");
    const twice = limit("1", names(600)) + limit("1", names(600));
    const { outcome: one } = judgeRequirement(requirement, factsOf({ after: { "a.ts": twice } }));
    expect(JSON.stringify(one)).toContain("names more than 1000 targets in all");
    const two = factsOf({ after: { "a.ts": limit("1", names(600)), "b.ts": limit("1", names(600)) } });
    const { outcome, needs } = judgeRequirement(requirement, two);
    expect(outcome).toMatchObject({ verdict: "error" });
    expect(JSON.stringify(outcome)).toContain("name more than 1000 targets");
    expect(needs).toHaveLength(1003);
  });
});

test("in-sync: asks for the texts of changed files that may have marks, and then for what they name", () => {
  const facts = factsOf({
    before: { "a.ts": limit("1", "//b.md#B, //c.txt"), "p.png": "1" },
    after: { "a.ts": limit("2", "//b.md#B, //c.txt"), "p.png": "2" },
  });
  const needs = (texts: ReadonlyMap<string, TextVersions>) =>
    judgeRequirement(demandSchema.parse({ "in-sync": {} }), { ...facts, texts }).needs;
  const first = [{ fact: "description" }, { fact: "text", path: "a.ts" }];
  expect(needs(new Map())).toEqual(first);
  expect(needs(facts.texts ?? new Map())).toEqual([
    ...first,
    { fact: "text", path: "b.md" },
    { fact: "document", path: "b.md" },
    { fact: "text", path: "c.txt" },
  ]);
});

const outOfStep = {
  require: { "in-sync": {} },
  before: { [source]: limit("1"), [target]: "1" },
  after: { [source]: limit("2"), [target]: "1" },
};
testRequirement("in-sync: wishes", [
  {
    ...outOfStep,
    name: "a wish in the description lets nobody off, and is shown",
    pullRequest: { body: "Why.\n\nNO_IFTTT=the `limit` of @acme/ops is theirs\n" },
    then: { verdict: "fail", says: ["no change", "asks to let this through: `the limit of @acme/ops is theirs`"] },
  },
  ...["<!-- NO_IFTTT=x -->", "NO_IFTTT=", "    NO_IFTTT=x", "Say NO_IFTTT=x", "> NO_IFTTT=x"].map(
    (body): Case => ({
      ...outOfStep,
      name: `${body} is no wish`,
      pullRequest: { body },
      then: { verdict: "fail", says: "no change", silent: "asks to let" },
    }),
  ),
  {
    name: "a wish that nothing needs is not shown",
    require: { "in-sync": {} },
    before: { [source]: limit("1"), [target]: "1" },
    after: { [source]: limit("2"), [target]: "2" },
    pullRequest: { body: "NO_IFTTT=x" },
    then: "pass",
  },
]);
