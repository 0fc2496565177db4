import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type Coverage, coverageDifference, type KeptDecision, type Waiver } from "../../src/core/decision.ts";
import type { Policy, Rule } from "../../src/core/policy.ts";
import { asksOf, setAside } from "../../src/core/set-aside.ts";
import { type Verdict, verdicts } from "../../src/core/verdict.ts";
import { finding, gate, report, requirement, rule } from "../report-builder.ts";

const now = 1_000_000;
const coverage: Coverage = { "src/a.ts": "1..2" };
const blocked = requirement({ findings: [finding()], attestable: "docs/log.md" });
const context = (more: Partial<Rule> = {}, covered: Coverage = coverage) => ({
  policy: { rules: [{ id: "log", locked: false, waivers: {}, ...more }] } as unknown as Policy,
  ...{ now, base: "main" },
  coverageOf: () => covered,
});
const waiver = (more: Partial<Waiver> = {}): KeptDecision => ({
  ...{
    kind: "waiver",
    id: "1",
    scope: "rule",
    subject: "log",
    by: "bob",
    as: "permission maintain",
    at: 1,
    base: "main",
  },
  ...{ reason: "wrong gate", until: now + 1, coverage, asks: asksOf({ requirements: [blocked] }) },
  ...more,
});
const attestation: KeptDecision = {
  ...{
    kind: "attestation",
    id: "2",
    subject: "docs/log.md",
    by: "bob",
    as: "x",
    at: 1,
    reason: "read",
    base: "main",
    until: now + 1,
  },
  coverage,
};
const given = report([gate("G4", "Documentation", [rule("log", { requirements: [blocked] })])]);
const verdictOf = (decisions: readonly KeptDecision[], more = context()) => setAside(given, decisions, more).verdict;

describe("setting aside", () => {
  test("leaves a report without decisions as it is", () => {
    expect(setAside(given, [], context())).toBe(given);
  });

  test("makes a rule waived, never pass, and says by whom", () => {
    const { verdict, blocks, gates } = setAside(given, [waiver()], context());
    expect({ verdict, blocks }).toEqual({ verdict: "waived", blocks: false });
    expect(gates[0]?.rules[0]).toMatchObject({ verdict: "waived", setAside: { by: "bob", reason: "wrong gate" } });
    expect(gates[0]?.rules[0]?.requirements[0]?.verdict).toBe("fail");
  });

  test.each<readonly [string, KeptDecision, ReturnType<typeof context>]>([
    ["another rule", waiver({ subject: "other" }), context()],
    ["a locked rule", waiver(), context({ locked: true })],
    ["a time that is over", waiver({ until: now }), context()],
    ["another base branch", waiver(), { ...context(), base: "release" }],
    ["another base branch, attested", attestation, { ...context(), base: "release" }],
    ["another demand", waiver({ asks: "something else" }), context()],
    ["a file that changed", waiver(), context({}, { "src/a.ts": "1..3" })],
    ["a file that came in", waiver(), context({}, { ...coverage, "src/b.ts": "-..1" })],
    ["a file that is gone", waiver({ coverage: { ...coverage, "src/b.ts": "1..2" } }), context()],
    ["a gate without leave for it", waiver({ scope: "gate", subject: "G4" }), context()],
    ["a waiver that ended", { ...waiver(), ended: { how: "withdrawn", why: "x", at: 1 } }, context()],
    ["an attestation of another document", { ...attestation, subject: "docs/other.md" }, context()],
    ["a rule that no policy declares", waiver(), { ...context(), policy: { rules: [] } as unknown as Policy }],
  ])("does not cover %s", (_name, decision, more) => {
    expect(verdictOf([decision], more)).toBe("fail");
  });

  test("covers a whole gate where the policy lets it", () => {
    const blanket = waiver({ scope: "gate", subject: "G4", asks: "" });
    expect(verdictOf([blanket], context({ waivers: { blanket: true } }))).toBe("waived");
  });

  test("makes what is asked of a document attested", () => {
    expect(verdictOf([attestation])).toBe("attested");
    const both = rule("log", { requirements: [blocked, requirement({ findings: [finding()] })] });
    const { verdict } = setAside(report([gate("G4", "D", [both])]), [attestation], context());
    expect(verdict).toBe("fail");
  });

  test("says why a waiver no longer holds", () => {
    const lapsed = setAside(given, [waiver()], context({}, { "src/a.ts": "1..3" }));
    expect(lapsed.gates[0]?.rules[0]?.lapse).toEqual({
      kind: "waiver",
      by: "bob",
      why: "`src/a.ts` has changed since",
    });
    const expired = { ...waiver(), ended: { how: "expired", why: "its time is over", at: 1 } } as const;
    expect(setAside(given, [expired], context()).gates[0]?.rules[0]?.lapse?.why).toBe("its time is over");
    const withdrawn = { ...waiver(), ended: { how: "withdrawn", why: "x", at: 1 } } as const;
    expect(setAside(given, [withdrawn], context()).gates[0]?.rules[0]?.lapse).toBeUndefined();
  });

  test("touches no rule that is met or does not apply, and never makes anything worse", () => {
    fc.assert(
      fc.property(fc.constantFrom<Verdict>(...verdicts), fc.boolean(), (verdict, locked) => {
        const one = report([gate("G4", "D", [rule("log", { verdict, requirements: [blocked] })])]);
        const after = setAside(one, [waiver()], context({ locked }));
        const isBlocked = ["fail", "pending", "error"].includes(verdict);
        expect(after.verdict).toBe(isBlocked && !locked ? "waived" : verdict);
      }),
    );
  });
});

describe("what is no longer as it was", () => {
  test.each<readonly [string, Coverage, Coverage, string | undefined]>([
    ["nothing", { a: "1" }, { a: "1" }, undefined],
    ["a change", { a: "1" }, { a: "2" }, "`a` has changed since"],
    ["an addition", { a: "1" }, { a: "1", b: "1" }, "`b` came in since"],
    ["a loss", { a: "1", b: "1" }, { a: "1" }, "`b` is no longer changed"],
    ["several", { a: "1", b: "1" }, { a: "2", b: "2", c: "1" }, "`a` has changed since, and 2 more files"],
    ["a change too large to tell apart", { "*": "1" }, { "*": "2" }, "the change is no longer the same"],
    ["one that became too large", { a: "1" }, { "*": "2" }, "the change is no longer the same"],
    ["a name with a backtick", { "a`b": "1" }, { "a`b": "2" }, "`a'b` has changed since"],
  ])("%s", (_name, then, later, expected) => {
    expect(coverageDifference(then, later)).toBe(expected);
  });
});
