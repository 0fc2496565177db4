import { generateKeyPairSync } from "node:crypto";
import { describe, expect, test } from "@jest/globals";
import { Probot } from "probot";
import { createLog } from "../../../src/adapters/log/log.ts";

const secret = 'webhook "secret" 1';
const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const webToken = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOjd9.c2lnbmF0dXJl-_x";

/** Everything that must never be seen, each as it is and with a mark to look for. */
const planted: readonly (readonly [name: string, text: string, mark: RegExp])[] = [
  ["an installation token", "ghs_16C7e42F292c6912E7710c838347Ae178B4a", /16C7e42F/],
  ["an installation token of the new form", `ghs_1234567_${webToken}`, /1234567_|eyJpc3|c2lnbmF0/],
  ["a user's token", "github_pat_11AAAAAAA0abcdefghij_KLMNOP", /11AAAAAAA0|KLMNOP/],
  ["a JSON web token", webToken, /eyJhbGci|eyJpc3|c2lnbmF0/],
  ["a private key", privateKey, /BEGIN RSA|MII/],
  ["a private key on one line", privateKey.replaceAll("\n", "\\n"), /BEGIN RSA|MII/],
  ["a private key in base64", Buffer.from(privateKey).toString("base64"), /LS0tLS1CRUdJTi/],
  ["a line of the private key", privateKey.split("\n")[3] ?? "", new RegExp(escaped(privateKey.split("\n")[3] ?? ""))],
  ["a signature", `sha256=${"ab".repeat(32)}`, /abababab/],
  ["a password in a URL", "https://lockstep:hunter22@ghes.example.com/api/v3", /hunter22/],
  ["a token in a URL", "https://x-access-token@ghes.example.com/", /x-access-token/],
  ["a bearer", "Authorization: Bearer abcdefgh12345678", /abcdefgh12345678/],
  ["the webhook secret", secret, /webhook \\*"secret/],
];

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&");
}

function logged(write: (log: ReturnType<typeof createLog>) => void, level = "trace") {
  const lines: string[] = [];
  write(
    createLog(level, {
      destination: { write: (line) => void lines.push(line) },
      secrets: [secret, privateKey],
    }),
  );
  return { text: lines.join(""), lines: lines.map((line) => JSON.parse(line) as Record<string, unknown>) };
}

describe.each(planted)("%s", (_name, text, mark) => {
  test("is taken out of a message and out of what is put into it", () => {
    const { text: written, lines } = logged((log) => {
      log.info(`before ${text} after`);
      log.warn("before %s after", text);
      log.warn("%j", { nested: { text } });
      log.error({ why: text }, text);
    });
    expect(written).not.toMatch(mark);
    expect(lines).toHaveLength(4);
  });

  test("is taken out of errors: message, stack, cause, parts, and what hangs on them", () => {
    const { text: written } = logged((log) => {
      const error = new Error(`failed with ${text}`, { cause: new Error(text, { cause: { text } }) });
      log.error(error);
      log.error({ err: error, error }, "beside");
      log.error({ deep: { er: { still: error } } });
      log.error(new AggregateError([error, text], text));
      log.error(
        Object.assign(new Error("request failed"), { request: { headers: { authorization: text }, url: text } }),
      );
      log.error(Object.assign(new Error("hook failed"), { event: { id: "1", name: "push", payload: { text } } }));
    });
    expect(written).not.toMatch(mark);
  });

  test("is taken out of values at any depth, of lists, of keys and of bindings of children", () => {
    const { text: written, lines } = logged((log) => {
      log.info({ a: { b: { c: { d: { e: { f: { g: text } } } } } }, list: [[text], { text }] });
      log.info({ [text]: 1 });
      log.child({ delivery: text, nested: { text }, err: new Error(text) }).info("child");
      log.child({ one: 1 }).child({ text }).info("grandchild");
    });
    expect(written).not.toMatch(mark);
    expect(lines).toHaveLength(4);
  });
});

