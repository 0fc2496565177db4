import { describe, expect, test } from "@jest/globals";
import { readPolicy } from "../../src/read/policy.ts";
import { policyOf, problemsOf, readLayers } from "../policies.ts";

const lines = (...text: readonly string[]) => `${text.join("\n")}\n`;

describe("all that is wrong is said at once, where it stands", () => {
  test("in one file, errors of form and of reference alike", () => {
    const text = lines(
      /*  1 */ "version: 2",
      /*  2 */ "extends: [operating-modle]",
      /*  3 */ "documents:",
      /*  4 */ "  log: docs/log.md",
      /*  5 */ "  empty: ''",
      /*  6 */ "stages: { production: {} }",
      /*  7 */ "gates:",
      /*  8 */ "  G4: { enforce: { prodcution: block } }",
      /*  9 */ "  G5: { enforce: blok }",
      /* 10 */ "rules:",
      /* 11 */ "  - id: Capitals",
      /* 12 */ "    gate: G44",
      /* 13 */ "    wehn: { changed: a }",
      /* 14 */ "    require: [{ section-changed: lgo }]",
      /* 15 */ "  - id: b",
      /* 16 */ "    gate: G5",
      /* 17 */ "    when: { stage: [production], lables: x }",
      /* 18 */ "    require:",
      /* 19 */ "      - chnged: a",
      /* 20 */ "      - any-of: [{ title: x }, { entry-added: empty#A }, { entry-added: lgo#A }]",
      /* 21 */ "  - id: c",
      /* 22 */ "    gate: G4",
      /* 23 */ "    when: { stage: [live], changed: 'a/{x}' }",
      /* 24 */ "    require: [{ changed: '{y}' }, { title: '(' }]",
      /* 25 */ "rule: []",
    );
    expect(problemsOf({ repository: text, presets: { "operating-model": "version: 1\n" } })).toEqual([
      "repo.yml:1:10 version must be 1",
      'repo.yml:2:11 there is no preset "operating-modle"; did you mean "operating-model"?',
      "repo.yml:5:10 needs 1 character at least",
      'repo.yml:8:20 no stage "prodcution" is declared; did you mean "production"?',
      'repo.yml:9:18 "blok" is not known; did you mean "block"? Expected off, evaluate, warn or block',
      "repo.yml:11:9 must be kebab-case: lower-case letters, digits and single dashes",
      'repo.yml:12:11 no gate "G44" is declared; did you mean "G4"?',
      'repo.yml:13:5 unknown key "wehn"; did you mean "when"?',
      'repo.yml:14:34 no document "lgo" is declared; did you mean "log"?',
      'repo.yml:17:34 unknown key "lables"; did you mean "labels"?',
      'repo.yml:19:9 unknown requirement "chnged"; did you mean "changed"?',
      'repo.yml:20:73 no document "lgo" is declared; did you mean "log"?',
      'repo.yml:23:21 no stage "live" is declared; declare it under stages',
      expect.stringMatching(/^repo.yml:24:26 every glob .* must bind the capture {y}; bound are {x}$/),
      expect.stringMatching(/^repo.yml:24:44 not a regular expression in RE2 syntax/),
      'repo.yml:25:1 unknown key "rule"; did you mean "rules"?',
    ]);
  });

  test("in all layers, presets too", () => {
    const presets = {
      base: "version: 1\nrules:\n  - id: p\n    gate: G9\n    when: { changed: a }\n    require: [{ exits: a }]\n",
    };
    const repository = "version: 1\nextends: [base]\ngates: { G4: { enforced: warn } }\n";
    const organisation = "version: 1\nwaivers: { expires: soon }\ndocumentation-order: [nowhere]\n";
    expect(problemsOf({ organisation, repository, presets })).toEqual([
      "org.yml:2:21 a number of hours, days or weeks, such as 14d",
      expect.stringContaining('org.yml:3:23 no document "nowhere" is declared'),
      'repo.yml:3:16 unknown key "enforced"; did you mean "enforce"?',
      'preset base:4:11 no gate "G9" is declared; there are G1, G2, G3, G4, G5',
      'preset base:6:17 unknown requirement "exits"; did you mean "exists"?',
    ]);
  });

  test("errors of syntax hide what is behind them in their own file only", () => {
    const repository =
      "version: 1\nrules: [{ id: a, gate: G9, when: { changed: a }, require: [{ changed: a }] }, { id: b }]\ngates: { G4: { enforce: x } }\n";
    expect(problemsOf({ organisation: "version: [", repository })).toEqual([
      expect.stringContaining("org.yml:1:11 not valid YAML"),
      expect.stringContaining('repo.yml:3:25 "x" is not known'),
    ]);
  });

  test("a preset that does not exist and is near none: the others are told", () => {
    expect(
      problemsOf({
        repository: "version: 1\nextends: [x, base]\n",
        presets: { base: "version: 1\n", more: "version: 1\n" },
      }),
    ).toEqual(['repo.yml:2:11 there is no preset "x"; there are base, more']);
  });

  test("two layers of the same name are told apart", () => {
    const source = (owner: "organisation" | "repository", text: string) => ({ name: "a.yml", owner, text });
    const { errors } = readPolicy(
      [source("organisation", "version: 2"), source("repository", "\n\nversion: 3")],
      new Map(),
    );
    expect(errors.map(({ file, line }) => `${file}:${line}`)).toEqual(["a.yml:1", "a.yml (repository):3"]);
  });

  test("an error shows the line it stands in", () => {
    expect(readLayers("version: 1\r\nrulse: []\r\n").errors).toEqual([
      {
        severity: "error",
        file: "repo.yml",
        line: 2,
        column: 1,
        sourceLine: "rulse: []",
        message: 'unknown key "rulse"; did you mean "rules"?',
      },
    ]);
  });
});

