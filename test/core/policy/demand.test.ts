import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { type Demand, demandBranches, demandSchema, kindOf } from "../../../src/core/policy/demand.ts";
import { problemsFrom } from "../../../src/core/policy/problem.ts";
import { requirementKinds } from "../../../src/core/requirements/index.ts";

const names = requirementKinds.map(({ kind }) => kind).join(", ");
const singleNames = requirementKinds
  .flatMap(({ kind, options }) => (typeof options === "function" ? [] : kind))
  .join(", ");

function problemsOf(value: unknown): readonly string[] {
  const issues = demandSchema.safeParse(value, { reportInput: true }).error?.issues ?? [];
  return problemsFrom("", issues).map(
    ({ path, atKey, message }) => `${atKey ? "key " : ""}${path.join(".")}: ${message}`,
  );
}

describe("a demand as a policy writes it", () => {
  const cases: readonly (readonly [string, unknown, unknown])[] = [
    [
      "a kind with its options",
      { "max-lines": { in: "src/**", "at-most": 3 } },
      { kind: "max-lines", options: { "at-most": { type: "staged", everywhere: 3 } } },
    ],
    ["the short form, a text", { changed: "a" }, { kind: "changed", options: { files: [{ pattern: "a" }] } }],
    [
      "the short form, a list",
      { changed: ["a", "b"] },
      { kind: "changed", options: { files: [{}, { pattern: "b" }] } },
    ],
    [
      "a condition of its own",
      { title: "x", when: { labels: "a" } },
      { kind: "title", when: { labels: { "any-of": ["a"] } } },
    ],
    [
      "alternatives",
      { "any-of": [{ title: "x" }, { label: "y" }] },
      { kind: "any-of", options: [{ kind: "title" }, { kind: "label" }] },
    ],
  ];
  test.each(cases)("%s", (_name, written, demand) => {
    expect(demandSchema.parse(written)).toMatchObject(demand as Demand);
  });

  test("without a condition there is none", () => {
    expect(Object.keys(demandSchema.parse({ changed: "a" }))).toEqual(["kind", "options"]);
  });
});

describe("what is wrong with a demand", () => {
  const cases: readonly (readonly [string, unknown, readonly unknown[]])[] = [
    ["a text", "changed", [`: expected a mapping of one requirement: one of ${names}`]],
    ["a list", [], [`: expected a mapping of one requirement: one of ${names}`]],
    ["nothing", null, [`: expected a mapping of one requirement: one of ${names}`]],
    ["an empty mapping", {}, [`: a requirement is missing: one of ${names}`]],
    ["a condition alone", { when: { labels: "a" } }, [`: a requirement is missing: one of ${names}`]],
    ["a kind that is near one", { chnged: "a" }, ['key chnged: unknown requirement "chnged"; did you mean "changed"?']],
    ["a kind that is near none", { colour: "a" }, [`key colour: unknown requirement "colour"; known: ${names}`]],
    [
      "a key beside the kind that is near when",
      { changed: "a", wehn: {} },
      ['key wehn: unknown requirement "wehn"; did you mean "when"?'],
    ],
    [
      "two kinds",
      { changed: "a", title: "b" },
      ["key title: one requirement each: write changed and title as separate list items"],
    ],
    [
      "a kind that objects have as a property",
      { constructor: "a" },
      [`key constructor: unknown requirement "constructor"; known: ${names}`],
    ],
    ["the short form, empty", { changed: null }, ["changed: expected a text or a list"]],
    ["the short form, of another type", { changed: 3 }, ["changed: expected a text or a list"]],
    ["the short form, an item of a list", { changed: ["a", 3] }, ["changed.1: expected a text"]],
    [
      "the long form, an unknown option",
      { changed: { file: "a" } },
      ['changed.files: "files" is missing', 'key changed.file: unknown key "file"; did you mean "files"?'],
    ],
    ["a kind without a short form", { "max-lines": 3 }, ["max-lines: expected a mapping"]],
    ["an option of a long form", { "max-lines": { in: "a", "at-most": 0 } }, ["max-lines.at-most: needs 1 at least"]],
    ["a condition that is none", { title: "a", when: {} }, ["when: at least one condition is needed"]],
    ["an empty condition", { title: "a", when: null }, ["when: expected a mapping"]],
    [
      "a condition and options, both at once",
      { title: "(", when: { lables: "a" } },
      [
        'key when.lables: unknown key "lables"; did you mean "labels"?',
        expect.stringMatching(/^title: not a regular expression/),
      ],
    ],
    ["one alternative only", { "any-of": [{ title: "a" }] }, ["any-of: needs 2 items at least"]],
    [
      "an alternative that is none",
      { "any-of": [{ title: "a" }, { tilte: "b" }] },
      ['key any-of.1.tilte: unknown requirement "tilte"; did you mean "title"?'],
    ],
    [
      "an option of an alternative",
      { "any-of": [{ title: "a" }, { changed: { files: 3 } }] },
      ["any-of.1.changed.files: expected a text or a list"],
    ],
    [
      "alternatives of alternatives",
      { "any-of": [{ title: "a" }, { "any-of": [] }] },
      ['key any-of.1.any-of: unknown requirement "any-of"; any-of cannot stand inside any-of'],
    ],
    [
      "a condition inside an alternative",
      { "any-of": [{ title: "a" }, { title: "b", when: {} }] },
      [`key any-of.1.when: unknown requirement "when"; known: ${singleNames}`],
    ],
  ];
  test.each(cases)("%s", (_name, written, problems) => {
    expect(problemsOf(written)).toEqual(problems);
  });
});

describe("kinds", () => {
  test.each(requirementKinds.map((kind) => [kind.kind, kind] as const))("%s is found by its name", (name, kind) => {
    expect(kindOf({ kind: name, options: {} })).toBe(kind);
  });

  test("a kind that is none cannot come from a policy", () => {
    expect(() => kindOf({ kind: "toString", options: {} })).toThrow('there is no requirement kind "toString"');
  });
});

test("the branches for editors have one entry per kind", () => {
  const { anyOf = [] } = z.toJSONSchema(demandBranches(), { io: "input" }) as { anyOf?: { properties: object }[] };
  expect(anyOf.map(({ properties }) => Object.keys(properties))).toEqual(
    requirementKinds.map(({ kind }) => [kind, "when"]),
  );
});
