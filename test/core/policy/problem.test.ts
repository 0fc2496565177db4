import { describe, expect, test } from "@jest/globals";
import * as z from "zod";
import { globsSchema } from "../../../src/core/glob.ts";
import { enforceSchema } from "../../../src/core/policy/enforcement.ts";
import { didYouMean, problemsFrom } from "../../../src/core/policy/problem.ts";
import { strict } from "../../../src/core/schema.ts";

function problemsOf(schema: z.ZodType, value: unknown): readonly string[] {
  const issues = schema.safeParse(value, { reportInput: true }).error?.issues ?? [];
  return problemsFrom("a.yml", issues).map(
    ({ path, atKey, message }) => `${atKey ? "key " : ""}${path.join(".")}: ${message}`,
  );
}

const name = z.string().regex(/^[a-z]+$/, "use letters");
const cases: readonly (readonly [string, z.ZodType, unknown, readonly string[]])[] = [
  [
    "an unknown key that is near one",
    strict({ when: z.string().optional(), id: z.string().optional() }),
    { wehn: "a" },
    ['key wehn: unknown key "wehn"; did you mean "when"?'],
  ],
  [
    "an unknown key that is near none",
    strict({ when: z.string().optional(), id: z.string().optional() }),
    { colour: "a" },
    ['key colour: unknown key "colour"; known here: when, id'],
  ],
  [
    "several unknown keys",
    strict({ a: z.string().optional() }),
    { x: 1, y: 2 },
    ['key x: unknown key "x"; known here: a', 'key y: unknown key "y"; known here: a'],
  ],
  [
    "a word that is near one of the words",
    z.enum(["block", "warn"]),
    "blok",
    [': "blok" is not known; did you mean "block"? Expected block or warn'],
  ],
  [
    "a word that is near none of the words",
    z.enum(["block", "warn", "off"]),
    "x",
    [': "x" is not known; expected block, warn or off'],
  ],
  ["something else than a word", z.enum(["block", "warn"]), 1, [": expected block or warn"]],
  ["the only value", z.literal(1, { error: "version must be 1" }), 2, [": version must be 1"]],
  ["a key that is missing", strict({ id: z.string() }), {}, ['id: "id" is missing']],
  ["a key that is empty", strict({ id: z.string() }), { id: null }, ["id: expected a text"]],
  ["a list", strict({ a: z.array(z.string()) }), { a: "x" }, ["a: expected a list"]],
  ["a mapping", strict({ a: strict({}) }), { a: ["x"] }, ["a: expected a mapping"]],
  ["a mapping of names", strict({ a: z.record(z.string(), z.string()) }), { a: 1 }, ["a: expected a mapping"]],
  ["true or false", z.boolean(), "yes", [": expected true or false"]],
  ["a number", z.number(), "1", [": expected a number"]],
  ["a whole number", z.int(), 1.5, [": expected a whole number"]],
  ["another type", z.bigint(), "1", [": expected bigint"]],
  ["the value itself", z.string(), undefined, [': "policy" is missing']],
  ["a name that is none", z.record(name, z.string()), { "a b": "x" }, ['key a b: "a b" is not a name: use letters']],
  ["too short a list", z.array(z.string()).min(1), [], [": needs 1 item at least"]],
  ["too long a list", z.array(z.string()).max(2), ["a", "b", "c"], [": needs 2 items at most"]],
  ["too short a text", z.string().min(1), "", [": needs 1 character at least"]],
  ["too long a text", z.string().max(2), "abc", [": needs 2 characters at most"]],
  ["too small a number", z.number().min(1), 0, [": needs 1 at least"]],
  ["a text of another form", name, "1", [": use letters"]],
  [
    "the branch of a union that fits: a text",
    globsSchema,
    "{a,{x}}/y",
    [": all that the braces of a glob stand for must have the same captures"],
  ],
  ["the branch of a union that fits: a list", globsSchema, ["a", 1], ["1: expected a text"]],
  ["no branch of a union fits", globsSchema, { a: 1 }, [": expected a text or a list"]],
  ["a union that is missing", strict({ a: globsSchema }), {}, ['a: "a" is missing']],
  [
    "a word or a mapping: the word",
    enforceSchema,
    "blok",
    [': "blok" is not known; did you mean "block"? Expected off, evaluate, warn or block'],
  ],
  [
    "a word or a mapping: inside the mapping",
    enforceSchema,
    { dev: "blok" },
    ['dev: "blok" is not known; did you mean "block"? Expected off, evaluate, warn or block'],
  ],
  [
    "a word or a mapping: a list is neither",
    enforceSchema,
    ["off"],
    [": expected off, evaluate, warn, block or a mapping"],
  ],
];

describe("what zod finds, for a person", () => {
  test.each(cases)("%s", (_name, schema, value, expected) => {
    expect(problemsOf(schema, value)).toEqual(expected);
  });

  test("under a path of its own, with its layer", () => {
    const issues = z.array(z.string()).safeParse([1], { reportInput: true }).error?.issues ?? [];
    expect(problemsFrom("preset x", issues, ["rules", 3])).toEqual([
      { layer: "preset x", path: ["rules", 3, 0], message: "expected a text" },
    ]);
  });
});

test("a suggestion, or nothing", () => {
  expect([didYouMean("wehn", ["when"]), didYouMean("x", ["when"])]).toEqual(['; did you mean "when"?', ""]);
});
