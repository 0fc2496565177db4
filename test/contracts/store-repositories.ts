import { beforeEach, describe, expect, test } from "@jest/globals";
import type { Store } from "../../src/pipeline/store.ts";
import { fullJudgement, group, groupKey, keyOf, memory, sightingOf } from "./store-values.ts";

/** What every store does when repositories get other names. */
export function describeRepositories(open: () => Store): void {
  describe("a repository", () => {
    let store: Store;
    beforeEach(async () => {
      store = open();
      await store.sight(sightingOf(keyOf(1)));
      await store.recordJudgement(keyOf(1), fullJudgement);
      await store.rememberPolicy("o/a", "main", memory);
      await store.recordMergeGroup({ ...group, key: { ...groupKey, repository: "o/a" } });
      await store.settle(keyOf(1), {
        ...{ answers: [], endings: [], audit: [] },
        decisions: [
          { kind: "hold", id: "h", subject: "", by: "bob", as: "x", at: 1, base: "main", reason: "", coverage: {} },
        ],
      });
      expect(await store.recogniseRepository({ installation: 1, id: "A", name: "o/a" })).toBe(false);
    });

    /** What is known under a name. */
    const known = async (repository: string) => [
      (await store.pullRequest(keyOf(1, repository)))?.judgement !== undefined,
      (await store.decisions(keyOf(1, repository))).length > 0,
      (await store.history({ repository, limit: 1 })).length > 0,
      (await store.policyMemory(repository, "main")) !== undefined,
      (await store.mergeGroup({ ...groupKey, repository })) !== undefined,
    ];
    const [all, none] = [Array<boolean>(5).fill(true), Array<boolean>(5).fill(false)];

    test("is the same under another name, whatever was begun under that", async () => {
      await store.sight(sightingOf(keyOf(1, "o/b")));
      await store.rememberPolicy("o/b", "main", memory);
      expect(await store.recogniseRepository({ installation: 1, id: "A", name: "o/b" })).toBe(true);
      expect([await known("o/b"), await known("o/a")]).toEqual([all, none]);
      expect(await store.recogniseRepository({ installation: 1, id: "A", name: "o/b" })).toBe(false);
    });

    test("has nothing of another one that had its name, which finds its own again", async () => {
      expect(await store.recogniseRepository({ installation: 1, id: "B", name: "o/a" })).toBe(true);
      expect(await known("o/a")).toEqual(none);
      expect(await store.recogniseRepository({ installation: 1, id: "A", name: "o/b" })).toBe(true);
      expect([await known("o/b"), await known("o/a")]).toEqual([all, none]);
    });

    test("may swap its name with another", async () => {
      await store.recogniseRepository({ installation: 1, id: "B", name: "o/b" });
      await store.recogniseRepository({ installation: 1, id: "A", name: "o/b" });
      expect(await known("o/b")).toEqual(all);
      await store.recogniseRepository({ installation: 1, id: "B", name: "o/a" });
      expect([await known("o/b"), await known("o/a")]).toEqual([all, none]);
    });

    test("is forgotten with its installation", async () => {
      await store.forgetInstallation(1);
      expect(await store.recogniseRepository({ installation: 1, id: "B", name: "o/a" })).toBe(false);
    });
  });
}
