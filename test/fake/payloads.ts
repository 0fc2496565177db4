import {
  baseOf,
  type CheckRun,
  type Comment,
  changedFiles,
  type Model,
  type PullRequest,
  type Repository,
} from "./model.ts";

/** Parts every payload has. */
export function common(repository: Repository, sender: string) {
  return {
    repository: repositoryPart(repository),
    sender: { login: sender, id: 1, type: sender.endsWith("[bot]") ? "Bot" : "User" },
    installation: { id: repository.installation, node_id: `I_${repository.installation}` },
  };
}

/** A repository as REST and webhooks show it. */
export function repositoryPart(repository: Repository) {
  const { id, nodeId, name, fullName, owner, defaultBranch } = repository;
  return {
    ...{ id, node_id: nodeId, name, full_name: fullName, private: repository.private, default_branch: defaultBranch },
    ...{ archived: repository.archived, owner: { login: owner, type: "Organization" } },
  };
}

/** A pull request as REST and webhooks show it. */
export function pullRequestPart(repository: Repository, pull: PullRequest) {
  const head = pull.headRepository === null ? null : { full_name: pull.headRepository, fork: pull.fork };
  return {
    ...{
      number: pull.number,
      node_id: pull.nodeId,
      id: pull.number,
      state: pull.state,
      draft: pull.draft,
      title: pull.title,
    },
    ...{
      body: pull.body,
      merged: pull.merged,
      updated_at: pull.updatedAt,
      labels: pull.labels.map((name) => ({ name })),
    },
    user: pull.author === null ? null : { login: pull.author, type: pull.bot ? "Bot" : "User" },
    head: { ref: pull.headRef, sha: pull.head, repo: head },
    base: { ref: pull.base, sha: baseOf(repository, pull), repo: repositoryPart(repository) },
    changed_files: pull.claimedFiles ?? changedFiles(repository, pull).length,
  };
}

/** A check run as REST and webhooks show it. `pull_requests` is empty for forks, and so nobody may rely on it. */
export function checkRunPart({
  id,
  nodeId,
  appId,
  name,
  headSha,
  status,
  conclusion,
  externalId,
  title,
  summary,
}: CheckRun) {
  return {
    ...{ id, node_id: nodeId, name, head_sha: headSha, status, conclusion, external_id: externalId ?? "" },
    ...{
      app: { id: appId, slug: appId === 15368 ? "github-actions" : `app-${appId}` },
      check_suite: { id: appId },
      pull_requests: [],
    },
    output: { title, summary, text: null, annotations_count: 0, annotations_url: "" },
  };
}

/** A comment as REST and webhooks show it. */
export function commentPart({ id, nodeId, author, bot, body, createdAt, updatedAt }: Comment, pull = "") {
  return {
    html_url: `${pull}#issuecomment-${id}`,
    ...{ id, node_id: nodeId, body, created_at: createdAt, updated_at: updatedAt },
    user: { login: author, type: bot ? "Bot" : "User" },
  };
}

/** The issue a comment belongs to. */
export function issuePart({ number, title, state }: PullRequest) {
  return { number, title, state, pull_request: { url: `/pulls/${number}` } };
}

/** An installation as REST shows it. */
export function installationPart(model: Model, owner: string) {
  const installation = model.installations.get(owner);
  return {
    id: installation?.id,
    account: { login: owner },
    app_id: model.appId,
    suspended_at: installation?.suspended ? "2026-01-01T00:00:00Z" : null,
  };
}
