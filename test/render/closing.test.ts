import { expect, test } from "@jest/globals";
import type { Verdict } from "../../src/core/verdict.ts";
import { conclusion, countRules, whatIfEnforced } from "../../src/render/closing.ts";
import { finding, gate, report, requirement, rule } from "../report-builder.ts";

/** A rule with one finding per verdict; it passes without any. */
function unmet(id: string, ...given: Extract<Verdict, "fail" | "pending" | "error">[]) {
  const requirements = given.map((verdict, index) =>
    requirement({ verdict, findings: [finding({ message: `${id} ${index}` })] }),
  );
  return rule(id, { requirements: requirements.length === 0 ? [requirement()] : requirements });
}

const quiet = rule("quiet", { why: "no file" });

test.each([
  {
    name: "one gate blocks",
    gates: [gate("G4", "D", [unmet("a", "fail", "fail")])],
    expected: "Blocked by G4: 2 things to do.",
  },
  {
    name: "several gates block, for several reasons",
    gates: [gate("G2", "R", [unmet("a", "pending")]), gate("G4", "D", [unmet("b", "fail"), unmet("c", "error")])],
    expected: "Blocked by G2 and G4: 1 thing to do, 1 to wait for, 1 that could not be decided.",
  },
  {
    name: "one thing is awaited",
    gates: [gate("G2", "R", [unmet("a", "pending")])],
    expected: "Blocked by G2: 1 thing to wait for.",
  },
  {
    name: "a gate blocks without a finding",
    gates: [gate("G2", "R", [rule("a", { verdict: "error" })])],
    expected: "Blocked by G2.",
  },
  {
    name: "a gate warns",
    gates: [gate("G4", "D", [unmet("a", "fail", "fail")], "warn")],
    expected: "Nothing blocks: 2 warnings in G4.",
  },
  {
    name: "one gate blocks and another warns",
    gates: [gate("G2", "R", [unmet("a", "fail")]), gate("G4", "D", [unmet("b", "fail", "fail")], "warn")],
    expected: "Blocked by G2: 1 thing to do, 2 warnings.",
  },
  {
    name: "all is met",
    gates: [gate("G4", "D", [unmet("a"), quiet])],
    expected: "Nothing blocks: 1 rule met, 1 not applicable.",
  },
  {
    name: "some is waived",
    gates: [gate("G4", "D", [unmet("a"), unmet("b"), rule("c", { verdict: "waived" })])],
    expected: "Nothing blocks, with 1 waiver: 2 rules met, 1 waived.",
  },
  {
    name: "a gate only evaluates",
    gates: [gate("G4", "D", [unmet("a")]), gate("G5", "S", [unmet("b", "fail")], "evaluate")],
    expected: "Nothing blocks: 1 rule met, 1 not met.",
  },
  {
    name: "no rule applies",
    gates: [gate("G4", "D", [quiet, quiet])],
    expected: "Nothing blocks: none of 2 rules applies.",
  },
  {
    name: "the only rule does not apply",
    gates: [gate("G4", "D", [quiet])],
    expected: "Nothing blocks: the only rule does not apply.",
  },
  {
    name: "everything is off",
    gates: [gate("G4", "D", [unmet("a", "fail")], "off")],
    expected: "Nothing blocks: no rule is in force.",
  },
])("$name", ({ gates, expected }) => {
  expect(conclusion(report(gates))).toBe(expected);
});

test.each([
  {
    name: "a gate would block as well",
    gates: [gate("G4", "D", [unmet("a", "fail")]), gate("G5", "S", [unmet("b", "fail")], "warn")],
    expected: "G5 would block as well if it were enforced.",
  },
  {
    name: "two gates would block",
    gates: [gate("G4", "D", [unmet("a", "fail")], "off"), gate("G5", "S", [unmet("b", "fail")], "evaluate")],
    expected: "G4 and G5 would block if they were enforced.",
  },
  { name: "no other gate would block", gates: [gate("G4", "D", [unmet("a", "fail")])], expected: undefined },
])("$name", ({ gates, expected }) => {
  expect(whatIfEnforced(report(gates))).toBe(expected);
});

test.each([
  {
    name: "unmet rules are counted among those that apply",
    rules: [unmet("a", "fail"), unmet("b"), quiet],
    expected: "1 of 2 rules not met",
  },
  {
    name: "met and set aside",
    rules: [unmet("a"), rule("b", { verdict: "attested" })],
    expected: "1 rule met, 1 set aside",
  },
  { name: "nothing applies", rules: [quiet], expected: "" },
])("$name", ({ rules, expected }) => {
  expect(countRules(gate("G4", "D", rules))).toBe(expected);
});
