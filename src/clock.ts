import { setTimeout as delay } from "node:timers/promises";
import type { Clock } from "./pipeline/ports.ts";

/** The time of this machine. */
export const systemClock: Clock = {
  now: () => Date.now(),
  async wait(milliseconds, signal) {
    await delay(milliseconds, undefined, { ...(signal && { signal }) }).catch((error: unknown) => {
      if (signal?.aborted !== true) throw error;
    });
  },
};
