import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Store } from "../../src/pipeline/store.ts";
import { deliveryOf, fullJudgement, group, groupKey, keyOf, memory, sightingOf } from "./store-values.ts";

/** How a store forgets. `opened` answers with the empty store of the test. */
export function describeForgetting(opened: () => Store): void {
  describe("forgetting", () => {
    let store: Store;
    beforeEach(async () => {
      store = opened();
      for (const key of [keyOf(1), keyOf(2, "o/b"), keyOf(3, "p/c", 2)]) {
        await store.sight(sightingOf(key));
        await store.recordJudgement(key, fullJudgement);
        await store.rememberPolicy(key.repository, "main", memory);
        await store.recordMergeGroup({ ...group, key: { ...groupKey, ...key, kind: "merge-group", head: "g1" } });
        const { installation, repository } = key;
        await store.recordDelivery(deliveryOf(repository, { installation, repository }));
      }
      await store.recordDelivery(deliveryOf("elsewhere", { repository: "o/a" }));
    });

    const left = async () => {
      const kept: string[] = [];
      for (const { installation, repository, number } of [keyOf(1), keyOf(2, "o/b"), keyOf(3, "p/c", 2)]) {
        const all = [
          await store.pullRequest(keyOf(number, repository, installation)),
          (await store.history({ repository, limit: 1 }))[0],
          await store.policyMemory(repository, "main"),
          await store.mergeGroup({ ...groupKey, installation, repository }),
          (await store.deliveries(10)).find(({ id }) => id === repository),
        ];
        kept.push(`${repository}: ${all.filter((one) => one !== undefined).length}`);
      }
      return kept;
    };

    test("an installation leaves nothing of it, and all of the others", async () => {
      expect(await left()).toEqual(["o/a: 5", "o/b: 5", "p/c: 5"]);
      await store.forgetInstallation(1);
      expect(await left()).toEqual(["o/a: 0", "o/b: 0", "p/c: 5"]);
      expect((await store.deliveries(10)).map(({ id }) => id).sort()).toEqual(["elsewhere", "p/c"]);
    });

    test("some repositories of an installation leaves the rest", async () => {
      const many = Array.from({ length: 1200 }, (_, index) => `o/none-${index}`);
      await store.forgetInstallation(1, ["o/b", ...many]);
      expect(await left()).toEqual(["o/a: 5", "o/b: 0", "p/c: 5"]);
      await store.forgetInstallation(1, []);
      expect(await left()).toEqual(["o/a: 5", "o/b: 0", "p/c: 5"]);
    });

    test("what is older than a time leaves open pull requests, what they were told, and what is as old as that", async () => {
      await store.sight(sightingOf(keyOf(1), { open: false, updatedAt: 4999 }));
      await store.sight(sightingOf(keyOf(2, "o/b"), { open: false, updatedAt: 5000 }));
      await store.recordJudgement(keyOf(2, "o/b"), { ...fullJudgement, at: 4999 });
      await store.recordDelivery(deliveryOf("new", { receivedAt: 5000 }));
      await store.recordMergeGroup({ ...group, createdAt: 5000 });
      // One closed pull request, one line of history, two groups, four deliveries.
      expect(await store.forgetBefore(5000)).toBe(8);
      expect(await store.pullRequest(keyOf(1))).toBeUndefined();
      expect(await store.pullRequest(keyOf(2, "o/b"))).toBeDefined();
      expect((await store.pullRequest(keyOf(3, "p/c", 2)))?.judgement).toEqual(fullJudgement);
      expect(await store.history({ limit: 10 })).toHaveLength(3);
      expect((await store.deliveries(10)).map(({ id }) => id)).toEqual(["new"]);
      expect(await store.mergeGroup(groupKey)).toBeDefined();
      expect(await store.forgetBefore(5000)).toBe(0);
    });

    test("thousands of lines is one call", async () => {
      await Promise.all(Array.from({ length: 2500 }, (_, index) => store.recordDelivery(deliveryOf(`many ${index}`))));
      expect(await store.forgetBefore(1001)).toBe(2500 + 4 + 3);
      expect(await store.deliveries(10)).toEqual([]);
    });
  });
}
