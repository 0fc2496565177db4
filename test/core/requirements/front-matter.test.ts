import { describe, expect, test } from "@jest/globals";
import { judgeRequirement } from "../../../src/core/evaluate.ts";
import type { Facts } from "../../../src/core/facts.ts";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { readPolicy } from "../../../src/read/policy.ts";
import { factsOf, judgeCase, testRequirement } from "../../requirement-table.ts";

const path = "docs/adr/1.md";
const require = { "front-matter": { in: path, fields: ["status", "owner"] } };

function record(...lines: readonly string[]) {
  return { [path]: `---\n${lines.join("\n")}\n---\n\n# One\n` };
}

testRequirement("front-matter", [
  {
    name: "fields with values pass",
    require,
    after: record("status: accepted", "owner: '@ada'", "more: x"),
    then: "pass",
  },
  { name: "zero, false and lists are values", require, after: record("status: 0", "owner: [a]"), then: "pass" },
  { name: "false is a value", require, after: record("status: false", "owner: {a: b}"), then: "pass" },
  ...[
    "status:",
    "status: null",
    "status: ''",
    "status: '  '",
    "status: []",
    "status: ['', null]",
    'status: "\\u200b\\u00ad \\u2800"',
    "status: {}",
    "status: {a: [], b: ''}",
  ].map((line) => ({
    name: `${line} is empty`,
    require,
    after: record(line, "owner: ada"),
    then: {
      verdict: "fail",
      says: "`docs/adr/1.md` has an empty `status` in its front matter.",
      at: `${path}:1`,
    } as const,
  })),
  {
    name: "every absent field is named, with a line to paste",
    require,
    after: record("title: One"),
    then: {
      verdict: "fail",
      says: ["`docs/adr/1.md` has no `status` in its front matter.", "has no `owner`"],
      snippet: "status: ",
    },
  },
  {
    name: "a misspelt field is hinted at",
    require,
    after: record("Status: accepted", "owner: ada"),
    then: { verdict: "fail", says: "has no `status` in its front matter. It has `Status`." },
  },
  {
    name: "an inherited name of a mapping is no field",
    require: { "front-matter": { in: path, fields: ["constructor"] } },
    after: record("status: accepted"),
    then: "fail",
  },
  {
    name: "no front matter is told, with a block to paste",
    require,
    after: { [path]: "# One\n" },
    then: {
      verdict: "fail",
      says: "`docs/adr/1.md` has no front matter.",
      at: `${path}:1`,
      snippet: "---\nstatus: \nowner: \n---",
    },
  },
  {
    name: "a block that is not at the top is none",
    require,
    after: { [path]: `# One\n${record("status: a", "owner: b")[path]}` },
    then: { verdict: "fail", says: "has no front matter" },
  },
  {
    name: "front matter that is no mapping is told with its line",
    require,
    after: record("- status", "- owner"),
    then: { verdict: "fail", says: "has front matter that cannot be read", at: `${path}:1` },
  },
  { name: "broken front matter does not pass", require, after: record("status: [accepted"), then: "fail" },
  {
    name: "line ends do not matter",
    require,
    after: { [path]: "---\r\nstatus: a\r\nowner: b\r\n---\r\n" },
    then: "pass",
  },
  { name: "a deleted document does not pass", require, before: record("status: a", "owner: b"), then: "fail" },
  { name: "a symbolic link is undecidable", require, after: { [path]: null }, then: "error" },
]);

const instructions = ".github/instructions/a.instructions.md";
const instructionRule = {
  "front-matter": {
    in: ".github/instructions/**/*.instructions.md",
    fields: {
      applyTo: { type: "globs" },
      description: { "at-most": 30 },
      status: { type: "enum", of: ["draft", "active"], required: false },
    },
    structure: { "top-heading": true, sections: 1, "at-most-lines": 12 },
  },
};
const body = "# Routing\n\n## Rules\n\nNo.\n";

/** An instruction file with this front matter and body, beside a source file. */
function instruction(frontMatter: readonly string[], text = body) {
  return { [instructions]: `---\n${frontMatter.join("\n")}\n---\n${text}`, "src/routing/a.py": "x" };
}

