import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import type { LocatedProblem } from "../../src/core/policy/problem.ts";
import { renderProblems } from "../../src/render/problems.ts";
import { columns } from "../../src/render/width.ts";
import { hostileText } from "./hostile.ts";

const file = ".github/lockstep.yml";

function shown(problems: readonly Partial<LocatedProblem>[], width = 60): string {
  const filled = problems.map((problem) => ({
    ...{ severity: "error" as const, file, line: 1, column: 1, message: "something is wrong", sourceLine: undefined },
    ...problem,
  }));
  return `\n${renderProblems(filled, { colour: false, width })}`;
}

test("all problems at once, by file and line, each with its line and a caret, and how many there are", () => {
  const problems: readonly Partial<LocatedProblem>[] = [
    { line: 12, column: 5, message: 'unknown key "gatez"; did you mean "gates"?', sourceLine: "    gatez: 1" },
    { line: 3, column: 13, message: "matches nothing: ./src", sourceLine: "  changed: [./src]", severity: "warning" },
    { line: 3, column: 1, message: '"require" is missing' },
    { file: "a.yml", line: 40, column: 1, message: "version must be 1", sourceLine: "version: 2" },
  ];
  expect(shown(problems)).toBe(`
.github/lockstep.yml:3:1 "require" is missing

.github/lockstep.yml:3:13 warning: matches nothing: ./src
    changed: [./src]
              ^

.github/lockstep.yml:12:5 unknown key "gatez"; did you mean "gates"?
      gatez: 1
      ^

a.yml:40:1 version must be 1
  version: 2
  ^

3 errors, 1 warning
`);
});

test("no problem is no output", () => {
  expect(shown([])).toBe("\n");
});

test.each([
  {
    name: "a long line is cut at its end",
    sourceLine: `key: ${"x".repeat(100)}`,
    column: 1,
    lines: ["  key: xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx…", "  ^"],
  },
  {
    name: "a long line is cut at its beginning",
    sourceLine: `${"x".repeat(100)} key`,
    column: 102,
    lines: ["  …xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx key", "                                     ^"],
  },
  {
    name: "a long line is cut on both sides",
    sourceLine: `${"x".repeat(100)} key ${"y".repeat(100)}`,
    column: 102,
    lines: ["  …xxxxxxxxxxxxxxxxx key yyyyyyyyyyyyyy…", "                     ^"],
  },
  { name: "a tab moves the caret with it", sourceLine: "\tkey: 1", column: 2, lines: ["      key: 1", "      ^"] },
  { name: "wide characters move it too", sourceLine: "日本: 1", column: 5, lines: ["  日本: 1", "        ^"] },
  { name: "control characters are visible", sourceLine: "\u001b[2J: 1", column: 5, lines: ["  ␛[2J: 1", "      ^"] },
  { name: "the end of a line can be pointed at", sourceLine: "key:", column: 5, lines: ["  key:", "      ^"] },
])("$name", ({ sourceLine, column, lines }) => {
  expect(shown([{ sourceLine, column }], 40).split("\n").slice(2, 4)).toEqual(lines);
});

test("the place, the message and the file are data", () => {
  expect(shown([{ file: "a\u001b[2J.yml", message: "\u202e bad" }])).toBe(`
a␛[2J.yml:1:1 \\u{202e} bad

1 error
`);
});

describe("whatever the line", () => {
  test("a caret behind its end fits too", () => {
    const [, , text = "", caret = ""] = shown([{ sourceLine: "a".repeat(22), column: 23 }], 24).split("\n");
    expect([text.length, caret.length]).toEqual([23, 24]);
  });

  test("the excerpt fits, the caret stands inside it, and nothing acts on the terminal", () => {
    fc.assert(
      fc.property(hostileText, fc.nat(60), fc.integer({ min: 24, max: 120 }), (sourceLine, before, width) => {
        const output = shown([{ sourceLine: sourceLine.replaceAll("\n", " "), column: before + 1 }], width);
        const [, , text = "", caret = ""] = output.split("\n");
        expect(output).not.toMatch(/(?!\n|\u200c|\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
        expect(columns(text)).toBeLessThanOrEqual(width);
        expect(caret.length).toBeLessThanOrEqual(width);
      }),
    );
  });
});
