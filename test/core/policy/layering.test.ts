import { describe, expect, test } from "@jest/globals";
import { type Layers, policyOf, problemsOf } from "../../policies.ts";

const rule = (id: string, more = "") =>
  `  - { id: ${id}, gate: G4, when: { changed: src/** }, require: [{ changed: docs/** }]${more} }`;
const rules = (...lines: string[]) => `version: 1\nrules:\n${lines.join("\n")}\n`;
const ids = (layers: Layers) => policyOf(layers).rules.map(({ id, owner, layer }) => [id, owner, layer]);

describe("layers add", () => {
  test("rules of the organisation come first, each knows its owner and its layer", () => {
    const presets = { base: rules(rule("c")) };
    const repository = `version: 1\nextends: [base]\nrules:\n${rule("b")}\n`;
    expect(ids({ organisation: rules(rule("a")), repository, presets })).toEqual([
      ["a", "organisation", "org.yml"],
      ["c", "repository", "preset base"],
      ["b", "repository", "repo.yml"],
    ]);
  });

  test("one layer alone is a policy, whichever it is", () => {
    expect(ids({ organisation: rules(rule("a")) })).toEqual([["a", "organisation", "org.yml"]]);
    expect(ids({ repository: rules(rule("a")) })).toEqual([["a", "repository", "repo.yml"]]);
    expect(ids({ repository: "version: 1\n" })).toEqual([]);
  });

  test("the order in which a to-do list names documents is the uppermost", () => {
    const layers = {
      organisation: "version: 1\ndocumentation-order: [a/b.md, c/d.md]\n",
      repository: "version: 1\ndocumentation-order: [e/f.md#G]\n",
    };
    expect(policyOf(layers).documentationOrder.map(({ written }) => written)).toEqual(["e/f.md#G"]);
    expect(policyOf({ ...layers, repository: "version: 1\n" }).documentationOrder).toHaveLength(2);
  });

  test("terms for waivers belong to the rules of their own layer, and add within an owner", () => {
    const policy = policyOf({
      organisation: `version: 1\nextends: [base]\nwaivers: { expires: 2d }\nrules:\n${rule("a")}\n`,
      repository: `version: 1\nwaivers: { self: true }\nrules:\n${rule("b")}\n`,
      presets: { base: "version: 1\nwaivers: { who: [x], expires: 9d }\n" },
    });
    expect(policy.rules.map(({ waivers }) => waivers)).toEqual([
      { who: [{ type: "person", login: "x" }], expires: "2d" },
      { self: true },
    ]);
  });
});

describe("presets", () => {
  const presets = { base: rules(rule("a")), other: rules(rule("a")), more: `version: 1\nextends: [base]\n` };

  test("belong to whoever extends them first, and are taken once", () => {
    const extending = "version: 1\nextends: [base]\n";
    expect(ids({ organisation: extending, repository: extending, presets })).toEqual([
      ["a", "organisation", "preset base"],
    ]);
    expect(ids({ repository: extending, presets })).toEqual([["a", "repository", "preset base"]]);
  });

  test("may extend presets", () => {
    expect(ids({ repository: "version: 1\nextends: [more]\n", presets })).toEqual([["a", "repository", "preset base"]]);
  });

  test("may extend each other in a circle", () => {
    const circle = { a: "version: 1\nextends: [b]\n", b: "version: 1\nextends: [a]\n" };
    expect(ids({ repository: "version: 1\nextends: [a, a]\n", presets: circle })).toEqual([]);
  });

  test("must not have rules of the same id, whoever extends them", () => {
    const message = 'preset other:3:11 rule "a" stands in preset base as well';
    expect(problemsOf({ repository: "version: 1\nextends: [base, other]\n", presets })).toEqual([message]);
    expect(
      problemsOf({
        organisation: "version: 1\nextends: [base]\n",
        repository: "version: 1\nextends: [other]\n",
        presets,
      }),
    ).toEqual([message]);
  });
});