testRequirement("front-matter of instruction files", [
  {
    name: "globs that match, a short description and sections pass",
    require: instructionRule,
    after: instruction(["applyTo: 'src/**/*.py'", "description: How to route"]),
    then: "pass",
  },
  ...["applyTo: ['src/**', '.github/**']", "applyTo: 'src/**/*.{py,pyi}, .github/**'", "applyTo: '**'"].map((line) => ({
    name: `${line} matches`,
    require: instructionRule,
    after: instruction([line, "description: x"]),
    then: "pass" as const,
  })),
  ...(
    [
      ["applyTo: 'lib/**'", "matches no file: `lib/**`"],
      ["applyTo: 'src/**,lib/**'", "matches no file: `lib/**`"],
      ["applyTo: ['src/**', 'lib/**']", "matches no file: `lib/**`"],
      ["applyTo: /src/**", 'paths start without "/"'],
      ["applyTo: 'src/**,'", "a glob must not be empty"],
      ["applyTo: '{name}/**'", "{name} stands for nothing there"],
      ["applyTo: 7", "neither a glob nor a list of globs"],
      ["applyTo: [7]", "neither a glob nor a list of globs"],
      ["applyTo: {a: b}", "neither a glob nor a list of globs"],
      ["applyTo: ''", "has an empty `applyTo`"],
      ["other: x", "has no `applyTo`"],
    ] as const
  ).map(([line, says]) => ({
    name: `${line} does not pass`,
    require: instructionRule,
    after: instruction([line, "description: x"]),
    then: { verdict: "fail", says, at: `${instructions}:1` } as const,
  })),
  {
    name: "a description is a text of at most so many characters, not of so many bytes",
    require: instructionRule,
    after: instruction(["applyTo: '**'", `description: ${"é".repeat(30)}`]),
    then: "pass",
  },
  {
    name: "what is left alone is not looked at",
    require: { "front-matter": { in: "prompts/**/*.md", except: "prompts/**/README.md", fields: ["version"] } },
    after: { "prompts/README.md": "# Prompts", "prompts/a/b.md": "---\nversion: 1\n---\n" },
    then: "pass",
  },
  {
    name: "a longer description does not pass",
    require: instructionRule,
    after: instruction(["applyTo: '**'", `description: ${"x".repeat(31)}`]),
    then: { verdict: "fail", says: "is 31 characters long, 1 more than the 30 allowed" },
  },
  {
    name: "a description that is no text does not pass",
    require: instructionRule,
    after: instruction(["applyTo: '**'", "description: [a]"]),
    then: { verdict: "fail", says: "`description` in its front matter that is no text" },
  },
  {
    name: "an optional field may be absent, but not wrong",
    require: instructionRule,
    after: instruction(["applyTo: '**'", "description: x", "status: done"]),
    then: { verdict: "fail", says: "`status` in its front matter that is not `draft` or `active`: `done`" },
  },
  {
    name: "words of an enum are compared without case",
    require: instructionRule,
    after: instruction(["applyTo: '**'", "description: x", "status: Active"]),
    then: "pass",
  },
  {
    name: "a list is no word",
    require: instructionRule,
    after: instruction(["applyTo: '**'", "description: x", "status: [active]"]),
    then: "fail",
  },
  {
    name: "a document without headings lacks both",
    require: instructionRule,
    after: instruction(["applyTo: '**'", "description: x"], "Just do it.\n"),
    then: { verdict: "fail", says: ["has no heading of the first level", "has no sections with something in them"] },
  },
  {
    name: "a section without anything in it is none",
    require: instructionRule,
    after: instruction(["applyTo: '**'", "description: x"], "# Routing\n\n## Rules\n"),
    then: { verdict: "fail", says: "has no sections with something in them, and needs 1" },
  },
  {
    name: "a heading in a code block is none",
    require: instructionRule,
    after: instruction(["applyTo: '**'", "description: x"], "# A\n\n```\n## Rules\nx\n```\n"),
    then: "fail",
  },
  {
    name: "a document that is too long is told at the first line too many",
    require: instructionRule,
    after: instruction(["applyTo: '**'", "description: x"], `${body}${"x\n".repeat(8)}`),
    then: { verdict: "fail", says: "more than the 12 allowed", at: `${instructions}:13` },
  },
  {
    name: "every changed file that matches is judged",
    require: instructionRule,
    after: {
      ...instruction(["applyTo: '**'", "description: x"]),
      ".github/instructions/deep/b.instructions.md": body,
      ".github/instructions/c.instructions.md": "---\napplyTo: [\n---\n# C\n\n## D\n\nx\n",
    },
    then: {
      verdict: "fail",
      says: ["`.github/instructions/deep/b.instructions.md` has no front matter", "cannot be read"],
    },
  },
  {
    name: "a file that the change leaves alone is not judged",
    require: instructionRule,
    before: { [instructions]: "x" },
    after: { [instructions]: "x", "src/a.py": "x" },
    then: "not-applicable",
  },
  {
    name: "a removed file is not judged",
    require: instructionRule,
    before: { [instructions]: "x" },
    then: "not-applicable",
  },
  {
    name: "a file moved into place is judged where it is",
    require: instructionRule,
    before: { "docs/a.md": body },
    after: { [instructions]: body },
    renamed: { "docs/a.md": instructions },
    then: { verdict: "fail", says: "has no front matter", at: `${instructions}:1` },
  },
  {
    name: "a symbolic link among them is undecidable, and the others are told too",
    require: instructionRule,
    after: { [instructions]: null, ".github/instructions/b.instructions.md": body },
    then: { verdict: "error", says: ["is a symbolic link", "has no front matter"] },
  },
  {
    name: "structure alone asks for no front matter",
    require: { "front-matter": { in: path, structure: { "top-heading": true } } },
    after: { [path]: "# One\n" },
    then: "pass",
  },
]);

