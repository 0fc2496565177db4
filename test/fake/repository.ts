import { type Artifact, beginRun, type RunOptions, runPart, upload, type WorkflowRun } from "./actions.ts";
import { type Edits, Git } from "./git.ts";
import type { FakeGitHub } from "./index.ts";
import { type CheckRun, createCheckRun, newestRuns, nextId, type PullRequest, type Repository } from "./model.ts";
import { checkRunPart, common } from "./payloads.ts";
import { FakePullRequest } from "./pull-request.ts";

/** A pull request to be opened. */
export interface Opening {
  readonly title?: string;
  readonly body?: string;
  /** Name of the head branch; made from the number where absent. */
  readonly head?: string;
  readonly files?: Edits;
  readonly renames?: Readonly<Record<string, string>>;
  readonly base?: string;
  readonly author?: string | null;
  readonly bot?: boolean;
  readonly labels?: readonly string[];
  readonly draft?: boolean;
  /** The name of a fork it comes from. */
  readonly fork?: string;
  /** A commit that is the head already. */
  readonly at?: string;
  /** Logins of those whose approving review is there already. */
  readonly approvedBy?: readonly string[];
}

/** A commit to be made. */
export interface Push {
  readonly files?: Edits;
  readonly renames?: Readonly<Record<string, string>>;
  readonly message?: string;
  /** Login of who commits; alice where absent. */
  readonly by?: string;
}

/** A repository, as people and other apps act on it. */
export class FakeRepository {
  readonly github: FakeGitHub;
  readonly state: Repository;

  constructor(github: FakeGitHub, state: Repository) {
    this.github = github;
    this.state = state;
  }

  static empty(given: {
    id: number;
    owner: string;
    name: string;
    isPrivate: boolean;
    installation: number;
  }): Repository {
    const { id, owner, name, isPrivate, installation } = given;
    return {
      ...{
        id,
        nodeId: `R_${id}`,
        owner,
        name,
        fullName: `${owner}/${name}`,
        private: isPrivate,
        defaultBranch: "main",
        installation,
      },
      ...{
        git: new Git(),
        branches: new Map(),
        pullRequests: new Map(),
        checkRuns: [],
        statuses: [],
        queue: [],
        workflowRuns: [],
        artifacts: [],
        roles: new Map(),
        archived: false,
      },
    };
  }

  /** Gives it another name; the old one leads on to it. */
  rename(name: string): void {
    const { model } = this.github;
    const { fullName, owner, pullRequests } = this.state;
    model.repositories.delete(fullName);
    this.state.name = name;
    this.state.fullName = `${owner}/${name}`;
    model.repositories.set(this.state.fullName, this.state);
    model.renamed.set(fullName, this.state.fullName);
    for (const pull of pullRequests.values())
      if (pull.headRepository === fullName) pull.headRepository = this.state.fullName;
  }

  headOf(branch: string): string {
    const sha = this.state.branches.get(branch);
    if (sha === undefined) throw new Error(`no branch ${branch}`);
    return sha;
  }

  branch(name: string, from = "main"): void {
    this.state.branches.set(name, this.headOf(from));
  }

  /** Commits to a branch and tells of the push; open pull requests from it move along. */
  commit(branch: string, { files = {}, renames = {}, message = "Change", by }: Push): string {
    const before = this.headOf(branch);
    const sha = this.state.git.commit([before], files, message, renames, by === undefined ? {} : { authors: [by] });
    this.state.branches.set(branch, sha);
    const names = (status: string) =>
      this.state.git.changes(before, sha).flatMap((change) => (change.status === status ? [change.path] : []));
    const moved = this.state.git.changes(before, sha).filter(({ status }) => status === "renamed");
    this.send("push", {
      ...{ ref: `refs/heads/${branch}`, before, after: sha, created: false, deleted: false, forced: false },
      commits: [
        {
          id: sha,
          added: [...names("added"), ...moved.map(({ path }) => path)],
          modified: names("modified"),
          removed: [...names("removed"), ...moved.flatMap(({ previousPath }) => previousPath ?? [])],
        },
      ],
    });
    for (const pull of this.state.pullRequests.values()) {
      if (pull.state === "open" && !pull.fork && pull.headRef === branch) new FakePullRequest(this, pull).moveTo(sha);
    }
    return sha;
  }

