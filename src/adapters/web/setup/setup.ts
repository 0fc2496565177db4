import { Hono } from "hono";
import { isLoopback } from "../loopback.ts";
import { page } from "../page.ts";
import { problem } from "../problem.ts";
import { securityHeaders } from "../security-headers.ts";
import type { WebLog } from "../webhook.ts";
import { convertCode, isCode, type NewApp } from "./conversion.ts";
import type { EnvFile } from "./env-file.ts";
import { githubSite, newAppUrl } from "./github-site.ts";
import { type Manifest, manifestJson } from "./manifest.ts";
import { choicePage, confirmationPage, donePage } from "./pages.ts";
import { createStates } from "./states.ts";

/** What the setup page needs. */
export interface SetupOptions {
  readonly manifest: Manifest;
  /** Where the API of GitHub is, without a slash at the end. */
  readonly apiUrl: string;
  /** Where the server will be reached, when that is known already. */
  readonly publicUrl?: string;
  readonly envFile: EnvFile;
  /** Of Lockstep. */
  readonly version: string;
  readonly log: WebLog;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const title = "Set up Lockstep";
const callback = "/setup/callback";

/**
 * Makes a GitHub App by GitHub's manifest flow, and writes its credentials. For a loopback address only: requests under
 * another name are refused, so that no other site can lead a browser here.
 */
export function createSetupApp(options: SetupOptions): Hono {
  const { manifest, apiUrl, envFile, log } = options;
  const states = createStates<{ readonly publicUrl: string }>(options.now ?? Date.now);
  const app = new Hono();
  app.use(securityHeaders(["'self'", githubSite(apiUrl)]));
  app.use(async (context, next) => {
    if (!isLoopback(new URL(context.req.url).hostname)) return problem(421, "the setup page is for this machine only");
    context.header("cache-control", "no-store");
    return next();
  });
  app.onError((error) => {
    log.error({ err: error }, "the setup page failed");
    return problem(500, "this is a bug in Lockstep; the log says more");
  });
  app.notFound(() => problem(404, "there is nothing at this path"));

  app.get("/", async (context) => {
    const organisation = context.req.query("organisation")?.trim() ?? "";
    const given = context.req.query("public-url")?.trim();
    const publicUrl = (given ?? options.publicUrl ?? "").replace(/\/+$/, "");
    const trouble =
      (await envFile.trouble()) ?? (given === undefined ? undefined : wrongChoice(organisation, publicUrl));
    if (given === undefined || trouble !== undefined)
      return context.html(
        page(title, context.get("secureHeadersNonce"), choicePage(manifest, { organisation, publicUrl }, trouble)),
      );
    const action = newAppUrl(apiUrl, organisation || undefined, states.issue({ publicUrl }));
    const json = manifestJson(manifest, { publicUrl, redirectUrl: new URL(callback, context.req.url).href });
    return context.html(
      page(
        title,
        context.get("secureHeadersNonce"),
        confirmationPage(manifest, action, json, { organisation, publicUrl }),
      ),
    );
  });

  app.get(callback, async (context) => {
    const code = context.req.query("code");
    if (!isCode(code)) return problem(400, "the code is missing or malformed");
    const remembered = states.redeem(context.req.query("state") ?? "");
    if (remembered === undefined)
      return problem(403, "this was not begun here, was used before, or is over an hour old");
    const trouble = await envFile.trouble();
    if (trouble !== undefined) return problem(409, trouble);
    let made: NewApp;
    try {
      made = await convertCode(apiUrl, code, options.version);
    } catch (error) {
      log.error({ err: error }, "GitHub did not hand out the credentials of the app");
      return problem(502, "GitHub did not hand out the credentials of the app; begin anew");
    }
    try {
      await envFile.write(variablesOf(made, remembered.publicUrl, apiUrl));
    } catch (error) {
      log.error({ err: error }, "the credentials of the app could not be written");
      return problem(500, "the credentials could not be written and are lost; delete the app on GitHub and begin anew");
    }
    return context.html(page(title, context.get("secureHeadersNonce"), donePage(made, envFile.path)));
  });
  return app;
}

/** GitHub refuses such addresses too, but only after the form was sent. */
function wrongChoice(organisation: string, publicUrl: string): string | undefined {
  if (!/^([a-z\d][a-z\d_-]{0,99})?$/i.test(organisation))
    return "An organisation's name has letters, digits and dashes.";
  const url = URL.canParse(publicUrl) ? new URL(publicUrl) : undefined;
  if (url === undefined || !/^https?:$/.test(url.protocol) || url.username + url.search + url.hash !== "")
    return "The address must be a URL that begins with https://.";
  if (isLoopback(url.hostname)) return "GitHub cannot reach this machine under that address.";
  return /^[\w.~:/[\]-]+$/.test(publicUrl) ? undefined : "The address must be written in plain letters.";
}

/** Base64, because a key has many lines and every reader of such files treats them differently. */
function variablesOf(app: NewApp, publicUrl: string, apiUrl: string): Readonly<Record<string, string>> {
  return {
    APP_ID: String(app.id),
    PRIVATE_KEY: Buffer.from(app.privateKey).toString("base64"),
    ...(app.webhookSecret === undefined ? {} : { WEBHOOK_SECRET: app.webhookSecret }),
    PUBLIC_URL: publicUrl,
    ...(apiUrl === "https://api.github.com" ? {} : { GITHUB_API_URL: apiUrl }),
  };
}
