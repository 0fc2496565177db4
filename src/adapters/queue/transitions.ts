import type { JobOutcome } from "../../pipeline/queue.ts";
import type { JobRow, Patience, WishedRow } from "./job-row.ts";

/** How a run came to its end. */
export type RunEnd = JobOutcome | { readonly kind: "failed"; readonly error: string };

/** The token of a run that was left behind when its process was told to stop: not a crash. */
export const leftBehind = "left behind";

/** Even "again, at once" gives way for a moment: nothing may spin. Milliseconds. */
const shortestDelayMs = 100;

const idle = { token: null, leaseUntil: null, nextAt: null, nextPriority: null, nextWishedAt: null } as const;
const fresh = { ...idle, attempts: 0, crashes: 0, barredUntil: 0, lastError: null, deadAt: null } as const;

/** The row after a wish: what is running is to run once more, what is dead is revived, what waits may become due earlier. */
export function wished(row: JobRow | undefined, wish: WishedRow, { maxCrashes }: Patience): JobRow {
  if (row === undefined) return { ...fresh, ...wish };
  if (row.token !== null) {
    return {
      ...row,
      nextAt: Math.min(row.nextAt ?? wish.dueAt, wish.dueAt),
      nextPriority: Math.min(row.nextPriority ?? wish.priority, wish.priority),
      nextWishedAt: Math.min(row.nextWishedAt ?? wish.wishedAt, wish.wishedAt),
    };
  }
  const earlier = row.deadAt === null ? row : wish;
  return {
    ...row,
    priority: Math.min(earlier.priority, wish.priority),
    dueAt: Math.max(Math.min(earlier.dueAt, wish.dueAt), row.barredUntil),
    wishedAt: Math.min(earlier.wishedAt, wish.wishedAt),
    attempts: 0,
    // What died of crashes gets one more try, not all of them.
    crashes: Math.min(row.crashes, maxCrashes - 1),
    deadAt: null,
  };
}

/** The row when it is taken. */
export function taken(row: JobRow, token: string, leaseUntil: number): JobRow {
  return { ...row, token, leaseUntil };
}

/** The row of a run that lives although its lease ran out, when nobody else has the key. Whatever was wished meanwhile leads to one more run. */
export function takenBack(row: JobRow, token: string, leaseUntil: number): JobRow {
  const { dueAt: nextAt, priority: nextPriority, wishedAt: nextWishedAt } = row;
  return { ...row, token, leaseUntil, nextAt, nextPriority, nextWishedAt };
}

/** The row after its run came to an end, undefined when it is no longer needed. */
export function ended(row: JobRow, end: RunEnd, now: number, patience: Patience): JobRow | undefined {
  if (end.kind === "done") {
    if (row.nextAt === null) return undefined;
    return { ...nextOf(row), priority: row.nextPriority ?? row.priority, wishedAt: row.nextWishedAt ?? now };
  }
  if (end.kind === "failed") {
    if (row.nextAt !== null) return { ...nextOf(row), lastError: end.error };
    const attempts = row.attempts + 1;
    const failed = { ...row, ...idle, attempts, crashes: 0, barredUntil: 0, lastError: end.error };
    return attempts >= patience.maxFailures
      ? { ...failed, deadAt: now }
      : { ...failed, dueAt: now + patience.delayAfter(attempts) };
  }
  const at = end.kind === "again" ? Math.max(end.at, now + shortestDelayMs) : now;
  if (row.nextAt === null) return { ...row, ...idle, crashes: 0, barredUntil: 0, dueAt: at };
  return { ...nextOf(row), dueAt: Math.min(at, row.nextAt) };
}

/** The row as what was wished during its run has it. */
function nextOf(row: JobRow): JobRow {
  return {
    ...row,
    ...fresh,
    priority: Math.min(row.priority, row.nextPriority ?? row.priority),
    dueAt: row.nextAt ?? row.dueAt,
  };
}

/** The row after its lease ran out: its process is gone, or hangs. */
export function crashed(row: JobRow, now: number, patience: Patience): JobRow {
  const { longestDelayMs, maxCrashes, maxFailures } = patience;
  if (row.token === leftBehind) return row.nextAt === null ? { ...row, ...idle } : nextOf(row);
  const crashes = row.crashes + 1;
  const attempts = row.nextAt === null ? row.attempts + 1 : 0;
  const barredUntil = now + (crashes >= maxCrashes ? longestDelayMs : patience.delayAfter(crashes));
  const lastError = `The process ended while it ran, ${crashes} times in a row.`;
  const known = { ...row, ...idle, attempts, crashes, barredUntil, lastError, dueAt: barredUntil };
  if (row.nextAt === null) return crashes >= maxCrashes || attempts >= maxFailures ? { ...known, deadAt: now } : known;
  return {
    ...known,
    crashes: Math.min(crashes, maxCrashes - 1),
    priority: nextOf(row).priority,
    dueAt: Math.max(barredUntil, row.nextAt),
  };
}
