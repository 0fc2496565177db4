import { existsSync, readFileSync } from "node:fs";
import { buildSchema, type DocumentNode, execute, GraphQLError, parse, validate } from "graphql";
import type { Commit } from "./git.ts";
import {
  addComment,
  baseOf,
  type CheckRun,
  type Comment,
  changedFiles,
  commitsOf,
  createCheckRun,
  type Model,
  maxInlineBytes,
  maxListedFiles,
  newestRuns,
  outputTrouble,
  type PullRequest,
  type Repository,
  repositoryNamed,
} from "./model.ts";

/** Who asks: an installation of the app, or a person. */
export interface Actor {
  readonly installation: number | undefined;
  readonly login: string;
}

/** GitHub's own schema, as published; the build puts a copy beside the packaged demonstration. */
const published = [
  new URL("github.graphql", import.meta.url),
  new URL("../../node_modules/@octokit/graphql-schema/schema.graphql", import.meta.url),
];

/** One of its fields stands twice in the published text, which is no valid schema by itself. */
const schema = buildSchema(readFileSync(published.find(existsSync) ?? "", "utf8"), { assumeValidSDL: true });
const parsed = new Map<string, { readonly document: DocumentNode; readonly faults: readonly GraphQLError[] }>();

/** Answers a request as GitHub does: errors beside data, with a type. Documents are held to GitHub's published schema. */
export async function answerGraphQl(
  model: Model,
  actor: Actor,
  { query, variables }: { query: string; variables?: Record<string, unknown> },
): Promise<{ data?: unknown; errors?: readonly object[]; violations: readonly string[] }> {
  const known = parsed.get(query) ?? read(query);
  parsed.set(query, known);
  if (known.faults.length > 0) {
    const messages = known.faults.map(({ message }) => message);
    return { errors: messages.map((message) => ({ message })), violations: messages };
  }
  const result = await execute({
    schema,
    document: known.document,
    rootValue: rootOf(model, actor),
    variableValues: variables ?? {},
  });
  const errors = result.errors?.map(({ message, path, extensions }) => ({
    ...(typeof extensions["type"] === "string" && { type: extensions["type"] }),
    ...(path && { path }),
    message,
  }));
  // What no resolver refused is a variable of the wrong type: a mistake of the app's.
  const violations = (result.errors ?? [])
    .filter(({ extensions }) => extensions["type"] === undefined)
    .map(({ message }) => message);
  return { data: result.data ?? null, ...(errors && { errors }), violations };
}

function read(query: string) {
  try {
    const document = parse(query);
    return { document, faults: validate(schema, document) };
  } catch (error) {
    return { document: undefined as unknown as DocumentNode, faults: [error as GraphQLError] };
  }
}

function refuse(type: string, message: string): never {
  throw new GraphQLError(message, { extensions: { type } });
}

type Page = { first?: number; last?: number; after?: string | null; before?: string | null };

function connection<Row, Node>(rows: readonly Row[], page: Page, node: (row: Row) => Node) {
  const { first, last, after, before } = page;
  const size = first ?? last;
  if (size === undefined || size < 1 || size > 100)
    return refuse("MISSING_PAGINATION_BOUNDARIES", "first or last from 1 to 100 is needed");
  const end = before == null ? rows.length : Number(before);
  const start = after == null ? 0 : Number(after);
  const from = first === undefined ? Math.max(0, end - size) : start;
  const to = first === undefined ? end : Math.min(start + size, rows.length);
  return {
    totalCount: rows.length,
    pageInfo: {
      hasNextPage: to < rows.length,
      endCursor: String(to),
      hasPreviousPage: from > 0,
      startCursor: String(from),
    },
    nodes: () => rows.slice(from, to).map(node),
    edges: () => rows.slice(from, to).map((row, index) => ({ cursor: String(from + index + 1), node: node(row) })),
  };
}

