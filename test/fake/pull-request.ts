import type { Edits } from "./git.ts";
import { addComment, baseOf, type CheckRun, type Comment, type Note, nextId, type PullRequest } from "./model.ts";
import { commentPart, issuePart, pullRequestPart } from "./payloads.ts";
import type { FakeRepository, Push } from "./repository.ts";

/** What lets a required check pass: docs of GitHub on troubleshooting required status checks. */
const passing = new Set(["success", "skipped", "neutral"]);

/** Who comments; `via`: the slug of an app that writes for a person. */
interface CommentOptions {
  readonly by?: string;
  readonly bot?: boolean;
  readonly via?: string;
}

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
    const signed = more.by === undefined ? {} : { authors: [more.by] };
    const sha = this.repository.state.git.commit([this.head], files, more.message ?? "Change", more.renames, signed);
    this.moveTo(sha);
    return sha;
  }

  /** Puts the change, as one commit, onto the tip of the base branch, as a rebase does. */
  rebase(): string {
    const { git, branches } = this.repository.state;
    const tip = baseOf(this.repository.state, this.state);
    const files = git.at(git.merge(tip, this.head, "Rebase")).files;
    const sha = git.add([tip], files, "Rebased");
    if (!this.state.fork) branches.set(this.state.headRef, sha);
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
    this.state.retargetings.push(new Date().toISOString());
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

  comment(body: string, { by = "alice", bot = false, via }: CommentOptions = {}): Comment {
    const comment = addComment(this.repository.github.model, this.state, by, bot, body);
    this.touch();
    this.tellComment("created", comment, by, via);
    return comment;
  }

  /** Somebody, by default its author, edits a comment. */
  editComment(comment: Comment, body: string, by = comment.author): void {
    const from = comment.body;
    comment.body = body;
    comment.updatedAt = new Date().toISOString();
    this.tellComment("edited", comment, by, undefined, { changes: { body: { from } } });
  }

  deleteComment(comment: Comment, by = comment.author): void {
    this.state.comments = this.state.comments.filter((each) => each !== comment);
    this.tellComment("deleted", comment, by);
  }

  private tellComment(action: string, comment: Comment, by: string, via?: string, more: object = {}): void {
    const part = { ...commentPart(comment, this.url), ...(via && { performed_via_github_app: { slug: via } }) };
    this.repository.send("issue_comment", { action, issue: issuePart(this.state), comment: part, ...more }, by);
  }

  /** A review: what is written in it, and the opinion. */
  review(by: string, state: "approved" | "changes_requested" | "commented", body = ""): Note {
    const note: Note = { nodeId: `PRR_${nextId(this.repository.github.model)}`, reactions: [] };
    this.state.notes.push(note);
    if (state !== "commented")
      this.state.reviews.set(by, {
        state: state === "approved" ? "APPROVED" : "CHANGES_REQUESTED",
        head: this.head,
        at: new Date().toISOString(),
      });
    this.touch();
    const pull_request = pullRequestPart(this.repository.state, this.state);
    const user = { login: by, type: "User" };
    const review = { node_id: note.nodeId, body, state, user, html_url: `${this.url}#review`, commit_id: this.head };
    this.repository.send("pull_request_review", { action: "submitted", review, pull_request }, by);
    return note;
  }

  /** A review is dismissed. */
  dismiss(by: string): void {
    const review = this.state.reviews.get(by);
    if (review !== undefined) review.state = "DISMISSED";
    const pull_request = pullRequestPart(this.repository.state, this.state);
    const part = { node_id: "PRR_0", body: "", state: "dismissed", user: { login: by, type: "User" } };
    this.repository.send("pull_request_review", { action: "dismissed", review: part, pull_request });
  }

  /** A comment on a line of the change. */
  lineComment(body: string, by = "alice"): Note {
    const note: Note = { nodeId: `PRRC_${nextId(this.repository.github.model)}`, reactions: [] };
    this.state.notes.push(note);
    const comment = { node_id: note.nodeId, body, user: { login: by, type: "User" }, html_url: `${this.url}#line` };
    const pull_request = pullRequestPart(this.repository.state, this.state);
    this.repository.send("pull_request_review_comment", { action: "created", comment, pull_request }, by);
    return note;
  }

  /** Where people see it. */
  get url(): string {
    return `https://github.example/${this.repository.state.fullName}/pull/${this.number}`;
  }

  /** Comments of ours that answer somebody. */
  answers(): readonly Comment[] {
    return this.appComments().filter(({ body }) => body.startsWith("<!-- lockstep answer"));
  }

  /** The one comment of ours. */
  sticky(): Comment | undefined {
    return this.appComments().find(({ body }) => body.startsWith("<!-- lockstep -->"));
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