describe("documents", () => {
  const organisation = (document: string) => `version: 1\ndocuments:\n  log: ${document}\n`;
  const repository = (document: string) => `version: 1\ndocuments:\n  log: ${document}\n`;
  const log = (layers: Layers) => policyOf(layers).documents.get("log");
  const refused = 'repo.yml:3:8 document "log" belongs to the organisation\'s policy and is not overridable';

  test("an overridable one may be moved by the repository", () => {
    expect(
      log({ organisation: organisation("{ path: a.md, overridable: true }"), repository: repository("b.md") }),
    ).toBe("b.md");
  });

  test("another may not", () => {
    expect(problemsOf({ organisation: organisation("a.md"), repository: repository("b.md") })).toEqual([refused]);
    const explicit = organisation("{ path: a.md, overridable: false }");
    expect(problemsOf({ organisation: explicit, repository: repository("b.md") })).toEqual([refused]);
  });

  test("restating the same path is no override", () => {
    expect(log({ organisation: organisation("a.md"), repository: repository("a.md") })).toBe("a.md");
  });

  test("the repository cannot make it overridable for itself, not even by a preset", () => {
    const presets = { loose: organisation("{ path: a.md, overridable: true }") };
    const extending = `version: 1\nextends: [loose]\ndocuments:\n  log: b.md\n`;
    expect(problemsOf({ organisation: organisation("a.md"), repository: extending, presets })).toEqual([
      refused.replace(":3:", ":4:"),
    ]);
  });

  test("whoever extends a preset may move its documents, and keeps what it says of overriding unless told", () => {
    const presets = { base: organisation("{ path: a.md, overridable: true }") };
    const moved = (document: string) => `version: 1\nextends: [base]\ndocuments:\n  log: ${document}\n`;
    expect(log({ organisation: moved("b.md"), repository: repository("c.md"), presets })).toBe("c.md");
    const closed = moved("{ path: b.md, overridable: false }");
    expect(problemsOf({ organisation: closed, repository: repository("c.md"), presets })).toEqual([refused]);
  });
});

describe("stages", () => {
  const stages = (line: string) => `version: 1\nstages:\n  ${line}\n`;

  test("of both layers add, the organisation's first", () => {
    const policy = policyOf({
      organisation: stages("production: { branches: main }"),
      repository: stages("staging: { branches: [develop, main], environments: [stage-1] }"),
    });
    expect(
      policy.stages.map(({ name, branches, environments }) => [
        name,
        branches.map(({ pattern }) => pattern),
        environments,
      ]),
    ).toEqual([
      ["production", ["main"], []],
      ["staging", ["develop", "main"], ["stage-1"]],
    ]);
  });

  test("of the organisation cannot be restated", () => {
    expect(
      problemsOf({ organisation: stages("production: {}"), repository: stages("production: { branches: x }") }),
    ).toEqual(['repo.yml:3:15 stage "production" belongs to the organisation\'s policy']);
  });

  test("of a preset may be restated by whoever extends it", () => {
    const presets = { base: stages("production: { branches: main }") };
    const repository = "version: 1\nextends: [base]\nstages:\n  production: { branches: trunk }\n";
    expect(policyOf({ repository, presets }).stages[0]?.branches[0]?.pattern).toBe("trunk");
  });
});

test("stages, roles and reports of a repository's preset yield to the organisation's, and to nobody else", () => {
  const declares = (branch: string, login: string, artifact: string) =>
    [
      `stages: { production: { branches: ${branch} } }`,
      `roles: { security: { who: ["@${login}"] } }`,
      `reports: { junit: { artifact: ${artifact}, file: "*.xml", workflow: .github/workflows/ci.yml } }`,
    ].join("\n");
  const organisation = `version: 1\n${declares("main", "sam", "theirs")}\n`;
  const presets = { base: `version: 1\n${declares("trunk", "ada", "preset")}\n` };
  const extending = "version: 1\nextends: [base]\n";
  const said = (layers: Layers) => {
    const { stages, roles, reports } = policyOf({ presets, ...layers });
    return [stages[0]?.branches[0]?.pattern, roles.get("security")?.who, reports.get("junit")?.artifact];
  };
  const person = (login: string) => [{ type: "person", login }];
  expect(said({ organisation, repository: extending })).toEqual(["main", person("sam"), "theirs"]);
  expect(said({ repository: extending })).toEqual(["trunk", person("ada"), "preset"]);
  expect(said({ repository: `${extending}${declares("next", "eve", "ours")}\n` })).toEqual([
    "next",
    person("eve"),
    "ours",
  ]);
  expect(problemsOf({ organisation, repository: `version: 1\n${declares("next", "eve", "ours")}\n` })).toEqual([
    expect.stringContaining('stage "production" belongs'),
    expect.stringContaining('role "security" belongs'),
    expect.stringContaining('report "junit" belongs'),
  ]);
});
