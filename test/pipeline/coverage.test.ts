import { describe, expect, test } from "@jest/globals";
import type { Facts } from "../../src/core/facts.ts";
import { coveredPaths } from "../../src/pipeline/coverage.ts";
import { readPolicy } from "../../src/read/policy.ts";

const paths = ["src/a.ts", "src/a.ts:12", "label hotfix", "added line TODO"];
const files = paths.map((path) => ({ path, status: "modified", type: "regular" }) as const);
const facts = { changeSet: { base: "b", mergeBase: "m", head: "h", files } } as unknown as Facts;

/** What a rule with this `when` looked at. */
function covered(when: string, wokenBy: readonly string[], addedLines?: Facts["addedLines"]): readonly string[] {
  const text = `version: 1\nrules:\n  - { id: one, gate: G1, when: ${when}, require: [{ changed: docs/** }] }\n`;
  const { policy } = readPolicy([{ name: "policy", owner: "repository", text }], new Map());
  if (policy === undefined) throw new Error("the policy is invalid");
  return coveredPaths({ id: "one", wokenBy }, { policy, facts: { ...facts, ...(addedLines && { addedLines }) } });
}

describe("the paths that a rule looked at", () => {
  test("are those that woke it", () => {
    expect(covered("{ changed: [src/a.ts] }", ["src/a.ts"])).toEqual(["src/a.ts"]);
  });

  test("are those of the lines that woke it", () => {
    expect(covered("{ lines: { matches: TODO } }", ["src/a.ts:14"], [])).toEqual(["src/a.ts"]);
  });

  test("are both where a file is called like a line of another one", () => {
    expect(covered("{ lines: { matches: TODO } }", ["src/a.ts:12"], [])).toEqual(["src/a.ts:12", "src/a.ts"]);
  });

  test("are all where something else woke it, whatever a file is called", () => {
    expect(covered("{ labels: [hotfix] }", ["label hotfix"])).toEqual(paths);
    expect(covered("{ lines: { matches: TODO } }", ["added line TODO"])).toEqual(paths);
  });
});
