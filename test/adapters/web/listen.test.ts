import { connect, type Socket } from "node:net";
import { afterEach, describe, expect, test } from "@jest/globals";
import { createWebApp, type WebOptions, webhookPath } from "../../../src/adapters/web/app.ts";
import { type Listening, listen } from "../../../src/adapters/web/listen.ts";
import { maxBodyBytes } from "../../../src/adapters/web/webhook.ts";
import { delivery, recorder } from "./delivery.ts";

const open: Listening[] = [];

afterEach(async () => {
  await Promise.all(open.splice(0).map((listening) => listening.close(0)));
});

async function serve(changes: Partial<WebOptions> = {}) {
  const { options, recorded } = recorder(changes);
  const listening = await listen(createWebApp(options), { host: "127.0.0.1", port: 0 });
  open.push(listening);
  return { ...listening, recorded };
}

/** A promise and what settles it. */
function signal<T = void>() {
  let settle: (value: T) => void = () => undefined;
  const promise = new Promise<T>((resolve) => {
    settle = resolve;
  });
  return { promise, settle };
}

async function socketTo(url: string): Promise<Socket> {
  const socket = connect(Number(new URL(url).port), "127.0.0.1");
  await new Promise((resolve) => socket.once("connect", resolve));
  return socket;
}

/** All that a socket is sent until it is closed. */
function received(socket: Socket): Promise<string> {
  let text = "";
  return new Promise((resolve) => {
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
    });
    socket.on("error", () => undefined);
    socket.once("close", () => {
      resolve(text);
    });
  });
}

describe("over HTTP", () => {
  test("a delivery arrives byte for byte", async () => {
    const { url, recorded } = await serve();
    const text = JSON.stringify({ title: "grüße \u2028 \u{1f512}", long: "x".repeat(3_000_000) });
    const response = await fetch(url + webhookPath, delivery(text));
    expect([response.status, await response.json()]).toEqual([202, { accepted: true }]);
    expect(recorded.deliveries[0]?.body).toBe(text);
  });

  test("a body of the size GitHub allows is taken", async () => {
    const { url, recorded } = await serve();
    const text = `{"long":"${"x".repeat(maxBodyBytes - 11)}"}`;
    expect((await fetch(url + webhookPath, delivery(text))).status).toBe(202);
    expect(recorded.deliveries[0]?.body).toHaveLength(maxBodyBytes);
  });

  test("a body that announces more is refused before it is sent", async () => {
    const { url } = await serve();
    const socket = await socketTo(url);
    const answer = received(socket);
    socket.write(`POST ${webhookPath} HTTP/1.1\r\nHost: x\r\nContent-Length: ${maxBodyBytes + 1}\r\n\r\n`);
    expect(await answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  test("a body that grows beyond it in chunks is refused on the way", async () => {
    const { url, recorded } = await serve();
    let sent = 0;
    const body = new ReadableStream<Uint8Array>({
      pull(controller) {
        if (sent > maxBodyBytes) {
          controller.close();
          return;
        }
        controller.enqueue(new Uint8Array(1024 * 1024));
        sent += 1024 * 1024;
      },
    });
    const { headers } = delivery("{}");
    const response = await fetch(url + webhookPath, { method: "POST", headers, body, duplex: "half" } as RequestInit);
    expect(response.status).toBe(413);
    expect(recorded.deliveries).toEqual([]);
  });

  test("a client that goes away in the middle harms nobody", async () => {
    const { url, recorded } = await serve();
    const socket = await socketTo(url);
    const { headers } = delivery("{}");
    const lines = (headers as [string, string][]).map(([name, value]) => `${name}: ${value}\r\n`).join("");
    socket.write(`POST ${webhookPath} HTTP/1.1\r\nHost: x\r\n${lines}Content-Length: 1000\r\n\r\n{"half":`);
    socket.destroy();
    expect((await fetch(`${url}/healthz`)).status).toBe(200);
    expect(recorded.deliveries).toEqual([]);
  });

  test.each([
    ["a host that is none", "GET / HTTP/1.1\r\nHost: a b\r\n\r\n"],
    ["no host", "GET / HTTP/1.1\r\n\r\n"],
    ["a path with a backslash", "GET /\\..\\x HTTP/1.1\r\nHost: x\r\n\r\n"],
    ["what is no HTTP", "\x16\x03\x01 hello\r\n\r\n"],
    ["too long a header", `GET / HTTP/1.1\r\nHost: x\r\nX: ${"x".repeat(20_000)}\r\n\r\n`],
    ["two lengths", "POST / HTTP/1.1\r\nHost: x\r\nContent-Length: 1\r\nTransfer-Encoding: chunked\r\n\r\n"],
  ])("%s is refused in few words", async (_name, request) => {
    const { url } = await serve();
    const socket = await socketTo(url);
    const answer = received(socket);
    socket.end(request, "latin1");
    expect(await answer).toMatch(/^HTTP\/1\.1 4\d\d /);
    expect((await answer).length).toBeLessThan(1_000);
  });
});

describe("an address that cannot be had", () => {
  test("is said with the reason", async () => {
    const { url } = await serve();
    const port = Number(new URL(url).port);
    await expect(listen(createWebApp(recorder().options), { host: "127.0.0.1", port })).rejects.toThrow(
      `cannot listen on 127.0.0.1:${port}: something else listens there already`,
    );
  });
});

describe("closing", () => {
  test("finishes what is in hand and takes nothing new", async () => {
    const arrived = signal();
    const stored = signal<"accepted">();
    const server = await serve({
      receive: () => {
        arrived.settle();
        return stored.promise;
      },
    });
    const answer = fetch(server.url + webhookPath, delivery());
    await arrived.promise;
    const closed = server.close(60_000);
    await expect(fetch(`${server.url}/healthz`)).rejects.toThrow();
    stored.settle("accepted");
    const response = await answer;
    expect([response.status, response.headers.get("connection")]).toEqual([202, "close"]);
    await closed;
  });

  test("does not wait for connections that are kept alive, or say nothing", async () => {
    const server = await serve();
    await (await fetch(`${server.url}/healthz`)).text();
    const silent = await socketTo(server.url);
    const ended = received(silent);
    await (await fetch(`${server.url}/healthz`)).text();
    await server.close(600_000);
    expect(await ended).toBe("");
  });

  test("cuts off what is not done in time", async () => {
    const arrived = signal();
    const stored = signal<"accepted">();
    const server = await serve({
      receive: () => {
        arrived.settle();
        return stored.promise;
      },
    });
    const answer = fetch(server.url + webhookPath, delivery()).catch(() => "cut off");
    await arrived.promise;
    await server.close(1);
    expect(await answer).toBe("cut off");
    stored.settle("accepted");
  });
});
