import { describe, expect, test } from "@jest/globals";
import { describeRequirement, evaluate, judgeRequirement, needsOf, triggerNeedsOf } from "../../src/core/evaluate.ts";
import type { Facts } from "../../src/core/facts.ts";
import type { Verdict } from "../../src/core/verdict.ts";
import { factsOfChange } from "../facts.ts";
import { policyOf, ruleOf } from "../policies.ts";

const stages = "stages: { dev: { branches: develop }, production: { branches: main } }";
/** A policy of one rule in G4, which a change of src/ wakes and which asks for a change of docs/, unless told otherwise. */
function text({ above = "", rule = "", when = "{ changed: src/** }", require = "[{ changed: docs/** }]" } = {}) {
  return `version: 1\n${above}\nrules:\n  - { id: a, gate: G4, when: ${when}, require: ${require}${rule} }\n`;
}
const judge = (policy: string, facts: Facts) => {
  const report = evaluate(policyOf(policy), facts);
  const gate = report.gates.find(({ id }) => id === "G4");
  return { report, gate, rule: gate?.rules[0] };
};
const awake = factsOfChange(["M src/a"]);

describe("the report", () => {
  test("has every gate and every rule, awake or not, in the order of the policy", () => {
    const policy = policyOf(
      `version: 1\ngates: { Own: {} }\nrules:\n${["b", "a", "c"]
        .map((id) => `  - { id: ${id}, gate: Own, when: { changed: ${id} }, require: [{ changed: x }] }`)
        .join("\n")}\n`,
    );
    const { gates, filesChanged, head, stage } = evaluate(policy, factsOfChange(["M a"]));
    expect(
      gates.map(({ id, verdict, rules }) => [id, verdict, rules.map((rule) => `${rule.id} ${rule.verdict}`)]),
    ).toEqual([
      ...["G1", "G2", "G3", "G4", "G5"].map((id) => [id, "not-applicable", []]),
      ["Own", "fail", ["b not-applicable", "a fail", "c not-applicable"]],
    ]);
    expect([filesChanged, head, stage]).toEqual([1, "a".repeat(40), undefined]);
  });

  test("a policy without rules says nothing and blocks nothing", () => {
    const { verdict, blocks, ifEveryGateBlocked } = evaluate(policyOf("version: 1\n"), awake);
    expect({ verdict, blocks, ifEveryGateBlocked }).toEqual({
      verdict: "not-applicable",
      blocks: false,
      ifEveryGateBlocked: { verdict: "not-applicable", blocks: false },
    });
  });

  test("a rule says what woke it, why it is there and where it comes from", () => {
    expect(judge(text({ rule: ", because: Why." }), awake).rule).toMatchObject({
      id: "a",
      because: "Why.",
      layer: "repo.yml",
      wokenBy: ["src/a"],
      verdict: "fail",
      requirements: [{ kind: "changed", verdict: "fail", findings: [expect.anything()] }],
    });
  });

  test("a rule that sleeps says why", () => {
    expect(judge(text(), factsOfChange(["M lib/a"])).rule).toMatchObject({
      verdict: "not-applicable",
      why: "no file changed that matches src/**",
      wokenBy: [],
      requirements: [],
    });
  });

  test("a requirement whose own condition is not met says why, and the others count", () => {
    const require = "[{ changed: docs/**, when: { labels: x } }, { changed: src/** }]";
    expect(judge(text({ require }), awake).rule).toMatchObject({
      verdict: "pass",
      requirements: [
        { verdict: "not-applicable", why: "the pull request is not labelled x", findings: [] },
        { verdict: "pass" },
      ],
    });
  });

  test("documents are named in the order of the policy", () => {
    expect(judge(text({ above: "documentation-order: [a/b.md]" }), awake).report.documentationOrder).toHaveLength(1);
  });
});

