import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openSqliteStore } from "../../src/adapters/store/sqlite-store.ts";
import type { OpenPullRequest } from "../../src/pipeline/host.ts";
import type { JobKey, PullRequestKey, SweepKey } from "../../src/pipeline/job.ts";
import type { Wish } from "../../src/pipeline/queue.ts";
import type { Judgement, Sighting, Store } from "../../src/pipeline/store.ts";
import { sweep } from "../../src/pipeline/sweep-job.ts";
import type { WorkPorts } from "../../src/pipeline/work-ports.ts";

const repository = "acme/harbour";
const key: SweepKey = { kind: "sweep", installation: 1, repository };
const keyOf = (number: number): PullRequestKey => ({ kind: "pull-request", installation: 1, repository, number });
const judgement: Judgement = {
  ...{ head: "a", base: "main", baseTip: "t", repositoryId: "R", policyOids: ["p"], verdict: "pass", blocks: false },
  ...{ gates: {}, standings: { lockstep: "met" }, documents: [], checkRuns: {}, wokenBy: [], contents: {} },
  attention: { title: false, description: false, labels: false, reviews: false, reports: false, checks: [] },
  ...{ at: 1, durationMs: 1, evaluationMs: 1 },
};

function sighting(number: number, more: Partial<Sighting> = {}): Sighting {
  return { key: keyOf(number), open: true, draft: false, head: "a", base: "main", updatedAt: 5, ...more };
}

let directory: string;
let store: Store;
beforeEach(async () => {
  directory = mkdtempSync(join(tmpdir(), "lockstep-sweep-"));
  store = await openSqliteStore(join(directory, "lockstep.sqlite"));
});
afterEach(async () => {
  await store.close();
  rmSync(directory, { recursive: true });
});

/** The keys that a sweep wishes for, when GitHub lists these and something else happens meanwhile. */
async function swept(open: readonly OpenPullRequest[], meanwhile?: () => Promise<unknown>): Promise<readonly JobKey[]> {
  const wishes: Wish[] = [];
  const ports = {
    ...{ store, clock: { now: () => 10 } },
    host: {
      async openPullRequests() {
        await meanwhile?.();
        return open;
      },
    },
    queue: {
      enqueue(more: readonly Wish[]) {
        wishes.push(...more);
        return Promise.resolve();
      },
    },
  };
  await sweep(key, ports as unknown as WorkPorts);
  return wishes.map((wish) => wish.key);
}

describe("a sweep", () => {
  test("leaves alone what was judged here and is concluded there", async () => {
    await store.sight(sighting(1));
    await store.recordJudgement(keyOf(1), judgement);
    expect(await swept([{ sighting: sighting(1), concluded: true }])).toEqual([]);
    expect(await swept([{ sighting: sighting(1), concluded: false }])).toEqual([keyOf(1)]);
  });

  test("finds what is concluded there but not known here: what it was judged by may have changed", async () => {
    expect(await swept([{ sighting: sighting(1), concluded: true }])).toEqual([keyOf(1)]);
  });

  test("finds what was judged for another base", async () => {
    await store.sight(sighting(1));
    await store.recordJudgement(keyOf(1), judgement);
    expect(await swept([{ sighting: sighting(1, { base: "next", updatedAt: 6 }), concluded: true }])).toEqual([
      keyOf(1),
    ]);
  });

  test("takes what is not listed for closed, but not what was opened while it listed", async () => {
    await store.sight(sighting(1));
    await swept([], () => store.sight(sighting(2)));
    expect((await store.pullRequest(keyOf(1)))?.open).toBe(false);
    expect((await store.pullRequest(keyOf(2)))?.open).toBe(true);
  });
});
