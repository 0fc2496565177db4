import { describe, expect, test } from "@jest/globals";
import { judgeRequirement } from "../../../src/core/evaluate.ts";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { factsOf, testRequirement } from "../../requirement-table.ts";

testRequirement("exists", [
  {
    name: "a file that was there before passes",
    require: { exists: "docs/runbook.md" },
    before: { "docs/runbook.md": "a" },
    after: { "docs/runbook.md": "a" },
    then: "pass",
  },
  { name: "a file the change adds passes", require: { exists: "a.md" }, after: { "a.md": "" }, then: "pass" },
  {
    name: "a file the change deletes does not pass",
    require: { exists: "a.md" },
    before: { "a.md": "a" },
    then: { verdict: "fail", says: "There is no file `a.md`.", at: "a.md" },
  },
  {
    name: "every glob needs a file, and each one without is named",
    require: { exists: ["a.md", "b/**", "c.md"] },
    after: { "a.md": "" },
    then: { verdict: "fail", says: ["No file matches `b/**`.", "There is no file `c.md`."], at: "b/**" },
  },
  {
    name: "what braces stand for is listed, as long as it is little",
    require: { exists: ["{a,b}.{md,txt}", "{a,b,c,d,e,f,g}.rst"] },
    then: {
      verdict: "fail",
      says: ["There is no file `a.md`, `a.txt`, `b.md` or `b.txt`.", "No file matches `{a,b,c,d,e,f,g}.rst`."],
      at: "{a,b}.{md,txt}",
    },
  },
  {
    name: "a symbolic link is no file",
    require: { exists: "a.md" },
    after: { "a.md": null },
    then: { verdict: "fail", says: "a regular file, not a link" },
  },
  { name: "letter case counts", require: { exists: "README.md" }, after: { "readme.md": "" }, then: "fail" },
]);

describe("exists", () => {
  test("is undecidable while the files at the head are not known", () => {
    const { changeSet, pullRequest } = factsOf({});
    const { outcome, needs } = judgeRequirement(demandSchema.parse({ exists: "a.md" }), { changeSet, pullRequest });
    expect(outcome.verdict).toBe("error");
    expect(needs).toEqual([{ fact: "tree" }]);
  });
});
