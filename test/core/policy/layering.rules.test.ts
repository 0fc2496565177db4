import { describe, expect, test } from "@jest/globals";
import { policyOf, problemsOf, ruleOf } from "../../policies.ts";

const rule = (id: string, more = "") =>
  `  - { id: ${id}, gate: G4, because: Why., when: { changed: src/** }, require: [{ changed: docs/** }]${more} }`;
const rules = (...lines: string[]) => `version: 1\nrules:\n${lines.join("\n")}\n`;

describe("a repository that restates a rule of the organisation", () => {
  const restated: Readonly<Record<string, string>> = {
    gate: "gate: G1",
    because: "because: No.",
    when: "when: { changed: never/** }",
    require: "require: [{ changed: '**' }]",
    enforce: "enforce: off",
  };

  test.each(Object.entries(restated))("may not restate %s", (field, written) => {
    expect(problemsOf({ organisation: rules(rule("a")), repository: rules(`  - { id: a, ${written} }`) })).toEqual([
      expect.stringMatching(
        new RegExp(
          `^repo.yml:3:\\d+ rule "a" belongs to the organisation's policy, which does not mark "${field}" overridable$`,
        ),
      ),
    ]);
  });

  test.each(Object.entries(restated))("may restate %s where it is overridable", (field, written) => {
    const policy = policyOf({
      organisation: rules(rule("a", `, overridable: [${field}]`)),
      repository: rules(`  - { id: a, ${written} }`),
    });
    expect(policy.rules).toHaveLength(1);
    expect(ruleOf(policy, "a")).toMatchObject({ owner: "organisation", layer: "org.yml" });
    expect(ruleOf(policy, "a")).not.toEqual(
      ruleOf(policyOf({ organisation: rules(rule("a", `, overridable: [${field}]`)) }), "a"),
    );
  });

  test.each(Object.entries(restated))("may not restate %s of a locked rule", (_field, written) => {
    const layers = { organisation: rules(rule("a", ", locked: true")), repository: rules(`  - { id: a, ${written} }`) };
    expect(problemsOf(layers)).toEqual([
      expect.stringContaining('rule "a" belongs to the organisation\'s policy, and is locked'),
    ]);
  });

  test.each(["locked: false", "overridable: [when]"])("may not say %s of it", (written) => {
    const layers = { organisation: rules(rule("a", ", locked: true")), repository: rules(`  - { id: a, ${written} }`) };
    expect(problemsOf(layers)).toEqual([expect.stringContaining("which alone may say")]);
  });

  test("is told about every field", () => {
    const repository = rules("  - id: a\n    gate: G1\n    enforce: off");
    expect(problemsOf({ organisation: rules(rule("a")), repository })).toEqual([
      'repo.yml:4:11 rule "a" belongs to the organisation\'s policy, which does not mark "gate" overridable',
      'repo.yml:5:14 rule "a" belongs to the organisation\'s policy, which does not mark "enforce" overridable',
    ]);
  });
});

describe("restating rules of a preset of one's own", () => {
  const presets = { base: rules(rule("a"), rule("b")) };

  test("changes the fields that are given and keeps the others", () => {
    const policy = policyOf({
      repository: "version: 1\nextends: [base]\nrules:\n  - { id: a, gate: G1, enforce: warn }\n",
      presets,
    });
    expect(policy.rules.map(({ id, gate, because, enforce }) => [id, gate, because, enforce])).toEqual([
      ["a", "G1", "Why.", "warn"],
      ["b", "G4", "Why.", undefined],
    ]);
    expect(ruleOf(policy, "a").layer).toBe("preset base");
  });

  test("may lock them or make them overridable", () => {
    const organisation =
      "version: 1\nextends: [base]\nrules:\n  - { id: a, locked: true }\n  - { id: b, overridable: [enforce] }\n";
    const policy = policyOf({ organisation, repository: rules("  - { id: b, enforce: warn }"), presets });
    expect([ruleOf(policy, "a").locked, ruleOf(policy, "b").enforce]).toEqual([true, "warn"]);
    expect(problemsOf({ organisation, repository: rules("  - { id: a, enforce: warn }"), presets })).toEqual([
      expect.stringContaining("and is locked"),
    ]);
  });

  test("errors in what is restated stand where it is restated", () => {
    const repository = "version: 1\nextends: [base]\nrules:\n  - id: a\n    gate: G9\n";
    expect(problemsOf({ repository, presets })).toEqual([
      expect.stringMatching(/^repo\.yml:5:11 no gate "G9" is declared/),
    ]);
  });
});

