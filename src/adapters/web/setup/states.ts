import { randomBytes } from "node:crypto";

/** Tickets that prove that a browser which comes back is one that was sent. */
export interface States<T> {
  /** A new ticket, and what is to be remembered with it. */
  issue(value: T): string;
  /** What was remembered; undefined for a ticket that is unknown, used or too old. */
  redeem(state: string): T | undefined;
}

/** As long as GitHub keeps its own half. */
const validMs = 60 * 60 * 1_000;

/** Pages that may be open at one time. */
const most = 100;

/** Tickets that hold once, and for an hour. */
export function createStates<T>(now: () => number): States<T> {
  const issued = new Map<string, { readonly value: T; readonly at: number }>();
  return {
    issue: (value) => {
      const [oldest] = issued.keys();
      if (issued.size >= most && oldest !== undefined) issued.delete(oldest);
      const state = randomBytes(32).toString("base64url");
      issued.set(state, { value, at: now() });
      return state;
    },
    redeem: (state) => {
      const found = issued.get(state);
      issued.delete(state);
      return found === undefined || now() - found.at > validMs ? undefined : found.value;
    },
  };
}
