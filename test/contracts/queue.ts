import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { JobKey } from "../../src/pipeline/job.ts";
import type { Queue } from "../../src/pipeline/queue.ts";
import { describeQueueFailures } from "./queue-failures.ts";
import { describeQueueOrder } from "./queue-order.ts";
import { describeQueueProcesses } from "./queue-processes.ts";
import { done, keyOf, longMs, type QueueUnderTest, recordRuns } from "./queue-under-test.ts";

/** What every queue does. `make` makes an empty one. */
export function describeQueue(name: string, make: () => Promise<QueueUnderTest>): void {
  describe(`${name} as a queue`, () => {
    describeWishes(make);
    describeQueueOrder(make);
    describeQueueFailures(make);
    describeStop(make);
    describeQueueProcesses(make);
  });
}

function describeWishes(make: () => Promise<QueueUnderTest>): void {
  describe("a wish", () => {
    let under: QueueUnderTest;
    let queue: Queue;
    beforeEach(async () => {
      under = await make();
      queue = await under.open();
    });
    afterEach(() => under.dispose());

    test("is taken at once, with its key and nothing more", async () => {
      const runs = recordRuns(done);
      queue.start(runs.handler);
      await queue.enqueue([{ key: keyOf(1) }]);
      await under.settled();
      expect(runs.all.map(({ job }) => job)).toEqual([{ key: keyOf(1), attempt: 1, wishedAt: under.clock.now() }]);
    });

    test("made before the start waits for it", async () => {
      await queue.enqueue([{ key: keyOf(1) }, { key: keyOf(2) }]);
      await under.settled();
      const runs = recordRuns(done);
      queue.start(runs.handler);
      await under.settled();
      expect([...runs.begun()].sort()).toEqual(["1/1", "1/2"]);
    });

    test("can be about any kind of key", async () => {
      const keys: JobKey[] = [
        keyOf(7),
        { kind: "merge-group", installation: 1, repository: "o/r", head: "abc" },
        { kind: "sweep", installation: 1 },
        { kind: "sweep", installation: 1, repository: "o/r" },
      ];
      const runs = recordRuns(done);
      queue.start(runs.handler);
      await queue.enqueue(keys.map((key) => ({ key })));
      await under.settled();
      expect(new Set(runs.all.map(({ job }) => job.key))).toEqual(new Set(keys));
    });

    test("of nothing is nothing", async () => {
      await queue.enqueue([]);
      expect(await queue.depth()).toEqual({ waiting: 0, delayed: 0, running: 0, dead: 0, oldestMs: 0 });
    });

    test("for later is not taken before", async () => {
      const runs = recordRuns(done);
      queue.start(runs.handler);
      await queue.enqueue([{ key: keyOf(1), notBefore: under.clock.now() + 60_000 }]);
      under.clock.advance(59_999);
      await under.settled();
      expect(runs.all).toHaveLength(0);
      under.clock.advance(1);
      await under.settled();
      expect(runs.all).toHaveLength(1);
    });

    test("becomes one with others of its key, with the earliest time", async () => {
      const now = under.clock.now();
      const runs = recordRuns(done);
      await queue.enqueue([{ key: keyOf(1), notBefore: now + 60_000 }]);
      await queue.enqueue([
        { key: keyOf(1), notBefore: now + 90_000 },
        { key: keyOf(1), notBefore: now + 30_000 },
      ]);
      queue.start(runs.handler);
      under.clock.advance(30_000);
      await under.settled();
      expect(runs.all.map(({ job }) => job.wishedAt)).toEqual([now + 30_000]);
      under.clock.advance(longMs);
      await under.settled();
      expect(runs.all).toHaveLength(1);
    });

    test("during a run leads to one more run, afterwards, however many there are", async () => {
      const runs = recordRuns();
      queue.start(runs.handler);
      await queue.enqueue([{ key: keyOf(1) }]);
      await under.settled();
      under.clock.advance(5);
      const again = under.clock.now();
      await queue.enqueue([{ key: keyOf(1) }, { key: keyOf(1) }]);
      under.clock.advance(5);
      await queue.enqueue([{ key: keyOf(1) }]);
      await under.settled();
      expect(runs.all).toHaveLength(1);
      runs.last().end(done);
      await under.settled();
      expect(runs.all.map(({ job }) => [job.attempt, job.wishedAt])).toEqual([
        [1, again - 5],
        [1, again],
      ]);
      runs.last().end(done);
      await under.settled();
      expect(runs.all).toHaveLength(2);
      expect(await queue.depth()).toMatchObject({ waiting: 0, delayed: 0, running: 0 });
    });

    test("during a run, for later, is not taken before", async () => {
      const runs = recordRuns();
      queue.start(runs.handler);
      await queue.enqueue([{ key: keyOf(1) }]);
      await under.settled();
      await queue.enqueue([{ key: keyOf(1), notBefore: under.clock.now() + 60_000 }]);
      runs.last().end(done);
      await under.settled();
      expect(runs.all).toHaveLength(1);
      under.clock.advance(60_000);
      await under.settled();
      expect(runs.all).toHaveLength(2);
    });

    test("that was acknowledged is there for the next that opens the queue", async () => {
      await Promise.all(Array.from({ length: 50 }, (_, number) => queue.enqueue([{ key: keyOf(number) }])));
      await queue.close();
      const next = await under.open();
      expect((await next.depth()).waiting).toBe(50);
      const runs = recordRuns(done);
      next.start(runs.handler);
      await under.settled();
      expect(new Set(runs.begun()).size).toBe(50);
    });

    test("made elsewhere is seen, and never runs in two places", async () => {
      const here = recordRuns();
      const there = recordRuns();
      queue.start(here.handler);
      const other = await under.open();
      await other.enqueue([{ key: keyOf(1) }]);
      under.clock.advance(2000);
      await under.settled();
      expect(here.all).toHaveLength(1);
      other.start(there.handler);
      await other.enqueue([{ key: keyOf(1) }, { key: keyOf(2) }]);
      under.clock.advance(2000);
      await under.settled();
      expect(here.begun()).toEqual(["1/1"]);
      expect(there.begun()).toEqual(["1/2"]);
    });

    test("with a time or an installation that is none is refused, and harms no other", async () => {
      const bad = queue.enqueue([{ key: keyOf(1), notBefore: Number.NaN }]);
      await expect(bad).rejects.toThrow();
      await expect(queue.enqueue([{ key: keyOf(1, Number.NaN) }])).rejects.toThrow();
      await queue.enqueue([{ key: keyOf(2) }]);
      expect((await queue.depth()).waiting).toBe(1);
    });
  });
}

