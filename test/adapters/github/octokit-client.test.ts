import { afterAll, afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import nock from "nock";
import { RefusedError } from "../../../src/adapters/github/client.ts";
import { hostBreaker, octokitClient } from "../../../src/adapters/github/octokit-client.ts";
import { pacingOf } from "../../../src/adapters/github/pacing.ts";
import { systemClock } from "../../../src/clock.ts";
import { AccessLostError, LostAnswerError, RateLimitedError, UnavailableError } from "../../../src/pipeline/trouble.ts";

const url = "https://github.test";
const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

function client(breaker = hostBreaker()) {
  const octokit = new Octokit({ auth: "token-of-a-person", baseUrl: url, log: silent });
  return octokitClient(octokit, { pacing: pacingOf(systemClock), breaker, clock: systemClock, retryAfterMs: 1 });
}
const read = "GET /rate_limit";
const write = "POST /repos/{owner}/{repo}/check-runs";
const parameters = { owner: "acme", repo: "harbour", name: "x", head_sha: "a" };
const query = "query Look { viewer { login } }";
const mutation = "mutation Publish { addReaction(input: {}) { reaction { content } } }";

// What nock patches belongs to the process, which other test files share.
afterAll(() => {
  nock.restore();
});
beforeEach(() => {
  nock.disableNetConnect();
});
afterEach(() => {
  nock.abortPendingRequests();
  nock.cleanAll();
  nock.enableNetConnect();
});

describe("a read", () => {
  test("is repeated when GitHub fails, and answers in the end", async () => {
    nock(url)
      .get("/rate_limit")
      .reply(502)
      .get("/rate_limit")
      .replyWithError(Object.assign(new Error("x"), { code: "ECONNRESET" }));
    nock(url).get("/rate_limit").reply(200, { ok: true });
    expect((await client().rest(read)).data).toEqual({ ok: true });
  });

  test("gives up after three tries", async () => {
    nock(url).get("/rate_limit").times(3).reply(503);
    await expect(client().rest(read)).rejects.toBeInstanceOf(UnavailableError);
    expect(nock.isDone()).toBe(true);
  });

  test("of GraphQL that went wrong is repeated too", async () => {
    nock(url)
      .post("/graphql")
      .reply(200, { data: null, errors: [{ message: "Something went wrong while executing your query." }] });
    nock(url)
      .post("/graphql")
      .reply(200, { data: { viewer: { login: "ada" } } });
    expect(await client().graphql(query, {})).toEqual({ data: { viewer: { login: "ada" } }, errors: [] });
  });

  test("with errors beside data hands over both", async () => {
    const errors = [{ type: "NOT_FOUND", path: ["organisation"], message: "Could not resolve" }];
    nock(url)
      .post("/graphql")
      .reply(200, { data: { organisation: null }, errors });
    expect(await client().graphql(query, {})).toEqual({ data: { organisation: null }, errors });
  });
});

describe("a write", () => {
  test.each<[string, () => void]>([
    ["GitHub fails", () => nock(url).post("/repos/acme/harbour/check-runs").reply(502)],
    [
      "the connection is lost",
      () =>
        nock(url)
          .post("/repos/acme/harbour/check-runs")
          .replyWithError(Object.assign(new Error("x"), { code: "ECONNRESET" })),
    ],
  ])("is sent once when %s, because it may have taken effect", async (_, order) => {
    order();
    await expect(client().rest(write, parameters)).rejects.toBeInstanceOf(LostAnswerError);
  });

  test("of GraphQL is sent once as well", async () => {
    nock(url).post("/graphql").reply(504);
    await expect(client().graphql(mutation, {})).rejects.toBeInstanceOf(LostAnswerError);
  });

  test("that never left is no lost answer", async () => {
    nock(url)
      .post("/repos/acme/harbour/check-runs")
      .replyWithError(Object.assign(new Error("x"), { code: "ECONNREFUSED" }));
    await expect(client().rest(write, parameters)).rejects.toBeInstanceOf(UnavailableError);
  });

  test("that GitHub refuses is refused, without its text of the request", async () => {
    nock(url).post("/repos/acme/harbour/check-runs").reply(422, { message: "Validation Failed" });
    const error = await client()
      .rest(write, parameters)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RefusedError);
    expect((error as RefusedError).status).toBe(422);
  });
});

