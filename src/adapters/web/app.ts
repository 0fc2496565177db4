import { Hono, type MiddlewareHandler } from "hono";
import { html } from "hono/html";
import { page } from "./page.ts";
import { problem } from "./problem.ts";
import { securityHeaders } from "./security-headers.ts";
import { createWebhook, type WebhookOptions } from "./webhook.ts";
import { within } from "./within.ts";

/** Whether work can be taken, and why not. */
export type Readiness = { readonly ok: true } | { readonly ok: false; readonly why: string };

/** What the web server is made of. */
export interface WebOptions extends WebhookOptions {
  /** Whether store and queue answer. `why` is shown to whoever asks. */
  readonly ready: () => Promise<Readiness>;
  /** Prometheus text. */
  readonly metrics: () => Promise<string>;
  /** Of Lockstep. */
  readonly version: string;
}

/** Where GitHub sends deliveries. */
export const webhookPath = "/api/github/webhooks";

/** Longer, and whoever asks has gone. */
const answerMs = 5_000;

/** The web server's routes: webhook, health, readiness, metrics and a page that says what this is. */
export function createWebApp(options: WebOptions): Hono {
  const app = new Hono();
  app.use(securityHeaders());
  app.onError((error) => {
    options.log.error({ err: error }, "a request failed");
    return problem(500, "this is a bug in Lockstep; the log says more");
  });
  app.notFound(() => problem(404, "there is nothing at this path"));

  const webhook = createWebhook(options);
  app.post(webhookPath, (context) => webhook(context.req.raw));
  app.get("/healthz", (context) => context.json({ status: "alive" }, 200, uncached));
  app.get("/readyz", async (context) => {
    const readiness = await readinessOf(options);
    return readiness.ok
      ? context.json({ status: "ready" }, 200, uncached)
      : problem(503, readiness.why, { "retry-after": "5" });
  });
  app.get("/metrics", async (context) => {
    const text = await within(answerMs, options.metrics());
    return context.body(text, 200, { ...uncached, "content-type": "text/plain; version=0.0.4; charset=utf-8" });
  });
  app.get("/", (context) => context.html(frontPage(options.version, context.get("secureHeadersNonce"))));

  app.all(webhookPath, wrongMethod("POST"));
  for (const path of ["/healthz", "/readyz", "/metrics", "/"]) app.all(path, wrongMethod("GET, HEAD"));
  return app;
}

const uncached = { "cache-control": "no-store" };

function wrongMethod(allow: string): MiddlewareHandler {
  return () => Promise.resolve(problem(405, `only ${allow} is answered here`, { allow }));
}

async function readinessOf({ draining, ready, log }: WebOptions): Promise<Readiness> {
  if (draining()) return { ok: false, why: "the server is stopping" };
  try {
    return await within(answerMs, ready());
  } catch (error) {
    log.warn({ err: error }, "not ready");
    return { ok: false, why: "store or queue does not answer" };
  }
}

function frontPage(version: string, nonce: string | undefined) {
  return page(
    "Lockstep",
    nonce,
    html`<p>Keeps documents, tests and evidence in step with code. This is the server of a GitHub App; it speaks on pull requests, in check runs and one comment.</p>
<p>Version ${version}.</p>
<ul>
<li><a href="/healthz">Is it alive?</a></li>
<li><a href="/readyz">Is it ready?</a></li>
</ul>`,
  );
}
