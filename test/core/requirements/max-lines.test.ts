import { describe, expect, test } from "@jest/globals";
import { judgeRequirement } from "../../../src/core/evaluate.ts";
import type { Facts } from "../../../src/core/facts.ts";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { factsOf, testRequirement } from "../../requirement-table.ts";

const atMostThree = { "max-lines": { in: "src/**", except: "src/generated/**", "at-most": 3 } };

testRequirement("max-lines", [
  { name: "exactly at the limit passes", require: atMostThree, after: { "src/a.ts": "1\n2\n3" }, then: "pass" },
  {
    name: "one line more does not, and the finding points behind the limit",
    require: atMostThree,
    after: { "src/a.ts": "1\n2\n3\n4" },
    then: { verdict: "fail", says: "`src/a.ts` has 4 lines, 1 more than the 3 allowed.", at: "src/a.ts:4" },
  },
  {
    name: "every file over the limit is named",
    require: atMostThree,
    after: { "src/a.ts": "1\n2\n3\n4", "src/b.ts": "1\n2\n3\n4\n5" },
    then: { verdict: "fail", says: ["`src/a.ts` has 4", "`src/b.ts` has 5"] },
  },
  {
    name: "a long file that is not changed is left alone",
    require: atMostThree,
    before: { "src/a.ts": "1\n2\n3\n4" },
    after: { "src/a.ts": "1\n2\n3\n4", "src/b.ts": "1" },
    then: "pass",
  },
  { name: "a removed file passes", require: atMostThree, before: { "src/a.ts": "1\n2\n3\n4" }, then: "pass" },
  {
    name: "a renamed file counts by its new path",
    require: atMostThree,
    before: { "src/generated/a.ts": "1\n2\n3\n4" },
    after: { "src/a.ts": "1\n2\n3\n4" },
    renamed: { "src/generated/a.ts": "src/a.ts" },
    then: { verdict: "fail", at: "src/a.ts:4" },
  },
  {
    name: "an excepted file passes",
    require: atMostThree,
    after: { "src/generated/a.ts": "1\n2\n3\n4" },
    then: "pass",
  },
  { name: "a link has no lines of its own", require: atMostThree, after: { "src/a.ts": null }, then: "pass" },
  { name: "files elsewhere are left alone", require: atMostThree, after: { "b.ts": "1\n2\n3\n4" }, then: "pass" },
]);

const module = { "max-lines": { in: "src/a/**", except: "**/*.gen.ts", "at-most": 5, together: true } };

