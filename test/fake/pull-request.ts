import type { Edits } from "./git.ts";
import { addComment, baseOf, type CheckRun, type Comment, type PullRequest } from "./model.ts";
import { commentPart, issuePart, pullRequestPart } from "./payloads.ts";
import type { FakeRepository, Push } from "./repository.ts";

/** What lets a required check pass: docs of GitHub on troubleshooting required status checks. */
const passing = new Set(["success", "skipped", "neutral"]);

/** A pull request, as people act on it. */
export class FakePullRequest {
  readonly repository: FakeRepository;
  readonly state: PullRequest;

  constructor(repository: FakeRepository, state: PullRequest) {
    this.repository = repository;
    this.state = state;
  }

  get number(): number {
    return this.state.number;
  }

  get head(): string {
    return this.state.head;
  }

  /** Pushes a commit to the head branch. */
  push(files: Edits, more: Omit<Push, "files"> = {}): string {
    if (!this.state.fork) return this.repository.commit(this.state.headRef, { files, ...more });
    const sha = this.repository.state.git.commit([this.head], files, more.message ?? "Change", more.renames);
    this.moveTo(sha);
    return sha;
  }

  /** The head branch has moved. */
  moveTo(sha: string): void {
    const before = this.state.head;
    this.state.head = sha;
    this.tell("synchronize", { before, after: sha });
  }

  edit({ title, body }: { title?: string; body?: string }): void {
    const changes = {
      ...(title === undefined ? {} : { title: { from: this.state.title } }),
      ...(body === undefined ? {} : { body: { from: this.state.body } }),
    };
    this.state.title = title ?? this.state.title;
    this.state.body = body ?? this.state.body;
    this.tell("edited", { changes });
  }

  retarget(base: string): void {
    const changes = {
      base: { ref: { from: this.state.base }, sha: { from: baseOf(this.repository.state, this.state) } },
    };
    this.state.base = base;
    this.tell("edited", { changes });
  }

  label(name: string): void {
    this.state.labels.push(name);
    this.tell("labeled", { label: { name } });
  }

  unlabel(name: string): void {
    this.state.labels = this.state.labels.filter((label) => label !== name);
    this.tell("unlabeled", { label: { name } });
  }

  ready(): void {
    this.state.draft = false;
    this.tell("ready_for_review");
  }

  close(): void {
    this.state.state = "closed";
    this.tell("closed");
  }

  /** Merges into the base branch. */
  merge(): void {
    const { git, branches } = this.repository.state;
    const merged = git.merge(baseOf(this.repository.state, this.state), this.head, `Merge #${this.number}`);
    branches.set(this.state.base, merged);
    this.state.merged = true;
    this.close();
    this.repository.send("push", {
      ...{ ref: `refs/heads/${this.state.base}`, after: merged, deleted: false, forced: false },
      commits: [
        {
          id: merged,
          added: [],
          removed: [],
          modified: git.changes(git.at(merged).parents[0] ?? "", merged).map(({ path }) => path),
        },
      ],
    });
  }

  comment(body: string, { by = "alice", bot = false }: { by?: string; bot?: boolean } = {}): Comment {
    const comment = addComment(this.repository.github.model, this.state, by, bot, body);
    this.touch();
    const payload = { action: "created", issue: issuePart(this.state), comment: commentPart(comment) };
    this.repository.send("issue_comment", payload, by);
    return comment;
  }

  /** Puts it into the merge queue, behind those that are there; resolves to the head of its group. */
  enqueue(): string {
    const { git, queue, branches } = this.repository.state;
    const { base, number } = this.state;
    const parent =
      queue.findLast((entry) => entry.branch === base)?.headCommit ?? baseOf(this.repository.state, this.state);
    const head = git.merge(parent, this.head, `Merge #${number}`);
    queue.push({ branch: base, number, baseCommit: parent, headCommit: head });
    branches.set(`gh-readonly-queue/${base}/pr-${number}-${parent}`, head);
    this.repository.send("merge_group", {
      action: "checks_requested",
      merge_group: {
        ...{ head_sha: head, head_ref: `refs/heads/gh-readonly-queue/${base}/pr-${number}-${parent}` },
        ...{ base_sha: parent, base_ref: `refs/heads/${base}`, head_commit: { id: head } },
      },
    });
    return head;
  }

  /** Our checks on the head, the newest of each name. */
  checks(): readonly CheckRun[] {
    return this.repository.checksAt(this.head);
  }

  check(name = "lockstep"): CheckRun | undefined {
    return this.checks().find((run) => run.name === name);
  }

  /** Every check run of ours on the head, older ones of the same name too. */
  allChecks(): readonly CheckRun[] {
    const { appId } = this.repository.github.model;
    return this.repository.state.checkRuns.filter((run) => run.headSha === this.head && run.appId === appId);
  }

  /** Comments of our app. */
  appComments(): readonly Comment[] {
    return this.state.comments.filter(({ author }) => author === `${this.repository.github.model.slug}[bot]`);
  }

  /** Whether GitHub would merge it, if `lockstep` were required of our app. */
  get mergeable(): boolean {
    const run = this.check();
    return run?.status === "completed" && passing.has(run.conclusion ?? "");
  }

  /** True when the newest `lockstep` on the head is concluded. */
  get concluded(): boolean {
    return this.check()?.status === "completed";
  }

  /** Sends a `pull_request` event. */
  tell(action: string, more: object = {}): void {
    this.touch();
    const pull_request = pullRequestPart(this.repository.state, this.state);
    this.repository.send("pull_request", { action, number: this.number, pull_request, ...more });
  }

  private touch(): void {
    const now = new Date().toISOString();
    this.state.updatedAt =
      now > this.state.updatedAt ? now : new Date(Date.parse(this.state.updatedAt) + 1).toISOString();
  }
}
