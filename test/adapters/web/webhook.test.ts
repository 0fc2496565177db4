import { describe, expect, test } from "@jest/globals";
import { createWebhook, maxBodyBytes, type WebhookOptions } from "../../../src/adapters/web/webhook.ts";
import { delivery, recorder, secret } from "./delivery.ts";

async function post(init: RequestInit, changes: Partial<WebhookOptions> = {}) {
  const { options, recorded } = recorder(changes);
  const response = await createWebhook(options)(new Request("http://localhost/api/github/webhooks", init));
  const body = (await response.json()) as Record<string, unknown>;
  return { status: response.status, headers: response.headers, body, ...recorded };
}

describe("a delivery", () => {
  test("is handed on with its bytes, and acknowledged", async () => {
    const text = '{"action":"opened","title":"grüße"}';
    const { status, body, deliveries, observed, logged } = await post(delivery(text));
    expect({ status, body, observed, logged }).toEqual({
      status: 202,
      body: { accepted: true },
      observed: ["pull_request accepted"],
      logged: [],
    });
    expect(deliveries).toEqual([
      {
        id: "72d3162e-cc78-11e3-81ab-4c9367dc0958",
        event: "pull_request",
        body: text,
        payload: { action: "opened", title: "grüße" },
        signature: expect.stringMatching(/^sha256=/),
      },
    ]);
  });

  test("may name a charset", async () => {
    expect((await post(delivery(undefined, { "content-type": "application/json; charset=utf-8" }))).status).toBe(202);
  });
});

describe("a request that is no delivery", () => {
  test.each<[string, RequestInit, number, string]>([
    ["without an id", delivery("{}", { "x-github-delivery": undefined }), 400, "X-GitHub-Delivery"],
    ["with an id that is none", delivery("{}", { "x-github-delivery": "a b" }), 400, "X-GitHub-Delivery"],
    ["without an event", delivery("{}", { "x-github-event": undefined }), 400, "X-GitHub-Event"],
    ["without a signature", delivery("{}", { "x-hub-signature-256": undefined }), 401, "X-Hub-Signature-256"],
    ["with half a signature", delivery("{}", { "x-hub-signature-256": "sha256=abc" }), 401, "X-Hub-Signature-256"],
    [
      "signed by somebody else",
      delivery("{}", { "x-hub-signature-256": `sha256=${"0".repeat(64)}` }),
      401,
      "signature",
    ],
    ["of a form", delivery("payload=x", { "content-type": "application/x-www-form-urlencoded" }), 415, "json"],
    ["without a type", delivery("{}", { "content-type": "" }), 415, "json"],
    ["with half a JSON", delivery('{"a":'), 400, "JSON"],
    ["with null", delivery("null"), 400, "JSON"],
    ["with a list", delivery("[]"), 400, "JSON"],
    ["with bytes that are no text", delivery(Uint8Array.of(0x22, 0xff, 0x22)), 400, "JSON"],
    ["with nothing in it", delivery(""), 400, "JSON"],
    ["that announces too much", delivery("{}", { "content-length": String(maxBodyBytes + 1) }), 413, "at most"],
  ])("is refused %s", async (_name, init, status, detail) => {
    const answer = await post(init);
    expect(answer.status).toBe(status);
    expect(answer.headers.get("content-type")).toBe("application/problem+json");
    expect(answer.body).toMatchObject({ type: "about:blank", status, detail: expect.stringContaining(detail) });
    expect(answer.deliveries).toEqual([]);
    expect(answer.observed).toHaveLength(1);
  });

  test("is not parsed before its signature is right, and leaves one short line in the log", async () => {
    const { logged } = await post(
      delivery("x".repeat(1_000_000), { "x-hub-signature-256": `sha256=${"1".repeat(64)}` }),
    );
    expect(logged).toHaveLength(1);
    expect(logged[0]?.length).toBeLessThan(300);
    expect(logged[0]).not.toMatch(/1{64}|xxx/);
  });
});

describe("a delivery that cannot be taken now is to be sent once more", () => {
  test.each<[string, Partial<WebhookOptions>]>([
    ["while the server stops", { draining: () => true }],
    ["when it cannot be stored", { receive: () => Promise.reject(new Error("SQLITE_FULL at /data/lockstep.db")) }],
  ])("%s", async (_name, changes) => {
    const { status, headers, body, observed } = await post(delivery(), changes);
    expect(status).toBe(503);
    expect(headers.get("retry-after")).toBe("30");
    expect(JSON.stringify(body)).not.toContain("SQLITE");
    expect(observed).toEqual(["pull_request unavailable"]);
  });
});

test.each([
  ["bad-signature", 401],
  ["bad-payload", 400],
] as const)("a receiver that finds a %s is believed", async (receipt, status) => {
  const answer = await post(delivery(), { receive: () => Promise.resolve(receipt) });
  expect([answer.status, answer.observed]).toEqual([status, [`pull_request ${receipt}`]]);
});

test("no answer and no line of the log repeats the secret", async () => {
  const { body, logged } = await post(delivery("{}", { "x-hub-signature-256": `sha256=${"2".repeat(64)}` }));
  expect(JSON.stringify([body, logged])).not.toContain(secret);
});
