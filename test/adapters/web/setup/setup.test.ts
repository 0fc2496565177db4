import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, readdir, readFile, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseEnv } from "node:util";
import { afterAll, beforeAll, beforeEach, describe, expect, test } from "@jest/globals";
import { Hono } from "hono";
import { type Listening, listen } from "../../../../src/adapters/web/listen.ts";
import { envFile } from "../../../../src/adapters/web/setup/env-file.ts";
import { readManifest } from "../../../../src/adapters/web/setup/manifest.ts";
import { createSetupApp, type SetupOptions } from "../../../../src/adapters/web/setup/setup.ts";
import { readEnvironment } from "../../../../src/env.ts";

const { privateKey } = generateKeyPairSync("rsa", {
  modulusLength: 2048,
  privateKeyEncoding: { type: "pkcs1", format: "pem" },
  publicKeyEncoding: { type: "spki", format: "pem" },
});
const manifest = readManifest(await readFile(new URL("../../../../app.yml", import.meta.url), "utf8"));
const converted: Record<string, unknown> = {
  id: 7,
  name: "Lockstep <acme>",
  pem: privateKey,
  webhook_secret: "0f1e2d3c",
  html_url: "https://github.example.com/apps/lockstep-acme",
};

let directory: string;
let github: Listening;
let codes: string[];
let answer: { status: number; body: unknown };

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), "lockstep-"));
  const api = new Hono();
  api.post("/app-manifests/:code/conversions", (context) => {
    codes.push(context.req.param("code"));
    return Response.json(answer.body, { status: answer.status });
  });
  github = await listen(api, { host: "127.0.0.1", port: 0 });
});

beforeEach(async () => {
  codes = [];
  answer = { status: 201, body: converted };
  for (const name of await readdir(directory)) await rm(join(directory, name));
});

afterAll(async () => {
  await github.close(0);
  await rm(directory, { recursive: true, force: true });
});

function setup(changes: Partial<SetupOptions> = {}) {
  const logged: string[] = [];
  const log = (fields: object, message: string) => void logged.push(`${message} ${JSON.stringify(fields)}`);
  const app = createSetupApp({
    manifest,
    apiUrl: github.url,
    envFile: envFile(join(directory, ".env")),
    version: "1.2.3",
    log: { warn: log, error: log },
    ...changes,
  });
  const ask = async (path: string, host = "127.0.0.1:3000") => {
    const response = await app.request(`http://${host}${path}`);
    return { status: response.status, headers: response.headers, text: await response.text(), logged };
  };
  const begin = async (query = "organisation=acme&public-url=https://lockstep.example.com") => {
    const { text } = await ask(`/?${query}`);
    const action = /action="([^"]+)"/.exec(text)?.[1]?.replaceAll("&amp;", "&") ?? "";
    return { text, action, state: new URL(action, "http://x").searchParams.get("state") ?? "" };
  };
  return { ask, begin };
}

const written = () => readFile(join(directory, ".env"), "utf8").catch(() => undefined);

describe("the first page", () => {
  test("shows every permission and event with its reason", async () => {
    const { text } = await setup().ask("/");
    for (const { name, reason } of [...manifest.permissions, ...manifest.events]) {
      expect(text).toContain(`<td>${name}</td>`);
      expect(text).toContain(reason.replaceAll("'", "&#39;"));
    }
  });

  test("proposes the address that is known", async () => {
    const { text } = await setup({ publicUrl: "https://lockstep.example.com" }).ask("/");
    expect(text).toContain('value="https://lockstep.example.com"');
  });

  test("lets a browser do nothing but show it and send forms here and to GitHub", async () => {
    const { headers } = await setup({ apiUrl: "https://api.github.com" }).ask("/");
    expect(headers.get("content-security-policy")).toMatch(
      /^default-src 'none'; style-src 'nonce-[^']+'; base-uri 'none'; form-action 'self' https:\/\/github\.com; frame-ancestors 'none'$/,
    );
    expect(headers.get("cache-control")).toBe("no-store");
  });

  test("escapes what it is given", async () => {
    const hostile = encodeURIComponent('"><script>alert(1)</script>');
    const { text } = await setup().ask(`/?organisation=${hostile}&public-url=${hostile}`);
    expect(text).not.toContain("<script>");
    expect(text).not.toContain('method="post"');
  });

  test.each([
    ["this machine", "http://127.0.0.1:3000", "cannot reach this machine"],
    ["no address", "lockstep", "must be a URL"],
    ["a script", "javascript:alert(1)", "must be a URL"],
    ["an address with a query", "https://example.com/?a=b", "must be a URL"],
    ["an address with an odd path", "https://example.com/$HOME", "plain letters"],
  ])("refuses %s", async (_name, publicUrl, sentence) => {
    const { text } = await setup().ask(`/?public-url=${encodeURIComponent(publicUrl)}`);
    expect(text).toContain(sentence);
    expect(text).not.toContain('method="post"');
  });
});

