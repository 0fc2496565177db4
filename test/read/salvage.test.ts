import { describe, expect, test } from "@jest/globals";
import { isExcused, salvage } from "../../src/read/salvage.ts";
import { type Layers, problemsOf } from "../policies.ts";

const rule = (id: string, gate = "G4", require = "[{ changed: b }]") =>
  `  - { id: ${id}, gate: ${gate}, when: { changed: a }, require: ${require} }`;
const policy = (...lines: readonly string[]) => `version: 1\n${lines.join("\n")}\n`;
const uses = (document: string) => rule("uses", "G4", `[{ section-changed: ${document} }]`);

describe("what refers to something that could not be read is not refused as well", () => {
  const cases: readonly (readonly [string, Layers | string, readonly string[]])[] = [
    [
      "a document with a wrong path",
      policy("documents: { log: { pth: a.md } }", "rules:", uses("log")),
      ['"path" is missing', 'unknown key "pth"; did you mean "path"?'],
    ],
    [
      "a document with a wrong name",
      policy("documents: { 'the log': a.md }", "rules:", uses("the log")),
      ["is not a name"],
    ],
    ["documents that are no mapping", policy("documents: [log]", "rules:", uses("log")), ["expected a mapping"]],
    [
      "documents under a misspelt key",
      policy("docuemnts: { log: a.md }", "rules:", uses("log")),
      ['unknown key "docuemnts"; did you mean "documents"?'],
    ],
    ["a gate that is wrong", policy("gates: { G6: { nam: x } }", "rules:", rule("a", "G6")), ['unknown key "nam"']],
    ["gates that are no mapping", policy("gates: [G6]", "rules:", rule("a", "G6")), ["expected a mapping"]],
    [
      "gates under a misspelt key",
      policy("gate: { G6: {} }", "rules:", rule("a", "G6")),
      ['unknown key "gate"; did you mean "gates"?'],
    ],
    [
      "a stage that is wrong",
      policy("stages: { dev: { branch: x } }", "gates: { G4: { enforce: { dev: off } } }"),
      ['unknown key "branch"'],
    ],
    [
      "stages that are no mapping",
      policy("stages: [dev]", "gates: { G4: { enforce: { dev: off } } }"),
      ["expected a mapping"],
    ],
    ["a rule whose trigger is misspelt", policy("rules:", rule("a").replace("when", "wehn")), ['unknown key "wehn"']],
    [
      "a rule whose requirements are wrong, with a capture",
      policy("rules:", "  - { id: a, gate: G4, when: { chnged: '{x}' }, require: [{ changed: '{x}' }] }"),
      ['unknown key "chnged"'],
    ],
    ["a rule without an id", policy("rules:", "  - { gate: G4 }"), ['"id" is missing']],
    ["a rule that is no mapping", policy("rules:", "  - a", rule("b")), ["expected a mapping"]],
    ["rules that are no list", policy("rules: { a: b }"), ["expected a list"]],
    [
      "an item of the order of documents",
      policy("documentation-order: ['#x', pull-request]"),
      ["an address names a document"],
    ],
    [
      "a rule of the organisation that the repository restates",
      { organisation: policy("rules:", rule("a", "4")), repository: policy("rules:", "  - { id: a, enforce: warn }") },
      ["expected a text"],
    ],
    [
      "a file of the organisation that cannot be read",
      {
        organisation: "- x",
        repository: policy("rules:", uses("log"), rule("a", "G6"), "  - { id: b, enforce: warn }"),
      },
      ["expected a mapping"],
    ],
    [
      "a file of the organisation with an error of syntax",
      { organisation: "a: [", repository: policy("rules:", uses("log")) },
      ["not valid YAML"],
    ],
    [
      "a preset that does not exist",
      policy("extends: [none]", "rules:", uses("log"), rule("a", "G6"), "  - { id: b, enforce: warn }"),
      ['there is no preset "none"'],
    ],
    [
      "a preset whose name is misspelt",
      {
        repository: policy("extends: [bsae]", "rules:", uses("log")),
        presets: { base: policy("documents: { log: a.md }") },
      },
      ['did you mean "base"?'],
    ],
    [
      "presets that are no list",
      {
        repository: policy("extends: base", "rules:", uses("log")),
        presets: { base: policy("documents: { log: a.md }") },
      },
      ["expected a list"],
    ],
    [
      "more errors than are shown",
      policy(...Array.from({ length: 300 }, (_, n) => `k${n}: 1`), "rules:", uses("log")),
      Array.from({ length: 200 }, () => "unknown key"),
    ],
  ];
  test.each(cases)("%s", (_name, layers, messages) => {
    expect(problemsOf(layers)).toEqual(messages.map((message) => expect.stringContaining(message)));
  });
});

