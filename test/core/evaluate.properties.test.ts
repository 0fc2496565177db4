import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { evaluate } from "../../src/core/evaluate.ts";
import type { Facts } from "../../src/core/facts.ts";
import { isBlocking } from "../../src/core/verdict.ts";
import { factsOfChange } from "../facts.ts";
import { policyOf } from "../policies.ts";

interface WrittenRule {
  readonly id: string;
  readonly require: readonly unknown[];
}

const path = fc
  .tuple(fc.constantFrom("src", "docs", "p/a", "p/b"), fc.constantFrom("x.ts", "y.md"))
  .map((parts) => parts.join("/"));
const file = fc.oneof(
  fc.tuple(fc.constantFrom("A", "M", "D", "T"), path),
  fc.tuple(
    fc.constant("R"),
    path,
    path.map((to) => `new/${to}`),
  ),
);
const glob = fc.constantFrom("src/**", "docs/**", "**", "p/*/x.ts", "**/*.md", "nowhere/**");
const single = fc.oneof(
  fc.record({ changed: glob }),
  fc.record({ added: glob }),
  fc.record({ exists: glob }),
  fc.record({ title: fc.constantFrom("x", "^$") }),
  fc.record({ label: fc.constantFrom("a", "b") }),
  fc.record({ "check-passed": fc.constantFrom("ci", "lint") }),
  // Neither lines nor texts are there below, so whatever these look at cannot be decided.
  fc.record({ "in-sync": fc.record({ in: glob }) }),
  fc.record({ "max-lines": fc.record({ in: glob, "at-most": fc.constant(1) }) }),
);
const requirement = fc.oneof(single, fc.record({ "any-of": fc.array(single, { minLength: 2, maxLength: 3 }) }));
const enforce = fc.constantFrom("off", "evaluate", "warn", "block");
const when = fc.oneof(
  fc.record({ changed: glob }),
  fc.record({ changed: fc.constant("p/{name}/**") }),
  fc.record({ labels: fc.constantFrom("a", "b") }),
);
const rules = fc
  .array(
    fc.record(
      {
        gate: fc.constantFrom("G1", "G4"),
        when,
        enforce,
        require: fc.array(requirement, { minLength: 1, maxLength: 3 }),
      },
      { requiredKeys: ["gate", "when", "require"] },
    ),
    { minLength: 1, maxLength: 5 },
  )
  .map((all) => all.map((rule, index): WrittenRule => ({ id: `r${index}`, ...rule })));
const gates = fc.record({ G1: fc.record({ enforce }), G4: fc.record({ enforce }) }, { requiredKeys: [] });
const change = fc.record({
  files: fc.uniqueArray(
    file.map((parts) => parts.join(" ")),
    { maxLength: 6, selector: (written) => written.split(" ").slice(1).join() },
  ),
  labels: fc.subarray(["a", "b"]),
  conclusion: fc.constantFrom("success", "failure"),
});
const story = fc.record({ rules, gates, change });
type Story = typeof story extends fc.Arbitrary<infer T> ? T : never;

const read = ({ rules, gates }: Pick<Story, "rules" | "gates">) =>
  policyOf(JSON.stringify({ version: 1, gates, rules }));
const factsOf = ({ files, labels, conclusion }: Story["change"]): Facts =>
  factsOfChange(files, {
    pullRequest: { labels },
    tree: ["src/x.ts"],
    checks: [{ name: "ci", status: "completed", conclusion }],
  });
const judge = (each: Story) => evaluate(read(each), factsOf(each.change));
const verdicts = (each: Story) =>
  Object.fromEntries(
    judge(each).gates.flatMap((gate) => gate.rules.map(({ id, verdict, enforce: does }) => [id, [verdict, does]])),
  );

test("a requirement added never turns a report that blocks into one that does not", () => {
  fc.assert(
    fc.property(story, fc.nat(), requirement, (before, pick, added) => {
      const chosen = pick % before.rules.length;
      const after = {
        ...before,
        rules: before.rules.map((rule, index) =>
          index === chosen ? { ...rule, require: [...rule.require, added] } : rule,
        ),
      };
      const [one, other] = [judge(before), judge(after)];
      expect(!one.blocks || other.blocks).toBe(true);
      expect(!one.ifEveryGateBlocked.blocks || other.ifEveryGateBlocked.blocks).toBe(true);
    }),
  );
});

test("what cannot be decided blocks wherever it is enforced", () => {
  fc.assert(
    fc.property(story, (each) => {
      const report = judge(each);
      for (const gate of report.gates) {
        for (const rule of gate.rules) {
          if (rule.requirements.some(({ verdict }) => verdict === "error")) expect(rule.verdict).toBe("error");
          if (rule.verdict !== "error") continue;
          expect(report.ifEveryGateBlocked.blocks).toBe(true);
          if (rule.enforce === "block")
            expect([gate.blocks, report.blocks, report.verdict]).toEqual([true, true, "error"]);
        }
      }
      expect(report.blocks).toBe(isBlocking(report.verdict));
    }),
  );
});

test("the order of rules and of files changes no verdict", () => {
  const shuffled = story.chain((each) =>
    fc.record({
      each: fc.constant(each),
      rules: fc.shuffledSubarray([...each.rules], { minLength: each.rules.length }),
      files: fc.shuffledSubarray([...each.change.files], { minLength: each.change.files.length }),
    }),
  );
  fc.assert(
    fc.property(shuffled, ({ each, rules: others, files }) => {
      expect(verdicts({ ...each, rules: others, change: { ...each.change, files } })).toEqual(verdicts(each));
    }),
  );
});

test("judging twice gives equal reports and leaves policy and facts as they were", () => {
  fc.assert(
    fc.property(story, (each) => {
      const policy = freeze(read(each));
      const facts = freeze(factsOf(each.change));
      expect(evaluate(policy, facts)).toEqual(evaluate(policy, facts));
    }),
  );
});

/** Freezes a value with everything in it: whoever writes to it throws. */
function freeze<T>(value: T): T {
  if (typeof value !== "object" || value === null || Object.isFrozen(value)) return value;
  const inner: readonly unknown[] = value instanceof Map ? [...value.values()] : Object.values(value);
  for (const each of inner) freeze(each);
  if (value instanceof Map) {
    const refuse = () => {
      throw new Error("a map is written to");
    };
    Object.assign(value, { set: refuse, delete: refuse, clear: refuse });
  }
  return Object.freeze(value);
}