describe("the form for GitHub", () => {
  test("carries the manifest, and where to come back to", async () => {
    const { text, action, state } = await setup().begin();
    expect(action).toBe(`${github.url}/organizations/acme/settings/apps/new?state=${state}`);
    expect(state.length).toBeGreaterThan(40);
    const json = /name="manifest" value="([^"]+)"/.exec(text)?.[1]?.replaceAll("&quot;", '"').replaceAll("&#39;", "'");
    expect(JSON.parse(json ?? "")).toEqual({
      name: "Lockstep",
      description: manifest.description,
      url: "https://lockstep.example.com",
      hook_attributes: { url: "https://lockstep.example.com/api/github/webhooks", active: true },
      redirect_url: "http://127.0.0.1:3000/setup/callback",
      public: false,
      default_permissions: expect.objectContaining({ checks: "write", contents: "read" }),
      default_events: expect.arrayContaining(["pull_request", "merge_group"]),
    });
  });

  test("goes to one's own settings without an organisation", async () => {
    const { action } = await setup().begin("organisation=&public-url=https://lockstep.example.com/");
    expect(action).toContain(`${github.url}/settings/apps/new?state=`);
  });
});

describe("coming back from GitHub", () => {
  test("writes credentials the server can start with, for its owner's eyes", async () => {
    const { ask, begin } = setup();
    const { state } = await begin();
    const { status, text } = await ask(`/setup/callback?code=abc123&state=${state}`);
    expect([status, codes]).toEqual([200, ["abc123"]]);
    const content = (await written()) ?? "";
    expect(readEnvironment(parseEnv(content) as Record<string, string>, () => "")).toMatchObject({
      appId: 7,
      privateKey,
      webhookSecret: "0f1e2d3c",
      publicUrl: "https://lockstep.example.com",
      githubApiUrl: github.url,
    });
    expect(content).not.toMatch(/["'\\$ ]/);
    if (process.platform !== "win32") expect((await stat(join(directory, ".env"))).mode & 0o777).toBe(0o600);
    expect(text).toContain('href="https://github.example.com/apps/lockstep-acme/installations/new"');
    expect(text).toContain("Lockstep &lt;acme&gt;");
    expect(text).not.toMatch(/0f1e2d3c|BEGIN|LS0tLS1/);
  });

  test("works once", async () => {
    const { ask, begin } = setup();
    const { state } = await begin();
    await ask(`/setup/callback?code=abc123&state=${state}`);
    await rm(join(directory, ".env"));
    expect((await ask(`/setup/callback?code=abc123&state=${state}`)).status).toBe(403);
    expect([codes.length, await written()]).toEqual([1, undefined]);
  });

  test("works for an hour", async () => {
    let now = 0;
    const { ask, begin } = setup({ now: () => now });
    const { state } = await begin();
    now = 60 * 60 * 1_000 + 1;
    expect((await ask(`/setup/callback?code=abc123&state=${state}`)).status).toBe(403);
    expect(codes).toEqual([]);
  });

  test.each([
    ["without a state", "code=abc123", 403],
    ["with a made-up state", "code=abc123&state=x", 403],
    ["without a code", "state=x", 400],
    ["with a code that is a path", "code=..%2F..%2Fuser&state=x", 400],
  ])("is refused %s", async (_name, query, status) => {
    expect((await setup().ask(`/setup/callback?${query}`)).status).toBe(status);
    expect(codes).toEqual([]);
  });

  test.each([
    ["refuses", { status: 404, body: { message: "planted" } }],
    ["answers something else", { status: 201, body: { id: "planted" } }],
  ])("says so when GitHub %s, and writes nothing", async (_name, given) => {
    answer = given;
    const { ask, begin } = setup();
    const { state } = await begin();
    const { status, text, logged } = await ask(`/setup/callback?code=abc123&state=${state}`);
    expect([status, await written()]).toEqual([502, undefined]);
    expect(text + logged.join("")).not.toContain("planted");
  });

  test("says what is missing when GitHub made no secret", async () => {
    answer = { status: 201, body: { ...converted, webhook_secret: null } };
    const { ask, begin } = setup();
    const { state } = await begin();
    expect((await ask(`/setup/callback?code=abc123&state=${state}`)).text).toContain("no webhook secret");
    expect(await written()).not.toContain("WEBHOOK_SECRET");
  });
});

describe("a file that is there", () => {
  test("is said before anything is made, and never overwritten", async () => {
    const { ask, begin } = setup();
    const { state } = await begin();
    await envFile(join(directory, ".env")).write({ APP_ID: "1" });
    expect((await ask("/?organisation=acme&public-url=https://lockstep.example.com")).text).toContain(
      "is there already",
    );
    expect((await ask(`/setup/callback?code=abc123&state=${state}`)).status).toBe(409);
    expect([codes, await written()]).toEqual([[], "APP_ID=1\n"]);
  });
});

test.each(["lockstep.example.com", "127.0.0.1.example.com", "10.0.0.1:3000"])(
  "a browser that was led here as %s is turned away",
  async (host) => {
    const { status, text } = await setup().ask("/", host);
    expect([status, text.includes("manifest")]).toEqual([421, false]);
  },
);
