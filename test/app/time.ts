import { systemClock } from "../../src/clock.ts";
import type { Clock } from "../../src/pipeline/ports.ts";

/** The time of the machine, which a test can push forward: what was waited for then comes at once. */
export interface PushedClock extends Clock {
  push(milliseconds: number): void;
}

/** A clock that shows the time of the machine until it is pushed. */
export function pushedClock(): PushedClock {
  let ahead = 0;
  const waits = new Set<{ readonly until: number; readonly over: () => void }>();
  const now = () => Date.now() + ahead;
  return {
    now,
    async wait(milliseconds, signal) {
      const ended = new AbortController();
      const wait = {
        until: now() + milliseconds,
        over: () => {
          ended.abort();
        },
      };
      waits.add(wait);
      const signals = [ended.signal, ...(signal === undefined ? [] : [signal])];
      await systemClock.wait(milliseconds, AbortSignal.any(signals));
      waits.delete(wait);
    },
    push(milliseconds) {
      ahead += milliseconds;
      for (const { until, over } of waits) if (until <= now()) over();
    },
  };
}
