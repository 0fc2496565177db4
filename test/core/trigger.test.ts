import { describe, expect, test } from "@jest/globals";
import type { AddedLine } from "../../src/core/change-set.ts";
import { boundCaptures, matchTrigger, triggerNeeds, triggerSchema, watches } from "../../src/core/trigger.ts";
import { factsOfChange } from "../facts.ts";

interface Case {
  readonly name: string;
  readonly when: Readonly<Record<string, unknown>>;
  readonly files?: readonly string[];
  /** `path:line text` */
  readonly lines?: readonly string[];
  /** What woke it, or why it sleeps. */
  readonly wake: readonly string[] | string;
}

function addedLine(written: string): AddedLine {
  const [place = "", ...words] = written.split(" ");
  const [path = "", line] = place.split(":");
  return { path, line: Number(line), text: words.join(" ") };
}

const src = { changed: "src/**" };
const cases: readonly Case[] = [
  { name: "a modified file wakes changed", when: src, files: ["M src/a"], wake: ["src/a"] },
  { name: "an added file wakes changed", when: src, files: ["A src/a"], wake: ["src/a"] },
  { name: "a deleted file wakes changed", when: src, files: ["D src/a"], wake: ["src/a"] },
  { name: "another mode wakes changed", when: src, files: ["T src/a"], wake: ["src/a"] },
  { name: "a rename away wakes changed", when: src, files: ["R src/a lib/a"], wake: ["src/a"] },
  { name: "a rename into place wakes changed", when: src, files: ["R lib/a src/a"], wake: ["src/a"] },
  {
    name: "a rename within wakes changed by both paths",
    when: src,
    files: ["R src/a src/b"],
    wake: ["src/b", "src/a"],
  },
  {
    name: "every path that matches is named once",
    when: { changed: ["src/**", "**/a"] },
    files: ["M src/a", "M x", "D y/a"],
    wake: ["src/a", "y/a"],
  },
  {
    name: "another path does not wake changed",
    when: src,
    files: ["M lib/a"],
    wake: "no file changed that matches src/**",
  },
  {
    name: "what was there and still is wakes modified, under a new name too",
    when: { modified: "src/**" },
    files: ["M src/a", "T src/b", "R src/c src/d", "A src/e", "D src/f", "R lib/g src/g", "M lib/h"],
    wake: ["src/a", "src/b", "src/d", "src/c", "src/g"],
  },
  {
    name: "neither an addition nor a removal wakes modified",
    when: { modified: "src/**" },
    files: ["A src/a", "D src/b"],
    wake: "no file modified that matches src/**",
  },
  {
    name: "what is there at the head wakes written",
    when: { written: "src/**" },
    files: ["M src/a", "T src/b", "R src/c src/d", "A src/e", "D src/f", "R src/g lib/g"],
    wake: ["src/a", "src/b", "src/d", "src/e"],
  },
  { name: "no file at all wakes nothing", when: src, wake: "no file changed that matches src/**" },

  { name: "an added file wakes added", when: { added: "ops/**" }, files: ["A ops/a"], wake: ["ops/a"] },
  { name: "a rename into place wakes added", when: { added: "ops/**" }, files: ["R a ops/a"], wake: ["ops/a"] },
  {
    name: "a rename away does not wake added",
    when: { added: "ops/**" },
    files: ["R ops/a a"],
    wake: "no file added that matches ops/**",
  },
  {
    name: "a modification does not wake added",
    when: { added: "ops/**" },
    files: ["M ops/a"],
    wake: "no file added that matches ops/**",
  },
  { name: "a deletion wakes removed", when: { removed: "ops/**" }, files: ["D ops/a"], wake: ["ops/a"] },
  { name: "a rename away wakes removed", when: { removed: "ops/**" }, files: ["R ops/a a"], wake: ["ops/a"] },
  {
    name: "a rename into place does not wake removed",
    when: { removed: "ops/**" },
    files: ["R a ops/a"],
    wake: "no file removed that matches ops/**",
  },
  {
    name: "an addition does not wake removed",
    when: { removed: "ops/**" },
    files: ["A ops/a"],
    wake: "no file removed that matches ops/**",
  },
  {
    name: "either path of a rename wakes renamed",
    when: { renamed: "ops/**" },
    files: ["R ops/a b", "R c ops/d"],
    wake: ["ops/a", "ops/d"],
  },
  {
    name: "an addition and a deletion do not wake renamed",
    when: { renamed: "**" },
    files: ["A a", "D b"],
    wake: "no file renamed that matches **",
  },
  {
    name: "two file conditions must both hold",
    when: { added: "a/**", removed: "b/**" },
    files: ["A a/x"],
    wake: "no file removed that matches b/**",
  },
  {
    name: "two file conditions may hold by different files",
    when: { added: "a/**", removed: "b/**" },
    files: ["A a/x", "D b/y"],
    wake: ["a/x", "b/y"],
  },

  {
    name: "an excepted path does not wake",
    when: { changed: "src/**", except: "**/*.md" },
    files: ["M src/a.md"],
    wake: "no file changed that matches src/**",
  },
  {
    name: "except spares its own paths only",
    when: { changed: "src/**", except: "**/*.md" },
    files: ["M src/a.md", "M src/b"],
    wake: ["src/b"],
  },
  {
    name: "except spares one path of a rename only",
    when: { changed: "src/**", except: "**/*.md" },
    files: ["R src/a.ts src/a.md"],
    wake: ["src/a.ts"],
  },

  {
    name: "an added line wakes",
    when: { lines: { matches: "TODO" } },
    lines: ["a:3 x TODO y", "b:1 z"],
    wake: ["a:3"],
  },
  {
    name: "no added line matches",
    when: { lines: { matches: "TODO" } },
    lines: ["a:3 x"],
    wake: "no added line matches TODO",
  },
  {
    name: "no added line matches a long pattern, which is shown in part",
    when: { lines: { matches: `TODO|${"x".repeat(100)}` } },
    lines: ["a:3 x"],
    wake: `no added line matches TODO|${"x".repeat(55)}…`,
  },
  { name: "nothing is added", when: { lines: { matches: "TODO" } }, lines: [], wake: "no added line matches TODO" },
  {
    name: "a line of another file does not wake",
    when: { lines: { matches: "x", in: "src/**" } },
    lines: ["a:3 x"],
    wake: "no added line matches x",
  },
  {
    name: "a line of an excepted file does not wake",
    when: { lines: { matches: "x" }, except: "*.md" },
    lines: ["a.md:3 x"],
    wake: "no added line matches x",
  },
  {
    name: "a file condition beside a line condition tells the files",
    when: { ...src, lines: { matches: "x" } },
    files: ["M src/a"],
    lines: ["b:1 x"],
    wake: ["src/a"],
  },
  {
    name: "a line too long to be searched wakes: the pattern may match behind its end",
    when: { lines: { matches: "x", in: "src/**" } },
    lines: [`src/a:1 ${" ".repeat(65_536)}x`, `b:1 ${" ".repeat(65_536)}x`, `src/b:1 ${" ".repeat(65_536)}`],
    wake: ["src/a:1"],
  },
  { name: "lines that are not known wake", when: { lines: { matches: "x" } }, wake: ["added line x"] },
];

