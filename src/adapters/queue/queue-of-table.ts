import type Sqlite from "better-sqlite3";
import type { JobKey } from "../../pipeline/job.ts";
import type { Clock } from "../../pipeline/ports.ts";
import type { DeadJob, Job, JobOutcome, Queue, QueueDepth, Wish } from "../../pipeline/queue.ts";
import { type Alarm, makeAlarm } from "./alarm.ts";
import { errorText } from "./error-text.ts";
import type { Patience, WishedRow } from "./job-row.ts";
import { type JobTable, jobTable } from "./job-table.ts";
import { isBusy } from "./queue-file.ts";
import type { RunEnd } from "./transitions.ts";
import { leaveBehind, type Run, readKey, type Taken, takeTurn } from "./turn.ts";
import { soundEnd, wishRow } from "./wish-row.ts";

/** What a queue needs to know. Times are milliseconds. */
export interface QueueSettings {
  readonly clock: Clock;
  readonly concurrency: number;
  readonly leaseMs: number;
  readonly pollMs: number;
  readonly patience: Patience;
  /** Another one for each queue that was ever opened. */
  readonly name: string;
  readonly onError: (error: unknown, key?: JobKey) => void;
}

interface PendingWishes {
  readonly rows: readonly WishedRow[];
  readonly since: number;
  readonly resolve: () => void;
  readonly reject: (error: unknown) => void;
}

type Handler = (job: Job) => Promise<JobOutcome>;

/** How long wishes wait for another process that keeps the file locked, and how long between two tries. */
const busyMs = 10_000;
const busyPauseMs = 50;

/**
 * Everything that comes up in one tick (wishes, ends of runs, room for jobs) is one turn: one short transaction, for wishes
 * one wait for the disk.
 */
export class QueueOfTable implements Queue {
  readonly #file: Sqlite.Database;
  readonly #table: JobTable;
  readonly #settings: QueueSettings;
  readonly #alarm: Alarm;
  readonly #running = new Map<string, Run>();
  readonly #wishes: PendingWishes[] = [];
  readonly #ends: { readonly run: Run; readonly end: RunEnd }[] = [];
  #handler: Handler | undefined;
  #state: "open" | "draining" | "stopped" | "closed" = "open";
  #isScheduled = false;
  #trouble: unknown;
  #blockedUntil = 0;
  #renewAt = 0;
  #runs = 0;
  #drained: () => void = () => {};
  #stopping: Promise<void> | undefined;

