import { Probot, ProbotOctokit } from "probot";
import type { Clock } from "../../pipeline/ports.ts";
import type { GitHubClient } from "./client.ts";
import { type Answered, hostBreaker, type OctokitLike, octokitClient } from "./octokit-client.ts";
import { pacingOf } from "./pacing.ts";

/** Who the app is, and where GitHub is. */
export interface ProbotOptions {
  readonly appId: number;
  /** PEM. */
  readonly privateKey: string;
  readonly webhookSecret: string;
  /** The REST API, without a slash at the end. */
  readonly baseUrl: string;
  readonly version: string;
  readonly log: NonNullable<ConstructorParameters<typeof Probot>[0]>["log"];
}

/** Probot for authentication and webhooks. Its throttling shares one pace among all installations, and its retries repeat POSTs. */
export function createProbot({ webhookSecret, version, log, ...options }: ProbotOptions): Probot {
  // The function form: with an object Probot's own options win.
  const Octokit: typeof ProbotOctokit = ProbotOctokit.defaults((given: Record<string, unknown>) => ({
    ...given,
    userAgent: `lockstep/${version}`,
    throttle: { enabled: false },
    retry: { enabled: false },
  }));
  return new Probot({ ...options, secret: webhookSecret, Octokit, ...(log && { log }) });
}

/** The ways to GitHub of one app: as itself, and as each installation at its own pace. */
export interface Clients {
  readonly app: GitHubClient;
  readonly of: (installation: number) => GitHubClient;
}

/** Most installations whose pace is remembered: one that was idle for a minute has its full pace again anyway. */
const maxRemembered = 5_000;

/** What GitHub said of a limit with an answer. */
export interface RateReading {
  /** As GitHub calls it, such as `core` or `graphql`. */
  readonly resource: string;
  readonly remaining: number;
  /** Milliseconds since 1970. */
  readonly resetAt: number;
}

/** What clients stand on, beside Probot. */
export interface ClientsOptions {
  readonly clock: Clock;
  readonly observe: (answered: Answered) => void;
  readonly observeRate: (installation: number, reading: RateReading) => void;
}

/** Clients over Probot's authentication. */
export function clientsOf(probot: Probot, { clock, observe, observeRate }: ClientsOptions): Clients {
  const made = new Map<number | undefined, GitHubClient>();
  const clientFor = (installation: number | undefined): GitHubClient => {
    const known = made.get(installation);
    if (known !== undefined) return known;
    if (made.size >= maxRemembered) made.clear();
    const octokit = lateOctokit(async () => {
      if (installation === undefined) return probot.auth();
      const own = await probot.auth(installation);
      own.hook.after("request", ({ headers }) => {
        const reading = rateFrom(headers);
        if (reading !== undefined) observeRate(installation, reading);
      });
      return own;
    });
    const client = octokitClient(octokit, {
      // One each: what GitHub cannot answer for one installation, such as a change too large for it, is no outage.
      ...{ pacing: pacingOf(clock), breaker: hostBreaker(), clock },
      observe,
    });
    made.set(installation, client);
    return client;
  };
  return { app: clientFor(undefined), of: clientFor };
}

/** An Octokit that is made when it is first used, and kept: Probot keeps and renews its token. */
function lateOctokit(make: () => Promise<unknown>): OctokitLike {
  let made: Promise<OctokitLike> | undefined;
  const octokit = () => {
    made ??= (make() as Promise<OctokitLike>).catch((error: unknown) => {
      made = undefined;
      throw error;
    });
    return made;
  };
  return {
    request: async (route, parameters) => (await octokit()).request(route, parameters),
    graphql: async (document, variables) => (await octokit()).graphql(document, variables),
  };
}

function rateFrom(headers: Readonly<Record<string, unknown>>): RateReading | undefined {
  const remaining = Number(headers["x-ratelimit-remaining"] ?? Number.NaN);
  const resetAt = Number(headers["x-ratelimit-reset"]) * 1000;
  if (!Number.isFinite(remaining) || !Number.isFinite(resetAt)) return undefined;
  const resource = headers["x-ratelimit-resource"];
  return { resource: typeof resource === "string" ? resource : "core", remaining, resetAt };
}
