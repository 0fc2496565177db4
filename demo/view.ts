import { html, raw } from "hono/html";
import markdownIt from "markdown-it";
import type { FakePullRequest } from "../test/fake/index.ts";
import { type CheckRun, changedFiles } from "../test/fake/model.ts";
import { actions } from "./actions.ts";
import type { DemoStage } from "./stage.ts";

/** GitHub shows HTML in Markdown; the page's content security policy keeps it from acting. */
const markdown = markdownIt({ html: true, linkify: false });

const marks: Readonly<Record<string, string>> = { success: "✓", failure: "✗", neutral: "■", action_required: "!" };

const reactions: Readonly<Record<string, string>> = { EYES: "👀", THUMBS_UP: "👍", CONFUSED: "😕", THUMBS_DOWN: "👎" };

/** The page's content: pull requests, one of them in full, and what to do next. */
export function view({ github, repository }: DemoStage, number: number) {
  const pulls = [...repository.state.pullRequests.keys()].map((each) => repository.pullRequest(each));
  const pull = pulls.find((each) => each.number === number) ?? pulls[0];
  return html`<header><h1>Lockstep</h1><p>The app, unchanged, against a GitHub of its own. Nothing leaves this machine. Two pull requests are open; press what a person would do
next, and watch the checks and the one comment follow.</p></header>
<nav><h2>acme/harbour</h2>${pulls.map(
    (each) => html`<button class="pull ${each.number === pull?.number ? "chosen" : ""}" data-show="${each.number}">
      <span class="mark ${stateOf(each)}">${markOf(each.check())}</span> #${each.number} ${each.state.title}
      <small>${each.state.author} → ${each.state.base}${each.state.fork ? ", from a fork" : ""}${each.state.merged ? ", merged" : ""}</small></button>`,
  )}
<p class="figures">${github.countRequests()} requests to GitHub so far: ${count(github, "query")} reads, ${count(github, "mutation")} writes.</p></nav>
${pull === undefined ? html`<article><p>There is no pull request yet.</p></article>` : html`${article(pull)}${buttons(pull)}`}`;
}

function count(github: DemoStage["github"], kind: string): number {
  return github.requests.filter((request) => request.kind === kind).length;
}

function article(pull: FakePullRequest) {
  const { state, repository } = pull;
  const fold = pull.check();
  return html`<article data-number="${pull.number}">
<h2>${state.title} <small>#${pull.number}, head ${pull.head.slice(0, 7)} → ${state.base}</small></h2>
<p class="verdict ${stateOf(pull)}">${state.merged ? "Merged." : pull.mergeable ? "Merging is allowed." : html`Merging is blocked: <code>lockstep</code> is required.`}</p>
<section><h3>Checks</h3><ul class="checks">${pull
    .checks()
    .toSorted((a, b) => a.name.localeCompare(b.name))
    .map(
      (run) =>
        html`<li><span class="mark ${run.conclusion ?? "awaited"}">${markOf(run)}</span> <b>${run.name}</b> ${run.title ?? ""}</li>`,
    )}</ul>
${fold === undefined ? html`<p class="empty">No check yet.</p>` : html`<details><summary>What the check says</summary><div class="markdown">${raw(markdown.render(fold.summary ?? ""))}</div></details>`}</section>
<section><h3>Files changed</h3><ul class="files">${changedFiles(repository.state, state).map(
    (file) =>
      html`<li><code>${file.path}</code> <small>${file.status} +${file.additions} −${file.deletions}</small></li>`,
  )}</ul></section>
<section><h3>Conversation</h3>${state.comments.map(
    (comment) =>
      html`<div class="comment"><b>${comment.author}</b> ${comment.reactions.map((each) => html`<span title="${each}">${reactions[each] ?? each}</span> `)}<div class="markdown">${raw(markdown.render(comment.body))}</div></div>`,
  )}${state.comments.length === 0 ? html`<p class="empty">Nobody has said anything.</p>` : ""}</section>
</article>`;
}

function buttons(pull: FakePullRequest) {
  const groups = [...new Set(actions.map(({ who }) => who))];
  return html`<aside><h2>What next?</h2><div class="actions">${groups.map(
    (group) =>
      html`<section><h3>${group}</h3>${actions
        .filter(({ who }) => who === group)
        .map(
          ({ id, label, explains, fits }) =>
            html`<button data-act="${id}" ${fits(pull) ? "" : "disabled"}>${label}<small>${explains}</small></button>`,
        )}</section>`,
  )}</div></aside>`;
}

function stateOf(pull: FakePullRequest): string {
  if (pull.state.merged) return "merged";
  return pull.check()?.conclusion ?? "awaited";
}

function markOf(run: CheckRun | undefined): string {
  return run?.conclusion == null ? "…" : (marks[run.conclusion] ?? "?");
}