  constructor(file: Sqlite.Database, settings: QueueSettings) {
    this.#file = file;
    this.#table = jobTable(file);
    this.#settings = settings;
    this.#alarm = makeAlarm(settings.clock, () => {
      this.#schedule();
    });
  }

  async enqueue(wishes: readonly Wish[]): Promise<void> {
    this.#mustBeOpen();
    const since = this.#settings.clock.now();
    const rows = wishes.map((wish) => wishRow(wish, since));
    if (rows.length === 0) return;
    await new Promise<void>((resolve, reject) => {
      this.#wishes.push({ rows, since, resolve, reject });
      this.#schedule();
    });
  }

  start(handler: Handler): void {
    this.#mustBeOpen();
    if (this.#handler !== undefined || this.#state !== "open") throw new Error("a queue is started once");
    this.#handler = handler;
    this.#schedule();
  }

  stop(deadlineMs: number): Promise<void> {
    this.#stopping ??= this.#stop(deadlineMs);
    return this.#stopping;
  }

  async #stop(deadlineMs: number): Promise<void> {
    if (this.#state === "closed") return;
    this.#state = "draining";
    if (this.#running.size > 0) {
      const abort = new AbortController();
      const drained = new Promise<void>((resolve) => {
        this.#drained = resolve;
      });
      await Promise.race([drained, this.#settings.clock.wait(deadlineMs, abort.signal)]);
      abort.abort();
    }
    this.#state = "stopped";
    this.#alarm.off();
    if (this.#running.size === 0) return;
    if (this.#ends.length > 0) this.#turn();
    this.#attempt(() => {
      leaveBehind(this.#table, this.#running.values());
    });
    this.#running.clear();
  }

  depth(): Promise<QueueDepth> {
    return this.#reading(() => this.#table.depth(this.#settings.clock.now()));
  }

  dead(limit: number): Promise<readonly DeadJob[]> {
    return this.#reading(() =>
      this.#table.dead(limit).flatMap((row): DeadJob[] => {
        const key = readKey(row);
        const attempts = Math.max(row.attempts, row.crashes);
        return key === undefined ? [] : [{ key, attempts, lastError: row.lastError ?? "", at: row.deadAt ?? 0 }];
      }),
    );
  }

  async ping(): Promise<void> {
    await this.#reading(() => this.#file.prepare("select 1 from queue_job limit 1").get());
    if (this.#trouble !== undefined) throw new Error("the queue cannot be written to", { cause: this.#trouble });
  }

  async close(): Promise<void> {
    if (this.#state === "closed") return;
    await this.stop(0);
    if (this.#wishes.length > 0 || this.#ends.length > 0) this.#turn();
    this.#state = "closed";
    this.#alarm.off();
    for (const { reject } of this.#wishes.splice(0)) reject(new Error("the queue was closed"));
    this.#file.close();
  }

  /** What a synchronous read answers or throws, as a promise. */
  async #reading<T>(read: () => T): Promise<T> {
    this.#mustBeOpen();
    return await Promise.resolve(read());
  }

  #mustBeOpen(): void {
    if (this.#state === "closed") throw new Error("the queue is closed");
  }

  #schedule(): void {
    if (this.#isScheduled || this.#state === "closed") return;
    if (this.#blockedUntil > this.#settings.clock.now()) {
      this.#alarm.setTo(this.#blockedUntil);
      return;
    }
    this.#isScheduled = true;
    // After all that this round of the event loop brings, so that a burst of deliveries costs one wait for the disk.
    setImmediate(() => {
      this.#isScheduled = false;
      if (this.#state !== "closed") this.#turn();
    });
  }

  #turn(): void {
    const { clock, leaseMs, pollMs, concurrency } = this.#settings;
    const now = clock.now();
    const wishes = this.#wishes.splice(0);
    const ends = this.#ends.splice(0);
    const over = new Set(ends.map(({ run }) => run.token));
    const running = [...this.#running.values()].filter(({ token }) => !over.has(token));
    const isTaking = this.#handler !== undefined && this.#state === "open";
    const isRenewing = now >= this.#renewAt;
    const turn = {
      now,
      wishes: wishes.flatMap(({ rows }) => rows),
      ends,
      renewals: isRenewing ? running : [],
      leaseUntil: now + leaseMs,
      free: isTaking ? concurrency - running.length : 0,
      running,
      share: Math.ceil(concurrency / 2),
      newToken: () => {
        this.#runs += 1;
        return `${this.#settings.name} ${this.#runs}`;
      },
    };
    const result = this.#attempt(() => {
      // Only a wish must outlive a power cut: anything else that is lost is done once more.
      this.#file.pragma(`synchronous = ${wishes.length > 0 ? "FULL" : "NORMAL"}`);
      return this.#file.transaction(() => takeTurn(this.#table, turn, this.#settings.patience)).immediate();
    });
    if (result.kind === "failed") {
      this.#ends.unshift(...ends);
      this.#giveBack(wishes, result.error, now);
      return;
    }
    if (isRenewing) this.#renewAt = now + leaseMs / 3;
    for (const { resolve } of wishes) resolve();
    for (const token of over) this.#running.delete(token);
    for (const { run } of result.value) this.#running.set(run.token, run);
    for (const one of result.value) void this.#run(one);
    if (this.#state === "draining" && this.#running.size === 0) this.#drained();
    if (this.#handler === undefined || this.#state === "stopped") return;
    const next = this.#running.size < concurrency && isTaking ? this.#table.nextTime(now) : undefined;
    this.#alarm.setTo(Math.min(now + pollMs, next ?? Number.POSITIVE_INFINITY));
  }

  /** Another process may be writing: then once more, soon. Anything else is trouble, and whoever wished is told. */
  #giveBack(wishes: readonly PendingWishes[], error: unknown, now: number): void {
    const isPatient = isBusy(error);
    this.#blockedUntil = now + (isPatient ? busyPauseMs : this.#settings.pollMs);
    for (const pending of wishes) {
      if (isPatient && now - pending.since < busyMs) this.#wishes.push(pending);
      else pending.reject(error);
    }
    this.#alarm.setTo(this.#blockedUntil);
  }

  #attempt<T>(write: () => T): { readonly kind: "written"; readonly value: T } | { kind: "failed"; error: unknown } {
    try {
      const value = write();
      this.#trouble = undefined;
      return { kind: "written", value };
    } catch (error) {
      if (!isBusy(error)) {
        this.#trouble = error;
        this.#settings.onError(error);
      }
      return { kind: "failed", error };
    }
  }

  async #run({ run, job }: Taken): Promise<void> {
    let end: RunEnd;
    try {
      end = (await this.#handler?.(job)) ?? { kind: "failed", error: "there is no handler" };
    } catch (error) {
      end = { kind: "failed", error: errorText(error) };
      this.#settings.onError(error, job.key);
    }
    // After a stop that ran out of time, nobody waits for this any more.
    if (!this.#running.has(run.token)) return;
    this.#ends.push({ run, end: soundEnd(end) });
    this.#schedule();
  }
}