testRequirement("max-lines together", [
  {
    name: "a module exactly at the limit passes, whichever of its files the change touches",
    require: module,
    before: { "src/a/old.ts": "1\n2" },
    after: { "src/a/old.ts": "1\n2", "src/a/new.ts": "1\n2\n3" },
    then: "pass",
  },
  {
    name: "one line more fails at a file of the change, with the longest named",
    require: module,
    before: { "src/a/old.ts": "1\n2\n3\n4" },
    after: { "src/a/old.ts": "1\n2\n3\n4", "src/a/deep/new.ts": "1\n2" },
    then: {
      verdict: "fail",
      says: [
        "The 2 files in `src/a/**` have 6 lines together, 1 more than the 5 allowed",
        "`src/a/old.ts` (4), `src/a/deep/new.ts` (2)",
      ],
      at: "src/a/deep/new.ts",
    },
  },
  {
    name: "a module whose globs are long is named by its directory",
    require: {
      "max-lines": {
        in: "{src,lib,app}/a/**/*.{c,cc,cpp,cs,go,h,hpp,java,js,jsx,kt,php,py,rb,rs,ts,tsx}",
        "at-most": 2,
        together: true,
      },
    },
    after: { "src/a/x/y.ts": "1\n2", "src/a/x/z/w.ts": "1" },
    then: { verdict: "fail", says: "The 2 files in `src/a/x/` have 3 lines together" },
  },
  {
    name: "a module that the change leaves alone is not judged",
    require: module,
    before: { "src/a/old.ts": "1\n2\n3\n4\n5\n6" },
    after: { "src/a/old.ts": "1\n2\n3\n4\n5\n6", "src/b/new.ts": "1" },
    then: "not-applicable",
  },
  {
    name: "taking files away is not judged",
    require: module,
    before: { "src/a/old.ts": "1\n2\n3\n4\n5\n6", "src/a/gone.ts": "1" },
    after: { "src/a/old.ts": "1\n2\n3\n4\n5\n6" },
    then: "not-applicable",
  },
  {
    name: "a file moved into the module counts",
    require: module,
    before: { "src/a/old.ts": "1\n2\n3", "lib.ts": "1\n2\n3" },
    after: { "src/a/old.ts": "1\n2\n3", "src/a/lib.ts": "1\n2\n3" },
    renamed: { "lib.ts": "src/a/lib.ts" },
    then: { verdict: "fail", at: "src/a/lib.ts" },
  },
  {
    name: "excepted files and links do not count",
    require: module,
    after: { "src/a/new.ts": "1\n2\n3\n4\n5", "src/a/x.gen.ts": "1\n2", "src/a/link.ts": null },
    then: "pass",
  },
  {
    name: "the limit may differ by stage",
    require: { "max-lines": { in: "src/**", "at-most": { dev: 9, production: 2 } } },
    stage: "production",
    after: { "src/a.ts": "1\n2\n3" },
    then: { verdict: "fail", says: "1 more than the 2 allowed" },
  },
  {
    name: "the stage that is known picks its limit",
    require: { "max-lines": { in: "src/**", "at-most": { dev: 9, production: 2 } } },
    stage: "dev",
    after: { "src/a.ts": "1\n2\n3" },
    then: "pass",
  },
  {
    name: "without a stage the strictest limit holds",
    require: { "max-lines": { in: "src/**", "at-most": { dev: 9, production: 2 }, together: true } },
    after: { "src/a.ts": "1\n2\n3" },
    then: { verdict: "fail", says: "1 more than the 2 allowed" },
  },
]);

describe("max-lines together", () => {
  const requirement = demandSchema.parse(module);
  const known = factsOf({ after: { "src/a/x.ts": "1", "src/b.ts": "1" } });

  const unlisted = Object.fromEntries(Object.entries(known).filter(([name]) => name !== "tree")) as unknown as Facts;

  test("asks for the files of the repository, then for the lines of those that match", () => {
    expect(judgeRequirement(requirement, unlisted).needs).toEqual([{ fact: "tree" }]);
    expect(judgeRequirement(requirement, known).needs).toEqual([
      { fact: "tree" },
      { fact: "line-count", path: "src/a/x.ts" },
    ]);
  });

  test("asks for nothing when the change leaves the module alone", () => {
    expect(judgeRequirement(requirement, factsOf({ after: { "src/b.ts": "1" } })).needs).toEqual([]);
  });

  test("is undecidable without the files, without one count, and with too many files", () => {
    const many = Array.from({ length: 1001 }, (_, index) => `src/a/${index}.ts`);
    for (const facts of [unlisted, { ...known, lineCounts: new Map() }, { ...known, tree: many }])
      expect(judgeRequirement(requirement, facts).outcome.verdict).toBe("error");
    expect(judgeRequirement(requirement, { ...known, tree: many }).needs).toEqual([{ fact: "tree" }]);
  });
});

describe("max-lines", () => {
  test("is undecidable for a file whose lines nobody counted", () => {
    const facts = { ...factsOf({ after: { "src/a.ts": "1", "docs/b.md": "1" } }), lineCounts: new Map() };
    const { outcome, needs } = judgeRequirement(demandSchema.parse(atMostThree), facts);
    expect(outcome.verdict).toBe("error");
    expect(needs).toEqual([{ fact: "line-count", path: "src/a.ts" }]);
  });

  test("passes for a file that is not text", () => {
    const facts = { ...factsOf({ after: { "src/a.png": "1" } }), lineCounts: new Map([["src/a.png", undefined]]) };
    expect(judgeRequirement(demandSchema.parse(atMostThree), facts).outcome.verdict).toBe("pass");
  });
});