function rootOf(model: Model, actor: Actor) {
  const repositoryOf = ({ owner, name }: { owner: string; name: string }) => {
    const repository = repositoryNamed(model, `${owner}/${name}`);
    const isSeen =
      repository !== undefined && (actor.installation === undefined || repository.installation === actor.installation);
    if (!isSeen) return refuse("NOT_FOUND", `Could not resolve to a Repository with the name '${owner}/${name}'.`);
    return repositoryNode(model, actor, repository);
  };
  const found = (nodeId: string) => {
    for (const repository of model.repositories.values()) {
      if (repository.nodeId === nodeId) return { repository };
      const run = repository.checkRuns.find((each) => each.nodeId === nodeId);
      if (run !== undefined) return { repository, run };
      for (const pull of repository.pullRequests.values()) {
        if (pull.nodeId === nodeId) return { repository, pull };
        const comment = pull.comments.find((each) => each.nodeId === nodeId);
        if (comment !== undefined) return { repository, pull, comment };
        const note = pull.notes.find((each) => each.nodeId === nodeId);
        if (note !== undefined) return { repository, pull, note };
      }
    }
    return refuse("NOT_FOUND", `Could not resolve to a node with the global id of '${nodeId}'`);
  };
  return {
    repository: repositoryOf,
    rateLimit: () => ({
      cost: 1,
      limit: 5000,
      remaining: 4999,
      used: 1,
      resetAt: new Date().toISOString(),
      nodeCount: 1,
    }),
    viewer: () => ({ login: actor.login }),
    node: ({ id }: { id: string }) => {
      const { repository, run, pull, comment } = found(id);
      if (comment !== undefined) return commentNode(actor, comment);
      if (run !== undefined) return runNode(run);
      return pull === undefined ? repositoryNode(model, actor, repository) : pullNode(model, actor, repository, pull);
    },
    createCheckRun: ({ input }: { input: CheckInput & { repositoryId: string; name: string; headSha: string } }) => {
      const { repository } = found(input.repositoryId);
      if (!repository.git.commits.has(input.headSha))
        return refuse("NOT_FOUND", `No commit found for SHA: ${input.headSha}`);
      const run = createCheckRun(model, repository, { name: input.name, headSha: input.headSha, appId: model.appId });
      return { checkRun: runNode(changeRun(run, input)) };
    },
    updateCheckRun: ({ input }: { input: CheckInput & { checkRunId: string } }) => {
      const { run } = found(input.checkRunId);
      if (run?.appId !== model.appId) return refuse("FORBIDDEN", "Resource not accessible by integration");
      return { checkRun: runNode(changeRun(run, input)) };
    },
    addComment: ({ input }: { input: { subjectId: string; body: string } }) => {
      const { pull } = found(input.subjectId);
      if (pull === undefined) return refuse("NOT_FOUND", "Could not resolve to a node");
      if (!model.mayComment) return refuse("FORBIDDEN", "Resource not accessible by integration");
      if (input.body.length > 65_536) return refuse("UNPROCESSABLE", "Body is too long (maximum is 65536 characters)");
      const comment = addComment(model, pull, actor.login, actor.installation !== undefined, input.body);
      return { commentEdge: { cursor: "1", node: commentNode(actor, comment) }, subject: null };
    },
    updateIssueComment: ({ input }: { input: { id: string; body: string } }) => {
      const { comment } = found(input.id);
      if (comment === undefined) return refuse("NOT_FOUND", "Could not resolve to a node");
      comment.body = input.body;
      comment.updatedAt = new Date().toISOString();
      return { issueComment: commentNode(actor, comment) };
    },
    addReaction: ({ input }: { input: { subjectId: string; content: string } }) => {
      const { comment, note } = found(input.subjectId);
      const subject = comment ?? note;
      if (subject === undefined) return refuse("NOT_FOUND", "Could not resolve to a node");
      if (!subject.reactions.includes(input.content)) subject.reactions.push(input.content);
      return { reaction: { content: input.content } };
    },
    createCommitOnBranch: ({ input }: { input: CommitInput }) => {
      const repository = model.repositories.get(input.branch.repositoryNameWithOwner);
      if (repository === undefined || !model.mayWriteContents)
        return refuse("FORBIDDEN", "Resource not accessible by integration");
      const branch = input.branch.branchName;
      if (repository.branches.get(branch) !== input.expectedHeadOid)
        return refuse("STALE_DATA", `Expected branch to point to "${input.expectedHeadOid}" but it did not.`);
      const files = Object.fromEntries(
        input.fileChanges.additions.map(({ path, contents }) => [path, Buffer.from(contents, "base64").toString()]),
      );
      return {
        commit: commitNode(model, repository, model.commit(repository.fullName, branch, files, input.message.headline)),
      };
    },
  };
}

interface CommitInput {
  readonly branch: { readonly repositoryNameWithOwner: string; readonly branchName: string };
  readonly expectedHeadOid: string;
  readonly message: { readonly headline: string };
  readonly fileChanges: { readonly additions: readonly { readonly path: string; readonly contents: string }[] };
}

interface CheckInput {
  readonly actions?: CheckRun["actions"];
  readonly status?: string;
  readonly conclusion?: string;
  readonly externalId?: string;
  readonly detailsUrl?: string;
  readonly completedAt?: string;
  readonly output?: { title: string; summary: string; text?: string; annotations?: unknown[] };
}

