import { describe, expect, test } from "@jest/globals";
import { type Choice, choiceSchema, chosen, describeChoice } from "../../src/core/choice.ts";

const schema = choiceSchema("Labels.");

describe("a choice as a policy writes it", () => {
  const cases: readonly (readonly [string, unknown, Choice])[] = [
    ["a name alone means that one", "a", { "any-of": ["a"] }],
    ["a list alone means any of them", ["a", "b"], { "any-of": ["a", "b"] }],
    ["the long form says which is meant", { "all-of": ["a"], "none-of": ["b"] }, { "all-of": ["a"], "none-of": ["b"] }],
  ];
  test.each(cases)("%s", (_name, written, choice) => {
    expect(schema.parse(written)).toEqual(choice);
  });

  const refused: Readonly<Record<string, unknown>> = {
    "an empty name": "",
    "an empty list": [],
    "an empty mapping": {},
    "an unknown key": { "some-of": ["a"] },
    "an empty list in the long form": { "any-of": [] },
    "a number": 1,
    nothing: null,
  };
  test.each(Object.entries(refused))("%s is refused", (_name, written) => {
    expect(schema.safeParse(written).success).toBe(false);
  });
});

describe("whether names meet a choice", () => {
  const cases: readonly (readonly [string, Choice, readonly string[], boolean])[] = [
    ["any of them: one is there", { "any-of": ["a", "b"] }, ["b"], true],
    ["any of them: none is there", { "any-of": ["a", "b"] }, ["c"], false],
    ["any of them: there is nothing", { "any-of": ["a"] }, [], false],
    ["all of them: all are there", { "all-of": ["a", "b"] }, ["c", "b", "a"], true],
    ["all of them: one is missing", { "all-of": ["a", "b"] }, ["a"], false],
    ["none of them: none is there", { "none-of": ["a"] }, ["b"], true],
    ["none of them: there is nothing", { "none-of": ["a"] }, [], true],
    ["none of them: one is there", { "none-of": ["a", "b"] }, ["b"], false],
    ["case is ignored on both sides", { "any-of": ["Governance"] }, ["gOVERNANCE"], true],
    ["case is ignored in exclusions", { "none-of": ["WIP"] }, ["wip"], false],
    ["all that is given must hold", { "any-of": ["a"], "none-of": ["b"] }, ["a", "b"], false],
    ["a part of a name is not the name", { "any-of": ["gov"] }, ["governance"], false],
  ];
  test.each(cases)("%s", (_name, choice, present, holds) => {
    expect(chosen(choice, present)).toBe(holds);
  });
});

describe("a choice in a sentence", () => {
  const cases: readonly (readonly [Choice, string])[] = [
    [{ "any-of": ["a", "b"] }, "a or b"],
    [{ "all-of": ["a", "b"] }, "a and b"],
    [{ "any-of": ["a"], "none-of": ["b", "c"] }, "a, other than b, c"],
  ];
  test.each(cases)("%j", (choice, sentence) => {
    expect(describeChoice(choice)).toBe(sentence);
  });
});