describe("what is wrong in the rest is still found, where it stands", () => {
  const cases: readonly (readonly [string, string, readonly string[]])[] = [
    [
      "another document",
      policy("documents: { log: '' }", "rules:", uses("lgo")),
      ["2:19 needs 1 character", '4:78 no document "lgo"'],
    ],
    [
      "another gate",
      policy("gates: { G6: 1 }", "rules:", rule("a", "G7")),
      ["2:14 expected a mapping", '4:20 no gate "G7"'],
    ],
    [
      "another rule, behind one that is dropped",
      policy("rules:", "  - 1", rule("a", "G7")),
      ["3:5 expected a mapping", '4:20 no gate "G7"'],
    ],
    [
      "another field of the same rule",
      policy("rules:", rule("a", "G7").replace("changed: a", "chnged: a")),
      ['3:20 no gate "G7"', '3:32 unknown key "chnged"'],
    ],
    [
      "another requirement of the same rule",
      policy("rules:", rule("a", "G4", "[{ exits: b }, { section-changed: lgo }]")),
      ['unknown requirement "exits"', '3:89 no document "lgo"'],
    ],
    [
      "another item of the order",
      policy("documentation-order: ['#x', lgo]"),
      ["2:23 an address names", '2:29 no document "lgo"'],
    ],
    [
      "an id that stands twice",
      policy("rules:", rule("a", "4"), rule("a")),
      ["3:20 expected a text", '4:11 rule "a" stands twice'],
    ],
    ["a rule that lacks fields", policy("rule: 1", "rules:", "  - { id: a }"), ['unknown key "rule"']],
    ["a warning", policy("documents: 1", "rules:", rule("a", "G7")), ["expected a mapping", '4:20 no gate "G7"']],
  ];
  test.each(cases)("%s", (_name, text, messages) => {
    expect(problemsOf(text)).toEqual(messages.map((message) => expect.stringContaining(message)));
  });
});

describe("a part that is left out", () => {
  const value = {
    version: 1,
    documents: { a: "x", b: 1 },
    rules: [{ id: "r", gate: 1, require: [{ x: 1 }, { title: "y" }] }, 7],
  };
  const without = (...paths: readonly (readonly (string | number)[])[]) =>
    salvage(
      value,
      paths.map((path) => ({ layer: "", path, message: "" })),
    );

  test("is the smallest that can be, and keeps names and positions", () => {
    expect(without(["documents", "b"], ["rules", 0, "gate"], ["rules", 0, "require", 0, "x"], ["rules", 1])).toEqual({
      value: {
        version: 1,
        documents: { a: "x", b: "unreadable" },
        rules: [{ id: "r", require: [{ changed: "**" }, { title: "y" }] }, { id: "unreadable-1" }],
      },
      gaps: ["document b", "rule r", "rule r", "rule unreadable-1"],
    });
  });

  test("leaves what was given as it was", () => {
    const before = JSON.stringify(value);
    without(["documents", "b"], ["rules", 0, "gate"], ["rules"], ["rules", 1, "id"]);
    expect(JSON.stringify(value)).toBe(before);
  });

  test("excuses problems that refer to it, and no others", () => {
    const problem = { layer: "", path: [], message: "" };
    const refersTo = { to: "gate", name: "G6" } as const;
    expect(isExcused({ ...problem, refersTo }, new Set(["gate G6"]))).toBe(true);
    expect(isExcused({ ...problem, refersTo }, new Set(["gate"]))).toBe(true);
    expect(isExcused({ ...problem, refersTo }, new Set(["gate G7", "document", "rule G6"]))).toBe(false);
    expect(isExcused(problem, new Set(["gate"]))).toBe(false);
  });
});
