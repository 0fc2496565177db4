import { describe, expect, test } from "@jest/globals";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { judgeCase, testRequirement } from "../../requirement-table.ts";

const require = { "any-of": [{ label: "no-tests" }, { changed: "test/**" }, { "check-passed": "ci / e2e" }] };

testRequirement("any-of", [
  { name: "the first alternative is enough", require, pullRequest: { labels: ["no-tests"] }, then: "pass" },
  { name: "a later alternative is enough", require, after: { "test/a.ts": "" }, then: "pass" },
  {
    name: "one that passes outweighs one that is undecided",
    require: { "any-of": [{ "tasks-done": "a.md#Tasks" }, { label: "ok" }] },
    after: { "a.md": null },
    pullRequest: { labels: ["ok"] },
    then: "pass",
  },
  {
    name: "with none that passes and one awaited the whole is awaited",
    require,
    then: { verdict: "pending", says: ["The labels of the pull request", "And: No file", "And: There is no result"] },
  },
  {
    name: "with none that passes every alternative is named",
    require: { "any-of": [{ changed: "a" }, { changed: "b" }] },
    then: {
      verdict: "fail",
      says: [
        "No file that matches `a` is changed. And: No file that matches `b` is changed.",
        "Add or change a file that matches `a`. Or: Add or change a file that matches `b`.",
      ],
    },
  },
  {
    name: "of each alternative only the first finding is named, and the first snippet",
    require: { "any-of": [{ exists: ["a", "b"] }, { "tasks-done": "c.md" }] },
    after: { "c.md": "No tasks.\n" },
    then: {
      verdict: "fail",
      says: "There is no file `a`. And: `c.md` has no tasks. Add `a`: a regular file, not a link. Or: List",
      snippet: "- [ ] …",
      at: "c.md:1",
    },
  },
  {
    name: "with none that passes and one undecidable the whole is undecidable",
    require: { "any-of": [{ "tasks-done": "a.md#Tasks" }, { "check-passed": "x" }] },
    after: { "a.md": null },
    then: "error",
  },
]);

describe("any-of", () => {
  test("says what it asks and needs what its alternatives need", () => {
    const { asks, needs } = judgeCase({ require });
    expect(asks).toBe("the label no-tests, or a change to `test/**`, or `ci / e2e` to succeed");
    expect(needs).toEqual([{ fact: "labels" }, { fact: "checks", names: ["ci / e2e"] }]);
  });

  test.each([
    ["itself", [{ label: "a" }, { "any-of": [{ label: "b" }, { label: "c" }] }], "any-of cannot stand inside any-of"],
    ["a single alternative", [{ label: "a" }], "Too small"],
    ["a condition of an alternative", [{ label: "a", when: { labels: ["b"] } }, { label: "c" }], "when"],
  ])("does not take %s", (_what, alternatives, words) => {
    const { error } = demandSchema.safeParse({ "any-of": alternatives });
    expect(error?.issues.map(({ message }) => message).join("\n")).toContain(words);
  });
});
