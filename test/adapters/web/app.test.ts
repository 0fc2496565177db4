import { describe, expect, test } from "@jest/globals";
import { createWebApp, type WebOptions } from "../../../src/adapters/web/app.ts";
import { delivery, recorder } from "./delivery.ts";

async function ask(path: string, init: RequestInit = {}, changes: Partial<WebOptions> = {}) {
  const { options, recorded } = recorder(changes);
  const response = await createWebApp(options).request(path, init);
  return { status: response.status, headers: response.headers, text: await response.text(), ...recorded };
}

const failing = () => Promise.reject(new Error("database is locked: /data/lockstep.db"));

describe("health", () => {
  test("is fine while the process lives, even when nothing else is", async () => {
    expect(await ask("/healthz", {}, { ready: failing, draining: () => true })).toMatchObject({ status: 200 });
  });
});

describe("readiness", () => {
  test("is there when store and queue answer", async () => {
    expect(await ask("/readyz")).toMatchObject({ status: 200, text: '{"status":"ready"}' });
  });

  test.each<[string, Partial<WebOptions>, string]>([
    ["the server is stopping", { draining: () => true }, "the server is stopping"],
    ["something says why not", { ready: () => Promise.resolve({ ok: false, why: "no queue" }) }, "no queue"],
    ["something throws", { ready: failing }, "store or queue does not answer"],
  ])("is not when %s", async (_name, changes, detail) => {
    const { status, text } = await ask("/readyz", {}, changes);
    expect([status, JSON.parse(text)]).toEqual([503, expect.objectContaining({ status: 503, detail })]);
    expect(text).not.toContain("/data");
  });
});

describe("metrics", () => {
  test("are Prometheus text", async () => {
    const { status, headers, text } = await ask("/metrics");
    expect([status, text]).toEqual([200, "lockstep_up 1\n"]);
    expect(headers.get("content-type")).toBe("text/plain; version=0.0.4; charset=utf-8");
  });

  test("that fail say nothing of the inside, and the log says it", async () => {
    const { status, text, logged } = await ask("/metrics", {}, { metrics: failing });
    expect(status).toBe(500);
    expect(text).not.toContain("locked");
    expect(logged).toHaveLength(1);
  });
});

describe("every path", () => {
  test.each([
    ["GET", "/api/github/webhooks", 405, "POST"],
    ["PUT", "/api/github/webhooks", 405, "POST"],
    ["POST", "/healthz", 405, "GET, HEAD"],
    ["DELETE", "/", 405, "GET, HEAD"],
    ["GET", "/nothing", 404, null],
    ["POST", "/api/github/webhooks/", 404, null],
    ["GET", "/setup", 404, null],
    ["GET", "/..%2f..%2fetc/passwd", 404, null],
  ])("%s %s is %i", async (method, path, status, allow) => {
    const { headers, text, ...answer } = await ask(path, { method });
    expect(answer.status).toBe(status);
    expect(headers.get("allow")).toBe(allow);
    expect(JSON.parse(text)).toMatchObject({ status });
  });

  test.each(["/", "/healthz", "/nothing", "/metrics"])("%s forbids a browser everything", async (path) => {
    const { headers } = await ask(path);
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'.*form-action 'none'; frame-ancestors 'none'/,
    );
    expect(headers.get("x-content-type-options")).toBe("nosniff");
    expect(headers.get("referrer-policy")).toBe("no-referrer");
  });
});

test("the front page says what this is and its version, escaped", async () => {
  const { status, text, headers } = await ask("/", {}, { version: "<b>1</b>" });
  expect(status).toBe(200);
  expect(text).toContain("Lockstep");
  expect(text).toContain("&lt;b&gt;1&lt;/b&gt;");
  const nonce = /style-src 'nonce-([^']+)'/.exec(headers.get("content-security-policy") ?? "")?.[1] ?? "none";
  expect(text).toContain(`<style nonce="${nonce}">`);
});

test("a delivery goes to the webhook", async () => {
  const { status, deliveries } = await ask("/api/github/webhooks", delivery());
  expect([status, deliveries.length]).toEqual([202, 1]);
});
