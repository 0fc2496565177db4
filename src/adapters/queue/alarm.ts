import type { Clock } from "../../pipeline/ports.ts";

/** One timer that rings at the earliest of the times it was set to. */
export interface Alarm {
  /** Milliseconds since 1970. */
  setTo(time: number): void;
  off(): void;
}

/** An alarm that is off. */
export function makeAlarm(clock: Clock, ring: () => void): Alarm {
  let set: { readonly time: number; readonly abort: AbortController } | undefined;
  const off = () => {
    set?.abort.abort();
    set = undefined;
  };
  return {
    setTo(time) {
      if (set !== undefined && set.time <= time) return;
      off();
      const abort = new AbortController();
      set = { time, abort };
      void clock.wait(Math.max(0, time - clock.now()), abort.signal).then(() => {
        if (abort.signal.aborted) return;
        set = undefined;
        ring();
      });
    },
    off,
  };
}
