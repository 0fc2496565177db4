import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Queue } from "../../src/pipeline/queue.ts";
import { done, keyOf, longMs, type QueueUnderTest, type Runs, recordRuns } from "./queue-under-test.ts";

/** What becomes of a key whose runs do not succeed. */
export function describeQueueFailures(make: () => Promise<QueueUnderTest>): void {
  let under: QueueUnderTest;
  let queue: Queue;
  let runs: Runs;
  beforeEach(async () => {
    under = await make();
    queue = await under.open();
    runs = recordRuns();
    queue.start(runs.handler);
    await queue.enqueue([{ key: keyOf(1) }]);
    await under.settled();
  });
  afterEach(() => under.dispose());

  const failing = async (times: number) => {
    for (let time = 1; time <= times; time += 1) {
      runs.last().fail(new Error(`failure ${time}`));
      await under.settled();
      under.clock.advance(longMs);
      await under.settled();
    }
  };

  describe("a run that fails", () => {
    test("is repeated, later, and the attempts are counted", async () => {
      runs.last().fail(new Error("no"));
      await under.settled();
      expect(runs.all).toHaveLength(1);
      expect(await queue.depth()).toMatchObject({ waiting: 0, delayed: 1, running: 0 });
      under.clock.advance(longMs);
      await under.settled();
      expect(runs.last().job.attempt).toBe(2);
      expect(runs.last().job.wishedAt).toBe(runs.all[0]?.job.wishedAt);
    });

    test("waits longer each time", async () => {
      const waits: number[] = [];
      for (let time = 1; time <= 6; time += 1) {
        runs.last().fail(new Error("no"));
        const since = under.clock.now();
        for (const begun = runs.all.length; runs.all.length === begun; ) {
          under.clock.advance(100);
          await under.settled();
        }
        waits.push(under.clock.now() - since);
      }
      // With jitter, a delay may be as long as the next but never as long as the one after that.
      for (const [index, wait] of waits.entries()) expect(wait).toBeLessThan(waits[index + 2] ?? longMs);
    });

    test("is repeated from the beginning after a success", async () => {
      await failing(3);
      runs.last().end(done);
      await under.settled();
      await queue.enqueue([{ key: keyOf(1) }]);
      await under.settled();
      expect(runs.last().job).toEqual({ key: keyOf(1), attempt: 1, wishedAt: under.clock.now() });
    });

    test("does not delay what is newly wished", async () => {
      await failing(5);
      runs.last().fail(new Error("no"));
      await under.settled();
      const before = runs.all.length;
      await queue.enqueue([{ key: keyOf(1) }]);
      await under.settled();
      expect(runs.all).toHaveLength(before + 1);
      expect(runs.last().job.attempt).toBe(1);
    });

    test("does not delay what was wished during the run", async () => {
      await failing(3);
      await queue.enqueue([{ key: keyOf(1) }]);
      runs.last().fail(new Error("no"));
      await under.settled();
      expect(runs.last().job.attempt).toBe(1);
      expect(runs.all).toHaveLength(5);
    });

    test("holds up no other key", async () => {
      runs.last().fail(new Error("no"));
      await queue.enqueue([{ key: keyOf(2) }]);
      await under.settled();
      expect(runs.begun()).toEqual(["1/1", "1/2"]);
    });
  });

  describe("a key that fails all the time", () => {
    test("ends up dead and visible, with its last error, and is left alone", async () => {
      await failing(40);
      const count = runs.all.length;
      expect(await queue.depth()).toEqual({ waiting: 0, delayed: 0, running: 0, dead: 1, oldestMs: 0 });
      const [dead] = await queue.dead(10);
      expect(dead).toMatchObject({ key: keyOf(1), attempts: count, lastError: `failure ${count}` });
      expect(dead?.at).toBeLessThanOrEqual(under.clock.now());
      under.clock.advance(longMs);
      await under.settled();
      expect(runs.all).toHaveLength(count);
    });

    test("is revived by a new wish", async () => {
      await failing(40);
      await queue.enqueue([{ key: keyOf(1) }]);
      await under.settled();
      expect(runs.last().job.attempt).toBe(1);
      expect(await queue.dead(10)).toEqual([]);
    });

    test("is one of several, the last to die first, up to a limit", async () => {
      await failing(40);
      for (const number of [2, 3]) {
        await queue.enqueue([{ key: keyOf(number) }]);
        await under.settled();
        await failing(40);
      }
      expect((await queue.dead(2)).map(({ key }) => key)).toEqual([keyOf(3), keyOf(2)]);
    });

    test("is forgotten after thirty days, when another dies", async () => {
      await failing(40);
      under.clock.advance(31 * 24 * 3_600_000);
      await queue.enqueue([{ key: keyOf(2) }]);
      await under.settled();
      await failing(40);
      expect((await queue.dead(10)).map(({ key }) => key)).toEqual([keyOf(2)]);
    });

    test("shows no token of GitHub, and no more than 500 characters", async () => {
      for (let time = 1; time <= 40; time += 1) {
        runs.last().fail(new Error(`ghs_abc.DEF-1_2 in https://x:github_pat_11AB_c@github.com ${"x".repeat(1000)}`));
        await under.settled();
        under.clock.advance(longMs);
        await under.settled();
      }
      const [dead] = await queue.dead(1);
      expect(dead?.lastError).toMatch(/^\[token\] in https:\/\/x:\[token\]@github.com x+$/);
      expect(dead?.lastError).toHaveLength(500);
    });
  });

  describe("a run that is not to be now", () => {
    test("is repeated at the time it named, which is no failure", async () => {
      const first = runs.last().job;
      for (let round = 2; round <= 30; round += 1) {
        runs.last().end({ kind: "again", at: under.clock.now() + 60_000, why: "merge queue" });
        await under.settled();
        under.clock.advance(59_999);
        await under.settled();
        expect(runs.all).toHaveLength(round - 1);
        under.clock.advance(1);
        await under.settled();
        expect(runs.all).toHaveLength(round);
        expect(runs.last().job).toEqual(first);
      }
    });

    test("is repeated earlier when that is wished, before or during it", async () => {
      const at = under.clock.now() + 60_000;
      runs.last().end({ kind: "again", at, why: "merge queue" });
      await under.settled();
      await queue.enqueue([{ key: keyOf(1) }]);
      await under.settled();
      expect(runs.all).toHaveLength(2);
      await queue.enqueue([{ key: keyOf(1) }]);
      runs.last().end({ kind: "again", at, why: "merge queue" });
      await under.settled();
      expect(runs.all).toHaveLength(3);
    });

    test("named at a time that is over or none does not spin", async () => {
      for (const at of [0, Number.NaN, under.clock.now()]) {
        const before = runs.all.length;
        runs.last().end({ kind: "again", at, why: "at once" });
        await under.settled();
        expect(runs.all).toHaveLength(before);
        under.clock.advance(longMs);
        await under.settled();
        expect(runs.all).toHaveLength(before + 1);
      }
    });
  });

  test("the depth says what waits, what is delayed, what runs, what is dead, and for how long the oldest waits", async () => {
    await failing(40);
    const full = await under.open({ concurrency: 1 });
    await queue.stop(0);
    const others = recordRuns();
    full.start(others.handler);
    await full.enqueue([2, 3, 4].map((number) => ({ key: keyOf(number) })));
    await full.enqueue([{ key: keyOf(5), notBefore: under.clock.now() + longMs }]);
    under.clock.advance(700);
    await under.settled();
    expect(await full.depth()).toEqual({ waiting: 2, delayed: 1, running: 1, dead: 1, oldestMs: 700 });
  });
}
