import { describe, expect, test } from "@jest/globals";
import type { Address } from "../../../src/core/address.ts";
import { mapOptions } from "../../../src/core/binding.ts";
import { policyOf, problemsOf, readLayers, ruleOf } from "../../policies.ts";

/** A policy of one rule, from line 4 on; `above` is line 2, `rule` and `require` are the rest of it. */
function text({
  above = "documents: { log: docs/log.md }",
  when = "{ changed: src/** }",
  require = "changed: docs/**",
}) {
  return `version: 1\n${above}\nrules:\n  - id: a\n    gate: G4\n    when: ${when}\n    require:\n      - ${require}\n`;
}
const at = (place: string, message: string) => [`repo.yml:${place} ${message}`];

describe("documents", () => {
  function addressesIn(require: string, above?: string): readonly string[] {
    const found: string[] = [];
    const keep = (address: Address) => {
      found.push([address.document, ...address.headings].join("#"));
      return address;
    };
    const [demand] = ruleOf(policyOf(text({ require, ...(above && { above }) })), "a").require;
    mapOptions(demand?.options, { address: keep, glob: (glob) => glob });
    return found;
  }

  test.each([
    ["a declared name", "section-changed: log#Status", ["docs/log.md#Status"]],
    [
      "a declared name inside any-of",
      "any-of: [{ section-changed: log#A }, { entry-added: log#B }]",
      ["docs/log.md#A", "docs/log.md#B"],
    ],
    ["a path with a slash", "section-changed: docs/other.md#A", ["docs/other.md#A"]],
    ["a path with a dot", "section-changed: README.md", ["README.md"]],
    ["the description of the pull request", "fields-filled: { in: pull-request#A, fields: [x] }", ["pull-request#A"]],
  ])("%s is resolved", (_name, require, addresses) => {
    expect(addressesIn(require)).toEqual(addresses);
  });

  const unknown = 'no document "lgo" is declared; did you mean "log"?';
  test.each([
    ["in the short form", "section-changed: lgo#A", "8:26"],
    ["in the long form", "section-changed: { of: lgo#A }", "8:32"],
    ["beside other options", "fields-filled: { fields: [x], in: lgo#A }", "8:43"],
    ["inside any-of", "any-of: [{ changed: x }, { section-changed: lgo#A }]", "8:53"],
    ["inside any-of in the long form", "any-of: [{ changed: x }, { section-changed: { of: lgo#A } }]", "8:59"],
    [
      "inside any-of over several lines",
      "any-of:\n          - changed: x\n          - section-changed: lgo#A",
      "10:30",
    ],
  ])("one that is not declared is refused where it stands: %s", (_name, require, place) => {
    expect(problemsOf(text({ require }))).toEqual(at(place, unknown));
  });

  test("one that is near no other is told what to do", () => {
    expect(problemsOf(text({ require: "section-changed: status" }))).toEqual(
      at("8:26", 'no document "status" is declared; declare it under documents, or write its path'),
    );
  });

  test("the order of the to-do list is resolved and checked", () => {
    const above = "documents: { log: docs/log.md }\ndocumentation-order: [log#A, docs/x.md, pull-request]";
    expect(policyOf(text({ above })).documentationOrder.map(({ document }) => document)).toEqual([
      "docs/log.md",
      "docs/x.md",
      "pull-request",
    ]);
    expect(problemsOf(text({ above: "documents: { log: a.md }\ndocumentation-order: [log, lgo#A]" }))).toEqual(
      at("3:28", unknown),
    );
  });
});

describe("gates and stages", () => {
  const stages = "stages: { staging: {}, production: {} }";
  test.each([
    ["a gate", text({}).replace("G4", "G44"), "5:11", 'no gate "G44" is declared; did you mean "G4"?'],
    [
      "a gate near no other",
      text({}).replace("G4", "Cost"),
      "5:11",
      'no gate "Cost" is declared; there are G1, G2, G3, G4, G5',
    ],
    [
      "a stage in when",
      text({ above: stages, when: "{ stage: [staging, prodution] }" }),
      "6:30",
      'no stage "prodution" is declared; did you mean "production"?',
    ],
    [
      "a stage in a requirement's when",
      text({ above: stages, require: "{ changed: x, when: { stage: [dev] } }" }),
      "8:39",
      'no stage "dev" is declared; declare it under stages',
    ],
    [
      "a stage in a rule's enforce",
      text({ above: stages }).replace("gate: G4", "gate: G4\n    enforce: { stagin: off }"),
      "6:16",
      'no stage "stagin" is declared; did you mean "staging"?',
    ],
    [
      "a stage in a gate's enforce",
      text({ above: "gates: { G4: { enforce: { dev: off } } }" }),
      "2:27",
      'no stage "dev" is declared; declare it under stages',
    ],
  ])("%s that is not declared is refused where it stands", (_name, policy, place, message) => {
    expect(problemsOf(policy)).toEqual(at(place, message));
  });
});