test.each(cases.map((row) => [row.name, row] as const))("%s", (_name, row) => {
  const facts = factsOfChange(row.files ?? [], {
    ...(row.lines && { addedLines: row.lines.map(addedLine) }),
  });
  const wake = matchTrigger(triggerSchema.parse(row.when), facts);
  if (typeof row.wake === "string") expect(wake).toEqual({ woken: false, why: row.wake });
  else expect(wake).toEqual({ woken: true, occasions: [{ bindings: new Map(), by: row.wake }] });
});

test("conditions on lines, labels and title are looked at", () => {
  const needs = (when: unknown) => triggerNeeds(triggerSchema.parse(when));
  expect([needs({ changed: "src/**", labels: "a", title: "x" }), needs({ lines: { matches: "x" } })]).toEqual([
    [{ fact: "labels" }, { fact: "title" }],
    [{ fact: "added-lines" }],
  ]);
});

describe("what a trigger refuses", () => {
  test.each([
    ["nothing", {}, "at least one condition is needed"],
    ["except alone", { except: "a" }, "at least one condition is needed"],
    ["an empty list of stages", { stage: [] }, "Too small"],
    ["lines without a pattern", { lines: { in: "a" } }, "Invalid input"],
    ["a pattern that is none", { title: "(" }, "not a regular expression"],
    ["a glob that is none", { base: ["{a,{x}}"] }, "Invalid input"],
  ])("%s", (_name, when, message) => {
    expect(triggerSchema.safeParse(when).error?.issues[0]?.message).toContain(message);
  });
});

describe("the captures a trigger binds", () => {
  test.each([
    ["those of its one glob", { changed: "{a}/{b}" }, ["a", "b"]],
    ["those that all globs of a condition have", { changed: ["{a}/{b}", "x/{b}"] }, ["b"]],
    ["none, when one glob of the condition has none", { changed: ["{a}/x", "y"] }, []],
    ["those of all conditions", { changed: "{a}/x", removed: "{b}/x" }, ["a", "b"]],
    ["none of conditions on the pull request", { labels: "x" }, []],
  ])("%s", (_name, when, names) => {
    expect([...boundCaptures(triggerSchema.parse(when))]).toEqual(names);
  });
});

describe("why a change to a path could wake a trigger", () => {
  test.each([
    ["a file condition", { changed: ["lib/**", "src/**"] }, "src/a", "changed: src/**"],
    ["the first that matches", { removed: "**", added: "**" }, "a", "added: **"],
    ["an excepted path could not", { changed: "**", except: "*.md" }, "a.md", undefined],
    ["another path could not", { changed: "src/**" }, "a", undefined],
    ["a line anywhere", { lines: { matches: "x+" } }, "a", "lines: x+"],
    ["a line in some files", { lines: { matches: "x+", in: "src/**" } }, "src/a", "lines: x+"],
    ["a line in other files", { lines: { matches: "x+", in: "src/**" } }, "a", undefined],
    ["a label is no path", { labels: "x" }, "a", undefined],
  ])("%s", (_name, when, path, why) => {
    expect(watches(triggerSchema.parse(when), path)).toBe(why);
  });
});