function changeRun(
  run: CheckRun,
  { status, conclusion, externalId, detailsUrl, completedAt, output, actions }: CheckInput,
): CheckRun {
  const trouble = outputTrouble(output);
  if (trouble !== undefined) return refuse("UNPROCESSABLE", trouble);
  if (status === "COMPLETED" && conclusion === undefined)
    return refuse("UNPROCESSABLE", "completed needs a conclusion");
  run.status = status?.toLowerCase() ?? run.status;
  run.conclusion = conclusion?.toLowerCase() ?? (status === undefined ? run.conclusion : null);
  run.externalId = externalId ?? run.externalId;
  run.detailsUrl = detailsUrl ?? run.detailsUrl;
  run.completedAt = completedAt ?? run.completedAt;
  run.title = output?.title ?? run.title;
  run.summary = output?.summary ?? run.summary;
  run.annotations = [...run.annotations, ...(output?.annotations ?? [])];
  run.actions = actions ?? run.actions;
  return run;
}

function repositoryNode(model: Model, actor: Actor, repository: Repository) {
  const refNode = (name: string) => {
    const sha = repository.branches.get(name);
    return sha === undefined ? null : { __typename: "Ref", name, target: () => commitNode(model, repository, sha) };
  };
  return {
    ...{
      __typename: "Repository",
      id: repository.nodeId,
      databaseId: repository.id,
      nameWithOwner: repository.fullName,
    },
    ...{ isPrivate: repository.private, isArchived: repository.archived },
    defaultBranchRef: () => refNode(repository.defaultBranch),
    ref: ({ qualifiedName }: { qualifiedName: string }) => refNode(qualifiedName.replace("refs/heads/", "")),
    object: ({ oid }: { oid?: string }) =>
      oid !== undefined && repository.git.commits.has(oid) ? commitNode(model, repository, oid) : null,
    pullRequest: ({ number }: { number: number }) => {
      const pull = repository.pullRequests.get(number);
      if (pull === undefined)
        return refuse("NOT_FOUND", `Could not resolve to a PullRequest with the number of ${number}.`);
      return pullNode(model, actor, repository, pull);
    },
    pullRequests: (page: Page & { states?: string[] }) =>
      connection(
        [...repository.pullRequests.values()].filter(
          ({ state, merged }) => page.states?.includes(merged ? "MERGED" : state.toUpperCase()) !== false,
        ),
        page,
        (pull) => pullNode(model, actor, repository, pull),
      ),
    mergeQueue: ({ branch }: { branch: string }) => ({
      id: `MQ_${branch}`,
      entries: (page: Page) =>
        connection(
          repository.queue.filter((entry) => entry.branch === branch),
          page,
          (entry) => ({
            baseCommit: () => commitNode(model, repository, entry.baseCommit),
            headCommit: () => commitNode(model, repository, entry.headCommit),
            pullRequest: () => {
              const pull = repository.pullRequests.get(entry.number);
              return pull && pullNode(model, actor, repository, pull);
            },
          }),
        ),
    }),
  };
}

function pullNode(model: Model, actor: Actor, repository: Repository, pull: PullRequest) {
  const files = () => changedFiles(repository, pull);
  const words = { added: "ADDED", modified: "MODIFIED", removed: "DELETED", renamed: "RENAMED" } as const;
  return {
    ...{ __typename: "PullRequest", id: pull.nodeId, number: pull.number, title: pull.title, body: pull.body },
    ...{
      isDraft: pull.draft,
      state: pull.merged ? "MERGED" : pull.state.toUpperCase(),
      merged: pull.merged,
      updatedAt: pull.updatedAt,
    },
    ...{ isCrossRepository: pull.fork, baseRefName: pull.base, headRefName: pull.headRef, headRefOid: pull.head },
    baseRefOid: () => baseOf(repository, pull),
    headRepository: pull.headRepository === null ? null : { nameWithOwner: pull.headRepository },
    author: pull.author === null ? null : { __typename: pull.bot ? "Bot" : "User", login: pull.author },
    changedFiles: () => pull.claimedFiles ?? files().length,
    labels: (page: Page) => connection(pull.labels, page, (name) => ({ name })),
    baseRef: () => ({ name: pull.base, target: commitNode(model, repository, baseOf(repository, pull)) }),
    files: (page: Page) => ({
      ...connection(files().slice(0, maxListedFiles), page, ({ path, status, additions, deletions }) => ({
        ...{ path, additions, deletions, changeType: words[status] },
      })),
      totalCount: Math.min(files().length, maxListedFiles),
    }),
    commits: (page: Page) =>
      connection(commitsOf(repository, pull), page, ({ sha }) => ({
        commit: () => commitNode(model, repository, sha),
      })),
    comments: (page: Page) => connection(pull.comments, page, (comment) => commentNode(actor, comment)),
    latestOpinionatedReviews: (page: Page) =>
      connection([...pull.reviews], page, ([login, { state, head, at }]) => ({
        ...{ state, submittedAt: at, author: { __typename: "User", login } },
        commit: () => commitNode(model, repository, head),
      })),
    timelineItems: (page: Page) =>
      connection(pull.retargetings, page, (createdAt) => ({ __typename: "BaseRefChangedEvent", createdAt })),
  };
}

