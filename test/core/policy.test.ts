import { describe, expect, test } from "@jest/globals";
import { problemsFrom } from "../../src/core/policy/problem.ts";
import { policyLayerSchema } from "../../src/core/policy.ts";

const rule = { id: "a", gate: "G4", when: { changed: "a" }, require: [{ changed: "b" }] };

function problemsOf(value: unknown): readonly string[] {
  const issues = policyLayerSchema.safeParse(value, { reportInput: true }).error?.issues ?? [];
  return problemsFrom("", issues).map(({ path, message }) => `${path.join(".")}: ${message}`);
}

describe("a policy file that is read", () => {
  test.each([
    ["the least there is", {}],
    [
      "every key",
      { extends: ["a.b-c"], documents: {}, "documentation-order": [], stages: {}, gates: {}, rules: [], waivers: {} },
    ],
    ["documents", { documents: { log: "a.md", "Log-2_b": { path: "b.md", overridable: true } } }],
    ["stages", { stages: { production: { branches: ["main", "release/*"], environments: ["live"] }, "eu.1": {} } }],
    [
      "gates",
      { gates: { G4: { enforce: "off", name: "Words", overridable: true }, Security: { enforce: { dev: "warn" } } } },
    ],
    ["a rule", { rules: [{ ...rule, because: "x", enforce: "warn", locked: true }] }],
    [
      "a rule that restates",
      { rules: [{ id: "a-1", overridable: ["gate", "because", "when", "require", "enforce"] }] },
    ],
    ["waivers", { waivers: { who: ["team:x"], expires: "14d", self: false } }],
  ])("%s", (_name, value) => {
    expect(problemsOf({ version: 1, ...value })).toEqual([]);
  });
});

describe("a policy file that is refused", () => {
  const kebab = "must be kebab-case: lower-case letters, digits and single dashes";
  const documentName = 'use letters, digits and dashes, at most 64, and not "pull-request"';
  test.each([
    ["another version", { version: 2 }, "version: version must be 1"],
    ["a version in quotes", { version: "1" }, "version: version must be 1"],
    ["an unknown key", { rule: [] }, 'rule: unknown key "rule"; did you mean "rules"?'],
    ["a list that is empty", { rules: null }, "rules: expected a list"],
    ["a mapping that is a list", { documents: ["a"] }, "documents: expected a mapping"],
    [
      "a document whose name is a path",
      { documents: { "README.md": "x" } },
      `documents.README.md: "README.md" is not a name: ${documentName}`,
    ],
    [
      "a document in the place of the description",
      { documents: { "pull-request": "x.md" } },
      `documents.pull-request: "pull-request" is not a name: ${documentName}`,
    ],
    ["a document without a path", { documents: { log: {} } }, 'documents.log.path: "path" is missing'],
    ["an empty path", { documents: { log: "" } }, "documents.log: needs 1 character at least"],
    [
      "a stage's name",
      { stages: { "a b": {} } },
      'stages.a b: "a b" is not a name: use letters, digits, dots and dashes, at most 64',
    ],
    [
      "the gate that Lockstep itself adds",
      { gates: { policy: {} } },
      'gates.policy: "policy" is not a name: a gate\'s id is at most 20 letters, digits and dashes, and neither "policy" nor "hold"',
    ],
    [
      "what a gate does",
      { gates: { G4: { enforce: "blok" } } },
      'gates.G4.enforce: "blok" is not known; did you mean "block"? Expected off, evaluate, warn or block',
    ],
    [
      "what a gate does at a stage",
      { gates: { G4: { enforce: { dev: "bloc" } } } },
      'gates.G4.enforce.dev: "bloc" is not known; did you mean "block"? Expected off, evaluate, warn or block',
    ],
    ["an id in capitals", { rules: [{ ...rule, id: "A" }] }, `rules.0.id: ${kebab}`],
    ["an id with two dashes", { rules: [{ ...rule, id: "a--b" }] }, `rules.0.id: ${kebab}`],
    ["an id with a line feed", { rules: [{ ...rule, id: "a\n" }] }, `rules.0.id: ${kebab}`],
    ["a rule without an id", { rules: [{ gate: "G4" }] }, 'rules.0.id: "id" is missing'],
    ["a rule without requirements", { rules: [{ ...rule, require: [] }] }, "rules.0.require: needs 1 item at least"],
    [
      "a field that cannot be overridable",
      { rules: [{ ...rule, overridable: ["id"] }] },
      'rules.0.overridable.0: "id" is not known; expected gate, because, when, require or enforce',
    ],
    [
      "an unknown key of a rule",
      { rules: [{ ...rule, wehn: {} }] },
      'rules.0.wehn: unknown key "wehn"; did you mean "when"?',
    ],
    [
      "an unknown requirement",
      { rules: [{ ...rule, require: [{ chaged: "a" }] }] },
      'rules.0.require.0.chaged: unknown requirement "chaged"; did you mean "changed"?',
    ],
    [
      "a time without a unit",
      { waivers: { expires: "14" } },
      "waivers.expires: a number of hours, days or weeks, such as 14d",
    ],
    ["a preset that is a path", { extends: ["../x"] }, "extends.0: use letters, digits, dots and dashes, at most 64"],
    [
      "an address without a document",
      { "documentation-order": ["#a"] },
      "documentation-order.0: an address names a document: document#Heading",
    ],
  ])("%s", (_name, value, problem) => {
    expect(problemsOf({ version: 1, ...value })).toEqual([problem]);
  });

  test.each([[null], [[]], ["text"], [1], [true]])("%j is no policy", (value) => {
    expect(problemsOf(value)).toEqual([": expected a mapping"]);
  });

  test.each([
    ["rules", 500, { rules: Array.from({ length: 501 }, (_, n) => ({ ...rule, id: `r${n}` })) }],
    [
      "requirements of a rule",
      50,
      { rules: [{ ...rule, require: Array.from({ length: 51 }, () => ({ changed: "a" })) }] },
    ],
    ["presets", 20, { extends: Array.from({ length: 21 }, (_, n) => `p${n}`) }],
  ])("more %s than %i", (_name, limit, value) => {
    expect(problemsOf({ version: 1, ...value })).toEqual([
      expect.stringMatching(new RegExp(`: needs ${limit} items at most$`)),
    ]);
  });
});