describe("what is enforced, and what it would be if every gate blocked", () => {
  const off = "gates: { G4: { enforce: off } }";
  const perStage = `${stages}\ngates: { G4: { enforce: { dev: off, production: block } } }`;
  const only = (enforce: string) => ({ above: `gates: { G4: { enforce: ${enforce} } }` });
  const waits = { require: "[{ check-passed: ci }]" };
  const cases: readonly (readonly [
    string,
    Parameters<typeof text>[0],
    string | undefined,
    string,
    Verdict,
    boolean,
    boolean,
  ])[] = [
    ["a gate blocks unless it says otherwise", {}, undefined, "block", "fail", true, true],
    ["a gate that is off never blocks", only("off"), undefined, "off", "not-applicable", false, true],
    ["a gate that only evaluates never blocks", only("evaluate"), undefined, "evaluate", "not-applicable", false, true],
    ["a gate that warns never blocks", only("warn"), undefined, "warn", "not-applicable", false, true],
    ["what is awaited blocks", waits, undefined, "block", "pending", true, true],
    [
      "what is awaited does not block where the gate warns",
      { ...waits, ...only("warn") },
      undefined,
      "warn",
      "not-applicable",
      false,
      true,
    ],
    ["a stage that is off", { above: perStage }, "dev", "off", "not-applicable", false, true],
    ["a stage that blocks", { above: perStage }, "production", "block", "fail", true, true],
    ["a stage that is not known gets the strictest", { above: perStage }, undefined, "block", "fail", true, true],
    [
      "a stage that is not named blocks",
      { above: `${stages}\ngates: { G4: { enforce: { dev: off } } }` },
      "production",
      "block",
      "fail",
      true,
      true,
    ],
    [
      "a stage that is not known counts those that are not named",
      { above: `${stages}\ngates: { G4: { enforce: { dev: off } } }` },
      undefined,
      "block",
      "fail",
      true,
      true,
    ],
    [
      "a rule may be weaker than its gate",
      { rule: ", enforce: warn" },
      undefined,
      "warn",
      "not-applicable",
      false,
      true,
    ],
    [
      "a rule cannot be stronger than its gate",
      { above: off, rule: ", enforce: block" },
      undefined,
      "off",
      "not-applicable",
      false,
      true,
    ],
    [
      "a rule may be weaker at a stage",
      { above: stages, rule: ", enforce: { dev: off, production: block }" },
      "dev",
      "off",
      "not-applicable",
      false,
      true,
    ],
    ["a passing rule blocks nothing", { require: "[{ changed: src/** }]" }, undefined, "block", "pass", false, false],
    [
      "a rule that sleeps blocks nothing",
      { when: "{ changed: lib/** }" },
      undefined,
      "block",
      "not-applicable",
      false,
      false,
    ],
  ];
  test.each(cases)("%s", (_name, policy, stage, enforce, verdict, blocks, wouldBlock) => {
    const { report, gate, rule } = judge(text(policy), { ...awake, ...(stage && { stage }) });
    expect([rule?.enforce, report.verdict, report.blocks, report.ifEveryGateBlocked.blocks]).toEqual([
      enforce,
      verdict,
      blocks,
      wouldBlock,
    ]);
    expect(gate?.blocks).toBe(blocks);
    expect(report.ifEveryGateBlocked.verdict).toBe(gate?.verdict);
  });

  test("a gate shows the strictest of what holds for its rules", () => {
    const rule = (id: string) =>
      `rules: [{ id: ${id}, gate: G4, when: { changed: src/** }, require: [{ changed: docs/** }] }]`;
    const { gates, blocks } = evaluate(
      policyOf({
        organisation: `version: 1\n${rule("theirs")}`,
        repository: `version: 1\ngates: { G4: { enforce: off } }\n${rule("ours")}`,
      }),
      awake,
    );
    expect(gates[3]).toMatchObject({
      enforce: "block",
      blocks: true,
      rules: [{ enforce: "block" }, { enforce: "off" }],
    });
    expect(blocks).toBe(true);
  });
});

