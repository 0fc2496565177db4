import type { WebOptions } from "../../../src/adapters/web/app.ts";
import { sign } from "../../../src/adapters/web/signature.ts";
import type { Delivery } from "../../../src/adapters/web/webhook.ts";

/** The secret of these tests. */
export const secret = "It's a Secret to Everybody";

/** What a web server was asked to do. */
export interface Recorded {
  readonly deliveries: Delivery[];
  readonly observed: string[];
  readonly logged: string[];
}

/** Options of a server that takes everything, and what it took. */
export function recorder(changes: Partial<WebOptions> = {}): { options: WebOptions; recorded: Recorded } {
  const recorded: Recorded = { deliveries: [], observed: [], logged: [] };
  const log = (fields: object, message: string) => {
    recorded.logged.push(`${message} ${JSON.stringify(fields)}`);
  };
  const options: WebOptions = {
    secret,
    receive: (delivery) => {
      recorded.deliveries.push(delivery);
      return Promise.resolve("accepted");
    },
    draining: () => false,
    ready: () => Promise.resolve({ ok: true }),
    metrics: () => Promise.resolve("lockstep_up 1\n"),
    version: "1.2.3",
    log: { warn: log, error: log },
    observe: (event, outcome) => {
      recorded.observed.push(`${event} ${outcome}`);
    },
    ...changes,
  };
  return { options, recorded };
}

/** A delivery as GitHub sends it; what is given replaces it, and an undefined header leaves it out. */
export function delivery(
  body: string | Uint8Array = '{"action":"opened"}',
  headers: Readonly<Record<string, string | undefined>> = {},
): RequestInit & { readonly method: "POST" } {
  const bytes = Buffer.from(body);
  const all: Record<string, string | undefined> = {
    "content-type": "application/json",
    "x-github-delivery": "72d3162e-cc78-11e3-81ab-4c9367dc0958",
    "x-github-event": "pull_request",
    "x-hub-signature-256": sign(secret, bytes),
    ...headers,
  };
  const present = Object.entries(all).filter((entry): entry is [string, string] => entry[1] !== undefined);
  return { method: "POST", headers: present, body: bytes };
}
