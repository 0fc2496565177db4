import { describe, expect, test } from "@jest/globals";
import { evaluate } from "../../../src/core/evaluate.ts";
import { policyGateId, policyReport } from "../../../src/core/policy/report.ts";
import { factsOfChange } from "../../facts.ts";
import { policyOf, readLayers } from "../../policies.ts";

const { errors } = readLayers("version: 2\nrules: {}\n");
const facts = factsOfChange(["M src/a"]);
const policy = (gate: string) =>
  policyOf(
    `version: 1\ngates: { G4: { enforce: ${gate} } }\nrules: [{ id: a, gate: G4, when: { changed: src/** }, require: [{ changed: src/** }] }]`,
  );

describe("the report on a change that leaves the policy invalid", () => {
  test("has a finding for every error, where it stands", () => {
    const { gates, ...rest } = policyReport(facts.changeSet, errors);
    expect(rest).toMatchObject({
      verdict: "fail",
      blocks: true,
      ifEveryGateBlocked: { blocks: true },
      filesChanged: 1,
    });
    expect(gates).toHaveLength(1);
    expect(gates[0]).toMatchObject({ id: policyGateId, enforce: "block", verdict: "fail", blocks: true });
    expect(gates[0]?.rules[0]).toMatchObject({ verdict: "fail", wokenBy: ["repo.yml"] });
    expect(gates[0]?.rules[0]?.requirements[0]?.findings).toMatchObject([
      { message: "The policy is invalid (column 10): version must be 1", location: { path: "repo.yml", line: 1 } },
      { message: "The policy is invalid (column 8): expected a list", location: { path: "repo.yml", line: 2 } },
    ]);
  });

  test.each(["block", "off"])("leaves the rest of the report as it is, under a gate that says %s", (gate) => {
    const report = evaluate(policy(gate), facts);
    const both = policyReport(facts.changeSet, errors, report);
    expect(both.gates.slice(0, -1)).toEqual(report.gates);
    expect(both.gates.at(-1)?.id).toBe(policyGateId);
    expect(both).toMatchObject({
      verdict: "fail",
      blocks: true,
      ifEveryGateBlocked: { verdict: "fail", blocks: true },
    });
  });

  test("what could not be decided stays the stronger verdict", () => {
    const report = { ...evaluate(policy("block"), facts), verdict: "error" as const };
    expect(policyReport(facts.changeSet, errors, report).verdict).toBe("error");
  });
});