describe("what is not a policy is refused, and nothing throws", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["an empty file", "", '1:1 the policy is empty; the least it says is "version: 1"'],
    ["comments only", "# nothing yet\n", '1:1 the policy is empty; the least it says is "version: 1"'],
    ["null", "null", '1:1 the policy is empty; the least it says is "version: 1"'],
    ["a text", "version 1", "1:1 expected a mapping"],
    ["a list", "- version: 1", "1:1 expected a mapping"],
    ["a number", "1", "1:1 expected a mapping"],
    ["another version", "version: 2", "1:10 version must be 1"],
    ["a version in quotes", 'version: "1"', "1:10 version must be 1"],
    ["no version", "rules: []", "1:1 version must be 1"],
    ["two documents", "version: 1\n---\nversion: 1\n", "2:1 there is a second YAML document; only one is read"],
    ["a key twice", "version: 1\nversion: 1\n", "2:1 this key stands twice in the same mapping"],
    [
      "a tag for code",
      "version: !!js/function 'x'",
      "1:10 not valid YAML: Unresolved tag: tag:yaml.org,2002:js/function",
    ],
    [
      "a merge key",
      "version: 1\n<<: { rules: [] }\n",
      '2:1 unknown key "<<"; known here: version, extends, documents, documentation-order, stages, gates, rules, waivers, attestations, roles, commands, reports',
    ],
    [
      "a key that objects have anyway",
      "version: 1\nconstructor: 1\n",
      '2:1 unknown key "constructor"; known here: version, extends, documents, documentation-order, stages, gates, rules, waivers, attestations, roles, commands, reports',
    ],
    [
      "the prototype as a key",
      "version: 1\n__proto__: { rules: [] }\n",
      '2:1 unknown key "__proto__"; known here: version, extends, documents, documentation-order, stages, gates, rules, waivers, attestations, roles, commands, reports',
    ],
    ["NUL", "version: 1\0", "1:11 not valid YAML: a control character"],
    [
      "braces that stand for more patterns than are compiled",
      `version: 1\nrules:\n  - { id: a, gate: G4, when: { changed: &g [${Array.from({ length: 200 }, (_, at) => `"${"{a,b}".repeat(7)}${at}"`).join()}] }, require: [{ label: x }] }\n  - { id: b, gate: G4, when: { changed: *g, added: *g }, require: [{ label: x }] }\n`,
      "1:1 the braces in the policy stand for more than 50000 patterns",
    ],
    [
      "long globs that aliases repeat",
      `version: 1\nrules:\n  - { id: a, gate: G4, when: { changed: &g [${Array.from({ length: 150 }, (_, at) => `"${"[".repeat(500)}${at}"`).join()}] }, require: [{ label: x }] }\n${Array.from({ length: 30 }, (_, at) => `  - { id: b${at}, gate: G4, when: { changed: *g }, require: [{ label: x }] }\n`).join("")}`,
      "1:1 there are more than 50000 values, counting those behind aliases",
    ],
    ["more than 256 KiB", `version: 1\n#${"x".repeat(256 * 1024)}`, "1:1 a policy may have at most 256 KiB"],
    [
      "more than 256 KiB of other letters",
      `version: 1\n#${"é".repeat(128 * 1024)}`,
      "1:1 a policy may have at most 256 KiB",
    ],
    ["nesting without end", `version: ${"[".repeat(10_000)}`, "1:1562 the YAML is nested too deeply"],
    [
      "a long glob",
      `version: 1\nstages: { a: { branches: ${"x".repeat(513)} } }`,
      "2:26 a glob may have at most 512 characters",
    ],
    ["many globs", `version: 1\nstages: { a: { branches: [${"x,".repeat(201)}] } }`, "2:26 needs 200 items at most"],
    [
      "a document with the name of a prototype",
      "version: 1\ndocuments: { constructor: '' }",
      "2:27 needs 1 character at least",
    ],
  ];
  test.each(cases)("%s", (name, text, error) => {
    const problems = problemsOf(text).map((problem) => problem.replace("repo.yml:", ""));
    if (name === "nesting without end")
      expect(problems).toEqual([expect.stringMatching(/^1:\d+ the YAML is nested too deeply$/)]);
    else expect(problems).toEqual([error]);
    expect(readLayers(text).policy).toBeUndefined();
  });

  test.each([
    ["exactly 256 KiB", `version: 1\n#${"x".repeat(256 * 1024 - 12)}`],
    ["a byte order mark", "\ufeffversion: 1\n"],
    ["line ends of Windows", "version: 1\r\nrules: []\r\n"],
    [
      "names that objects have anyway",
      "version: 1\ndocuments: { constructor: a.md, toString: b.md }\nstages: { constructor: {} }\n",
    ],
    [
      "a list of exceptions in every rule",
      `version: 1\nrules:\n${Array.from({ length: 400 }, (_, n) => `  - { id: r${n}, gate: G4, when: { changed: a, except: ${n === 0 ? "&e [b, c]" : "*e"} }, require: [{ changed: d }] }`).join("\n")}`,
    ],
  ])("%s is taken", (_name, text) => {
    expect(problemsOf(text)).toEqual([]);
    expect(policyOf(text).gates).toHaveLength(5);
  });

  test("200 errors are enough", () => {
    const typos = (number: number) =>
      `version: 1\n${Array.from({ length: number }, (_, n) => `k${n}: 1`).join("\n")}\n`;
    expect([199, 201, 5000].map((number) => problemsOf(typos(number)).length)).toEqual([199, 200, 200]);
  });
});

test("no layer at all is an empty policy", () => {
  expect(readPolicy([], new Map())).toMatchObject({ policy: { rules: [] }, errors: [], warnings: [] });
});
