import { createVerify, generateKeyPairSync } from "node:crypto";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setTimeout as delay } from "node:timers/promises";
import { Faults, faultAnswer, type LoggedRequest } from "./faults.ts";
import { type Actor, answerGraphQl } from "./graphql.ts";
import type { Model } from "./model.ts";
import { openApiViolations } from "./openapi.ts";
import { answerRest, type RestRequest, storagePath } from "./rest.ts";
import type { Webhooks } from "./webhooks.ts";

/** Made once: making an RSA key takes a while. */
const keys = generateKeyPairSync("rsa", { modulusLength: 2048 });

/** The app's private key, as GitHub hands it out. */
export const privateKey = keys.privateKey.export({ type: "pkcs1", format: "pem" }).toString();

/** GitHub's API behind real HTTP, with latency, faults, and a log of every request. */
export class ApiServer {
  readonly requests: LoggedRequest[] = [];
  /** What the app sent that GitHub's published schemas do not allow. */
  readonly violations: string[] = [];
  readonly faults = new Faults();
  latencyMs = 0;
  /** GraphQL mutations are answered as if the app might not use them. */
  refuseMutations = false;
  /** Told after every request that was answered. */
  readonly #changed: () => void;
  readonly #model: Model;
  readonly #webhooks: Webhooks;
  readonly #tokens = new Map<string, Actor>();
  readonly #server: Server;