describe("a limit", () => {
  const soon = () => String(Math.ceil(Date.now() / 1000) + 600);
  test.each<[string, number, Record<string, string>, unknown, number]>([
    ["that says how long", 403, { "retry-after": "30" }, { message: "secondary rate limit" }, 30_000],
    ["as 429 that says how long", 429, { "retry-after": "60" }, { message: "slow down" }, 60_000],
    ["that does not say how long", 403, {}, { message: "You have exceeded a secondary rate limit." }, 60_000],
    [
      "of the hour",
      403,
      { "x-ratelimit-remaining": "0", "x-ratelimit-reset": soon() },
      { message: "API rate limit exceeded" },
      600_000,
    ],
  ])("%s is asked once, and waited for elsewhere", async (_, status, headers, body, waits) => {
    nock(url).get("/rate_limit").reply(status, body, headers);
    const error = await client()
      .rest(read)
      .catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RateLimitedError);
    const left = (error as RateLimitedError).until - Date.now();
    expect(Math.abs(left - waits)).toBeLessThan(5_000);
  });

  test.each([
    ["no time at all", { "retry-after": "0" }, 1_000],
    ["a time that is over", { "retry-after": "-30" }, 1_000],
    ["years", { "retry-after": "999999999999" }, 3_600_000],
    ["years, as a date", { "x-ratelimit-remaining": "0", "x-ratelimit-reset": "99999999999999" }, 3_600_000],
  ])(
    "that says %s is waited for no shorter than a second and no longer than GitHub's hour",
    async (_, headers, waits) => {
      nock(url).get("/rate_limit").reply(403, { message: "secondary rate limit" }, headers);
      const error = await client()
        .rest(read)
        .catch((thrown: unknown) => thrown);
      const left = (error as RateLimitedError).until - Date.now();
      expect(left).toBeGreaterThan(waits - 900);
      expect(left).toBeLessThanOrEqual(waits);
    },
  );

  test("of GraphQL comes with status 200", async () => {
    nock(url)
      .post("/graphql")
      .reply(200, { errors: [{ type: "RATE_LIMITED", message: "API rate limit exceeded" }] });
    await expect(client().graphql(query, {})).rejects.toBeInstanceOf(RateLimitedError);
  });
});

describe("an installation that is gone", () => {
  test("has lost its access", async () => {
    nock(url).post("/app/installations/1/access_tokens").reply(404, { message: "Not Found" });
    const lost = client().rest("POST /app/installations/{installation_id}/access_tokens", { installation_id: 1 });
    await expect(lost).rejects.toBeInstanceOf(AccessLostError);
  });

  test("is another thing than credentials of the app that GitHub does not take for now, as when a clock is wrong", async () => {
    nock(url).post("/app/installations/1/access_tokens").reply(401, { message: "'Expiration time' claim is too far" });
    const refused = client().rest("POST /app/installations/{installation_id}/access_tokens", { installation_id: 1 });
    await expect(refused).rejects.toBeInstanceOf(UnavailableError);
  });
});

describe("a host that fails", () => {
  test("is not asked any more after five failures in a row, until one try goes through", async () => {
    const breaker = hostBreaker(20);
    nock(url).post("/graphql").times(5).reply(500);
    for (let count = 0; count < 5; count += 1) await expect(client(breaker).graphql(mutation, {})).rejects.toThrow();
    await expect(client(breaker).rest(read)).rejects.toBeInstanceOf(UnavailableError);
    expect(nock.isDone()).toBe(true);
    await new Promise((resolve) => setTimeout(resolve, 30));
    nock(url).get("/rate_limit").times(2).reply(200, {});
    await client(breaker).rest(read);
    await client(breaker).rest(read);
  });

  test("is asked further when it only refuses or limits", async () => {
    const breaker = hostBreaker();
    nock(url).get("/rate_limit").times(6).reply(404, {});
    for (let count = 0; count < 6; count += 1)
      await expect(client(breaker).rest(read)).rejects.toBeInstanceOf(RefusedError);
    nock(url).get("/rate_limit").reply(200, {});
    await client(breaker).rest(read);
  });
});
