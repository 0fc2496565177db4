import { describe, expect, test } from "@jest/globals";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { testRequirement } from "../../requirement-table.ts";

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
  ...["status:", "status: null", "status: ''", "status: '  '", "status: []", "status: ['', null]"].map((line) => ({
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

describe("front-matter", () => {
  test.each([
    ["a heading", { in: `${path}#One`, fields: ["a"] }, "name it without #"],
    ["no field", { in: path, fields: [] }, "Too small"],
    ["a field without a name", { in: path, fields: [" "] }, "Too small"],
  ])("refuses %s", (_what, options, words) => {
    const { error } = demandSchema.safeParse({ "front-matter": options });
    expect(error?.issues.map(({ message }) => message).join()).toContain(words);
  });
});
