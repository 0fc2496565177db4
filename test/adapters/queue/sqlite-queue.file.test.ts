import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import Sqlite from "better-sqlite3";
import { openSqliteQueue } from "../../../src/adapters/queue/sqlite-queue.ts";
import { openSqliteStore } from "../../../src/adapters/store/sqlite-store.ts";
import { UserError } from "../../../src/core/user-error.ts";
import type { JobKey } from "../../../src/pipeline/job.ts";
import { type FakeClock, fakeClock } from "../../contracts/clock.ts";
import { done, keyOf, recordRuns } from "../../contracts/queue-under-test.ts";

let directory: string;
let path: string;
let clock: FakeClock;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), "lockstep-queue-"));
  path = join(directory, "data", "a.sqlite");
  clock = fakeClock();
});
afterEach(() => {
  rmSync(directory, { recursive: true });
});

async function settled(): Promise<void> {
  for (let round = 0; round < 50; round += 1) await new Promise(setImmediate);
}

describe("the file of a queue", () => {
  test("is made with its directory, for nobody else to read", async () => {
    await (await openSqliteQueue(path, { clock, concurrency: 1 })).close();
    expect(statSync(path).mode & 0o077).toBe(0);
  });

  test("of a newer version is refused and left as it is", async () => {
    await (await openSqliteQueue(path, { clock, concurrency: 1 })).close();
    const file = new Sqlite(path);
    file.exec("update queue_version set version = 99");
    file.close();
    await expect(openSqliteQueue(path, { clock, concurrency: 1 })).rejects.toThrow(
      expect.objectContaining({ code: "newer-database" }),
    );
  });

  test("that is no database is refused by name", async () => {
    const text = join(directory, "text");
    writeFileSync(text, "not a database, but long enough to be looked at as one".repeat(40));
    await expect(openSqliteQueue(text, { clock, concurrency: 1 })).rejects.toThrow(UserError);
    await expect(openSqliteQueue(join(text, "below"), { clock, concurrency: 1 })).rejects.toThrow(UserError);
  });

  test("may be that of a store that is opened and written at the same time", async () => {
    const [store, queue] = await Promise.all([
      openSqliteStore(path),
      openSqliteQueue(path, { clock: { ...clock, wait: () => settled() }, concurrency: 5 }),
    ]);
    const runs = recordRuns(done);
    queue.start(async (job) => {
      await store.sight({ key: keyOf(1), open: true, draft: false, head: "h", base: "main", updatedAt: 1 });
      return runs.handler(job);
    });
    await Promise.all(
      Array.from({ length: 200 }, async (_, number) => {
        await store.recordDelivery({ id: String(number), event: "push", outcome: "enqueued", receivedAt: number });
        await queue.enqueue([{ key: keyOf(number) }]);
      }),
    );
    while (runs.all.length < 200) await settled();
    await queue.stop(0);
    await Promise.all([queue.close(), store.close()]);
  });

  test("that another program keeps locked makes wishes wait, and too long a lock refuses them", async () => {
    const queue = await openSqliteQueue(path, { clock, concurrency: 1 });
    const other = new Sqlite(path);
    other.exec("begin immediate");
    let isDurable = false;
    const wish = queue.enqueue([{ key: keyOf(1) }]).then(() => {
      isDurable = true;
    });
    await settled();
    expect(isDurable).toBe(false);
    other.exec("commit");
    clock.advance(50);
    await wish;
    other.exec("begin immediate");
    const refused = expect(queue.enqueue([{ key: keyOf(2) }])).rejects.toThrow("locked");
    await settled();
    clock.advance(10_000);
    await refused;
    other.exec("commit");
    other.close();
    expect((await queue.depth()).waiting).toBe(1);
    await queue.close();
  });

  test("that can no longer be written to refuses wishes, tells the operator and is not ready", async () => {
    const errors: unknown[] = [];
    const queue = await openSqliteQueue(path, { clock, concurrency: 1, onError: (error) => errors.push(error) });
    const other = new Sqlite(path);
    other.exec("alter table queue_job rename to queue_gone");
    await expect(queue.enqueue([{ key: keyOf(1) }])).rejects.toThrow("queue_job");
    expect(errors).toHaveLength(1);
    await expect(queue.ping()).rejects.toThrow();
    other.exec("alter table queue_gone rename to queue_job");
    clock.advance(1000);
    await queue.enqueue([{ key: keyOf(1) }]);
    await queue.ping();
    other.close();
    await queue.close();
  });

  test("with a key of another version has a dead row and goes on", async () => {
    const queue = await openSqliteQueue(path, { clock, concurrency: 1 });
    await queue.enqueue([{ key: keyOf(1) }, { key: keyOf(2) }]);
    const other = new Sqlite(path);
    other.exec("update queue_job set key = 'novelty 1', priority = 0 where key like '% 1'");
    other.close();
    const runs = recordRuns(done);
    queue.start(runs.handler);
    await settled();
    expect(runs.begun()).toEqual(["1/2"]);
    expect(await queue.depth()).toMatchObject({ dead: 1, waiting: 0 });
    expect(await queue.dead(10)).toEqual([]);
    await queue.close();
  });
});

test("what a handler throws is told with its key, and waits twice as long each time", async () => {
  const told: [unknown, JobKey | undefined][] = [];
  const queue = await openSqliteQueue(path, {
    clock,
    concurrency: 1,
    random: () => 0,
    maxFailures: 4,
    onError: (error, key) => told.push([error, key]),
  });
  const times: number[] = [];
  const error = new Error("no");
  queue.start(() => {
    times.push(clock.now());
    return Promise.reject(error);
  });
  const start = clock.now();
  await queue.enqueue([{ key: keyOf(1) }]);
  await settled();
  for (let tenth = 0; tenth < 200; tenth += 1) {
    clock.advance(100);
    await settled();
  }
  const [first = start, ...later] = times;
  expect(later.map((time) => time - first)).toEqual([1000, 3000, 7000]);
  expect(told).toEqual(Array.from({ length: 4 }, () => [error, keyOf(1)]));
  expect((await queue.depth()).dead).toBe(1);
  await queue.close();
});
