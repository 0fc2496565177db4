import { describe, expect, test } from "@jest/globals";
import type { Decision } from "../../src/core/decision.ts";
import type { AuditEntry } from "../../src/pipeline/audit.ts";
import { AuditVerifier } from "../../src/pipeline/audit.ts";
import type { CommandRequest } from "../../src/pipeline/request.ts";
import type { Store } from "../../src/pipeline/store.ts";
import { fullJudgement, keyOf, sightingOf } from "./store-values.ts";

const key = keyOf(1);

/** A request with every field filled. */
const request = (id: string, more: Partial<CommandRequest> = {}): CommandRequest => ({
  ...{ id, key, place: "comment", actor: "bob", at: 10, delivery: "d", url: "https://github.example/c", late: false },
  ...{ state: "captured", commands: [{ name: "hold", rest: "now", written: "/lockstep hold now", tooLong: false }] },
  ...more,
});

const waiver = (id: string, at = 10): Decision => ({
  ...{
    kind: "waiver",
    id,
    scope: "rule",
    subject: "log",
    by: "bob",
    as: "permission maintain",
    at,
    base: "main",
    reason: "x",
  },
  ...{ url: "https://github.example/c", coverage: { "src/ü.ts": "1..2" }, asks: "an entry", until: 99 },
});

const entry = (detail: string): AuditEntry => ({
  ...{ at: 10, kind: "waiver", installation: 1, repository: "o/a", number: 1, actor: "bob", delivery: "d" },
  ...{ policyOids: ["p"], head: "h1", digest: "x", detail: { reason: detail, blocks: true, count: 2, none: null } },
});

const nothing = { answers: [], decisions: [], endings: [], audit: [] };

/** What every store does with what people say. */
export function describeDecisions(open: () => Store): void {
  describe("what people asked for", () => {
    test("is kept as it was said until it is answered", async () => {
      const store = open();
      expect(await store.capture(request("1"), [entry("captured")])).toBe(true);
      expect(await store.openRequests(key)).toEqual([request("1")]);
      expect(await store.openRequests(keyOf(2))).toEqual([]);
      const answer = { reaction: "-1", text: "no" } as const;
      await store.settle(key, { ...nothing, answers: [{ id: "1", answer }] });
      expect(await store.openRequests(key)).toEqual([request("1", { state: "decided", answer })]);
      await store.markAnswered(["1"]);
      expect(await store.openRequests(key)).toEqual([]);
      expect(await store.request("1")).toMatchObject({ state: "answered" });
      expect(await store.request("2")).toBeUndefined();
    });

    test("is captured once, also when the same comes twice at once", async () => {
      const store = open();
      const both = await Promise.all([
        store.capture(request("1"), [entry("first")]),
        store.capture(request("1", { actor: "eve" }), [entry("second")]),
      ]);
      expect(both.sort()).toEqual([false, true]);
      expect(await store.audit({ after: 0, limit: 10 })).toHaveLength(1);
    });
  });

  describe("what people decided", () => {
    test("is kept whole, oldest first, with how it ended", async () => {
      const store = open();
      const hold: Decision = {
        ...{ kind: "hold", id: "h", subject: "", by: "bob", as: "x", at: 5, base: "main", reason: "" },
        coverage: {},
      };
      await store.settle(key, { ...nothing, decisions: [waiver("a"), hold] });
      expect(await store.decisions(key)).toEqual([hold, waiver("a")]);
      const ending = { how: "lapsed", why: "`src/a.ts` has changed since", at: 20 } as const;
      await store.settle(key, { ...nothing, endings: [{ id: "a", ending }] });
      expect(await store.decisions(key)).toEqual([hold, { ...waiver("a"), ended: ending }]);
      // What has ended once does not end in another way, and does not come back.
      await store.settle(key, {
        ...nothing,
        decisions: [waiver("a")],
        endings: [{ id: "a", ending: { ...ending, at: 30 } }],
      });
      expect((await store.decisions(key))[1]?.ended).toEqual(ending);
      expect(await store.decisions(keyOf(2))).toEqual([]);
    });

    test("is recorded all at once or not at all", async () => {
      const store = open();
      const bad = { ...entry("bad"), at: Number.NaN };
      await expect(store.settle(key, { ...nothing, decisions: [waiver("a")], audit: [bad] })).rejects.toThrow();
      expect(await store.decisions(key)).toEqual([]);
    });

    test("is counted where the pull request is open", async () => {
      const store = open();
      expect(await store.waivers()).toEqual({ active: 0, oldestAt: undefined });
      await store.sight(sightingOf(key));
      await store.settle(key, { ...nothing, decisions: [waiver("a", 10), waiver("b", 7)] });
      expect(await store.waivers()).toEqual({ active: 2, oldestAt: 7 });
      await store.sight(sightingOf(key, { open: false, updatedAt: 2000 }));
      expect(await store.waivers()).toEqual({ active: 0, oldestAt: undefined });
    });

    test("is forgotten with a pull request that was closed long ago", async () => {
      const store = open();
      await store.sight(sightingOf(key));
      await store.capture(request("1"), []);
      await store.settle(key, { ...nothing, decisions: [waiver("a")] });
      await store.forgetBefore(5_000);
      expect(await store.decisions(key)).toHaveLength(1);
      await store.sight(sightingOf(key, { open: false, updatedAt: 2000 }));
      await store.forgetBefore(5_000);
      expect(await store.decisions(key)).toEqual([]);
      expect(await store.request("1")).toBeUndefined();
    });
  });

  describe("the audit trail", () => {
    test("keeps entries whole and in a chain, whoever writes at the same time", async () => {
      const store = open();
      await store.sight(sightingOf(key));
      await Promise.all([
        store.appendAudit([entry("a"), entry("b")]),
        store.settle(key, { ...nothing, audit: [entry("c")] }),
        store.recordJudgement(key, fullJudgement, [entry("d")]),
        store.capture(request("1"), [entry("e")]),
      ]);
      const entries = await store.audit({ after: 0, limit: 10 });
      expect(entries.map(({ detail }) => detail["reason"]).sort()).toEqual(["a", "b", "c", "d", "e"]);
      const verifier = new AuditVerifier();
      for (const each of entries) expect(verifier.follow(each)).toBeUndefined();
      expect(entries[0]).toMatchObject(entry(String(entries[0]?.detail["reason"])));
      expect(await store.auditHead()).toEqual({ id: 5, hash: entries[4]?.hash });
      expect((await store.audit({ after: 2, limit: 2 })).map(({ id }) => id)).toEqual([3, 4]);
    });

    test("outlives everything else", async () => {
      const store = open();
      await store.sight(sightingOf(key));
      await store.settle(key, { ...nothing, decisions: [waiver("a")], audit: [entry("a")] });
      await store.forgetInstallation(1);
      await store.forgetBefore(Number.MAX_SAFE_INTEGER);
      expect(await store.decisions(key)).toEqual([]);
      expect(await store.audit({ after: 0, limit: 10 })).toHaveLength(1);
    });
  });
}
