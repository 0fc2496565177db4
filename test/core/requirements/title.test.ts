import { expect, test } from "@jest/globals";
import { judgeCase, testRequirement } from "../../requirement-table.ts";

const conventional = { title: "^(feat|fix|docs)(\\([a-z-]+\\))?: \\S" };

testRequirement("title", [
  {
    name: "a title that matches passes",
    require: conventional,
    pullRequest: { title: "feat(core): judge rows" },
    then: "pass",
  },
  {
    name: "a title that does not match is told the pattern",
    require: conventional,
    pullRequest: { title: "Judge rows" },
    then: { verdict: "fail", says: "does not match `^(feat|fix|docs)", at: "pull-request" },
  },
  {
    name: "without a pull request there is no title",
    require: conventional,
    then: { verdict: "fail", says: "The pull request has no title." },
  },
  {
    name: "a pattern matches anywhere unless it is anchored",
    require: { title: { matches: "OPS-\\d+" } },
    pullRequest: { title: "Drain node (OPS-7)" },
    then: "pass",
  },
  {
    name: "letter case counts unless the pattern says otherwise",
    require: { title: "(?i)^FEAT:" },
    pullRequest: { title: "feat: x" },
    then: "pass",
  },
]);

test("title names what it looks at, so that nothing else wakes the app", () => {
  expect(judgeCase({ require: { title: "a" } }).needs).toEqual([{ fact: "title" }]);
});
