import {
  AccessLostError,
  isTrouble,
  LostAnswerError,
  RateLimitedError,
  UnavailableError,
} from "../../pipeline/trouble.ts";
import { type GraphQlError, RefusedError } from "./client.ts";

/** What an error of Octokit carries; an error of the network has no response. */
interface OctokitError {
  readonly status?: number;
  readonly message?: string;
  readonly cause?: unknown;
  readonly request?: { readonly url?: string };
  readonly response?: { readonly headers?: Headers; readonly data?: unknown };
  /** Of an answer of GraphQL. */
  readonly errors?: readonly GraphQlError[];
  readonly headers?: Headers;
}

type Headers = Readonly<Record<string, string | number | undefined>>;

/** How long to wait where GitHub limits without saying how long, in milliseconds. */
const unsaidMs = 60_000;

/** Shortest and longest wait for a limit, whatever the answer says, in milliseconds: GitHub counts by the hour. */
const shortestMs = 1_000;
const longestMs = 60 * 60_000;

/** Connections that were refused: nothing was sent. */
const unsent = new Set(["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "UND_ERR_CONNECT_TIMEOUT"]);

/**
 * What an error of Octokit means to whoever asked: wait, try again, look first, or give up. Texts of requests and answers
 * are left out, because they may hold secrets.
 */
export function troubleFrom(thrown: unknown, write: boolean, now: number): unknown {
  if (isTrouble(thrown) || thrown instanceof RefusedError || !(thrown instanceof Error)) return thrown;
  const error = thrown as Error & OctokitError;
  if (error.errors !== undefined && error.status === undefined) return fromGraphQl(error, write, now);
  const { status, response } = error;
  if (status === undefined && error.name !== "AbortError" && error.name !== "TimeoutError") return thrown;
  if (response === undefined) {
    const code = codeOf(error.cause) ?? codeOf(error);
    if (write && !(code !== undefined && unsent.has(code)))
      return new LostAnswerError(`the answer to a write was lost (${code ?? error.name})`);
    return new UnavailableError(`GitHub cannot be reached (${code ?? error.name})`);
  }
  const limited = limitOf(error, response.headers ?? {}, now);
  if (limited !== undefined) return limited;
  if ((status ?? 500) >= 500) {
    const message = `GitHub answered ${status}`;
    return write ? new LostAnswerError(message) : new UnavailableError(message);
  }
  if (status === 401) return new UnavailableError("GitHub did not accept the credentials (401)");
  if (isTokenRequest(error)) return new AccessLostError(`no token for the installation (${status})`);
  return new RefusedError(status ?? 400, `GitHub answered ${status}: ${brief(error.message)}`);
}

/** An answer of GraphQL without data. */
function fromGraphQl(error: OctokitError, write: boolean, now: number): Error {
  const errors = error.errors ?? [];
  if (errors.some(({ type }) => type === "RATE_LIMITED" || type === "RATE_LIMIT"))
    return limitedUntil("the GraphQL limit", resetOf(error.headers ?? {}), now);
  const message = brief(errors[0]?.message ?? "no data");
  if (/secondary rate limit/i.test(message)) return limitedUntil("a secondary limit", undefined, now);
  if (/something went wrong|time(d)? ?out|internal/i.test(message))
    return write ? new LostAnswerError(message) : new UnavailableError(message);
  return new RefusedError(400, message);
}

function limitOf(error: OctokitError, headers: Headers, now: number): RateLimitedError | undefined {
  if (error.status !== 403 && error.status !== 429) return undefined;
  const after = Number(headers["retry-after"]);
  if (headers["retry-after"] !== undefined && Number.isFinite(after))
    return limitedUntil("a secondary limit", now + after * 1000, now);
  if (String(headers["x-ratelimit-remaining"]) === "0") return limitedUntil("the primary limit", resetOf(headers), now);
  if (error.status === 429 || /secondary rate limit|abuse detection/i.test(error.message ?? ""))
    return limitedUntil("a secondary limit", undefined, now);
  return undefined;
}

/** A pause until the time that was said, where that makes sense: one that is over would spin, one of years would hang. */
function limitedUntil(message: string, said: number | undefined, now: number): RateLimitedError {
  const wait = said === undefined ? unsaidMs : said - now;
  return new RateLimitedError(message, now + Math.min(longestMs, Math.max(shortestMs, wait)));
}

/** When the limit is lifted, in milliseconds since 1970. */
function resetOf(headers: Headers): number | undefined {
  const reset = Number(headers["x-ratelimit-reset"]) * 1000;
  return Number.isFinite(reset) && reset > 0 ? reset : undefined;
}

function isTokenRequest({ request }: OctokitError): boolean {
  return request?.url?.endsWith("/access_tokens") === true;
}

function codeOf(error: unknown): string | undefined {
  const { code, cause } = (error ?? {}) as { code?: unknown; cause?: unknown };
  return typeof code === "string" ? code : cause === undefined ? undefined : codeOf(cause);
}

function brief(message: string | undefined): string {
  return (message ?? "").slice(0, 200);
}
