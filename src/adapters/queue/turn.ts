import { type JobKey, parseKey } from "../../pipeline/job.ts";
import type { Job } from "../../pipeline/queue.ts";
import { choose } from "./choice.ts";
import { errorText } from "./error-text.ts";
import type { JobRow, Patience, WishedRow } from "./job-row.ts";
import type { JobTable } from "./job-table.ts";
import { crashed, ended, leftBehind, type RunEnd, taken, takenBack, wished } from "./transitions.ts";

/** A key that runs here. */
export interface Run {
  readonly key: string;
  readonly installation: number;
  readonly token: string;
}

/** All that has come up since the last turn, to be written at once. */
export interface Turn {
  readonly now: number;
  readonly wishes: readonly WishedRow[];
  readonly ends: readonly { readonly run: Run; readonly end: RunEnd }[];
  /** Runs whose lease is to be renewed. */
  readonly renewals: readonly Run[];
  readonly leaseUntil: number;
  /** How many may be taken: 0 takes none. */
  readonly free: number;
  /** What runs here beside the ends. */
  readonly running: readonly Run[];
  readonly share: number;
  readonly newToken: () => string;
}

/** A job that was taken. */
export interface Taken {
  readonly run: Run;
  readonly job: Job;
}

const deadAreKeptMs = 30 * 24 * 3600 * 1000;

/** Writes what has come up and takes what is due. Synchronous, for the inside of one transaction. */
export function takeTurn(table: JobTable, turn: Turn, patience: Patience): readonly Taken[] {
  const { now } = turn;
  for (const { run, end } of turn.ends) settle(table, run, end, now, patience);
  for (const wish of turn.wishes) table.put(wished(table.row(wish.key), wish, patience));
  for (const { key, token } of turn.renewals) table.renew(key, token, turn.leaseUntil);
  for (const row of table.expired(now)) putDown(table, crashed(row, now, patience), now);
  return turn.free > 0 ? takeDue(table, turn) : [];
}

function settle(table: JobTable, run: Run, end: RunEnd, now: number, patience: Patience): void {
  if (end.kind === "pause") table.pause(run.installation, end.until, errorText(end.why));
  const row = table.row(run.key);
  if (row?.token !== run.token) return; // it outlived its lease: somebody else has the key
  const next = ended(row, end, now, patience);
  if (next === undefined) table.remove(run.key);
  else putDown(table, next, now);
}

/** Writes a row. Whenever one dies, those that died long ago are forgotten. */
function putDown(table: JobTable, row: JobRow, now: number): void {
  table.put(row);
  if (row.deadAt !== null) table.forgetDead(now - deadAreKeptMs);
}

function takeDue(table: JobTable, turn: Turn): readonly Taken[] {
  const { now } = turn;
  const all: Taken[] = [];
  const held = new Map<number, number>();
  for (const { installation } of turn.running) held.set(installation, (held.get(installation) ?? 0) + 1);
  const runningHere = new Map(turn.running.map((run) => [run.key, run]));
  const paused = table.pausedInstallations(now);
  const room = { free: turn.free, held, share: turn.share, suspectAllowed: table.runningSuspects() === 0 };
  choose(
    room,
    (passOver, suspects, limit) => table.due(now, [...paused, ...passOver], suspects, limit),
    (row) => {
      const older = runningHere.get(row.key);
      if (older !== undefined) {
        table.put(takenBack(row, older.token, turn.leaseUntil));
        return false;
      }
      const key = readKey(row);
      if (key === undefined) {
        table.put({ ...row, deadAt: now, lastError: "This version does not know such a key." });
        return false;
      }
      const token = turn.newToken();
      table.put(taken(row, token, turn.leaseUntil));
      const run = { key: row.key, installation: row.installation, token };
      all.push({ run, job: { key, attempt: row.attempts + 1, wishedAt: row.wishedAt } });
      return true;
    },
  );
  return all;
}

/** The key of a row, undefined when it is of a kind this version does not know. */
export function readKey({ key }: Pick<JobRow, "key">): JobKey | undefined {
  try {
    return parseKey(key);
  } catch {
    return undefined;
  }
}

/** Marks runs whose process is told to stop: when their lease is over they are taken again, and it is not a crash. */
export function leaveBehind(table: JobTable, runs: Iterable<Run>): void {
  for (const { key, token } of runs) {
    const row = table.row(key);
    if (row?.token === token) table.put({ ...row, token: leftBehind });
  }
}
