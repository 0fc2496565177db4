import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { foldVerdicts, isBlocking, type Verdict, verdicts } from "../../src/core/verdict.ts";

const strongestFirst: readonly Verdict[] = ["error", "fail", "pending", "waived", "attested", "pass", "not-applicable"];

describe("the fold of verdicts", () => {
  const cases: readonly (readonly [string, readonly Verdict[], Verdict])[] = [
    ["nothing at all is not applicable", [], "not-applicable"],
    ["not applicable says nothing beside a pass", ["not-applicable", "pass"], "pass"],
    ["one failure outweighs all passes", ["pass", "pass", "fail"], "fail"],
    ["a failure is not hidden by something that is awaited", ["pending", "fail"], "fail"],
    ["what could not be decided is the strongest", ["fail", "error", "pending", "waived"], "error"],
    ["something awaited outweighs a waiver", ["waived", "pending"], "pending"],
    ["a waiver stays visible beside a pass", ["pass", "waived"], "waived"],
    ["an attestation stays visible beside a pass", ["attested", "pass"], "attested"],
    ["a waiver outweighs an attestation", ["attested", "waived"], "waived"],
  ];
  test.each(cases)("%s", (_name, all, folded) => {
    expect(foldVerdicts(all)).toBe(folded);
  });

  test.each(
    strongestFirst.flatMap((strong, index) => strongestFirst.slice(index).map((weak) => [strong, weak] as const)),
  )("%s and %s come to the former, in either order", (strong, weak) => {
    expect([foldVerdicts([strong, weak]), foldVerdicts([weak, strong])]).toEqual([strong, strong]);
  });

  test("folding in pieces is folding at once", () => {
    const all = fc.array(fc.constantFrom(...verdicts));
    fc.assert(
      fc.property(all, all, (left, right) => {
        expect(foldVerdicts([foldVerdicts(left), foldVerdicts(right)])).toBe(foldVerdicts([...left, ...right]));
      }),
    );
  });

  test("takes anything that can be walked", () => {
    expect(foldVerdicts(new Set<Verdict>(["pass", "error"]))).toBe("error");
  });
});

test("failing, waiting and not knowing block, and nothing else does", () => {
  expect(verdicts.filter(isBlocking).sort()).toEqual(["error", "fail", "pending"]);
});
