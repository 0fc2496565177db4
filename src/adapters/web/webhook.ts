import { createBodyReader } from "./body.ts";
import { problem } from "./problem.ts";
import { isSignature, isSignedBy } from "./signature.ts";
import { within } from "./within.ts";

/** A delivery of GitHub's: its signature is right, and its body is a JSON object. */
export interface Delivery {
  /** `X-GitHub-Delivery`; the same when GitHub delivers it once more. */
  readonly id: string;
  /** `X-GitHub-Event`, such as `pull_request`. */
  readonly event: string;
  /** The body as it came: what was signed. */
  readonly body: string;
  /** `sha256=` and 64 digits. */
  readonly signature: string;
  /** The body, parsed. */
  readonly payload: Readonly<Record<string, unknown>>;
}

/** What the receiver made of a delivery. */
export type Receipt = "accepted" | "bad-signature" | "bad-payload";

/** What became of a request to the webhook. */
export type DeliveryOutcome = Receipt | "bad-request" | "too-large" | "unavailable";

/** Where deliveries go. */
export interface WebhookOptions {
  readonly secret: string;
  /** Resolves to `accepted` when what follows from it is durable. Rejects when it cannot be: GitHub is told that it failed. */
  readonly receive: (delivery: Delivery) => Promise<Receipt>;
  /** True when nothing is to be taken any more. */
  readonly draining: () => boolean;
  readonly log: WebLog;
  /** Told of every request, for counting. The event is what the sender claims, and empty where it claims none. */
  readonly observe?: (event: string, outcome: DeliveryOutcome) => void;
}

/** The part of a pino logger that is used here. */
export interface WebLog {
  warn(fields: object, message: string): void;
  error(fields: object, message: string): void;
}

/** GitHub sends no larger payloads. */
export const maxBodyBytes = 25 * 1024 * 1024;

/** Unsigned bytes in memory at one time, from everybody together. */
const maxUnsignedBytes = 10 * maxBodyBytes;

/** GitHub gives up after 10 s, and then it should have been told. */
const receiveMs = 9_000;

const retryLater = { "retry-after": "30" };

interface Answer {
  readonly outcome: DeliveryOutcome;
  readonly response: Response;
}

/** The handler of the webhook: size, headers, signature over the raw bytes, and only then the payload. */
export function createWebhook(options: WebhookOptions): (request: Request) => Promise<Response> {
  const readBody = createBodyReader({ body: maxBodyBytes, all: maxUnsignedBytes });

  const answer = async (request: Request): Promise<Answer> => {
    if (Number(request.headers.get("content-length")) > maxBodyBytes) return tooLarge();
    const id = request.headers.get("x-github-delivery") ?? "";
    const event = request.headers.get("x-github-event") ?? "";
    const signature = request.headers.get("x-hub-signature-256") ?? undefined;
    // Ids are UUIDs and events are words; anything else comes from somebody else.
    if (!/^[\w-]{1,64}$/.test(id)) return refusal(400, "the header X-GitHub-Delivery is missing or malformed");
    if (!/^[a-z0-9_]{1,64}$/.test(event)) return refusal(400, "the header X-GitHub-Event is missing or malformed");
    if (!isSignature(signature)) return refusal(401, "the header X-Hub-Signature-256 is missing or malformed");
    const type = (request.headers.get("content-type") ?? "").split(";")[0]?.trim().toLowerCase();
    if (type !== "application/json") return refusal(415, "deliveries must be application/json");
    if (options.draining()) return unavailable("the server is stopping");

    const body = await readBody(request);
    if (body === "too-large") return tooLarge();
    if (body === "crowded") return unavailable("too much is being sent at once");
    if (body === "broken") return refusal(400, "the body ended early");
    if (!isSignedBy(options.secret, body, signature)) return refusal(401, "the signature does not fit the body");
    const payload = objectIn(body);
    if (payload === undefined) return refusal(400, "the body is no JSON object");

    const delivery = { id, event, signature, payload, body: body.toString("utf8") };
    try {
      const receipt = await within(receiveMs, options.receive(delivery));
      if (receipt === "bad-signature") return refusal(401, "the signature does not fit the body");
      if (receipt === "bad-payload") return { ...refusal(400, "the payload was not understood"), outcome: receipt };
      return { outcome: receipt, response: Response.json({ accepted: true }, { status: 202 }) };
    } catch (error) {
      options.log.error({ err: error, delivery: id, event }, "a delivery could not be stored");
      return unavailable("the delivery could not be stored");
    }
  };

  return async (request) => {
    const { outcome, response } = await answer(request);
    const event = request.headers.get("x-github-event") ?? "";
    options.observe?.(event, outcome);
    if (outcome !== "accepted") {
      const delivery = (request.headers.get("x-github-delivery") ?? "").slice(0, 64);
      options.log.warn({ delivery, event: event.slice(0, 64), outcome, status: response.status }, "delivery refused");
    }
    return response;
  };
}

const outcomes = { 400: "bad-request", 401: "bad-signature", 413: "too-large", 415: "bad-request" } as const;

function tooLarge(): Answer {
  return refusal(413, `a delivery has at most ${maxBodyBytes} bytes`);
}

/** What is left of the body is not waited for: the connection is of no more use. */
function refusal(status: keyof typeof outcomes, detail: string): Answer {
  return { outcome: outcomes[status], response: problem(status, detail, { connection: "close" }) };
}

/** GitHub records a failure, and the search for missed deliveries asks for it once more. */
function unavailable(detail: string): Answer {
  return { outcome: "unavailable", response: problem(503, detail, { ...retryLater, connection: "close" }) };
}

function objectIn(body: Buffer): Readonly<Record<string, unknown>> | undefined {
  try {
    const value: unknown = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(body));
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Readonly<Record<string, unknown>>)
      : undefined;
  } catch {
    return undefined;
  }
}
