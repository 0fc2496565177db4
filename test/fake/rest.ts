import { artifactPart, runPart } from "./actions.ts";
import type { Actor } from "./graphql.ts";
import {
  addComment,
  type CheckRun,
  changedFiles,
  createCheckRun,
  type Model,
  maxListedFiles,
  newestRuns,
  outputTrouble,
  type Repository,
  repositoryNamed,
} from "./model.ts";
import { checkRunPart, commentPart, installationPart, pullRequestPart, repositoryPart } from "./payloads.ts";
import type { Webhooks } from "./webhooks.ts";

/** A request, taken apart. */
export interface RestRequest {
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly body: Readonly<Record<string, unknown>>;
  /** Undefined: the app itself. */
  readonly actor: Actor | undefined;
  readonly url: string;
}

/** An answer: status, body, and further headers. */
export interface RestAnswer {
  readonly status: number;
  readonly body: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

interface World {
  readonly model: Model;
  readonly webhooks: Webhooks;
  readonly tokenFor: (installation: number) => string;
}

type Handler = (parts: readonly string[], request: RestRequest, world: World) => RestAnswer;

const notFound: RestAnswer = {
  status: 404,
  body: { message: "Not Found", documentation_url: "https://docs.github.com/rest" },
};
const invalid = (message: string): RestAnswer => ({
  status: 422,
  body: { message: "Validation Failed", errors: [{ message }] },
});
const ok = (body: unknown): RestAnswer => ({ status: 200, body });

function paged(
  rows: readonly unknown[],
  { query, url }: RestRequest,
  wrap: (page: readonly unknown[]) => unknown = (page) => page,
): RestAnswer {
  const size = Math.min(Number(query.get("per_page") ?? 30), 100);
  const page = Number(query.get("page") ?? 1);
  const next =
    page * size < rows.length ? `<${url}${url.includes("?") ? "&" : "?"}page=${page + 1}>; rel="next"` : undefined;
  return {
    status: 200,
    body: wrap(rows.slice((page - 1) * size, page * size)),
    ...(next && { headers: { link: next } }),
  };
}

/** A handler for a repository the actor sees. */
function inRepository(
  handle: (repository: Repository, rest: readonly string[], request: RestRequest, world: World) => RestAnswer,
): Handler {
  return ([owner, name, ...rest], request, world) => {
    const repository = repositoryNamed(world.model, `${owner}/${name}`);
    const { actor } = request;
    if (repository === undefined || actor === undefined) return notFound;
    if (actor.installation !== undefined && actor.installation !== repository.installation) return notFound;
    return handle(repository, rest, request, world);
  };
}

function changeRun(run: CheckRun, body: Readonly<Record<string, unknown>>): RestAnswer | undefined {
  const output = body["output"] as { title?: string; summary?: string; annotations?: unknown[] } | undefined;
  const trouble = outputTrouble(output);
  if (trouble !== undefined) return invalid(trouble);
  const { status, conclusion, external_id } = body as { status?: string; conclusion?: string; external_id?: string };
  run.status = status ?? (conclusion === undefined ? run.status : "completed");
  run.conclusion = conclusion ?? (status === undefined ? run.conclusion : null);
  run.externalId = external_id ?? run.externalId;
  run.title = output?.title ?? run.title;
  run.summary = output?.summary ?? run.summary;
  run.annotations = [...run.annotations, ...(output?.annotations ?? [])];
  run.actions = (body["actions"] as CheckRun["actions"] | undefined) ?? run.actions;
  return undefined;
}

/** Where the content of artifacts is: another server at GitHub, and so without credentials. */
export const storagePath = /^\/storage-of-artifacts\/([^/]+)\/([^/]+)\/(\d+)$/;

const repo = "/repos/([^/]+)/([^/]+)";

const routes: readonly (readonly [method: string, pattern: RegExp, handler: Handler])[] = [
  ["GET", /^\/app$/, (_, __, { model }) => ok({ id: model.appId, slug: model.slug })],
  [
    "GET",
    /^\/app\/installations$/,
    (_, request, { model }) =>
      paged(
        [...model.installations.keys()].map((owner) => installationPart(model, owner)),
        request,
      ),
  ],
  [
    "POST",
    /^\/app\/installations\/(\d+)\/access_tokens$/,
    ([id], _, { model, tokenFor }) => {
      const installation = [...model.installations.values()].find((each) => each.id === Number(id));
      if (installation === undefined) return notFound;
      if (installation.suspended) return { status: 403, body: { message: "This installation has been suspended" } };
      const expires_at = new Date(Date.now() + 3_600_000).toISOString();
      return {
        status: 201,
        body: {
          token: tokenFor(installation.id),
          expires_at,
          permissions: { checks: "write" },
          repository_selection: "all",
        },
      };
    },
  ],
  [
    "GET",
    /^\/app\/hook\/deliveries$/,
    (_, request, { webhooks }) => {
      const size = Number(request.query.get("per_page") ?? 30);
      const from = Number(request.query.get("cursor") ?? 0);
      const all = [...webhooks.attempts]
        .reverse()
        .map(({ id, guid, event, action, deliveredAt, redelivery, statusCode }) => ({
          ...{ id, guid, event, action, delivered_at: deliveredAt, redelivery, status_code: statusCode, duration: 0.1 },
          ...{
            status: statusCode >= 200 && statusCode < 300 ? "OK" : "failed",
            installation_id: null,
            repository_id: null,
            throttled_at: null,
          },
        }));
      const next =
        from + size < all.length
          ? `<${request.url.split("?")[0]}?per_page=${size}&cursor=${from + size}>; rel="next"`
          : undefined;
      return { status: 200, body: all.slice(from, from + size), ...(next && { headers: { link: next } }) };
    },
  ],
  [
    "POST",
    /^\/app\/hook\/deliveries\/(\d+)\/attempts$/,
    ([id], _, { webhooks }) => (webhooks.again(Number(id)) ? { status: 202, body: {} } : notFound),
  ],
  [
    "GET",
    /^\/installation\/repositories$/,
    (_, request, { model }) =>
      paged(
        [...model.repositories.values()]
          .filter(({ installation }) => installation === request.actor?.installation)
          .map(repositoryPart),
        request,
        (repositories) => ({ total_count: model.repositories.size, repositories }),
      ),
  ],
  ["GET", new RegExp(`^${repo}$`), inRepository((repository) => ok(repositoryPart(repository)))],
  [
    "GET",
    new RegExp(`^${repo}/pulls/(\\d+)$`),
    inRepository((repository, [number]) => {
      const pull = repository.pullRequests.get(Number(number));
      return pull === undefined ? notFound : ok(pullRequestPart(repository, pull));
    }),
  ],
  [
    "GET",
    new RegExp(`^${repo}/pulls/(\\d+)/files$`),
    inRepository((repository, [number], request) => {
      const pull = repository.pullRequests.get(Number(number));
      if (pull === undefined) return notFound;
      const rows = changedFiles(repository, pull).slice(0, maxListedFiles);
      return paged(
        rows.map(({ path, status, oid, previousPath, additions, deletions, patch }) => ({
          ...{ sha: oid, filename: path, status, additions, deletions, changes: additions + deletions },
          contents_url: `${request.url.split("/repos/")[0]}/repos/${repository.fullName}/contents/${encodeURIComponent(path)}?ref=${pull.head}`,
          ...(previousPath && { previous_filename: previousPath }),
          ...(patch !== undefined && patch.length < 500_000 && { patch }),
        })),
        request,
      );
    }),
  ],
  [
    "GET",
    new RegExp(`^${repo}/compare/(.+)$`),
    inRepository((repository, [basehead]) => {
      const [base, head] = decodeURIComponent(basehead ?? "")
        .split("...")
        .map((name) => repository.branches.get(name) ?? name);
      const { git } = repository;
      if (base === undefined || head === undefined || !git.commits.has(base) || !git.commits.has(head)) return notFound;
      const mergeBase = git.at(git.mergeBase(base, head));
      return ok({
        merge_base_commit: { sha: mergeBase.sha, commit: { tree: { sha: mergeBase.treeSha } } },
        files: [],
        total_commits: 1,
      });
    }),
  ],
  [
    "GET",
    new RegExp(`^${repo}/git/trees/([0-9a-f]+)$`),
    inRepository((repository, [sha]) => {
      const commit = repository.git.commits.get(sha ?? "");
      if (commit === undefined) return notFound;
      const tree = [...commit.files].map(([path, { mode, oid }]) => ({
        path,
        mode,
        type: mode === "160000" ? "commit" : "blob",
        sha: oid,
      }));
      return ok({ sha: commit.treeSha, truncated: tree.length > 100_000, tree: tree.slice(0, 100_000) });
    }),
  ],
  [
    "GET",
    new RegExp(`^${repo}/git/blobs/([0-9a-f]+)$`),
    inRepository((repository, [oid]) => {
      const bytes = repository.git.blobs.get(oid ?? "");
      return bytes === undefined
        ? notFound
        : ok({ sha: oid, size: bytes.length, encoding: "base64", content: bytes.toString("base64") });
    }),
  ],
  [
    "GET",
    new RegExp(`^${repo}/commits/([^/]+)/check-runs$`),
    inRepository((repository, [sha], { query }) => {
      const runs = newestRuns(repository, sha ?? "");
      const size = Math.min(Number(query.get("per_page") ?? 30), 100);
      const from = (Number(query.get("page") ?? 1) - 1) * size;
      return ok({ total_count: runs.length, check_runs: runs.slice(from, from + size).map(checkRunPart) });
    }),
  ],
  [
    "GET",
    new RegExp(`^${repo}/commits/([0-9a-f]{40})$`),
    inRepository((repository, [sha], request) => {
      const commit = repository.git.commits.get(sha ?? "");
      if (commit === undefined) return notFound;
      const { message, parents, files } = commit;
      const [parent] = parents;
      // A commit without a parent adds all of its files.
      const rows =
        parent === undefined
          ? [...files.keys()].map((path) => ({ path, status: "added", previousPath: undefined }))
          : repository.git.changes(parent, commit.sha);
      const listed = rows.slice(0, maxListedFiles).map(({ path, status, previousPath }) => ({
        ...{ filename: path, status, ...(previousPath && { previous_filename: previousPath }) },
      }));
      return paged(listed, request, (page) => ({
        ...{ sha, commit: { message }, parents: parents.map((each) => ({ sha: each })), files: page },
      }));
    }),
  ],
  ["GET", new RegExp(`^${repo}/commits/([^/]+)/pulls$`), inRepository(() => ok([]))],
  [
    "GET",
    new RegExp(`^${repo}/actions/runs$`),
    inRepository((repository, _, request) => {
      const sha = request.query.get("head_sha");
      const runs = repository.workflowRuns.filter(({ headSha }) => sha === null || headSha === sha).reverse();
      return paged(
        runs.map((run) => {
          if (run.lag === 0) return runPart(repository, run);
          run.lag -= 1;
          return { ...runPart(repository, run), status: "in_progress", conclusion: null };
        }),
        request,
        (workflow_runs) => ({ total_count: runs.length, workflow_runs }),
      );
    }),
  ],
  [
    "GET",
    new RegExp(`^${repo}/actions/runs/(\\d+)/artifacts$`),
    inRepository((repository, [id], request) => {
      const name = request.query.get("name");
      const left = repository.artifacts.filter(
        (artifact) => artifact.run === Number(id) && (name === null || artifact.name === name),
      );
      return paged(left.map(artifactPart), request, (artifacts) => ({ total_count: left.length, artifacts }));
    }),
  ],
  [
    "GET",
    new RegExp(`^${repo}/actions/artifacts/(\\d+)/zip$`),
    inRepository((repository, [id], { url }) => {
      const artifact = repository.artifacts.find((each) => each.id === Number(id));
      if (artifact === undefined) return notFound;
      if (artifact.expired || artifact.expiresAfterListing === true)
        return { status: 410, body: { message: "Artifact has expired" } };
      const location = new URL(`/storage-of-artifacts/${repository.fullName}/${artifact.id}`, url).href;
      return { status: 302, body: {}, headers: { location } };
    }),
  ],
  [
    "POST",
    new RegExp(`^${repo}/check-runs$`),
    inRepository((repository, _, { body }, { model }) => {
      const { name, head_sha } = body as { name?: string; head_sha?: string };
      if (name === undefined || head_sha === undefined || !repository.git.commits.has(head_sha))
        return invalid("name and head_sha");
      if (body["status"] === "completed" && body["conclusion"] === undefined) return invalid("conclusion");
      const run = createCheckRun(model, repository, { name, headSha: head_sha, appId: model.appId });
      return changeRun(run, body) ?? { status: 201, body: checkRunPart(run) };
    }),
  ],
  [
    "PATCH",
    new RegExp(`^${repo}/check-runs/(\\d+)$`),
    inRepository((repository, [id], { body }, { model }) => {
      const run = repository.checkRuns.find((each) => each.id === Number(id));
      if (run?.appId !== model.appId) return notFound;
      return changeRun(run, body) ?? ok(checkRunPart(run));
    }),
  ],
  [
    "POST",
    new RegExp(`^${repo}/issues/(\\d+)/comments$`),
    inRepository((repository, [number], { body, actor }, { model }) => {
      const pull = repository.pullRequests.get(Number(number));
      if (pull === undefined || actor === undefined) return notFound;
      if (!model.mayComment) return { status: 403, body: { message: "Resource not accessible by integration" } };
      return {
        status: 201,
        body: commentPart(addComment(model, pull, actor.login, actor.installation !== undefined, String(body["body"]))),
      };
    }),
  ],
  [
    "GET",
    new RegExp(`^${repo}/collaborators/([^/]+)/permission$`),
    inRepository((repository, [login]) => {
      const held = repository.roles.get((login ?? "").toLowerCase()) ?? { role: "read", permission: "read" };
      const old = { maintain: "write", triage: "read" }[held.permission] ?? held.permission;
      return ok({ permission: old, role_name: held.role, user: { login } });
    }),
  ],
  [
    "GET",
    /^\/orgs\/([^/]+)\/teams\/([^/]+)\/memberships\/([^/]+)$/,
    ([org, slug, login], _, { model }) => {
      if (!model.maySeeMembers) return { status: 403, body: { message: "Resource not accessible by integration" } };
      const state = model.teams.get(`${org}/${slug}`)?.get((login ?? "").toLowerCase());
      return state === undefined ? notFound : ok({ url: "", role: "member", state });
    },
  ],
  ["GET", /^\/rate_limit$/, () => ok({ resources: { core: { limit: 5000, remaining: 4999, reset: 0, used: 1 } } })],
];

/** Answers a request of REST; 404 for what this GitHub does not have. */
export function answerRest(request: RestRequest, world: World): RestAnswer {
  for (const [method, pattern, handler] of routes) {
    const parts = method === request.method ? pattern.exec(request.path) : null;
    if (parts !== null) return handler(parts.slice(1), request, world);
  }
  return notFound;
}
