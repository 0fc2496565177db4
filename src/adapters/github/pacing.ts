import type { Clock } from "../../pipeline/ports.ts";
import { RateLimitedError } from "../../pipeline/trouble.ts";

/** A request, by what it costs. `content`: it creates something people see. */
export interface RequestCost {
  readonly api: "rest" | "graphql";
  readonly write: boolean;
  readonly content: boolean;
}

/** Lets requests of one installation through at the pace GitHub allows. */
export interface Pacing {
  /** Resolves when the request may be sent; rejects with RateLimitedError when that would take longer than a job may wait. */
  admit(cost: RequestCost): Promise<void>;
}

/** Longest time a request waits for its turn, in milliseconds. */
const longestWaitMs = 20_000;

/** Per minute. GitHub's secondary limits, as its documentation of the REST and GraphQL rate limits states them. */
const perMinute = { content: 80, rest: 900, graphql: 2_000 } as const;

/** Points a write costs, and a read. */
const points = { write: 5, read: 1 } as const;

/** The pace of one installation: token buckets that are full in the beginning and fill up within a minute. */
export function pacingOf(clock: Clock): Pacing {
  const content = bucket(perMinute.content, clock.now());
  const apis = { rest: bucket(perMinute.rest, clock.now()), graphql: bucket(perMinute.graphql, clock.now()) };
  return {
    async admit({ api, write, content: isContent }) {
      const now = clock.now();
      const cost = write ? points.write : points.read;
      const wait = Math.max(apis[api].waitFor(cost, now), isContent ? content.waitFor(1, now) : 0);
      if (wait > longestWaitMs) throw new RateLimitedError("our own pace for this installation", now + wait);
      apis[api].take(cost, now);
      if (isContent) content.take(1, now);
      if (wait > 0) await clock.wait(wait);
    },
  };
}

/** A token bucket; it may go below zero, which is time that somebody is waiting already. */
function bucket(capacity: number, start: number) {
  const perMs = capacity / 60_000;
  let level: number = capacity;
  let at = start;
  const fill = (now: number) => {
    level = Math.min(capacity, level + Math.max(0, now - at) * perMs);
    at = Math.max(at, now);
  };
  return {
    waitFor(cost: number, now: number): number {
      fill(now);
      return level >= cost ? 0 : Math.ceil((cost - level) / perMs);
    },
    take(cost: number, now: number): void {
      fill(now);
      level -= cost;
    },
  };
}