describe("rules that are not complete, or stand twice", () => {
  test("a rule that restates nothing needs gate, when and require", () => {
    expect(problemsOf(rules("  - { id: a, gate: G4 }"))).toEqual(['repo.yml:3:5 rule "a" lacks when, require']);
  });

  test("a near rule is suggested", () => {
    const presets = { base: rules(rule("runtime-behaviour")) };
    const repository = "version: 1\nextends: [base]\nrules:\n  - { id: runtime-behavior, enforce: warn }\n";
    expect(problemsOf({ repository, presets })).toEqual([
      'repo.yml:4:5 rule "runtime-behavior" lacks gate, when, require; did you mean "runtime-behaviour"?',
    ]);
  });

  test("an id stands once in a file", () => {
    expect(problemsOf(rules(rule("a"), rule("b"), rule("a")))).toEqual([
      'repo.yml:5:11 rule "a" stands twice in this file',
    ]);
  });

  test("locked means something to an organisation only", () => {
    expect(ruleOf(policyOf({ organisation: rules(rule("a", ", locked: true")) }), "a").locked).toBe(true);
    expect(ruleOf(policyOf({ repository: rules(rule("a", ", locked: true")) }), "a").locked).toBe(false);
  });

  test("a locked rule cannot be overridable", () => {
    expect(problemsOf({ organisation: rules(rule("a", ", locked: true, overridable: [when]")) })).toEqual([
      expect.stringContaining('rule "a" is locked, so nothing of it can be overridable'),
    ]);
  });
});

describe("a stage of the repository", () => {
  const stages = (name: string, branches: string) => `version: 1\nstages: { ${name}: { branches: ["${branches}"] } }\n`;
  const staged = (more: string, require = "[{ changed: docs/** }]") =>
    `rules:\n  - { id: a, gate: G4, when: { stage: [production] }, require: ${require}${more} }\n`;
  const sandbox = stages("sandbox", "**");

  test("holds no rule of the organisation asleep that asks for stages of its own", () => {
    const organisation = stages("production", "main") + staged(", locked: true");
    const policy = policyOf({ organisation, repository: sandbox });
    expect(policy.stages.map(({ name }) => name)).toEqual(["production", "sandbox"]);
    expect(ruleOf(policy, "a").when.stage).toEqual(["production", "sandbox"]);
  });

  test("nor one of its requirements", () => {
    const require = "[{ changed: docs/**, when: { stage: [production] } }]";
    const policy = policyOf({ organisation: stages("production", "main") + staged("", require), repository: sandbox });
    expect(ruleOf(policy, "a").require[0]?.when?.stage).toEqual(["production", "sandbox"]);
  });

  test("counts where the organisation leaves it to the repository to say what production is", () => {
    const repository = `version: 1\nstages: { production: { branches: [main] }, sandbox: { branches: ["**"] } }\n`;
    const policy = policyOf({ organisation: `version: 1\n${staged(", locked: true")}`, repository });
    expect(ruleOf(policy, "a").when.stage).toEqual(["production"]);
  });

  test.each([
    ["of the organisation whose condition it may restate", ", overridable: [when]"],
    ["of its own", ""],
  ])("counts for a rule %s", (_name, more) => {
    const isOwn = more === "";
    const organisation = stages("production", "main") + (isOwn ? "" : staged(more));
    const policy = policyOf({ organisation, repository: sandbox + (isOwn ? staged("") : "") });
    expect(ruleOf(policy, "a").when.stage).toEqual(["production"]);
  });
});