function commentNode(actor: Actor, comment: Comment) {
  const { id, nodeId, author, bot, body, createdAt, updatedAt } = comment;
  return {
    ...{ __typename: "IssueComment", id: nodeId, databaseId: id, body, createdAt, updatedAt, isMinimized: false },
    viewerDidAuthor: author === actor.login,
    author: { __typename: bot ? "Bot" : "User", login: author },
  };
}

function runNode(run: CheckRun) {
  const { id, nodeId, name, status, conclusion, externalId, title, summary, detailsUrl, completedAt } = run;
  return {
    ...{ __typename: "CheckRun", id: nodeId, databaseId: id, name, status: status.toUpperCase() },
    ...{ conclusion: conclusion?.toUpperCase() ?? null, externalId, title, summary, detailsUrl, completedAt },
    checkSuite: () => refuse("FORBIDDEN", "Resource not accessible by integration"),
  };
}

const modes = { "100644": 0o100644, "100755": 0o100755, "120000": 0o120000, "160000": 0o160000 } as const;

function entryNode(repository: Repository, { files, treeSha }: Commit, path: string) {
  const file = files.get(path);
  if (file === undefined) {
    const isDirectory = [...files.keys()].some((name) => name.startsWith(`${path}/`));
    return isDirectory
      ? { mode: 0o40000, type: "tree", oid: treeSha, path, name: path, object: { __typename: "Tree" } }
      : null;
  }
  const bytes = repository.git.blobs.get(file.oid) ?? Buffer.alloc(0);
  const isBinary = bytes.subarray(0, 8000).includes(0);
  return {
    ...{ mode: modes[file.mode], type: file.mode === "160000" ? "commit" : "blob", oid: file.oid, path, name: path },
    object: () => ({
      ...{
        __typename: "Blob",
        oid: file.oid,
        byteSize: bytes.length,
        isBinary,
        isTruncated: bytes.length > maxInlineBytes,
      },
      text: isBinary ? null : bytes.subarray(0, maxInlineBytes).toString("utf8"),
    }),
  };
}

function commitNode(model: Model, repository: Repository, sha: string): object {
  const commit = repository.git.at(sha);
  const contexts = () => [
    ...newestRuns(repository, sha).map(runNode),
    ...new Map(repository.statuses.filter((each) => each.sha === sha).map((each) => [each.context, each])).values(),
  ];
  return {
    ...{ __typename: "Commit", id: `C_${sha}`, oid: sha, message: commit.message, committedDate: commit.date },
    tree: { oid: commit.treeSha },
    parents: (page: Page) => connection(commit.parents, page, (parent) => commitNode(model, repository, parent)),
    file: ({ path }: { path: string }) => entryNode(repository, commit, path),
    committer: { user: userOf(commit.committer) },
    authors: (page: Page) => connection(commit.authors, page, (login) => ({ user: userOf(login) })),
    blame: ({ path }: { path: string }) => ({
      ranges: repository.git.blame(sha, path).map((origin, index) => ({
        ...{ startingLine: index + 1, endingLine: index + 1, age: 1 },
        commit: () => commitNode(model, repository, origin),
      })),
    }),
    statusCheckRollup: () =>
      contexts().length === 0
        ? null
        : {
            contexts: (page: Page) =>
              connection(contexts(), page, (context) =>
                "context" in context
                  ? { __typename: "StatusContext", context: context.context, state: context.state.toUpperCase() }
                  : context,
              ),
          },
    checkSuites: (page: Page & { filterBy?: { appId?: number } }) => {
      const appIds = [
        ...new Set(repository.checkRuns.filter(({ headSha }) => headSha === sha).map(({ appId }) => appId)),
      ];
      return connection(
        appIds.filter((id) => page.filterBy?.appId === undefined || page.filterBy.appId === id),
        page,
        (id) => ({
          id: `CS_${sha}_${id}`,
          checkRuns: (inner: Page & { filterBy?: { checkName?: string } }) =>
            connection(
              newestRuns(repository, sha).filter(
                (run) => run.appId === id && (inner.filterBy?.checkName ?? run.name) === run.name,
              ),
              inner,
              runNode,
            ),
        }),
      );
    },
  };
}

/** The account behind a name in a commit; an unknown mail address has none. */
function userOf(login: string) {
  return login.includes("@") ? null : { login };
}
