import type { PullRequestKey } from "../../src/pipeline/job.ts";
import type { Job, JobOutcome, Queue } from "../../src/pipeline/queue.ts";
import type { FakeClock } from "./clock.ts";

/** One empty queue, which may be opened several times. */
export interface QueueUnderTest {
  readonly clock: FakeClock;
  open(options?: { readonly concurrency?: number }): Promise<Queue>;
  /** Resolves when nothing happens any more until the clock moves. */
  settled(): Promise<void>;
  /** A module that exports `openQueue: OpenInProcess`, and what to call it with: for the other processes of a test. */
  readonly opener: { readonly module: string; readonly place: string };
  /** After this many crashes in a row a key of `opener` is dead. */
  readonly crashesToDeath: number;
  dispose(): Promise<void>;
}

/** Opens the queue on the clock of the machine, with leases and delays of less than a second. */
export type OpenInProcess = (place: string, concurrency: number) => Promise<Queue>;

/** Longer than any back-off, pause between two looks, or lease; in milliseconds. */
export const longMs = 11 * 60_000;

/** The key of a pull request. */
export function keyOf(number: number, installation = 1): PullRequestKey {
  return { kind: "pull-request", installation, repository: "o/r", number };
}

/** A run that waits to be told how it ends. */
export interface PendingRun {
  readonly job: Job;
  readonly end: (outcome: JobOutcome) => void;
  readonly fail: (error: Error) => void;
}

/** A handler whose runs end when the test says so. */
export interface Runs {
  readonly handler: (job: Job) => Promise<JobOutcome>;
  /** All that began, in order. */
  readonly all: readonly PendingRun[];
  /** The last that began. Throws when none did. */
  last(): PendingRun;
  /** Keys that began, in order: `installation/number`. */
  begun(): readonly string[];
}

/** Runs that end when the test says so, or with an outcome at once. */
export function recordRuns(always?: JobOutcome): Runs {
  const all: PendingRun[] = [];
  return {
    handler: (job) =>
      new Promise((end, fail) => {
        all.push({ job, end, fail });
        if (always !== undefined) end(always);
      }),
    all,
    last() {
      const run = all.at(-1);
      if (run === undefined) throw new Error("nothing ran");
      return run;
    },
    begun: () =>
      all.map(({ job: { key } }) => `${key.installation}/${key.kind === "pull-request" ? key.number : key.kind}`),
  };
}

/** The outcome of a run that has nothing more to do. */
export const done: JobOutcome = { kind: "done" };
