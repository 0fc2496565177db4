import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { openSqliteQueue } from "../../../src/adapters/queue/sqlite-queue.ts";
import type { Queue } from "../../../src/pipeline/queue.ts";
import { type FakeClock, fakeClock } from "../../contracts/clock.ts";
import { done, keyOf, longMs, type Runs, recordRuns } from "../../contracts/queue-under-test.ts";

/** A process that hangs is a queue whose clock stands still: the other's clock runs past its leases. */

let directory: string;
let open: Queue[];
let now: FakeClock;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "lockstep-queue-"));
  open = [];
  now = fakeClock();
});
afterEach(async () => {
  for (const queue of open) await queue.close();
  rmSync(directory, { recursive: true });
});

async function started(runs: Runs, clock: FakeClock, concurrency = 10): Promise<Queue> {
  const queue = await openSqliteQueue(join(directory, "a.sqlite"), { clock, concurrency });
  open.push(queue);
  queue.start(runs.handler);
  return queue;
}

async function settled(): Promise<void> {
  for (let round = 0; round < 50; round += 1) await new Promise(setImmediate);
}

async function advance(milliseconds: number): Promise<void> {
  now.advance(milliseconds);
  await settled();
}

/** Takes all that is due into the hands of a process that then hangs. Resolves to its runs. */
async function hangWith(): Promise<Runs> {
  const runs = recordRuns();
  await started(runs, fakeClock(now.now()));
  await settled();
  return runs;
}

describe("a run whose process hangs", () => {
  test("is taken up by another when its lease is over, and its late end counts no more", async () => {
    const queue = await openSqliteQueue(join(directory, "a.sqlite"), { clock: now, concurrency: 1 });
    open.push(queue);
    await queue.enqueue([{ key: keyOf(1) }]);
    const hung = await hangWith();
    const runs = recordRuns();
    queue.start(runs.handler);
    await advance(19_999);
    expect(runs.all).toHaveLength(0);
    // Seen at the next look, and then it backs off.
    for (let second = 0; second < 3; second += 1) await advance(1000);
    expect(runs.all.map(({ job }) => job.attempt)).toEqual([2]);
    hung.last().end(done);
    await settled();
    expect((await queue.depth()).running).toBe(1);
    runs.last().end(done);
    await settled();
    expect((await queue.depth()).running).toBe(0);
  });

  test("keeps its lease as long as the process is heard of", async () => {
    const here = recordRuns();
    const there = recordRuns();
    const queue = await started(here, now);
    await queue.enqueue([{ key: keyOf(1) }]);
    await settled();
    await started(there, now);
    for (let second = 0; second < 120; second += 1) await advance(1000);
    expect(here.all).toHaveLength(1);
    expect(there.all).toHaveLength(0);
  });

  test("goes on when nobody took the key from it, even if it was thought crashed, and sees what was wished meanwhile", async () => {
    const theirs = fakeClock(now.now());
    const hung = recordRuns();
    const awake = await started(hung, theirs);
    await awake.enqueue([{ key: keyOf(1) }]);
    await settled();
    const busy = recordRuns();
    const queue = await started(busy, now, 1);
    await queue.enqueue([{ key: keyOf(2, 2), priority: "urgent" }]);
    await advance(21_000);
    expect(busy.begun()).toEqual(["2/2"]);
    theirs.advance(longMs);
    await settled();
    expect(hung.all).toHaveLength(1);
    hung.last().end(done);
    await settled();
    expect(hung.begun()).toEqual(["1/1", "1/1"]);
  });
});

describe("runs that crash", () => {
  test("are repeated later each time, whatever is wished, and then no more", async () => {
    const queue = await openSqliteQueue(join(directory, "a.sqlite"), { clock: now, concurrency: 1 });
    open.push(queue);
    await queue.enqueue([{ key: keyOf(1) }]);
    for (let crash = 1; crash <= 5; crash += 1) {
      expect((await hangWith()).all).toHaveLength(1);
      now.advance(21_000);
      const idle = await openSqliteQueue(join(directory, "a.sqlite"), { clock: now, concurrency: 0 });
      open.push(idle);
      idle.start(recordRuns().handler);
      await settled();
      await idle.stop(0);
      if (crash === 5) break;
      await queue.enqueue([{ key: keyOf(1), priority: "urgent" }]);
      expect(await queue.depth()).toMatchObject({ waiting: 0, delayed: 1 });
      now.advance(20_000);
    }
    expect(await queue.dead(1)).toMatchObject([
      { attempts: 5, lastError: "The process ended while it ran, 5 times in a row." },
    ]);
    await queue.enqueue([{ key: keyOf(1) }]);
    expect(await queue.depth()).toMatchObject({ dead: 0, delayed: 1 });
    const runs = recordRuns(done);
    queue.start(runs.handler);
    await advance(longMs);
    expect(runs.all).toHaveLength(1);
    await queue.enqueue([{ key: keyOf(1) }]);
    await settled();
    expect(runs.all).toHaveLength(2);
  });

  test("are suspected after the second time and then run one at a time, so that the innocent are found", async () => {
    const queue = await openSqliteQueue(join(directory, "a.sqlite"), { clock: now, concurrency: 10 });
    open.push(queue);
    await queue.enqueue([1, 2, 3].map((number) => ({ key: keyOf(number) })));
    expect((await hangWith()).all).toHaveLength(3);
    await sweepCrashes();
    expect((await hangWith()).all).toHaveLength(3);
    await sweepCrashes();
    const runs = recordRuns();
    queue.start(runs.handler);
    await queue.enqueue([{ key: keyOf(4) }]);
    await settled();
    expect(runs.all).toHaveLength(2);
    expect(runs.begun()).toContain("1/4");
    for (let left = 3; left <= 4; left += 1) {
      for (const run of runs.all) run.end(done);
      await settled();
      expect(runs.all).toHaveLength(left);
    }
  });

  async function sweepCrashes(): Promise<void> {
    now.advance(21_000);
    const idle = await openSqliteQueue(join(directory, "a.sqlite"), { clock: now, concurrency: 0 });
    open.push(idle);
    idle.start(recordRuns().handler);
    await settled();
    await idle.stop(0);
    now.advance(20_000);
  }
});
