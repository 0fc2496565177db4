import { describe, expect, test } from "@jest/globals";
import { judgeRequirement } from "../../../src/core/evaluate.ts";
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
