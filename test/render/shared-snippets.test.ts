import { describe, expect, test } from "@jest/globals";
import { withSharedSnippets } from "../../src/render/shared-snippets.ts";
import { sharedText } from "../../src/render/shared-text.ts";
import { todoItems } from "../../src/render/todo.ts";
import { finding, gate, report, requirement, rule } from "../report-builder.ts";

const list = (heading: string, ...names: string[]) =>
  [`## ${heading}`, names.map((name) => `- ${name}: …`).join("\n")].join("\n\n");
const table = (...rows: string[]) => ["## Stability", rows.join("\n")].join("\n\n");

describe("two texts to paste become one", () => {
  test.each<[name: string, one: string, other: string, both: string | undefined]>([
    ["as two headings", list("A", "a"), list("B", "b"), `${list("A", "a")}\n\n${list("B", "b")}`],
    ["as the items of one heading", list("A", "a", "b"), list("A", "b", "c"), list("A", "a", "b", "c")],
    ["as what one of them has below the heading", "## A\n", list("A", "a"), list("A", "a")],
    ["as a heading alone", "## A\n", "## A\n", "## A\n"],
    [
      "as the columns of one table, with the filler that says more",
      table("| Day | p95 |", "| --- | --- |", "| ‹Day› | ‹p95› |"),
      table("| p95 | By \\| for |", "| --- | --- |", "| <duration> | ‹By \\| for› |"),
      table("| Day | p95 | By \\| for |", "| --- | --- | --- |", "| ‹Day› | <duration> | ‹By \\| for› |"),
    ],
    ["not, where a list meets a table", list("Stability", "a"), table("| a |", "| --- |", "| ‹a› |"), undefined],
    ["not, where packets differ", "## P\n\n### 1\n\n- Goal: …", "## P\n\n### 1\n\n- Files: …", undefined],
    ["not, where no heading is in front", "- a: …", "- b: …", undefined],
    ["not, where one begins with front matter", "---\na: …\n---\n\n## A", list("A", "a"), undefined],
    ["not, where a heading stands twice", "## A\n\n- a\n\n## A\n\n- b", "## A\n\n- c", undefined],
  ])("%s", (_name, one, other, both) => {
    expect(sharedText(one, other)).toBe(both);
  });

  test("and what was taken in adds nothing", () => {
    const both = sharedText(list("A", "a"), list("B", "b")) ?? "";
    expect(sharedText(both, list("B", "b"))).toBe(both);
  });
});

function asking(id: string, snippet: string, given: Parameters<typeof rule>[1] = {}) {
  const missing = finding({ message: "There is no heading.", snippet });
  return rule(id, { requirements: [requirement({ findings: [missing] })], ...given });
}

describe("of two rules that miss one heading", () => {
  const given = report([
    gate("G1", "Functional", [
      asking("a", list("A", "a")),
      asking("b", list("A", "b")),
      asking("watched", list("A", "c"), { enforce: "evaluate" }),
      asking("watched-too", list("A", "e"), { enforce: "evaluate" }),
      asking("set-aside", list("A", "d"), { verdict: "waived" }),
    ]),
  ]);

  test("there is one thing to do, and what nobody is asked for is not in it", () => {
    expect(todoItems(given).map((item) => [item.askers.map((each) => each.rule.id), item.finding.snippet])).toEqual([
      [["a", "b"], list("A", "a", "b")],
      [["watched", "watched-too"], list("A", "c", "e")],
    ]);
  });

  test("each has the text that both need", () => {
    const [{ rules } = { rules: [] }] = withSharedSnippets(given).gates;
    expect(rules.map((each) => each.requirements[0]?.findings[0]?.snippet)).toEqual([
      list("A", "a", "b"),
      list("A", "a", "b"),
      list("A", "c", "e"),
      list("A", "c", "e"),
      list("A", "d"),
    ]);
  });
});