const described = { "front-matter": { in: path, fields: { description: { type: "text" } } } };
const long = (characters: number) => ({
  "front-matter": { in: path, structure: { "at-least-characters": characters } },
});
/** Seventeen characters to a reader, however they are written. */
const seventeen = "---\ndescription: x\n---\n# One\n\nTwo  *three*\n&amp; é\n<!-- no more -->\n";

testRequirement("front-matter with texts and lengths", [
  { name: "a text is a text", require: described, after: record("description: How to route"), then: "pass" },
  ...["7", "true", "[a]", "{a: b}"].map((value) => ({
    name: `${value} is no text`,
    require: described,
    after: record(`description: ${value}`),
    then: {
      verdict: "fail",
      says: "has a `description` in its front matter that is no text",
      at: `${path}:1`,
    } as const,
  })),
  ...["", "''", "' '", "[]"].map((value) => ({
    name: `a text of "${value}" is empty`,
    require: described,
    after: record(`description: ${value}`),
    then: { verdict: "fail", says: "has an empty `description`" } as const,
  })),
  { name: "exactly so many characters pass", require: long(17), after: { [path]: seventeen }, then: "pass" },
  {
    name: "fewer characters than that do not, and front matter and comments are none",
    require: long(18),
    after: { [path]: seventeen },
    then: { verdict: "fail", says: "has 17 characters of content, and needs 18", at: `${path}:8` },
  },
  {
    name: "an empty document has no characters",
    require: long(1),
    after: { [path]: "" },
    then: { verdict: "fail", says: "has 0 characters of content, and needs 1", at: `${path}:1` },
  },
]);

describe("front-matter", () => {
  test.each([
    ["a heading", { in: `${path}#One`, fields: ["a"] }, "name it without #"],
    ["a heading behind a glob", { in: "docs/*.md#One", fields: ["a"] }, "name it without #"],
    ["no field", { in: path, fields: [] }, "needs 1 item at least"],
    ["no named field", { in: path, fields: {} }, "at least one field is needed"],
    ["a field without a name", { in: path, fields: [" "] }, "needs 1 character at least"],
    ["a type there is not", { in: path, fields: { a: { type: "glob" } } }, 'did you mean "globs"'],
    ["an enum without words", { in: path, fields: { a: { type: "enum" } } }, "lists its words"],
    ["words without an enum", { in: path, fields: { a: { of: ["b"] } } }, "lists its words"],
    ["a length of globs", { in: path, fields: { a: { type: "globs", "at-most": 3 } } }, "of the type filled or text"],
    ["neither fields nor structure", { in: path }, "fields or structure is needed"],
    [
      "an empty structure",
      { in: path, structure: {} },
      "top-heading, sections, at-least-characters or at-most-lines is needed",
    ],
  ])("refuses %s", (_what, options, words) => {
    const rule = { id: "a", gate: "G4", when: { changed: ["**"] }, require: [{ "front-matter": options }] };
    const text = JSON.stringify({ version: 1, rules: [rule] });
    const { errors } = readPolicy([{ name: "policy.yml", owner: "repository", text }], new Map());
    expect(errors.map(({ message }) => message).join()).toContain(words);
  });

  test("a bracket is part of a path, a star makes a glob", () => {
    const needs = (place: string) =>
      judgeCase({ require: { "front-matter": { in: place, fields: ["a"] } }, after: { "docs/x.md": "" } }).needs;
    expect(needs("app/[slug].md")).toEqual([{ fact: "document", path: "app/[slug].md" }]);
    expect(needs("docs/*.md")).toEqual([{ fact: "document", path: "docs/x.md" }]);
    expect(needs("other/*.md")).toEqual([]);
  });

  test("asks for the files of the repository where a field is of globs", () => {
    const fields = { applyTo: { type: "globs" } };
    expect(judgeCase({ require: { "front-matter": { in: path, fields } } }).needs).toEqual([
      { fact: "document", path },
      { fact: "tree" },
    ]);
  });

  test("is undecidable for more than 200 files, and reads none of them", () => {
    const files = Object.fromEntries(Array.from({ length: 201 }, (_, index) => [`docs/${index}.md`, "x"]));
    const { outcome, needs } = judgeCase({
      require: { "front-matter": { in: "docs/*.md", fields: ["a"] } },
      after: files,
    });
    expect([outcome.verdict, needs]).toEqual(["error", []]);
  });

  test("is undecidable where the files of the repository are not known", () => {
    const demand = { "front-matter": { in: path, fields: { applyTo: { type: "globs" } } } };
    const facts = factsOf({ after: record("applyTo: '**'") });
    const untold = Object.fromEntries(Object.entries(facts).filter(([name]) => name !== "tree")) as unknown as Facts;
    expect(judgeRequirement(demandSchema.parse(demand), untold).outcome.verdict).toBe("error");
  });
});
