import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { PullRequestKey } from "../../src/pipeline/job.ts";
import type { Judgement, Store } from "../../src/pipeline/store.ts";
import { describeDecisions } from "./store-decisions.ts";
import { describeForgetting } from "./store-forgetting.ts";
import { describeRepositories } from "./store-repositories.ts";
import { deliveryOf, fullJudgement, group, groupKey, keyOf, memory, sightingOf } from "./store-values.ts";

/** What every store does. `make` opens an empty one. */
export function describeStore(name: string, make: () => Promise<Store>): void {
  describe(`${name} as a store`, () => {
    let store: Store;
    beforeEach(async () => {
      store = await make();
    });
    afterEach(() => store.close());

    const numbers = (records: readonly { readonly key: PullRequestKey }[]) => records.map(({ key }) => key.number);

    describe("sightings", () => {
      test("a pull request nobody saw is unknown", async () => {
        expect(await store.pullRequest(keyOf(1))).toBeUndefined();
      });

      test("the first is kept as it is", async () => {
        const sighting = sightingOf(keyOf(1), { draft: true, changedFiles: 3, updatedAt: Date.UTC(2026, 0, 1) });
        const record = { ...sighting, renewalWanted: false };
        expect(await store.sight(sighting)).toEqual(record);
        expect(await store.pullRequest(keyOf(1))).toEqual(record);
        expect(await store.pullRequest(keyOf(1, "o/b"))).toBeUndefined();
        expect(await store.pullRequest(keyOf(1, "o/a", 2))).toBeUndefined();
      });

      test("a newer one replaces what was known, the judgement stays", async () => {
        await store.sight(sightingOf(keyOf(1)));
        await store.recordJudgement(keyOf(1), fullJudgement);
        const newer = sightingOf(keyOf(1), { open: false, draft: true, head: "h2", base: "next", updatedAt: 2000 });
        const record = { ...newer, renewalWanted: false, judgement: fullJudgement };
        expect(await store.sight(newer)).toEqual(record);
        expect(await store.pullRequest(keyOf(1))).toEqual(record);
      });

      test("an older one changes nothing and is answered with what is known", async () => {
        const known = sightingOf(keyOf(1), { head: "h2", updatedAt: 2000 });
        await store.sight(known);
        const older = sightingOf(keyOf(1), { open: false, draft: true, head: "h1", base: "next", changedFiles: 9 });
        expect(await store.sight(older)).toEqual({ ...known, renewalWanted: false });
        expect(await store.pullRequest(keyOf(1))).toEqual({ ...known, renewalWanted: false });
      });

      test("of two in the same second, the one that comes later wins", async () => {
        await store.sight(sightingOf(keyOf(1)));
        expect((await store.sight(sightingOf(keyOf(1), { head: "h2" }))).head).toBe("h2");
      });

      test("a count of files stays for the same head and goes with it", async () => {
        await store.sight(sightingOf(keyOf(1), { changedFiles: 3 }));
        expect((await store.sight(sightingOf(keyOf(1), { updatedAt: 2000 }))).changedFiles).toBe(3);
        const moved = await store.sight(sightingOf(keyOf(1), { head: "h2", updatedAt: 3000 }));
        expect(moved).not.toHaveProperty("changedFiles");
        expect(
          (await store.sight(sightingOf(keyOf(1), { head: "h2", changedFiles: 4, updatedAt: 3000 }))).changedFiles,
        ).toBe(4);
      });

      test("that come at once leave the newest, in whatever order", async () => {
        const times = [5000, 3000, 9000, 1000, 7000];
        await Promise.all(times.map((at) => store.sight(sightingOf(keyOf(1), { head: `h${at}`, updatedAt: at }))));
        expect((await store.pullRequest(keyOf(1)))?.head).toBe("h9000");
      });
    });

    describe("open pull requests", () => {
      beforeEach(async () => {
        await store.sight(sightingOf(keyOf(3)));
        await store.sight(sightingOf(keyOf(1)));
        await store.sight(sightingOf(keyOf(2), { open: false }));
        await store.sight(sightingOf(keyOf(10), { head: "h2", base: "next" }));
        await store.sight(sightingOf(keyOf(4, "o/b")));
        await store.sight(sightingOf(keyOf(5, "p/c", 2)));
      });

      test("at a commit are those of the repository whose head it is", async () => {
        expect(numbers(await store.pullRequestsAt("o/a", "h1"))).toEqual([1, 3]);
        expect(numbers(await store.pullRequestsAt("o/b", "h1"))).toEqual([4]);
        expect(await store.pullRequestsAt("o/a", "other")).toEqual([]);
      });

      test("of an installation come by number", async () => {
        expect(numbers(await store.openPullRequests({ installation: 1 }))).toEqual([1, 3, 4, 10]);
        expect(await store.openPullRequests({ installation: 3 })).toEqual([]);
      });

      test("can be those of a repository and of a base branch", async () => {
        expect(numbers(await store.openPullRequests({ installation: 1, repository: "o/a" }))).toEqual([1, 3, 10]);
        expect(numbers(await store.openPullRequests({ installation: 1, repository: "o/a", base: "next" }))).toEqual([
          10,
        ]);
        expect(numbers(await store.openPullRequests({ installation: 1, base: "main" }))).toEqual([1, 3, 4]);
        expect(await store.openPullRequests({ installation: 2, repository: "o/a" })).toEqual([]);
      });

      test("at a head are marked for new check runs, and no others", async () => {
        const marked = await store.wantRenewal("o/a", "h1");
        expect(marked.map(({ key, renewalWanted }) => [key.number, renewalWanted])).toEqual([
          [1, true],
          [3, true],
        ]);
        const all = await store.openPullRequests({ installation: 1 });
        expect(all.map(({ renewalWanted }) => renewalWanted)).toEqual([true, true, false, false]);
        expect((await store.pullRequest(keyOf(2)))?.renewalWanted).toBe(false);
        expect(await store.wantRenewal("o/a", "other")).toEqual([]);
      });

      test("keep the wish for new check runs when they are sighted", async () => {
        await store.wantRenewal("o/a", "h1");
        expect((await store.sight(sightingOf(keyOf(1), { updatedAt: 2000 }))).renewalWanted).toBe(true);
      });
    });

    describe("judgements", () => {
      beforeEach(async () => {
        await store.sight(sightingOf(keyOf(1)));
      });

      test("come back as they were recorded", async () => {
        await store.recordJudgement(keyOf(1), fullJudgement);
        expect((await store.pullRequest(keyOf(1)))?.judgement).toEqual(fullJudgement);
        expect((await store.pullRequestsAt("o/a", "h1"))[0]?.judgement).toEqual(fullJudgement);
      });

      test("without a policy have no verdict, and may have no comment", async () => {
        const { comment, ...rest } = fullJudgement;
        expect(comment).toBeDefined();
        await store.recordJudgement(keyOf(1), { ...rest, verdict: undefined, policyOids: [], gates: {} });
        const judgement = (await store.pullRequest(keyOf(1)))?.judgement;
        expect(judgement).toEqual({ ...rest, verdict: undefined, policyOids: [], gates: {} });
        expect(judgement).not.toHaveProperty("comment");
        expect((await store.history({ limit: 1 }))[0]).toMatchObject({ policyOids: [], gates: {} });
        expect((await store.history({ limit: 1 }))[0]?.verdict).toBeUndefined();
      });

      test("replace each other, and each adds a line to the history", async () => {
        await store.recordJudgement(keyOf(1), fullJudgement);
        const later: Judgement = {
          ...fullJudgement,
          head: "h2",
          verdict: "pass",
          blocks: false,
          at: fullJudgement.at + 1,
        };
        await store.recordJudgement(keyOf(1), later);
        expect((await store.pullRequest(keyOf(1)))?.judgement).toEqual(later);
        expect(
          (await store.history({ limit: 10 })).map(({ head, verdict, blocks }) => [head, verdict, blocks]),
        ).toEqual([
          ["h2", "pass", false],
          ["h1", "fail", true],
        ]);
      });

      test("take back the wish for new check runs", async () => {
        await store.wantRenewal("o/a", "h1");
        await store.recordJudgement(keyOf(1), fullJudgement);
        expect((await store.pullRequest(keyOf(1)))?.renewalWanted).toBe(false);
      });

      test("of a pull request that was forgotten meanwhile leave nothing behind", async () => {
        await store.recordJudgement(keyOf(2), fullJudgement);
        expect(await store.pullRequest(keyOf(2))).toBeUndefined();
        expect(await store.history({ limit: 10 })).toEqual([]);
      });
    });

    describe("the history", () => {
      test("says what was said, when, by which policies and how fast", async () => {
        await store.sight(sightingOf(keyOf(1)));
        await store.recordJudgement(keyOf(1), fullJudgement);
        const { head, policyOids, verdict, blocks, gates, at, durationMs, evaluationMs } = fullJudgement;
        expect(await store.history({ limit: 10 })).toEqual([
          { key: keyOf(1), head, policyOids, verdict, blocks, gates, at, durationMs, evaluationMs },
        ]);
      });

      test("is newest first, up to a limit, of one repository or pull request where that is given", async () => {
        const keys = [keyOf(1), keyOf(2), keyOf(1, "o/b")];
        for (const key of keys) await store.sight(sightingOf(key));
        for (const [index, at] of [3, 1, 2, 2].entries()) {
          await store.recordJudgement(keys[index % 3] ?? keyOf(1), { ...fullJudgement, at, head: `h${index}` });
        }
        const heads = async (where: Parameters<Store["history"]>[0]) =>
          (await store.history(where)).map(({ head }) => head);
        expect(await heads({ limit: 10 })).toEqual(["h0", "h3", "h2", "h1"]);
        expect(await heads({ limit: 2 })).toEqual(["h0", "h3"]);
        expect(await heads({ repository: "o/a", limit: 10 })).toEqual(["h0", "h3", "h1"]);
        expect(await heads({ repository: "o/a", number: 1, limit: 10 })).toEqual(["h0", "h3"]);
      });
    });

    test("what a policy taught is remembered by repository and base branch, the last one", async () => {
      expect(await store.policyMemory("o/a", "main")).toBeUndefined();
      await store.rememberPolicy("o/a", "main", { ...memory, organisation: false });
      await store.rememberPolicy("o/a", "main", memory);
      expect(await store.policyMemory("o/a", "main")).toEqual(memory);
      expect(await store.policyMemory("o/a", "next")).toBeUndefined();
      expect(await store.policyMemory("o/b", "main")).toBeUndefined();
    });

    test("a merge group is kept as it was last recorded", async () => {
      expect(await store.mergeGroup(groupKey)).toBeUndefined();
      await store.recordMergeGroup(group);
      expect(await store.mergeGroup(groupKey)).toEqual(group);
      const closed = { ...group, open: false, checks: [] };
      await store.recordMergeGroup(closed);
      expect(await store.mergeGroup(groupKey)).toEqual(closed);
      expect(await store.mergeGroup({ ...groupKey, head: "other" })).toBeUndefined();
    });

    test("a delivery counts once, however often it comes", async () => {
      const full = deliveryOf("d1", { action: "opened", installation: 1, repository: "o/a" });
      expect(await store.recordDelivery(full)).toBe(true);
      expect(await store.recordDelivery({ ...full, outcome: "other", receivedAt: 2000 })).toBe(false);
      const both = await Promise.all([store.recordDelivery(deliveryOf("d2")), store.recordDelivery(deliveryOf("d2"))]);
      expect(both.sort()).toEqual([false, true]);
      expect((await store.deliveries(10)).find(({ id }) => id === "d1")).toEqual(full);
    });

    test("deliveries come newest first, up to a limit", async () => {
      for (const [id, receivedAt] of [
        ["a", 1],
        ["c", 3],
        ["b", 2],
      ] as const) {
        await store.recordDelivery(deliveryOf(id, { receivedAt }));
      }
      expect((await store.deliveries(2)).map(({ id }) => id)).toEqual(["c", "b"]);
      expect((await store.deliveries(10))[2]).toEqual(deliveryOf("a", { receivedAt: 1 }));
    });

    describeDecisions(() => store);
    describeForgetting(() => store);
    describeRepositories(() => store);

    test("can be asked whether it can be used, until it is closed", async () => {
      await store.ping();
      const other = await make();
      await other.close();
      await expect(other.ping()).rejects.toThrow();
    });
  });
}