function describeStop(make: () => Promise<QueueUnderTest>): void {
  describe("stopping", () => {
    let under: QueueUnderTest;
    beforeEach(async () => {
      under = await make();
    });
    afterEach(() => under.dispose());

    test("takes no more, and is over when the jobs in hand are finished", async () => {
      const queue = await under.open({ concurrency: 1 });
      const runs = recordRuns();
      queue.start(runs.handler);
      await queue.enqueue([{ key: keyOf(1) }, { key: keyOf(2) }]);
      await under.settled();
      let isOver = false;
      const stopped = queue.stop(60_000).then(() => {
        isOver = true;
      });
      await under.settled();
      expect(isOver).toBe(false);
      runs.last().end(done);
      await stopped;
      expect(runs.all).toHaveLength(1);
      expect(await queue.depth()).toMatchObject({ running: 0, waiting: 1 });
    });

    test("is over after its deadline; what was in hand is taken again, and that is no failure", async () => {
      const queue = await under.open();
      const runs = recordRuns();
      queue.start(runs.handler);
      await queue.enqueue([{ key: keyOf(1) }]);
      await under.settled();
      const stopped = queue.stop(1000);
      under.clock.advance(1000);
      await stopped;
      runs.last().end(done);
      await queue.close();
      const next = await under.open();
      const later = recordRuns(done);
      next.start(later.handler);
      await under.settled();
      expect(later.all).toHaveLength(0);
      under.clock.advance(longMs);
      await under.settled();
      expect(later.all.map(({ job }) => job.attempt)).toEqual([1]);
    });

    test("still keeps what is wished", async () => {
      const queue = await under.open();
      queue.start(recordRuns(done).handler);
      await queue.stop(0);
      await queue.enqueue([{ key: keyOf(1) }]);
      expect((await queue.depth()).waiting).toBe(1);
    });

    test("and closing make the queue unusable, and say so", async () => {
      const queue = await under.open();
      await queue.ping();
      await queue.stop(0);
      await queue.close();
      await queue.close();
      await expect(queue.ping()).rejects.toThrow();
      await expect(queue.enqueue([{ key: keyOf(1) }])).rejects.toThrow();
      await expect(queue.depth()).rejects.toThrow();
      expect(() => {
        queue.start(recordRuns().handler);
      }).toThrow();
    });

    test("is needed once, and so is starting", async () => {
      const queue = await under.open();
      queue.start(recordRuns().handler);
      expect(() => {
        queue.start(recordRuns().handler);
      }).toThrow();
      await Promise.all([queue.stop(10), queue.stop(10)]);
    });
  });
}
