import { expect, test } from "@jest/globals";
import { judgeCase, testRequirement } from "../../requirement-table.ts";

testRequirement("label", [
  { name: "the label passes", require: { label: "reviewed" }, pullRequest: { labels: ["reviewed"] }, then: "pass" },
  {
    name: "letter case is ignored, as on GitHub",
    require: { label: "Reviewed" },
    pullRequest: { labels: ["reviewed"] },
    then: "pass",
  },
  { name: "one of a list is enough", require: { label: ["a", "b"] }, pullRequest: { labels: ["b"] }, then: "pass" },
  {
    name: "another label does not pass and the present ones are named",
    require: { label: ["a", "b"] },
    pullRequest: { labels: ["c", "good first issue"] },
    then: {
      verdict: "fail",
      says: ["not a or b; it has `c`, `good first issue`.", "Set the labels"],
      at: "pull-request",
    },
  },
  {
    name: "a label cannot break out of the message",
    require: { label: "a" },
    pullRequest: { labels: ["x` @everyone `"] },
    then: { verdict: "fail", says: "it has `x' @everyone '`" },
  },
  { name: "no label does not pass", require: { label: "a" }, then: { verdict: "fail", says: "it has none" } },
  {
    name: "all-of needs all",
    require: { label: { named: { "all-of": ["a", "b"] } } },
    pullRequest: { labels: ["a"] },
    then: { verdict: "fail", says: "a and b" },
  },
  {
    name: "none-of refuses a label that is there",
    require: { label: { named: { "none-of": ["do-not-merge"] } } },
    pullRequest: { labels: ["do-not-merge"] },
    then: { verdict: "fail", says: "other than do-not-merge" },
  },
  { name: "none-of passes without labels", require: { label: { named: { "none-of": ["wip"] } } }, then: "pass" },
]);

test("label names what it looks at, so that nothing else wakes the app", () => {
  expect(judgeCase({ require: { label: "a" } }).needs).toEqual([{ fact: "labels" }]);
});
