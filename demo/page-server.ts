import { Hono } from "hono";
import { html } from "hono/html";
import { NONCE, secureHeaders } from "hono/secure-headers";
import { listen } from "../src/adapters/web/listen.ts";
import { actions } from "./actions.ts";
import { script, style } from "./page-assets.ts";
import type { DemoStage } from "./stage.ts";
import { view } from "./view.ts";

/** Serves the page on loopback. */
export async function servePage(stage: DemoStage, port: number) {
  const app = new Hono<{ Variables: { secureHeadersNonce?: string } }>();
  app.use(
    secureHeaders({
      contentSecurityPolicy: {
        defaultSrc: ["'none'"],
        scriptSrc: [NONCE],
        styleSrc: [NONCE],
        connectSrc: ["'self'"],
        formAction: ["'none'"],
      },
    }),
  );
  // Another site must not press these buttons, nor read the page under another name.
  app.use(async (context, next) => {
    const { hostname, origin } = new URL(context.req.url);
    const from = context.req.header("origin");
    const isOurs = hostname === "127.0.0.1" && (from === undefined || from === origin);
    return isOurs ? next() : context.text("The demonstration is for this machine only.", 421);
  });
  app.get("/", (context) => {
    const nonce = context.get("secureHeadersNonce");
    return context.html(html`<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>Lockstep: demonstration</title>
<style nonce="${nonce}">${style}</style></head>
<body><main id="view">${view(stage, 1)}</main><script nonce="${nonce}">${script}</script></body></html>`);
  });
  app.get("/view/:number", (context) => context.html(view(stage, Number(context.req.param("number")))));
  app.post("/act/:action/:number", (context) => {
    const action = actions.find(({ id }) => id === context.req.param("action"));
    const number = Number(context.req.param("number"));
    if (action === undefined || !stage.repository.state.pullRequests.has(number)) return context.notFound();
    action.act(stage, stage.repository.pullRequest(number));
    return context.body(null, 204);
  });
  const server = await listen(app as unknown as Hono, { host: "127.0.0.1", port });
  return { url: server.url, close: () => server.close(1_000) };
}
