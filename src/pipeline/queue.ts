import type { JobKey } from "./job.ts";

/** `urgent`: somebody could merge on a stale answer. `background`: nobody waits. */
export type Priority = "urgent" | "normal" | "background";

/** That a key be looked at. */
export interface Wish {
  readonly key: JobKey;
  readonly priority?: Priority;
  /** Milliseconds since 1970 before which it is not taken: for pacing and timers. Absent: at once. */
  readonly notBefore?: number;
}

/** A key that was taken, and how often in a row it was taken without success. */
export interface Job {
  readonly key: JobKey;
  /** From 1. Starts again at 1 after success and when something new is wished. */
  readonly attempt: number;
  /** When it was first wished since its last success, or may be taken at the earliest, in milliseconds since 1970. */
  readonly wishedAt: number;
}

/** What became of a job. Throwing is a failure: it is taken again later, with exponential back-off and jitter. */
export type JobOutcome =
  | { readonly kind: "done" }
  /** Not now, and nobody's fault: to be taken again at that time. Does not count as a failure. */
  | { readonly kind: "again"; readonly at: number; readonly why: string }
  /** The installation is rate-limited: none of its jobs is taken before that time, this one included. */
  | { readonly kind: "pause"; readonly until: number; readonly why: string };

/** How full the queue is. */
export interface QueueDepth {
  /** Due and not taken. */
  readonly waiting: number;
  /** Waiting for their time: paced, backing off, or of a paused installation. */
  readonly delayed: number;
  readonly running: number;
  /** Given up after too many failures or crashes; a new wish revives them. */
  readonly dead: number;
  /** Age of the oldest that is due, in milliseconds; 0 when none is. */
  readonly oldestMs: number;
}

/** A job that was given up. */
export interface DeadJob {
  readonly key: JobKey;
  readonly attempts: number;
  readonly lastError: string;
  readonly at: number;
}

/**
 * One row per key. Holds, whatever implements it: a key never runs twice at the same time; a wish during a run leads to
 * one more run; a wish that was acknowledged survives a crash of the process; a failing key backs off, and a newer wish
 * is not delayed by that for ever; a key whose runs crash the process ends up dead and visible, not in a loop; one
 * installation can be paused alone; one installation cannot take all the room while others wait.
 */
export interface Queue {
  /** The wishes are durable when it resolves. Wishes of one key become one, with the highest priority and the earliest time. */
  enqueue(wishes: readonly Wish[]): Promise<void>;
  /** Begins to hand jobs to the handler, `concurrency` at a time. Called once. */
  start(handler: (job: Job) => Promise<JobOutcome>): void;
  /** Takes no more jobs; resolves when those in hand are finished, or after that many milliseconds. */
  stop(deadlineMs: number): Promise<void>;
  depth(): Promise<QueueDepth>;
  dead(limit: number): Promise<readonly DeadJob[]>;
  /** Rejects when the queue cannot be used: for readiness. */
  ping(): Promise<void>;
  /** Gives up connections and files. After `stop`. */
  close(): Promise<void>;
}
