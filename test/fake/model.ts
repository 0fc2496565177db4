import type { Artifact, WorkflowRun } from "./actions.ts";
import type { ChangedFile, Commit, Edits, Git } from "./git.ts";

/** A check run of any app. */
export interface CheckRun {
  readonly id: number;
  readonly nodeId: string;
  readonly appId: number;
  readonly name: string;
  readonly headSha: string;
  status: string;
  conclusion: string | null;
  externalId: string | null;
  detailsUrl: string | null;
  title: string | null;
  summary: string | null;
  annotations: readonly unknown[];
  completedAt: string | null;
  /** Buttons: what they are called and what comes back. */
  actions: readonly { readonly label: string; readonly identifier: string }[];
}

/** A comment on a pull request. */
export interface Comment {
  readonly id: number;
  readonly nodeId: string;
  readonly author: string;
  readonly bot: boolean;
  body: string;
  readonly createdAt: string;
  updatedAt: string;
  readonly reactions: string[];
}

/** A review or a line comment: it has reactions like a comment. */
export interface Note {
  readonly nodeId: string;
  readonly reactions: string[];
}

/** A pull request. `headRepository` is another repository's name for a fork, null once that is deleted. */
export interface PullRequest {
  readonly number: number;
  readonly nodeId: string;
  title: string;
  body: string;
  author: string | null;
  bot: boolean;
  base: string;
  readonly headRef: string;
  head: string;
  headRepository: string | null;
  readonly fork: boolean;
  draft: boolean;
  state: "open" | "closed";
  merged: boolean;
  labels: string[];
  /** What was written beside the conversation: reviews and line comments. */
  readonly notes: Note[];
  /** The latest opinion of each reviewer, by login. */
  readonly reviews: Map<string, { state: "APPROVED" | "CHANGES_REQUESTED" | "DISMISSED"; head: string; at: string }>;
  /** When it was given another base branch. */
  readonly retargetings: string[];
  comments: Comment[];
  updatedAt: string;
  /** For lists that claim more or fewer files than there are. */
  claimedFiles?: number;
}

/** An entry of a merge queue. */
export interface QueueEntry {
  readonly branch: string;
  readonly number: number;
  readonly baseCommit: string;
  readonly headCommit: string;
}

/** A repository: its git objects, branches and what people and apps added. */
export interface Repository {
  readonly id: number;
  readonly nodeId: string;
  readonly owner: string;
  name: string;
  fullName: string;
  readonly private: boolean;
  readonly defaultBranch: string;
  readonly installation: number;
  readonly git: Git;
  readonly branches: Map<string, string>;
  readonly pullRequests: Map<number, PullRequest>;
  readonly checkRuns: CheckRun[];
  readonly statuses: { readonly sha: string; readonly context: string; readonly state: string }[];
  readonly queue: QueueEntry[];
  readonly workflowRuns: WorkflowRun[];
  readonly artifacts: Artifact[];
  /** Name of the role of people on the repository, by login: a permission, or a custom role with the one it is built on. */
  readonly roles: Map<string, { readonly role: string; readonly permission: string }>;
  archived: boolean;
}

/** Everything the fake knows. */
export interface Model {
  readonly repositories: Map<string, Repository>;
  /** Present names, by names that repositories had. */
  readonly renamed: Map<string, string>;
  /** By owner. */
  readonly installations: Map<string, { readonly id: number; suspended: boolean }>;
  readonly appId: number;
  readonly slug: string;
  nextId: number;
  /** False: the app lacks the permission to write comments. */
  mayComment: boolean;
  /** False: the app lacks the organisation permission to see members. */
  maySeeMembers: boolean;
  /** True: the app may write contents. */
  mayWriteContents: boolean;
  /** Makes a commit on a branch and tells of it; resolves to its id. */
  commit: (repository: string, branch: string, files: Edits, message: string) => string;
  /** Members of teams, by `owner/slug` and login: active or pending. */
  readonly teams: Map<string, Map<string, "active" | "pending">>;
}

/** The repository of that name; of an earlier one, where no other has it now. */
export function repositoryNamed({ repositories, renamed }: Model, name: string): Repository | undefined {
  return repositories.get(name) ?? repositories.get(renamed.get(name) ?? "");
}

/** The list of changed files ends here, as GitHub's does. */
export const maxListedFiles = 3_000;

/** GraphQL cuts the text of a blob here. */
export const maxInlineBytes = 512_000;

/** An empty GitHub with one app. */
export function emptyModel(): Model {
  return {
    repositories: new Map(),
    renamed: new Map(),
    installations: new Map(),
    appId: 4711,
    slug: "lockstep-harbour",
    nextId: 1,
    mayComment: true,
    maySeeMembers: true,
    mayWriteContents: false,
    commit: () => "",
    teams: new Map(),
  };
}

/** Ids grow, as GitHub's do. */
export function nextId(model: Model): number {
  model.nextId += 1;
  return model.nextId;
}

/** The tip of the base branch, the change set's other end. */
export function baseOf(repository: Repository, { base }: PullRequest): string {
  return repository.branches.get(base) ?? "";
}

/** Files changed by a pull request: three-dot. */
export function changedFiles(repository: Repository, pull: PullRequest): readonly ChangedFile[] {
  const { git } = repository;
  return git.changes(git.mergeBase(baseOf(repository, pull), pull.head), pull.head);
}

/** Commits of a pull request, oldest first. */
export function commitsOf(repository: Repository, pull: PullRequest): readonly Commit[] {
  return repository.git.commitsBetween(baseOf(repository, pull), pull.head);
}

/** Newest check run per app and name on a commit. */
export function newestRuns(repository: Repository, sha: string): readonly CheckRun[] {
  const newest = new Map<string, CheckRun>();
  for (const run of repository.checkRuns) if (run.headSha === sha) newest.set(`${run.appId} ${run.name}`, run);
  return [...newest.values()];
}

/** Creates a check run: never idempotent. */
export function createCheckRun(
  model: Model,
  repository: Repository,
  given: Partial<CheckRun> & { name: string; headSha: string; appId: number },
): CheckRun {
  const id = nextId(model);
  const run: CheckRun = {
    ...{ id, nodeId: `CR_${id}`, status: "queued", conclusion: null, externalId: null, detailsUrl: null },
    ...{ title: null, summary: null, annotations: [], completedAt: null, actions: [] },
    ...given,
  };
  repository.checkRuns.push(run);
  return run;
}

/** Adds a comment. */
export function addComment(model: Model, pull: PullRequest, author: string, bot: boolean, body: string): Comment {
  const id = nextId(model);
  const at = new Date().toISOString();
  const comment: Comment = { id, nodeId: `IC_${id}`, author, bot, body, createdAt: at, updatedAt: at, reactions: [] };
  pull.comments.push(comment);
  return comment;
}

/** What GitHub refuses of a check's output: undefined when nothing. */
export function outputTrouble(
  output: { title?: unknown; summary?: unknown; text?: unknown; annotations?: unknown[] } | undefined,
): string | undefined {
  if (output === undefined) return undefined;
  if (typeof output.summary !== "string") return "output.summary is required";
  for (const field of [output.summary, output.text])
    if (typeof field === "string" && field.length > 65_535) return "output is too long";
  return (output.annotations ?? []).length > 50 ? "No more than 50 annotations are allowed" : undefined;
}
