import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { type CheckPosting, type Effect, type Posted, plan, type Wanted } from "../../src/core/plan.ts";

const posting = (name: string, digest = "1", standing: CheckPosting["standing"] = "met"): CheckPosting => ({
  ...{ name, digest, standing, title: "t", summary: "s", annotations: [] },
});
const wanted = (checks: readonly CheckPosting[], more: Partial<Wanted> = {}): Wanted => ({
  ...{ checks, renew: false, retired: (name) => posting(name, "retired", "advisory") },
  ...more,
});
const posted = (name: string, digest = "1", concluded = true) => ({ name, id: `id of ${name}`, digest, concluded });

describe("checks", () => {
  test("that are not there are created, those that say something else are changed, the others left alone", () => {
    const effects = plan(wanted([posting("a"), posting("b", "2"), posting("c")]), {
      checks: [posted("b"), posted("c")],
    });
    expect(
      effects.map((effect) => ("posting" in effect ? `${effect.kind} ${effect.posting.name}` : effect.kind)),
    ).toEqual(["create-check a", "update-check b"]);
  });

  test("that were left open are concluded even when they say the same", () => {
    expect(plan(wanted([posting("a")]), { checks: [posted("a", "1", false)] })).toHaveLength(1);
  });

  test("that are no longer wanted say so", () => {
    const [effect] = plan(wanted([]), { checks: [posted("old")] });
    expect(effect).toMatchObject({ kind: "update-check", posting: { standing: "advisory" } });
  });

  test("are made anew on request, because the newest decides", () => {
    expect(plan(wanted([posting("a")], { renew: true }), { checks: [posted("a")] })).toMatchObject([
      { kind: "create-check" },
    ]);
  });
});

describe("the comment", () => {
  const comment = (body: string, onlyIfPosted = false) => wanted([], { comment: { body, onlyIfPosted } });
  test("is begun where something is missing", () => {
    expect(plan(comment("x"), { checks: [] })).toEqual([{ kind: "create-comment", body: "x" }]);
  });

  test("is not begun where nothing is", () => {
    expect(plan(comment("x", true), { checks: [] })).toEqual([]);
  });

  test("is not written again for line ends and trailing space", () => {
    expect(plan(comment("a\nb\n"), { checks: [], comment: { id: "1", body: "a\r\nb" } })).toEqual([]);
  });
});

test("a plan performed twice is empty the second time", () => {
  const name = fc.constantFrom("a", "b", "c", "d");
  const check = fc.record({
    name,
    digest: fc.constantFrom("1", "2"),
    standing: fc.constantFrom("met", "unmet", "awaited"),
  });
  const there = fc.record({
    name,
    id: name,
    digest: fc.option(fc.constantFrom("1", "2"), { nil: undefined }),
    concluded: fc.boolean(),
  });
  const unique = { selector: ({ name: key }: { name: string }) => key };
  fc.assert(
    fc.property(
      fc.uniqueArray(check, unique),
      fc.uniqueArray(there, unique),
      fc.string(),
      fc.boolean(),
      (checks, before, body, only) => {
        const all = checks.map(({ name: key, digest, standing }) =>
          posting(key, digest, standing as CheckPosting["standing"]),
        );
        const want = wanted(all, { comment: { body, onlyIfPosted: only } });
        const after = perform({ checks: before }, plan(want, { checks: before }));
        expect(plan(want, after)).toEqual([]);
      },
    ),
  );
});

function perform({ checks, comment }: Posted, effects: readonly Effect[]): Posted {
  const now = new Map(checks.map((check) => [check.name, check]));
  let said = comment;
  for (const effect of effects) {
    if ("posting" in effect) {
      const { name, digest, standing } = effect.posting;
      now.set(name, { name, id: name, digest, concluded: standing !== "awaited" });
    } else if (effect.kind === "create-comment" || effect.kind === "update-comment")
      said = { id: "1", body: effect.body };
  }
  return { checks: [...now.values()], ...(said && { comment: said }) };
}
