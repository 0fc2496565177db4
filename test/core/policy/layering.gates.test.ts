import { describe, expect, test } from "@jest/globals";
import { type Layers, policyOf, ruleOf } from "../../policies.ts";

const rule = (id: string) => `  - { id: ${id}, gate: G4, when: { changed: src/** }, require: [{ changed: docs/** }] }`;
const layer = (id: string, gate: string | undefined, more = "") =>
  `version: 1\n${more}${gate === undefined ? "" : `gates: { G4: ${gate} }\n`}rules:\n${rule(id)}\n`;

/** What the gate does to a rule of the organisation, to one of the repository, and by itself. */
function enforced(organisation: string | undefined, repository: string | undefined, more = "") {
  const policy = policyOf({ organisation: layer("theirs", organisation, more), repository: layer("ours", repository) });
  return [
    ruleOf(policy, "theirs").gateEnforce,
    ruleOf(policy, "ours").gateEnforce,
    policy.gates.find(({ id }) => id === "G4")?.enforce,
  ];
}

describe("what a gate does when organisation and repository say different things", () => {
  const cases: readonly (readonly [string, string | undefined, string | undefined, unknown, unknown])[] = [
    ["nobody says anything: it blocks", undefined, undefined, "block", "block"],
    ["the organisation's word holds for both", "{ enforce: warn }", undefined, "warn", "warn"],
    ["the repository may tighten it for both", "{ enforce: warn }", "{ enforce: block }", "block", "block"],
    ["the repository may weaken it for its own rules only", "{ enforce: block }", "{ enforce: off }", "block", "off"],
    ["a word that was not said counts as block", undefined, "{ enforce: off }", "block", "off"],
    [
      "the repository may weaken what is overridable",
      "{ enforce: block, overridable: true }",
      "{ enforce: off }",
      "off",
      "off",
    ],
    ["what is overridable may be left as it is", "{ enforce: warn, overridable: true }", undefined, "warn", "warn"],
    [
      "the repository cannot make it overridable",
      "{ enforce: block }",
      "{ enforce: off, overridable: true }",
      "block",
      "off",
    ],
  ];
  test.each(cases)("%s", (_name, organisation, repository, theirs, ours) => {
    expect(enforced(organisation, repository)).toEqual([theirs, ours, ours]);
  });

  test("stage by stage", () => {
    const stages = "stages: { dev: { branches: develop }, production: { branches: main } }\n";
    const perStage = "{ enforce: { dev: off, production: block } }";
    expect(enforced(perStage, "{ enforce: { dev: warn, production: off } }", stages)).toEqual([
      { dev: "warn", production: "block" },
      { dev: "warn", production: "off" },
      { dev: "warn", production: "off" },
    ]);
    expect(enforced(perStage, "{ enforce: warn }", stages)[0]).toEqual({ dev: "warn", production: "block" });
  });

  test("a stage that is not named blocks, and the policy says so", () => {
    const stages = "stages: { dev: { branches: develop }, production: { branches: main } }\n";
    expect(enforced("{ enforce: { dev: off } }", undefined, stages)[0]).toEqual({ dev: "off", production: "block" });
  });
});

describe("gates", () => {
  const gates = (layers: Layers | string) => policyOf(layers).gates.map(({ id, name }) => `${id} ${name}`);
  const standard = ["G1 Functional", "G2 Regression", "G3 Observability", "G4 Documentation", "G5 Rollout safety"];

  test("every policy has the standard ones", () => {
    expect(gates("version: 1\n")).toEqual(standard);
  });

  test("a policy adds its own behind them, named by their id unless it says otherwise", () => {
    expect(gates("version: 1\ngates: { Security: {}, G6: { name: Cost } }\n")).toEqual([
      ...standard,
      "Security Security",
      "G6 Cost",
    ]);
  });

  test("a policy may rename them", () => {
    expect(gates("version: 1\ngates: { G2: { name: No step back } }\n")[1]).toBe("G2 No step back");
  });

  test("a gate of the organisation may be used by the repository", () => {
    const repository = `version: 1\nrules:\n${rule("a").replace("G4", "G6")}\n`;
    expect(ruleOf(policyOf({ organisation: "version: 1\ngates: { G6: {} }\n", repository }), "a").gate).toBe("G6");
  });
});