describe("captures", () => {
  const policy = text({
    when: "{ changed: 'packages/{p}/src/**' }",
    require: "[{ changed: 'packages/{p}/CHANGELOG.md' }, { title: x, when: { added: 'packages/{p}/**' } }]",
  });

  test("every set of values is judged by itself, the condition of a requirement too", () => {
    const { rule } = judge(
      policy,
      factsOfChange(["A packages/a/src/x", "M packages/a/CHANGELOG.md", "M packages/b/src/x"]),
    );
    expect(rule?.requirements.map(({ kind, asks, verdict }) => [kind, asks, verdict])).toEqual([
      ["changed", "a change to `packages/a/CHANGELOG.md`", "pass"],
      ["title", "a title that matches `x`", "fail"],
      ["changed", "a change to `packages/b/CHANGELOG.md`", "fail"],
      ["title", "a title that matches `x`", "not-applicable"],
    ]);
    expect(rule?.verdict).toBe("fail");
  });

  test("200 are judged, 201 are an error", () => {
    const change = (number: number) =>
      factsOfChange(Array.from({ length: number }, (_, n) => `M packages/p${n}/src/x`));
    expect(judge(policy, change(200)).rule?.requirements).toHaveLength(400);
    const { rule, report } = judge(policy, change(201));
    expect(rule).toMatchObject({ verdict: "error", requirements: [{ kind: "captures", verdict: "error" }] });
    expect([rule?.requirements[0]?.findings[0]?.message, report.blocks]).toEqual([
      "The change wakes the rule for more than 200 different values of its captures, so none is judged.",
      true,
    ]);
    expect(needsOf(policyOf(policy), change(201))).toEqual([]);
  });

  test("a long name in the change does not make the rule fail to compile", () => {
    const { rule } = judge(policy, factsOfChange([`M packages/${"[".repeat(400)}/src/x`]));
    expect(rule?.verdict).toBe("fail");
  });
});

describe("what must be looked at", () => {
  const needs = (policy: string, facts: Facts) => needsOf(policyOf(policy), facts);
  const require =
    "[{ section-changed: a.md }, { exists: x }, { any-of: [{ check-passed: ci }, { entry-added: b.md }] }]";

  test("what the requirements of rules that are awake need", () => {
    expect(needs(text({ require }), awake)).toEqual([
      { fact: "document", path: "a.md" },
      { fact: "tree" },
      { fact: "checks", names: ["ci"] },
      { fact: "document", path: "b.md" },
    ]);
  });

  test("nothing for rules that sleep", () => {
    expect(needs(text({ require }), factsOfChange(["M lib/a"]))).toEqual([]);
  });

  test("nothing for requirements whose condition is not met", () => {
    expect(needs(text({ require: "[{ section-changed: a.md, when: { labels: x } }]" }), awake)).toEqual([]);
  });

  test("documents with captures, by what they stand for", () => {
    const policy = text({ when: "{ changed: 'p/{x}/**' }", require: "[{ section-changed: 'p/{x}/log.md' }]" });
    expect(needs(policy, factsOfChange(["M p/1/a", "M p/2/a"]))).toEqual([
      { fact: "document", path: "p/1/log.md" },
      { fact: "document", path: "p/2/log.md" },
    ]);
  });

  test("added lines, where a trigger or the condition of a requirement asks for them", () => {
    const lines = "{ lines: { matches: x } }";
    const policies = [text(), text({ when: lines }), text({ require: `[{ title: x, when: ${lines} }]` })];
    expect(policies.map((policy) => triggerNeedsOf(policyOf(policy)).length)).toEqual([0, 1, 1]);
  });
});

test("one requirement by itself: what it needs, asks and comes to", () => {
  const [demand] = ruleOf(
    policyOf(text({ require: "[{ any-of: [{ changed: src/** }, { check-passed: ci }] }]" })),
    "a",
  ).require;
  if (demand === undefined) throw new Error("no requirement");
  expect(judgeRequirement(demand, awake)).toEqual({
    needs: [{ fact: "checks", names: ["ci"] }],
    asks: describeRequirement(demand),
    outcome: { verdict: "pass" },
  });
});