describe("captures", () => {
  const when = "{ changed: 'packages/{package}/src/**' }";
  const unbound = "every glob of the rule's file conditions must bind the capture {pkg}; bound are {package}";

  test.each([
    ["in a glob", "changed: 'packages/{pkg}/a.md'", "8:18"],
    ["in a list of globs", "changed: ['packages/{package}/a.md', 'packages/{pkg}/b.md']", "8:46"],
    ["in an address", "section-changed: 'packages/{pkg}/a.md#B'", "8:26"],
    ["in a heading", "section-changed: 'a.md#{pkg}'", "8:26"],
    ["inside any-of", "any-of: [{ title: x }, { changed: [x, '{pkg}'] }]", "8:47"],
    ["in a requirement's own condition", "changed: x\n        when: { added: 'packages/{pkg}/**' }", "9:24"],
    [
      "in a requirement's own exceptions",
      "changed: x\n        when: { added: x, except: 'packages/{pkg}/**' }",
      "9:35",
    ],
  ])("one that nothing binds is refused: %s", (_name, require, place) => {
    expect(problemsOf(text({ when, require }))).toEqual(at(place, unbound));
  });

  test("one in the path of a declared document is refused where the document is used", () => {
    const above = "documents: { log: 'packages/{pkg}/log.md' }";
    expect(problemsOf(text({ above, when, require: "section-changed: log" }))).toEqual(at("8:26", unbound));
  });

  test("an id that the pull request names is bound like one", () => {
    const linked = "{ changed: x, linked: { story: { matches: 'S-[0-9]+' } } }";
    expect(problemsOf(text({ when: linked, require: "section-changed: 'stories/{story}.md'" }))).toEqual([]);
    expect(problemsOf(text({ when: linked, require: "section-changed: 'stories/{id}.md'" }))).toEqual(
      at("8:26", "every glob of the rule's file conditions must bind the capture {id}; bound are {story}"),
    );
  });

  test("nothing is bound by a condition that has a glob without the capture", () => {
    const some = "{ changed: ['packages/{package}/**', shared/**] }";
    expect(problemsOf(text({ when: some, require: "changed: '{package}'" }))).toEqual(
      at("8:18", "every glob of the rule's file conditions must bind the capture {package}"),
    );
  });

  test("where a rule is woken it must be plain what one stands for; what only asks may be freer", () => {
    expect(problemsOf(text({ when: "{ added: 'packages/{package}*' }" }))).toEqual(
      at("6:20", "the capture {package} may only stand beside plain text in its path segment"),
    );
    expect(problemsOf(text({ when, require: "exists: 'docs/**/{package}{,-*}.md'" }))).toEqual([]);
  });

  test.each([
    ["except", "{ changed: a, except: '{x}/b' }", "6:33"],
    ["base", "{ base: 'release/{x}' }", "6:19"],
    ["head", "{ head: ['release/{x}'] }", "6:20"],
    ["lines", "{ lines: { matches: x, in: '{x}/**' } }", "6:38"],
  ])('under "%s" they mean nothing', (key, written, place) => {
    expect(problemsOf(text({ when: written }))).toEqual(at(place, `a capture has no meaning under "${key}"; write *`));
  });

  test("in the branches of a stage they mean nothing", () => {
    expect(problemsOf(text({ above: "stages: { production: { branches: [main, 'release/{x}'] } }" }))).toEqual(
      at("2:42", 'a capture has no meaning under "branches"; write *'),
    );
  });

  test("a rule that lacks its trigger is not told about captures as well", () => {
    const policy = text({ require: "changed: '{x}'" }).replace(/ {4}when: .*\n/, "");
    expect(problemsOf(policy)).toEqual(at("4:5", 'rule "a" lacks when'));
  });
});

describe("warnings", () => {
  const warningsOf = (policy: string) =>
    readLayers(policy).warnings.map(
      ({ severity, line, column, message }) => `${severity} ${line}:${column} ${message}`,
    );

  test("a policy that is valid may have some", () => {
    const policy = text({ when: "{ changed: [src/**, ./lib/**], except: '!a' }", require: "exists: [/x, docs/]" });
    expect(readLayers(policy).policy).toBeDefined();
    expect(warningsOf(policy)).toEqual([
      'warning 6:31 "./lib/**" matches nothing: paths start without "./"',
      expect.stringMatching(/^warning 6:50 "!a" does not negate/),
      'warning 8:18 "/x" matches nothing: paths start without "/"',
      expect.stringMatching(/^warning 8:22 "docs\/" matches nothing/),
    ]);
  });

  test("they look everywhere a glob may stand", () => {
    const above = "stages: { production: { branches: /main } }";
    const when = "{ lines: { matches: x, in: ./a } }";
    expect(warningsOf(text({ above, when, require: "any-of: [{ title: x }, { changed: [x, a/] }]" }))).toHaveLength(3);
    expect(warningsOf(text({ require: "{ changed: x, when: { changed: ../a } }" }))).toHaveLength(1);
  });

  test("a repository's rule that is locked", () => {
    expect(warningsOf(text({}).replace("gate: G4", "gate: G4\n    locked: true"))).toEqual([
      "warning 6:13 has an effect in an organisation's policy only",
    ]);
  });

  test("a policy without oddities has none", () => {
    expect(warningsOf(text({}))).toEqual([]);
  });
});
