import {
  BrokenCircuitError,
  ConsecutiveBreaker,
  circuitBreaker,
  ExponentialBackoff,
  handleType,
  handleWhen,
  type IPolicy,
  retry,
  wrap,
} from "cockatiel";
import type { Clock } from "../../pipeline/ports.ts";
import { LostAnswerError, UnavailableError } from "../../pipeline/trouble.ts";
import type { GitHubClient, GraphQlAnswer, GraphQlError, RestAnswer } from "./client.ts";
import type { Pacing } from "./pacing.ts";
import { troubleFrom } from "./trouble-from.ts";

/** As much of an Octokit as is used: Probot's and `@octokit/rest`'s both are one. */
export interface OctokitLike {
  request(
    route: string,
    parameters?: Record<string, unknown>,
  ): Promise<{ status: number; headers: object; data: unknown }>;
  graphql(document: string, variables?: Record<string, unknown>): Promise<unknown>;
}

/** A request that was answered, for metrics. */
export interface Answered {
  readonly kind: "rest" | "query" | "mutation";
  /** 0: no answer. */
  readonly status: number;
  readonly durationMs: number;
}

/** What a client stands on. */
export interface ClientOptions {
  readonly pacing: Pacing;
  /** One for all clients of an installation. */
  readonly breaker: IPolicy;
  readonly clock: Clock;
  readonly observe?: (answered: Answered) => void;
  /** First pause before a read is repeated, in milliseconds. */
  readonly retryAfterMs?: number;
}

/** The version of GitHub's API this is written for; Enterprise Server up to 3.20 knows no newer one. */
export const apiVersion = "2022-11-28";

/** Longest time for an answer, in milliseconds. GraphQL itself gives up after 10 s. */
const timeoutMs = 15_000;

/** Times a read is tried. */
const tries = 3;

/**
 * Stops asking an API host that fails: opens after five failures in a row, lets one request through after a minute.
 * Refusals and limits are no failures of the host.
 */
export function hostBreaker(halfOpenAfterMs = 60_000): IPolicy {
  return circuitBreaker(
    handleWhen((error) => error instanceof UnavailableError || error instanceof LostAnswerError),
    { halfOpenAfter: halfOpenAfterMs, breaker: new ConsecutiveBreaker(5) },
  );
}

/** A client over an Octokit whose own throttling and retries are switched off. */
export function octokitClient(octokit: OctokitLike, options: ClientOptions): GitHubClient {
  const { pacing, breaker, clock, observe } = options;
  const again = retry(handleType(UnavailableError), {
    maxAttempts: tries - 1,
    backoff: new ExponentialBackoff({ initialDelay: options.retryAfterMs ?? 250, maxDelay: 4_000 }),
  });
  const reading = wrap(again, breaker);

  async function send<Result extends { status: number; headers: object }>(
    kind: Answered["kind"],
    write: boolean,
    request: () => Promise<Result>,
  ): Promise<Result> {
    const once = async () => {
      await pacing.admit({ api: kind === "rest" ? "rest" : "graphql", write, content: write });
      const started = clock.now();
      try {
        const answer = await request();
        observe?.({ kind, status: answer.status, durationMs: clock.now() - started });
        return answer;
      } catch (error) {
        const { status, response } = error as { status?: number; response?: object };
        observe?.({
          kind,
          status: response === undefined ? 0 : (status ?? 0),
          durationMs: clock.now() - started,
        });
        throw troubleFrom(error, write, clock.now());
      }
    };
    try {
      return await (write ? breaker : reading).execute(once);
    } catch (error) {
      if (error instanceof BrokenCircuitError)
        throw new UnavailableError("GitHub failed repeatedly; not asked for now");
      throw error;
    }
  }

  return {
    rest: (async (route: string, parameters: Readonly<Record<string, unknown>> = {}) => {
      const write = !route.startsWith("GET ");
      const answer = await send("rest", write, () =>
        octokit.request(route, {
          ...parameters,
          headers: { "x-github-api-version": apiVersion },
          request: { signal: AbortSignal.timeout(timeoutMs) },
        }),
      );
      return answer as RestAnswer<unknown>;
    }) as GitHubClient["rest"],
    async location(route, parameters) {
      const { headers } = await send("rest", false, () =>
        octokit.request(route, {
          ...parameters,
          headers: { "x-github-api-version": apiVersion },
          request: { signal: AbortSignal.timeout(timeoutMs), redirect: "manual" },
        }),
      );
      const { location } = headers as Readonly<Record<string, string | undefined>>;
      if (location === undefined)
        throw new UnavailableError("GitHub answered without the address it should redirect to");
      return location;
    },
    async graphql<Data>(document: string, variables: Readonly<Record<string, unknown>>): Promise<GraphQlAnswer<Data>> {
      const write = document.trimStart().startsWith("mutation");
      const answer = await send(write ? "mutation" : "query", write, async () => {
        const request = { signal: AbortSignal.timeout(timeoutMs) };
        const got = await graphQlAnswer(octokit.graphql(document, { ...variables, request }));
        return { status: 200, headers: {}, ...got };
      });
      return { data: answer.data as Data | undefined, errors: answer.errors };
    },
  };
}

/** Octokit rejects where an answer has errors; those beside data are part of the answer. */
async function graphQlAnswer(asked: Promise<unknown>): Promise<GraphQlAnswer<unknown>> {
  try {
    return { data: await asked, errors: [] };
  } catch (error) {
    const { name, data, errors } = error as { name?: string; data?: unknown; errors?: readonly GraphQlError[] };
    const isPartial = name === "GraphqlResponseError" && data !== null && data !== undefined && errors !== undefined;
    const isLimited = errors?.some(({ type }) => type === "RATE_LIMITED" || type === "RATE_LIMIT") === true;
    if (!isPartial || isLimited) throw error;
    return { data, errors };
  }
}
