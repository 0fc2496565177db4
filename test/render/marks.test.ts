import { expect, test } from "@jest/globals";
import { verdicts } from "../../src/core/verdict.ts";
import { effectOfGate, isSilent, labelOf, markOf, placeOf, stateOf, wordOf } from "../../src/render/marks.ts";
import { finding, gate, requirement, rule } from "../report-builder.ts";

const unmet = requirement({ findings: [finding()] });

test("every verdict has a mark and a word", () => {
  expect(verdicts.map((verdict) => `${markOf(verdict)} ${wordOf(verdict)}`)).toEqual([
    "✓ pass",
    "✗ fail",
    "… pending",
    "~ waived",
    "~ attested",
    "– not applicable",
    "! error",
  ]);
});

test.each([
  { name: "a pull request as a place", location: { path: "pull-request" }, expected: "pull request" },
  { name: "a line of a file", location: { path: "a b.md", line: 3 }, expected: "a b.md:3" },
  { name: "a file", location: { path: "a.md" }, expected: "a.md" },
  { name: "nowhere in particular", location: { path: "" }, expected: "the change" },
])("$name", ({ location, expected }) => {
  expect(placeOf(finding({ location }))).toBe(expected);
});

test.each([
  { name: "a gate blocks", enforce: "block", expected: "fail", silent: false },
  { name: "a gate warns", enforce: "warn", expected: "fail, warns", silent: false },
  { name: "a gate evaluates", enforce: "evaluate", expected: "fail, would block", silent: false },
  { name: "a gate is off", enforce: "off", expected: "fail, off", silent: true },
] as const)("$name", ({ enforce, expected, silent }) => {
  const failing = gate("G4", "Documentation", [rule("a", { requirements: [unmet] })], enforce);
  expect(stateOf(failing.verdict, effectOfGate(failing))).toBe(expected);
  expect(isSilent(failing)).toBe(silent);
});

test("a rule that warns inside a gate that blocks only warns", () => {
  const mixed = gate("G4", "Documentation", [rule("a", { requirements: [unmet], enforce: "warn" })]);
  expect(stateOf(mixed.verdict, effectOfGate(mixed))).toBe("fail, warns");
});

test("a gate that Lockstep adds has no id to show", () => {
  expect(labelOf({ id: "hold", name: "Hold" })).toBe("Hold");
  expect(labelOf({ id: "policy", name: "Policy" })).toBe("Policy");
  expect(labelOf({ id: "G4", name: "Documentation" })).toBe("G4 Documentation");
});
