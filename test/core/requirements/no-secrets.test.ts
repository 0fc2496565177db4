import { describe, expect, test } from "@jest/globals";
import { judgeRequirement } from "../../../src/core/evaluate.ts";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { factsOf, judgeCase, testRequirement } from "../../requirement-table.ts";

const require = { "no-secrets": {} };
const token = { line: 2, rule: "github", masked: "ghp_****" };

testRequirement("no-secrets", [
  { name: "a change without any passes", require, after: { "src/a.ts": "1" }, then: "pass" },
  {
    name: "a secret is told by place, rule and public beginning",
    require,
    after: { "src/a.ts": "1\n2" },
    secrets: { "src/a.ts": [token] },
    then: {
      verdict: "fail",
      says: ["`src/a.ts` has what looks like a secret in an added line: `ghp_****` (rule `github`).", "Revoke it"],
      at: "src/a.ts:2",
    },
  },
  {
    name: "files of any kind are searched, renamed ones too",
    require,
    before: { "a.txt": "1" },
    after: { "docs/a.md": "1\n2" },
    renamed: { "a.txt": "docs/a.md" },
    secrets: { "docs/a.md": [token] },
    then: { verdict: "fail", at: "docs/a.md:2" },
  },
  {
    name: "excepted files are left alone",
    require: { "no-secrets": { except: "test/**" } },
    after: { "test/a.ts": "1\n2" },
    secrets: { "test/a.ts": [token] },
    then: "pass",
  },
  {
    name: "a file that was not searched is undecidable",
    require,
    after: { "dist/a.js": "1" },
    secrets: { "dist/a.js": "line 1 has more characters than are searched" },
    then: {
      verdict: "error",
      says: "`dist/a.js` was not searched for secrets: line 1 has more characters than are searched.",
      at: "dist/a.js",
    },
  },
  {
    name: "what was found is shown beside what was not searched",
    require,
    after: { "a.ts": "1\n2", "b.js": "1" },
    secrets: { "a.ts": [token], "b.js": "the change adds more text than is searched" },
    then: { verdict: "error", says: ["`ghp_****`", "`b.js` was not searched"], at: "a.ts:2" },
  },
  { name: "removing files passes", require, before: { "a.ts": "1" }, then: "pass" },
  {
    name: "a path does not end the code span it stands in",
    require,
    after: { "a`b.ts": "1\n2" },
    secrets: { "a`b.ts": [token] },
    then: { verdict: "fail", says: "`a'b.ts` has" },
  },
]);

describe("no-secrets", () => {
  test("asks for the added lines of every file that is not excepted", () => {
    const needs = judgeCase({
      require: { "no-secrets": { except: "x/**" } },
      before: { "gone.ts": "1" },
      after: { "a.ts": "1", "x/b.ts": "1" },
    }).needs;
    expect(needs).toEqual([{ fact: "secrets", path: "a.ts" }]);
  });

  test("is undecidable where nobody looked", () => {
    const { outcome } = judgeRequirement(demandSchema.parse(require), factsOf({ after: { "a.ts": "1" } }));
    expect(outcome.verdict).toBe("error");
  });

  test("counts what is too much to tell apart", () => {
    const secrets = new Map([["a.ts", { state: "searched" as const, found: [token], more: 41 }]]);
    const facts = { ...factsOf({ after: { "a.ts": "1" } }), secrets };
    expect(JSON.stringify(judgeRequirement(demandSchema.parse(require), facts).outcome)).toContain(
      "There are 41 more such places.",
    );
  });

  test("tells a hundred secrets and ten files that were not searched one by one", () => {
    const paths = Array.from({ length: 120 }, (_, index) => `${index}.ts`);
    const after = Object.fromEntries(paths.map((path) => [path, "1"]));
    const findings = (state: readonly (typeof token)[] | string) => {
      const secrets = Object.fromEntries(paths.map((path) => [path, state]));
      const { outcome } = judgeCase({ require, after, secrets });
      return "findings" in outcome ? outcome.findings : [];
    };
    expect(findings([token])).toHaveLength(100);
    expect(findings([token]).at(-1)?.message).toContain("There are 20 more such places.");
    expect(findings("x")).toHaveLength(10);
    expect(findings("x").at(-1)?.message).toContain("There are 110 more files that were not searched.");
  });
});