describe("what others wrote", () => {
  test.each([
    ["a payload", { payload: { title: "planted text" } }],
    ["a payload of an event", { event: { id: "1", name: "push", payload: { title: "planted text" } } }],
    ["a request", { req: { url: "/", headers: { cookie: "planted text" } } }],
    ["headers", { deep: { headers: { "x-any": "planted text" } } }],
    ["bytes", { raw: Buffer.from("planted text") }],
    ["a map", { map: new Map([["planted text", "planted text"]]) }],
    ["what a secret's name holds", { webhook_secret: "planted text", deep: { accessToken: ["planted text"] } }],
  ])("is not written: %s", (_name, fields) => {
    const { text, lines } = logged((log) => {
      log.info(fields, "message");
      log.child(fields).info("message");
      log.error(Object.assign(new Error("failed"), fields));
    });
    expect(text).not.toContain("planted");
    expect(lines).toHaveLength(3);
  });

  test("is cut when it is long", () => {
    const long = "x".repeat(1_000_000);
    const { text } = logged((log) => {
      log.info(long);
      log.error(new Error(long));
      log.info({ long, list: Array.from({ length: 10_000 }, () => "item") });
    });
    expect(text.length).toBeLessThan(80_000);
  });

  test("cannot make it fail: circles, throwing getters, invalid dates", () => {
    const circle: Record<string, unknown> = { date: new Date(Number.NaN), big: 1n };
    circle["circle"] = circle;
    Object.defineProperty(circle, "bad", {
      enumerable: true,
      get: () => {
        throw new Error("no");
      },
    });
    const { lines } = logged((log) => {
      log.info(circle);
    });
    expect(lines[0]).toMatchObject({ date: "invalid date", big: "1", bad: "[unreadable]" });
  });
});

describe("a line", () => {
  test("has level, time and message, and what its child was bound to", () => {
    const { lines } = logged((log) => {
      log.child({ delivery: "72d3162e", pullRequest: "acme/harbour#7" }).info({ event: "pull_request" }, "enqueued");
    });
    expect(lines).toEqual([
      {
        level: "info",
        time: expect.stringMatching(/^\d{4}-\d\d-\d\dT/),
        delivery: "72d3162e",
        pullRequest: "acme/harbour#7",
        event: "pull_request",
        msg: "enqueued",
      },
    ]);
  });

  test("of an error has name, message, stack, status, and causes to the second", () => {
    const cause = new Error("one", { cause: new Error("two", { cause: new Error("three") }) });
    const { lines } = logged((log) => {
      log.error(Object.assign(new RangeError("zero", { cause }), { status: 502, url: "https://example.com" }));
    });
    expect(lines[0]).toMatchObject({
      msg: "zero",
      err: {
        name: "RangeError",
        message: "zero",
        status: 502,
        stack: expect.stringContaining("RangeError: zero"),
        cause: { message: "one", cause: { message: "two" } },
      },
    });
    expect(JSON.stringify(lines[0])).not.toMatch(/three"|example\.com/);
  });

  test("below the level is not written", () => {
    expect(
      logged((log) => {
        log.info("quiet");
      }, "warn").lines,
    ).toEqual([]);
    expect(
      logged((log) => {
        log.fatal("quiet");
      }, "silent").lines,
    ).toEqual([]);
  });
});

test("Probot logs through it without payloads and signatures", async () => {
  const lines: string[] = [];
  const log = createLog("trace", { destination: { write: (line) => void lines.push(line) }, secrets: [secret] });
  const probot = new Probot({ appId: 7, privateKey, secret, log });
  await probot.load((app) => {
    app.on("push", () => {
      throw new Error("handler failed");
    });
  });
  const payload = JSON.stringify({ installation: { id: 1 }, head_commit: { message: "planted text" } });
  const signature = await probot.webhooks.sign(payload);
  await expect(probot.webhooks.verifyAndReceive({ id: "1", name: "push", payload, signature })).rejects.toThrow();
  await expect(
    probot.webhooks.verifyAndReceive({ id: "2", name: "push", payload, signature: `sha256=${"0".repeat(64)}` }),
  ).rejects.toThrow();
  expect(lines.join("")).toContain("handler failed");
  expect(lines.join("")).not.toMatch(/planted|sha256=|webhook \\*"secret/);
});
