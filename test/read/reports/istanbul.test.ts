import { expect, test } from "@jest/globals";
import { coverageOf } from "./reading.ts";

const at = (line: number) => ({ start: { line, column: 0 }, end: { line: line + 5, column: 1 } });
const file = (changes: object = {}) => ({
  path: "/w/src/a.ts",
  statementMap: { 0: at(1), 1: at(1), 2: at(4) },
  s: { 0: 0, 1: 3, 2: 0 },
  b: { 0: [1, 0] },
  ...changes,
});
const share = (covered: unknown, total: unknown) => ({
  lines: { covered, total, pct: 100 },
  branches: { covered: 0, total: 0 },
});

test.each<readonly [string, unknown, unknown]>([
  [
    "a line is run as often as the statement that begins on it and was run most",
    { "/w/src/a.ts": file() },
    { "/w/src/a.ts": { lines: { 1: 3, 4: 0 }, branches: { "0/0": 1, "0/1": 0 } } },
  ],
  ["no branches", { x: file({ b: {} }) }, { "/w/src/a.ts": { 1: 3, 4: 0 } }],
  [
    "a summary has totals only, and its sum is not believed",
    { total: share(99, 99), "a.ts": share(1, 4) },
    { "a.ts": { lines: { covered: 1, total: 4 }, branches: { covered: 0, total: 0 } } },
  ],
  ["a statement without a count", { x: file({ s: { 0: 1, 1: 1 } }) }, "the count of a statement is no count"],
  ["a count below zero", { x: file({ s: { 0: -1, 1: 0, 2: 0 } }) }, "the count of a statement is no count"],
  ["a statement without a place", { x: file({ statementMap: { 0: {} } }) }, "the start of a statement is no mapping"],
  ["a branch that is no list", { x: file({ b: { 0: 3 } }) }, "a branch is no list"],
  ["more covered than there is", { total: share(1, 1), a: share(5, 4) }, "it has totals that cannot be"],
  ["a total that is no number", { total: share(1, 1), a: share(1, "4") }, '"total" of a file is no count'],
  ["a file that is not like the first", { x: file(), y: {} }, '"statementMap" of a file is no mapping'],
])("Istanbul: %s", (_name, value, expected) => {
  expect(coverageOf(JSON.stringify(value))).toEqual(expected);
});

test("Istanbul: names like those of JavaScript are names", () => {
  const text = JSON.stringify({ x: file({ path: undefined }) }).replace('"x"', '"__proto__"');
  expect(coverageOf(text)).toHaveProperty(["__proto__"]);
  expect(({} as Record<string, unknown>)["statementMap"]).toBeUndefined();
});
