import { expect, test } from "@jest/globals";
import { parseAddress } from "../../src/core/address.ts";
import { todoItems } from "../../src/render/todo.ts";
import { finding, gate, report, requirement, rule } from "../report-builder.ts";

function unmet(path: string, asks = "a new row", verdict: "fail" | "pending" | "error" = "fail") {
  return requirement({ asks, verdict, findings: [finding({ message: `${path}: ${asks}`, location: { path } })] });
}

const shown = (given: Parameters<typeof todoItems>[0]) =>
  todoItems(given).map(({ askers, finding: { location }, verdict, enforce }) => {
    const names = askers.map((asker) => `${asker.gate.id}/${asker.rule.id}`);
    return `${names.join("+")} ${location.path} ${verdict} ${enforce}`;
  });

test("items come in documentation order, then by gate and rule", () => {
  const gates = [
    gate("G2", "Regression", [rule("tests", { requirements: [unmet("pull-request")] })]),
    gate("G4", "Documentation", [
      rule("second", { requirements: [unmet("docs/b.md")] }),
      rule("first", {
        requirements: [
          unmet("docs/a.md", "a new entry under *Decision log*"),
          unmet("docs/a.md", "an entry under *Status*"),
        ],
      }),
    ]),
  ];
  const documentationOrder = ["docs/a.md#Top/Status", "docs/a.md#decision log", "docs/b.md"].map(parseAddress);
  expect(todoItems(report(gates, { documentationOrder })).map((item) => item.finding.message)).toEqual([
    "docs/a.md: an entry under *Status*",
    "docs/a.md: a new entry under *Decision log*",
    "docs/b.md: a new row",
    "pull-request: a new row",
  ]);
});

test("without a documentation order items come by gate and rule", () => {
  const gates = [
    gate("G2", "Regression", [rule("b", { requirements: [unmet("b")] }), rule("a", { requirements: [unmet("a")] })]),
  ];
  expect(shown(report(gates))).toEqual(["G2/b b fail block", "G2/a a fail block"]);
});

test("the same finding under several rules is one item that names all of them", () => {
  const gates = [
    gate(
      "G4",
      "Documentation",
      [rule("a", { requirements: [unmet("x", "a row", "pending"), unmet("x", "a row")] })],
      "warn",
    ),
    gate("G5", "Rollout safety", [rule("b", { requirements: [unmet("x", "a row")] })]),
  ];
  expect(shown(report(gates))).toEqual(["G4/a+G5/b x fail block"]);
  expect(todoItems(report(gates))[0]?.blocks).toBe(true);
});

test.each([
  { name: "what a gate that is off finds", rules: [rule("a", { requirements: [unmet("x")] })], enforce: "off" },
  {
    name: "what a rule that is off finds",
    rules: [rule("a", { requirements: [unmet("x")], enforce: "off" })],
    enforce: "block",
  },
  { name: "what is waived", rules: [rule("a", { requirements: [unmet("x")], verdict: "waived" })], enforce: "block" },
  { name: "what passes", rules: [rule("a", { requirements: [requirement()] })], enforce: "block" },
] as const)("$name is no item", ({ rules, enforce }) => {
  expect(todoItems(report([gate("G4", "Documentation", rules, enforce)]))).toEqual([]);
});

test("what warns or only evaluates is an item that does not block", () => {
  const gates = [
    gate("G4", "Documentation", [rule("a", { requirements: [unmet("x", "a row", "error")] })], "warn"),
    gate("G5", "Rollout safety", [rule("b", { requirements: [unmet("y", "a row", "pending")] })], "evaluate"),
  ];
  expect(shown(report(gates))).toEqual(["G4/a x error warn", "G5/b y pending evaluate"]);
  expect(todoItems(report(gates)).some(({ blocks }) => blocks)).toBe(false);
});

test("what can be pasted may say more in the first of two findings, and never less", () => {
  const asking = (...snippets: string[]) =>
    report([
      gate("G1", "Functional", [
        rule("a", {
          requirements: snippets.map((snippet) => requirement({ verdict: "fail", findings: [finding({ snippet })] })),
        }),
      ]),
    ]);
  expect(todoItems(asking("## Packets\n\n- Goal: …", "## Packets"))).toHaveLength(1);
  expect(todoItems(asking("- Goal: …", "- Goal: …\n- Files: …"))).toHaveLength(2);
});
