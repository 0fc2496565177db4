import { randomUUID } from "node:crypto";
import type { JobKey } from "../../pipeline/job.ts";
import type { Clock } from "../../pipeline/ports.ts";
import type { Queue } from "../../pipeline/queue.ts";
import { delayAfter } from "./back-off.ts";
import { openQueueFile } from "./queue-file.ts";
import { QueueOfTable } from "./queue-of-table.ts";

/** How a queue works. Times are milliseconds. */
export interface SqliteQueueOptions {
  readonly clock: Clock;
  /** How many jobs run at a time in this process. */
  readonly concurrency: number;
  /** A run whose process has not been heard of for so long counts as crashed. Default: 20 s. */
  readonly leaseMs?: number;
  /** How often to look for what other processes wrote. Default: 1 s. */
  readonly pollMs?: number;
  /** The delay after the first failure, which doubles with each further one. Default: 1 s. */
  readonly firstDelayMs?: number;
  /** Default: 10 minutes. */
  readonly longestDelayMs?: number;
  /** Failures in a row after which a key is dead. Default: 12. */
  readonly maxFailures?: number;
  /** Runs in a row that ended with their process, after which a key is dead. Default: 5. */
  readonly maxCrashes?: number;
  /** At least 0, less than 1. Default: `Math.random`. */
  readonly random?: () => number;
  /** Told of what a handler threw, with the key, and of trouble with the file, without one. */
  readonly onError?: (error: unknown, key?: JobKey) => void;
}

/**
 * The queue in a file of SQLite, which may be that of the store and may be shared by processes of one machine. Rejects with
 * a UserError when the file cannot be used or is from a newer version.
 */
export async function openSqliteQueue(path: string, options: SqliteQueueOptions): Promise<Queue> {
  const { clock, leaseMs = 20_000, firstDelayMs = 1000, longestDelayMs = 600_000, random = Math.random } = options;
  const backOff = { firstMs: firstDelayMs, longestMs: longestDelayMs, random };
  return new QueueOfTable(await openQueueFile(path, clock), {
    clock,
    concurrency: options.concurrency,
    leaseMs,
    pollMs: Math.min(options.pollMs ?? 1000, leaseMs / 3),
    patience: {
      maxFailures: options.maxFailures ?? 12,
      maxCrashes: options.maxCrashes ?? 5,
      longestDelayMs,
      delayAfter: (attempts) => delayAfter(attempts, backOff),
    },
    name: randomUUID(),
    onError: options.onError ?? (() => {}),
  });
}
