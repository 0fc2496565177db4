/** How a request can go wrong. `reset-after`: it takes effect, and the answer is lost. */
export type Fault =
  | "500"
  | "502"
  | "secondary-limit"
  | "secondary-limit-with-retry-after"
  | "primary-limit"
  | "reset-before"
  | "reset-after"
  | "graphql-partial";

/** A request as the log has it. */
export interface LoggedRequest {
  readonly at: number;
  readonly method: string;
  readonly path: string;
  readonly kind: "rest" | "query" | "mutation" | "token" | "storage";
  /** Name of the operation of GraphQL. */
  readonly operation: string | undefined;
  status: number;
}

/** What goes wrong, for which requests, and how often. */
export interface FaultOrder {
  readonly on: "reads" | "writes" | "everything" | ((request: LoggedRequest) => boolean);
  readonly with: Fault;
  readonly times?: number;
  readonly retryAfterSeconds?: number;
}

/** Orders that still stand. */
export class Faults {
  readonly #orders: { readonly order: FaultOrder; left: number }[] = [];

  add(order: FaultOrder): { stop(): void } {
    const entry = { order, left: order.times ?? Number.POSITIVE_INFINITY };
    this.#orders.push(entry);
    return {
      stop: () => {
        entry.left = 0;
      },
    };
  }

  /** The fault of a request, which counts as one of its times. */
  of(request: LoggedRequest): FaultOrder | undefined {
    const entry = this.#orders.find(({ order, left }) => left > 0 && concerns(order.on, request));
    if (entry !== undefined) entry.left -= 1;
    return entry?.order;
  }
}

function concerns(on: FaultOrder["on"], request: LoggedRequest): boolean {
  if (typeof on === "function") return on(request);
  if (on === "everything") return true;
  const isWrite = request.kind === "mutation" || (request.kind === "rest" && request.method !== "GET");
  return request.kind !== "token" && request.kind !== "storage" && (on === "writes") === isWrite;
}

/** What GitHub answers when it limits or fails. */
export function faultAnswer({ with: fault, retryAfterSeconds = 1 }: FaultOrder, isGraphQl: boolean) {
  const limits = { "x-ratelimit-limit": "5000", "x-ratelimit-remaining": "4000", "x-ratelimit-reset": "0" };
  const secondary = {
    message: "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.",
  };
  switch (fault) {
    case "500":
    case "502":
      return { status: Number(fault), body: { message: "Server Error" }, headers: limits };
    case "secondary-limit":
      return { status: 403, body: secondary, headers: limits };
    case "secondary-limit-with-retry-after":
      return { status: 403, body: secondary, headers: { ...limits, "retry-after": String(retryAfterSeconds) } };
    case "primary-limit": {
      const reset = String(Math.ceil(Date.now() / 1000) + retryAfterSeconds);
      const headers = { ...limits, "x-ratelimit-remaining": "0", "x-ratelimit-reset": reset };
      const error = { type: "RATE_LIMITED", message: "API rate limit exceeded for installation." };
      return isGraphQl
        ? { status: 200, body: { errors: [error] }, headers }
        : { status: 403, body: { message: error.message }, headers };
    }
    default:
      return undefined;
  }
}
