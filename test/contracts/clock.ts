import type { Clock } from "../../src/pipeline/ports.ts";

/** A clock that stands still until it is told. */
export interface FakeClock extends Clock {
  /** Lets that many milliseconds pass; waits that are over then resolve, the earliest first. */
  advance(milliseconds: number): void;
}

interface Wait {
  readonly until: number;
  readonly resolve: () => void;
}

/** A clock that shows a time (milliseconds since 1970) and stands still. */
export function fakeClock(start = Date.UTC(2026, 0, 1)): FakeClock {
  let now = start;
  const waits = new Set<Wait>();
  return {
    now: () => now,
    wait(milliseconds, signal) {
      if (milliseconds <= 0 || signal?.aborted === true) return Promise.resolve();
      return new Promise((resolve) => {
        const wait: Wait = { until: now + milliseconds, resolve };
        waits.add(wait);
        signal?.addEventListener("abort", () => {
          waits.delete(wait);
          resolve();
        });
      });
    },
    advance(milliseconds) {
      now += milliseconds;
      const over = [...waits].filter(({ until }) => until <= now).sort((a, b) => a.until - b.until);
      for (const wait of over) {
        waits.delete(wait);
        wait.resolve();
      }
    },
  };
}

/** The clock of the machine, for tests over several processes. */
export const wallClock: Clock = {
  now: () => Date.now(),
  wait(milliseconds, signal) {
    return new Promise((resolve) => {
      if (signal?.aborted === true) {
        resolve();
        return;
      }
      const timer = setTimeout(resolve, milliseconds);
      signal?.addEventListener("abort", () => {
        clearTimeout(timer);
        resolve();
      });
    });
  },
};