  openPullRequest(opening: Opening): FakePullRequest {
    const { git, pullRequests, branches } = this.state;
    const number = pullRequests.size + 1;
    const base = opening.base ?? "main";
    const headRef = opening.head ?? `change-${number}`;
    const known = branches.get(headRef);
    const from = opening.at ?? known ?? this.headOf(base);
    const isNew = opening.at === undefined && (opening.files !== undefined || opening.renames !== undefined);
    const head = isNew ? git.commit([from], opening.files ?? {}, opening.title ?? "Change", opening.renames) : from;
    if (opening.fork === undefined) branches.set(headRef, head);
    const pull: PullRequest = {
      ...{
        number,
        nodeId: `PR_${this.state.id}_${number}`,
        title: opening.title ?? "A change",
        body: opening.body ?? "",
      },
      ...{
        author: opening.author === undefined ? "alice" : opening.author,
        bot: opening.bot ?? false,
        base,
        headRef,
        head,
      },
      ...{
        headRepository: opening.fork ?? this.state.fullName,
        fork: opening.fork !== undefined,
        draft: opening.draft ?? false,
      },
      ...{
        state: "open",
        merged: false,
        labels: [...(opening.labels ?? [])],
        comments: [],
        notes: [],
        reviews: new Map(
          (opening.approvedBy ?? []).map((login) => [
            login,
            { state: "APPROVED", head, at: new Date().toISOString() } as const,
          ]),
        ),
        retargetings: [],
        updatedAt: new Date().toISOString(),
      },
    };
    pullRequests.set(number, pull);
    const fake = new FakePullRequest(this, pull);
    fake.tell("opened");
    return fake;
  }

  pullRequest(number: number): FakePullRequest {
    const pull = this.state.pullRequests.get(number);
    if (pull === undefined) throw new Error(`no pull request ${number}`);
    return new FakePullRequest(this, pull);
  }

  /** Our check runs on a commit, the newest of each name. */
  checksAt(sha: string): readonly CheckRun[] {
    return newestRuns(this.state, sha).filter(({ appId }) => appId === this.github.model.appId);
  }

  /** A check run of another app. */
  setCheck(sha: string, name: string, conclusion: string | undefined, appId = 15368): CheckRun {
    const status = conclusion === undefined ? "in_progress" : "completed";
    const run = createCheckRun(this.github.model, this.state, { name, headSha: sha, appId });
    run.status = status;
    run.conclusion = conclusion ?? null;
    this.send("check_run", {
      action: conclusion === undefined ? "created" : "completed",
      check_run: checkRunPart(run),
    });
    return run;
  }

  /** A commit status of somebody. */
  setStatus(sha: string, context: string, state: "pending" | "success" | "failure" | "error"): void {
    this.state.statuses.push({ sha, context, state });
    this.send("status", { id: nextId(this.github.model), sha, context, state });
  }

  /** A workflow begins to run on a commit. */
  startRun(sha: string, options?: RunOptions): WorkflowRun {
    const run = beginRun(this.github.model, this.state, sha, options);
    this.send("workflow_run", { action: "requested", workflow_run: runPart(this.state, run) });
    return run;
  }

  /** A run uploads an artifact. */
  upload(run: WorkflowRun, name: string, content: Parameters<typeof upload>[4]): Artifact {
    return upload(this.github.model, this.state, run, name, content);
  }

  /** Somebody has a run made again: it keeps its id and what it has left. */
  repeatRun(run: WorkflowRun): void {
    run.status = "in_progress";
    run.conclusion = null;
    run.attempt += 1;
    run.startedAt = new Date(Date.parse(run.startedAt) + 500).toISOString();
    this.send("workflow_run", { action: "requested", workflow_run: runPart(this.state, run) });
  }

  /** A run ends. */
  endRun(run: WorkflowRun, conclusion = "success"): void {
    run.status = "completed";
    run.conclusion = conclusion;
    this.send("workflow_run", { action: "completed", workflow_run: runPart(this.state, run) });
  }

  /** Gives somebody a role on the repository: a permission, or a custom role built on one. */
  grant(login: string, role: string, permission = role): void {
    this.state.roles.set(login.toLowerCase(), { role, permission });
  }

  /** Puts somebody into a team of the organisation. */
  addToTeam(slug: string, login: string, state: "active" | "pending" = "active"): void {
    const { teams } = this.github.model;
    const name = `${this.state.owner}/${slug}`;
    teams.set(name, (teams.get(name) ?? new Map<string, "active" | "pending">()).set(login.toLowerCase(), state));
  }

  /** Somebody presses a button of one of our check runs. */
  press(run: CheckRun, identifier: string, by = "alice"): void {
    const payload = { action: "requested_action", check_run: checkRunPart(run), requested_action: { identifier } };
    this.send("check_run", payload, by);
  }

  /** Sends a webhook of this repository. */
  send(event: string, payload: object, sender = "alice"): string {
    this.github.changed();
    return this.github.webhooks.send(event, { ...payload, ...common(this.state, sender) });
  }
}
