/** The row of a key. Times are milliseconds since 1970. It waits, or it runs (has a token), or it is dead (has a time of death). */
export interface JobRow {
  readonly key: string;
  readonly installation: number;
  /** 0 urgent, 1 normal, 2 background. */
  readonly priority: number;
  /** Not taken before. */
  readonly dueAt: number;
  /** When it was first wished since its last success. */
  readonly wishedAt: number;
  /** How often it was taken in vain since anything new was wished. */
  readonly attempts: number;
  /** How many runs in a row did not come to an end. */
  readonly crashes: number;
  /** After a crash, even a new wish does not make it due before. */
  readonly barredUntil: number;
  /** Of the run it was taken for, another each time: what an older run has to say no longer counts. */
  readonly token: string | null;
  /** When its run counts as crashed unless the lease is renewed. */
  readonly leaseUntil: number | null;
  /** What was wished during the run: due time, priority, and when it was wished. */
  readonly nextAt: number | null;
  readonly nextPriority: number | null;
  readonly nextWishedAt: number | null;
  readonly lastError: string | null;
  readonly deadAt: number | null;
}

/** A wish, as a row needs it. */
export interface WishedRow {
  readonly key: string;
  readonly installation: number;
  readonly priority: number;
  readonly dueAt: number;
  readonly wishedAt: number;
}

/** When a key is given up, and how long it is left alone before that. */
export interface Patience {
  readonly maxFailures: number;
  readonly maxCrashes: number;
  /** Milliseconds to wait after that many attempts in vain. */
  readonly delayAfter: (attempts: number) => number;
  readonly longestDelayMs: number;
}
