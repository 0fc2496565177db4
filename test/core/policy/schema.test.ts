import { readdirSync, readFileSync } from "node:fs";
import { describe, expect, test } from "@jest/globals";
import Ajv2020 from "ajv/dist/2020.js";
import { parse } from "yaml";
import { policyJsonSchema } from "../../../src/core/policy/schema.ts";
import { readLayers } from "../../policies.ts";

const accepts = new Ajv2020.default({ strict: false }).compile(policyJsonSchema());
const root = new URL("../../../", import.meta.url);
const presets = readdirSync(new URL("presets/", root)).filter((name) => name.endsWith(".yml"));

test.each([...presets.map((name) => `presets/${name}`), ".github/lockstep.yml"])("accepts %s", (path) => {
  accepts(parse(readFileSync(new URL(path, root), "utf8")));
  expect(accepts.errors).toBeNull();
});

test("says what it is", () => {
  expect(policyJsonSchema()).toMatchObject({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "Lockstep policy",
    required: ["version"],
    additionalProperties: false,
  });
});

const rule = (fields: string) => `version: 1\nrules:\n  - { id: a, gate: G4, ${fields} }\n`;
const requiring = (requirement: string) => rule(`when: { changed: a }, require: [${requirement}]`);
const when = (condition: string) => rule(`when: ${condition}, require: [{ title: x }]`);

describe("what is read as a policy, an editor accepts", () => {
  const valid: readonly string[] = [
    "version: 1",
    "version: 1\ndocuments: { log: a.md, b: { path: b.md, overridable: true } }",
    "version: 1\ndocumentation-order: [a.md, 'b.md#C/D', pull-request]",
    "version: 1\nstages: { dev: { branches: develop }, production: { branches: [main, 'release/*'], environments: [live] } }",
    "version: 1\nstages: { dev: {} }\ngates: { G4: { enforce: { dev: off } }, G6: { name: Own, enforce: warn, overridable: true } }",
    "version: 1\nwaivers: { who: [team:x], expires: 14d, self: true }",
    "version: 1\nrules: []",
    rule(
      "when: { labels: a }, require: [{ title: x }], enforce: evaluate, because: Why., locked: false, overridable: [when]",
    ),
    when("{ changed: a, added: [a], removed: [b], renamed: c, except: [d, e] }"),
    when("{ lines: { matches: x, in: 'src/**' } }"),
    when("{ labels: [a, b], author: { none-of: [bots] }, title: ^x, base: main, head: [a] }"),
    requiring("{ changed: a }"),
    requiring("{ changed: [a, b] }"),
    requiring("{ changed: { files: [a] } }"),
    requiring("{ added: a, when: { labels: x } }"),
    requiring("{ exists: a }, { title: { matches: x } }, { label: { named: { all-of: [a] } } }"),
    requiring("{ max-lines: { in: a, at-most: 3 } }"),
    requiring("{ in-sync: {} }, { in-sync: a }, { in-sync: [a, b] }, { in-sync: { in: a, except: [b] } }"),
    requiring("{ check-passed: 'ci / test' }, { check-passed: { names: [a, b] } }"),
    requiring("{ section-changed: a.md#B }, { entry-added: a.md#B }, { tasks-done: a.md }"),
    requiring("{ fields-filled: { in: 'pull-request#A', fields: [B] } }, { front-matter: { in: a.md, fields: [b] } }"),
    requiring(
      "{ row-added: { to: a.md#B, columns: { C: { type: enum, of: [x] }, D: { type: text, required: false } }, append-only: true } }",
    ),
    requiring(
      "{ rolling: { over: a.md#B, column: C, last: 20, mean: { at-most: 10% }, percentile: { of: 95, below: 20% } } }",
    ),
    requiring(
      "{ rolling: { over: a.md#B, column: C, last: 7d, by: D, rows: 7, fewer: fail, sum: { at-least: 1.5 } } }",
    ),
    requiring(
      "{ rolling: { over: a.md, column: C, last: 3, share: { of: [a], at-most: 1% }, consecutive: { of: [a], fewer-than: 3 } } }",
    ),
    requiring(
      "{ packets: 'pull-request#Packets' }, { packets: { in: a.md, at-least: 1, at-most: 3, fields: [A], files: A } }",
    ),
    requiring("{ any-of: [{ changed: a }, { title: { matches: x } }], when: { labels: x } }"),
  ];
  test.each(valid)("%s", (text) => {
    expect(readLayers(text).errors).toEqual([]);
    accepts(parse(text));
    expect(accepts.errors).toBeNull();
  });
});

describe("what is refused for its form, an editor marks", () => {
  const invalid: readonly string[] = [
    "{}",
    "[]",
    "version: 2",
    "version: 1\nrule: []",
    "version: 1\ndocuments: { README.md: a }",
    "version: 1\ndocuments: { pull-request: a.md }",
    "version: 1\ngates: { policy: {} }",
    "version: 1\ngates: { G4: { enforced: warn } }",
    "version: 1\ngates: { G4: { enforce: blok } }",
    "version: 1\nstages: { dev: { branch: a } }",
    "version: 1\nwaivers: { expire: 1d }",
    "version: 1\nrules: [{ gate: G4 }]",
    rule("wehn: { changed: a }"),
    when("{ chnged: a }"),
    when("{ changed: [] }"),
    when("{ lines: { match: x } }"),
    when("{ labels: { some-of: [a] } }"),
    requiring("{ chnged: a }"),
    requiring("{ changed: { file: a } }"),
    requiring("{ changed: a, title: b }"),
    requiring("{ rolling: { over: a.md, column: C, last: 0, mean: { at-most: 1 } } }"),
    requiring("{ rolling: { over: a.md, column: C, last: 2, mean: 10% } }"),
    requiring("{ any-of: [{ title: a }, { any-of: [{ title: a }, { title: b }] }] }"),
  ];
  test.each(invalid)("%s", (text) => {
    expect(readLayers(text).policy).toBeUndefined();
    expect(accepts(parse(text))).toBe(false);
  });
});
