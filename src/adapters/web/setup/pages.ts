import { html } from "hono/html";
import type { Html } from "../page.ts";
import type { NewApp } from "./conversion.ts";
import type { Manifest } from "./manifest.ts";

/** What a person has filled in so far. */
export interface Choices {
  readonly organisation: string;
  readonly publicUrl: string;
}

/** First page: what will be asked for, whose the app will be, and where the server will be. */
export function choicePage(manifest: Manifest, choices: Choices, trouble: string | undefined): Html {
  return html`<p>This makes a GitHub App of your own and writes its credentials to a file on this machine. Nothing is sent to anybody but GitHub.</p>
${trouble === undefined ? "" : html`<p role="alert"><strong>${trouble}</strong></p>`}
<form method="get" action="/">
<label>Organisation (empty: your own account) <input name="organisation" value="${choices.organisation}" autocomplete="off"></label>
<label>Address of the server, as GitHub will reach it <input name="public-url" type="url" required value="${choices.publicUrl}" placeholder="https://lockstep.example.com"></label>
<button>Continue</button>
</form>
${asked(manifest)}`;
}

/** Second page: the form that goes to GitHub. */
export function confirmationPage(manifest: Manifest, action: string, json: string, choices: Choices): Html {
  return html`<p>The app will belong to <strong>${choices.organisation || "your own account"}</strong> and send its events to <code>${choices.publicUrl}</code>. GitHub asks once more, and lets you change its name.</p>
<form method="post" action="${action}">
<input type="hidden" name="manifest" value="${json}">
<button>Make the app on GitHub</button>
</form>
<p><a href="/">Change something</a></p>
${asked(manifest)}`;
}

/** Last page: what was written, and what to do next. */
export function donePage(app: NewApp, path: string): Html {
  const missing =
    app.webhookSecret === undefined
      ? html`<li><strong>GitHub made no webhook secret.</strong> Set one in the settings of the app, and add it to the file as <code>WEBHOOK_SECRET</code>.</li>`
      : "";
  return html`<p>${app.name} is app number ${app.id}. Its credentials are in <code>${path}</code>; nobody but you can read that file.</p>
<ol>
${missing}
<li>Stop this with Ctrl+C, and start the server with these variables.</li>
<li><a href="${app.url}/installations/new">Install the app</a> on the repositories it is for.</li>
<li>Write a policy. Without one the app says nothing.</li>
</ol>`;
}

function asked({ permissions, events }: Manifest): Html {
  return html`<h2>What it may do</h2>
<table>
<tr><th>Permission</th><th>Access</th><th>Because</th></tr>
${permissions.map(({ name, access, reason }) => html`<tr><td>${name}</td><td>${access}</td><td>${reason}</td></tr>`)}
</table>
<h2>What it is told</h2>
<table>
<tr><th>Event</th><th>Because</th></tr>
${events.map(({ name, reason }) => html`<tr><td>${name}</td><td>${reason}</td></tr>`)}
</table>`;
}
