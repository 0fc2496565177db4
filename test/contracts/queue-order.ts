import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { done, keyOf, longMs, type QueueUnderTest, recordRuns } from "./queue-under-test.ts";

/** Which of several keys is taken, and who has to wait for whom. */
export function describeQueueOrder(make: () => Promise<QueueUnderTest>): void {
  let under: QueueUnderTest;
  beforeEach(async () => {
    under = await make();
  });
  afterEach(() => under.dispose());

  describe("order", () => {
    test("is by priority, then by time", async () => {
      const queue = await under.open({ concurrency: 1 });
      await queue.enqueue([{ key: keyOf(1), priority: "background" }]);
      under.clock.advance(1);
      await queue.enqueue([{ key: keyOf(2) }]);
      under.clock.advance(1);
      await queue.enqueue([{ key: keyOf(3) }]);
      under.clock.advance(1);
      await queue.enqueue([{ key: keyOf(4), priority: "urgent" }]);
      const runs = recordRuns(done);
      queue.start(runs.handler);
      await under.settled();
      expect(runs.begun()).toEqual(["1/4", "1/2", "1/3", "1/1"]);
    });

    test("follows the highest priority that was wished", async () => {
      const queue = await under.open({ concurrency: 1 });
      await queue.enqueue([{ key: keyOf(1) }, { key: keyOf(2), priority: "background" }]);
      await queue.enqueue([{ key: keyOf(2), priority: "urgent" }]);
      await queue.enqueue([{ key: keyOf(2), priority: "background" }]);
      const runs = recordRuns(done);
      queue.start(runs.handler);
      await under.settled();
      expect(runs.begun()).toEqual(["1/2", "1/1"]);
    });

    test("goes by the wish of the run before only as long as that has not succeeded", async () => {
      const queue = await under.open({ concurrency: 1 });
      const runs = recordRuns();
      queue.start(runs.handler);
      await queue.enqueue([{ key: keyOf(1), priority: "urgent" }]);
      await under.settled();
      await queue.enqueue([{ key: keyOf(1), priority: "background" }, { key: keyOf(2) }]);
      runs.last().end(done);
      await under.settled();
      expect(runs.begun()).toEqual(["1/1", "1/2"]);
    });
  });

  describe("room", () => {
    test("is for that many jobs at a time", async () => {
      const queue = await under.open({ concurrency: 3 });
      const runs = recordRuns();
      queue.start(runs.handler);
      await queue.enqueue(Array.from({ length: 10 }, (_, number) => ({ key: keyOf(number) })));
      await under.settled();
      expect(runs.all).toHaveLength(3);
      expect(await queue.depth()).toMatchObject({ running: 3, waiting: 7 });
      runs.last().end(done);
      await under.settled();
      expect(runs.all).toHaveLength(4);
    });

    test("is left by a slow key to all the others", async () => {
      const queue = await under.open({ concurrency: 2 });
      const runs = recordRuns(done);
      queue.start((job) =>
        job.key.kind === "pull-request" && job.key.number === 0 ? new Promise(() => {}) : runs.handler(job),
      );
      await queue.enqueue(Array.from({ length: 100 }, (_, number) => ({ key: keyOf(number) })));
      await under.settled();
      expect(runs.all).toHaveLength(99);
      await queue.enqueue([{ key: keyOf(0) }, { key: keyOf(5) }]);
      await under.settled();
      expect(runs.all).toHaveLength(100);
    });

    test("is shared: an installation with many jobs leaves half of it to others that wait", async () => {
      const queue = await under.open({ concurrency: 5 });
      await queue.enqueue(
        Array.from({ length: 20 }, (_, number) => ({ key: keyOf(number), priority: "urgent" as const })),
      );
      await queue.enqueue(Array.from({ length: 10 }, (_, number) => ({ key: keyOf(number, 2) })));
      const runs = recordRuns();
      queue.start(runs.handler);
      await under.settled();
      const share = runs.begun().map((key) => key.split("/")[0]);
      expect(share.sort()).toEqual(["1", "1", "1", "2", "2"]);
    });

    test("is found by the few behind the many, in their order", async () => {
      const queue = await under.open({ concurrency: 6 });
      await queue.enqueue(
        Array.from({ length: 300 }, (_, number) => ({ key: keyOf(number), priority: "urgent" as const })),
      );
      await queue.enqueue([{ key: keyOf(1, 2), priority: "background" }]);
      await queue.enqueue([{ key: keyOf(1, 3) }, { key: keyOf(2, 4), notBefore: under.clock.now() + longMs }]);
      const runs = recordRuns();
      queue.start(runs.handler);
      await under.settled();
      expect(runs.begun().slice(3)).toEqual(["3/1", "2/1", expect.stringMatching(/^1/)]);
    });

    test("that nobody else wants may all be taken, and is given back as it comes free", async () => {
      const queue = await under.open({ concurrency: 4 });
      const runs = recordRuns();
      queue.start(runs.handler);
      await queue.enqueue(Array.from({ length: 20 }, (_, number) => ({ key: keyOf(number) })));
      await under.settled();
      expect(runs.all).toHaveLength(4);
      await queue.enqueue([{ key: keyOf(0, 2) }, { key: keyOf(1, 2) }]);
      for (const run of runs.all.slice(0, 2)) run.end(done);
      await under.settled();
      expect(runs.begun().slice(4)).toEqual(["2/0", "2/1"]);
    });
  });

  describe("an installation that is paused", () => {
    test("pauses alone, with all of its jobs, until that time", async () => {
      const queue = await under.open({ concurrency: 1 });
      const runs = recordRuns();
      queue.start(runs.handler);
      await queue.enqueue([{ key: keyOf(1) }, { key: keyOf(2) }]);
      await under.settled();
      runs.last().end({ kind: "pause", until: under.clock.now() + 60_000, why: "rate limit" });
      await under.settled();
      await queue.enqueue([{ key: keyOf(3), priority: "urgent" }, { key: keyOf(1, 2) }]);
      await under.settled();
      expect(runs.begun().slice(1)).toEqual(["2/1"]);
      expect(await queue.depth()).toEqual({ waiting: 0, delayed: 3, running: 1, dead: 0, oldestMs: 0 });
      runs.last().end(done);
      under.clock.advance(59_999);
      await under.settled();
      expect(runs.all).toHaveLength(2);
      under.clock.advance(1);
      for (let count = 3; count <= 5; count += 1) {
        await under.settled();
        expect(runs.all).toHaveLength(count);
        runs.last().end(done);
      }
      expect([...runs.begun().slice(2)].sort()).toEqual(["1/1", "1/2", "1/3"]);
    });

    test("has not failed", async () => {
      const queue = await under.open();
      const runs = recordRuns();
      queue.start(runs.handler);
      const first = under.clock.now();
      await queue.enqueue([{ key: keyOf(1) }]);
      for (let round = 1; round <= 20; round += 1) {
        await under.settled();
        expect(runs.all).toHaveLength(round);
        runs.last().end({ kind: "pause", until: under.clock.now() + 60_000, why: "rate limit" });
        await under.settled();
        under.clock.advance(60_000);
      }
      await under.settled();
      expect(runs.last().job).toEqual({ key: keyOf(1), attempt: 1, wishedAt: first });
    });

    test("stays so for the next that opens the queue, and the longest pause counts", async () => {
      const queue = await under.open();
      const runs = recordRuns();
      queue.start(runs.handler);
      await queue.enqueue([{ key: keyOf(1) }, { key: keyOf(2) }]);
      await under.settled();
      const now = under.clock.now();
      runs.all[0]?.end({ kind: "pause", until: now + 120_000, why: "rate limit" });
      await under.settled();
      runs.all[1]?.end({ kind: "pause", until: now + 60_000, why: "rate limit" });
      await under.settled();
      await queue.close();
      const next = await under.open();
      const later = recordRuns(done);
      next.start(later.handler);
      under.clock.advance(119_999);
      await under.settled();
      expect(later.all).toHaveLength(0);
      under.clock.advance(longMs);
      await under.settled();
      expect(later.all).toHaveLength(2);
    });
  });
}