  constructor(model: Model, webhooks: Webhooks, changed: () => void) {
    this.#model = model;
    this.#webhooks = webhooks;
    this.#changed = changed;
    this.#server = createServer((request, response) => {
      void this.#handle(request, response);
    });
    this.#server.keepAliveTimeout = 60_000;
  }

  async listen(port: number): Promise<string> {
    await new Promise<void>((resolve) => this.#server.listen(port, "127.0.0.1", resolve));
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }

  tokenForUser(login: string): string {
    return this.#token({ installation: undefined, login });
  }

  #token(actor: Actor): string {
    const token = `ghs_${this.#model.appId}_fake${this.#tokens.size}${"x".repeat(60)}`;
    this.#tokens.set(token, actor);
    return token;
  }

  async #handle(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = await bodyOf(request);
    const url = new URL(request.url ?? "/", `http://${request.headers.host ?? "localhost"}`);
    const path = url.pathname.replace(/^\/api\/v3(?=\/)/, "").replace(/^\/api\/graphql$/, "/graphql");
    const body = (text === "" ? {} : JSON.parse(text)) as Record<string, unknown>;
    const isGraphQl = path === "/graphql";
    const query = isGraphQl ? String(body["query"]) : "";
    const logged: LoggedRequest = {
      ...{ at: Date.now(), method: request.method ?? "GET", path, status: 0 },
      kind: isGraphQl
        ? query.trimStart().startsWith("mutation")
          ? "mutation"
          : "query"
        : path.endsWith("/access_tokens")
          ? "token"
          : storagePath.test(path)
            ? "storage"
            : "rest",
      operation: isGraphQl ? /^\s*(?:query|mutation)\s+(\w+)/.exec(query)?.[1] : undefined,
    };
    this.requests.push(logged);
    const order = this.faults.of(logged);
    if (this.latencyMs > 0) await delay(this.latencyMs);
    const failed = order && faultAnswer(order, isGraphQl);
    if (order?.with === "reset-before") {
      this.#reset(request, logged);
      return;
    }
    if (logged.kind === "storage" && failed === undefined) {
      this.#store(request, response, path, logged);
      return;
    }
    const answer = failed ?? (await this.#answer(request, url, path, body, isGraphQl, logged));
    if (order?.with === "reset-after") {
      this.#reset(request, logged);
      return;
    }
    const shown = order?.with === "graphql-partial" && isGraphQl ? partial(answer) : answer;
    logged.status = shown.status;
    const headers = {
      "content-type": "application/json; charset=utf-8",
      "x-ratelimit-remaining": "4990",
      "x-ratelimit-resource": isGraphQl ? "graphql" : "core",
      "x-ratelimit-reset": String(Math.ceil(Date.now() / 1000) + 3_600),
      ...shown.headers,
    };
    response.writeHead(shown.status, headers);
    response.end(JSON.stringify(shown.body));
    this.#changed();
  }

  /** Hands out an artifact to whoever knows where it is. Credentials have no business here. */
  #store(request: IncomingMessage, response: ServerResponse, path: string, logged: LoggedRequest): void {
    const [, owner = "", name = "", id = ""] = storagePath.exec(path) ?? [];
    if (request.headers.authorization !== undefined) this.violations.push("credentials were sent to the store");
    const artifacts = this.#model.repositories.get(`${owner}/${name}`)?.artifacts ?? [];
    const archive = artifacts.find((artifact) => artifact.id === Number(id))?.archive;
    logged.status = archive === undefined ? 404 : 200;
    response.writeHead(logged.status, { "content-type": "application/zip" });
    // In pieces, and so without a length.
    const half = (archive?.length ?? 0) >> 1;
    response.write(archive?.subarray(0, half) ?? "");
    response.end(archive?.subarray(half));
    this.#changed();
  }

  #reset(request: IncomingMessage, logged: LoggedRequest): void {
    logged.status = 0;
    request.socket.destroy();
    this.#changed();
  }

  async #answer(
    request: IncomingMessage,
    url: URL,
    path: string,
    body: Record<string, unknown>,
    isGraphQl: boolean,
    logged: LoggedRequest,
  ): Promise<{ status: number; body: unknown; headers?: Readonly<Record<string, string>> }> {
    const credentials = (request.headers.authorization ?? "").replace(/^(bearer|token) /i, "");
    const actor = this.#tokens.get(credentials);
    const isApp = credentials.split(".").length === 3 && verified(credentials);
    if (actor === undefined && !isApp) return { status: 401, body: { message: "Bad credentials" } };
    if (this.refuseMutations && logged.kind === "mutation") {
      const error = { type: "FORBIDDEN", message: "Resource not accessible by integration" };
      return { status: 200, body: { data: null, errors: [error] } };
    }
    if (isGraphQl && actor !== undefined) {
      const { violations, ...answer } = await answerGraphQl(this.#model, actor, body as { query: string });
      this.violations.push(...violations.map((message) => `${logged.operation ?? "?"}: ${message}`));
      return { status: 200, body: answer };
    }
    // A person's token may ask anything; the app is held to what GitHub describes.
    const isOfApp = actor?.installation !== undefined || isApp;
    if (isOfApp)
      this.violations.push(...openApiViolations({ method: logged.method, path, query: url.searchParams, body }));
    const rest: RestRequest = {
      method: request.method ?? "GET",
      path,
      query: url.searchParams,
      body,
      actor,
      url: url.href,
    };
    const tokenFor = (installation: number) => this.#token({ installation, login: `${this.#model.slug}[bot]` });
    return answerRest(rest, { model: this.#model, webhooks: this.#webhooks, tokenFor });
  }
}

function verified(jwt: string): boolean {
  const [header = "", payload = "", signature = ""] = jwt.split(".");
  return createVerify("RSA-SHA256").update(`${header}.${payload}`).verify(keys.publicKey, signature, "base64url");
}

/** The pull request left out, with an error that says nothing: what GitHub answers when it runs out of time. */
function partial(answer: { status: number; body: unknown; headers?: Readonly<Record<string, string>> }) {
  const { data } = answer.body as { data?: { repository?: object } };
  const error = { message: "Something went wrong while executing your query.", path: ["repository", "pullRequest"] };
  return {
    ...answer,
    body: { data: { ...data, repository: { ...data?.repository, pullRequest: null } }, errors: [error] },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  try {
    for await (const chunk of request) chunks.push(chunk as Buffer);
  } catch {
    // The client went away; there is nobody to answer.
  }
  return Buffer.concat(chunks).toString("utf8");
}
