import { openSqliteQueue } from "../../../src/adapters/queue/sqlite-queue.ts";
import { wallClock } from "../../contracts/clock.ts";
import type { OpenInProcess } from "../../contracts/queue-under-test.ts";

/** After this many crashes in a row a key is dead, for {@link openQueue}. */
export const crashesToDeath = 3;

/** The queue in a file, with times short enough to wait for. */
export const openQueue: OpenInProcess = (path, concurrency) =>
  openSqliteQueue(path, {
    clock: wallClock,
    concurrency,
    leaseMs: 400,
    pollMs: 50,
    firstDelayMs: 5,
    longestDelayMs: 100,
    maxCrashes: crashesToDeath,
  });
