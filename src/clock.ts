import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "./pipeline/ports.ts";

/** Longest time a timer of Node can wait, about 24 days; a longer one would ring at once. Milliseconds. */
const longestTimer = 2 ** 31 - 1;

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async wait(milliseconds, signal) {
    const options = { ...(signal && { signal }) };
    try {
      for (let left = milliseconds; ; left -= longestTimer) {
        await delay(Math.min(left, longestTimer), undefined, options);
        if (left <= longestTimer) return;
      }
    } catch (error) {
      if (signal?.aborted !== true) throw error;
    }
  },
};
