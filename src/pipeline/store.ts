import type { Attention } from "../core/attention.ts";
import type { Decision, Ending, KeptDecision } from "../core/decision.ts";
import type { Standing } from "../core/plan.ts";
import type { Verdict } from "../core/verdict.ts";
import type { AuditEntry, ChainedEntry } from "./audit.ts";
import type { MergeGroupKey, PullRequestKey } from "./job.ts";
import type { CommandRequest, RequestAnswer } from "./request.ts";

/** A pull request as an event or a look showed it. */
export interface Sighting {
  readonly key: PullRequestKey;
  readonly open: boolean;
  readonly draft: boolean;
  /** Commit id. */
  readonly head: string;
  /** Branch name. */
  readonly base: string;
  /** How many files it changes, where that is known: lets their list be asked for beside everything else. */
  readonly changedFiles?: number;
  /** When GitHub last changed the pull request (its `updated_at`), in milliseconds since 1970: older sightings lose. */
  readonly updatedAt: number;
}

/** What was last said about a pull request, and what it was computed from. */
export interface Judgement {
  readonly head: string;
  /** Node id of the repository, for writing without a look. */
  readonly repositoryId: string;
  readonly base: string;
  /** Commit id of the tip of the base branch the policy was read from. */
  readonly baseTip: string;
  /** Blob ids of the policies used, organisation first; empty without a policy. */
  readonly policyOids: readonly string[];
  /** Undefined when there was no policy, or it was invalid. */
  readonly verdict: Verdict | undefined;
  readonly blocks: boolean;
  /** The verdict of each gate, by its id. */
  readonly gates: Readonly<Record<string, Verdict>>;
  /** What each check says, by its name: for several pull requests on one head. */
  readonly standings: Readonly<Record<string, Standing>>;
  readonly attention: Attention;
  /** Paths of the documents that were read: asked for at once the next time. */
  readonly documents: readonly string[];
  /** Some of the paths that woke rules which are not met: whoever waives one is asked about them. */
  readonly wokenBy: readonly string[];
  /** What the change was at heads that were judged, by commit id, newest last: whether an approval is still for the same. */
  readonly contents: Readonly<Record<string, string>>;
  /** Node ids of the check runs on the head, by name. */
  readonly checkRuns: Readonly<Record<string, string>>;
  /** Node id of the sticky comment, where there is one. */
  readonly comment?: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  /** From the first wish to the last write, and the evaluation alone, in milliseconds. */
  readonly durationMs: number;
  readonly evaluationMs: number;
}

/** A pull request as the store knows it. */
export interface PullRequestRecord extends Sighting {
  readonly judgement?: Judgement;
  /** Somebody pressed "Re-run": new check runs are to be made instead of changing the old ones. */
  readonly renewalWanted: boolean;
}

/** A line of the verdict history. */
export interface HistoryEntry {
  readonly key: PullRequestKey;
  readonly head: string;
  readonly policyOids: readonly string[];
  readonly verdict: Verdict | undefined;
  readonly blocks: boolean;
  readonly gates: Readonly<Record<string, Verdict>>;
  readonly at: number;
  readonly durationMs: number;
  readonly evaluationMs: number;
}

/** What the last evaluation against a base branch taught: which policy there is, and what it reads. */
export interface PolicyMemory {
  /** Blob ids of the policies, organisation first. */
  readonly policyOids: readonly string[];
  /** Of an organisation's own repository: its policy was there, so it cannot silently be gone. */
  readonly organisation: boolean;
  /** Paths of documents its rules name. */
  readonly documents: readonly string[];
  /** Names of the checks that were posted. */
  readonly checks: readonly string[];
}

/** A merge group that is being checked. */
export interface MergeGroupRecord {
  readonly key: MergeGroupKey;
  /** Branch name the group merges into. */
  readonly base: string;
  /** Commit id of the group's parent. */
  readonly baseCommit: string;
  /** `refs/heads/gh-readonly-queue/…`. */
  readonly ref: string;
  readonly open: boolean;
  readonly checks: readonly string[];
  /** When the group was formed, in milliseconds since 1970. */
  readonly createdAt: number;
}

/** A delivery of a webhook. */
export interface DeliveryRecord {
  /** GitHub's id of it (`X-GitHub-Delivery`); a redelivery has the same. */
  readonly id: string;
  readonly event: string;
  readonly action?: string;
  readonly installation?: number;
  readonly repository?: string;
  /** What became of it: `enqueued`, or why nothing did. */
  readonly outcome: string;
  readonly receivedAt: number;
}

/** What came of carrying out commands and of time passing, to be recorded all at once. */
export interface Settlement {
  readonly answers: readonly { readonly id: string; readonly answer: RequestAnswer }[];
  readonly decisions: readonly Decision[];
  readonly endings: readonly { readonly id: string; readonly ending: Ending }[];
  readonly audit: readonly AuditEntry[];
}

/** What people asked for and decided. Lives nowhere else. */
export interface DecisionStore {
  /** Captures a request. Resolves to false, and changes nothing, when one of this id was captured before. */
  capture(request: CommandRequest, audit: readonly AuditEntry[]): Promise<boolean>;
  /** The request of that id, whatever became of it. */
  request(id: string): Promise<CommandRequest | undefined>;
  /** Requests about a pull request that are not answered yet, oldest first. */
  openRequests(key: PullRequestKey): Promise<readonly CommandRequest[]>;
  /** Records all of it or nothing. */
  settle(key: PullRequestKey, settlement: Settlement): Promise<void>;
  markAnswered(ids: readonly string[]): Promise<void>;
  /** Everything decided about a pull request, oldest first; what has ended too. */
  decisions(key: PullRequestKey): Promise<readonly KeptDecision[]>;
  /** How many waivers of open pull requests have not ended, and when the oldest of them was given. */
  waivers(): Promise<{ readonly active: number; readonly oldestAt: number | undefined }>;
}

/** What happened, for good: entries are added and never changed or removed. */
export interface AuditTrail {
  appendAudit(entries: readonly AuditEntry[]): Promise<void>;
  /** Entries behind that id, in order. */
  audit(where: { readonly after: number; readonly limit: number }): Promise<readonly ChainedEntry[]>;
  /** The last entry: put into the log, it is an anchor outside of the store. */
  auditHead(): Promise<Pick<ChainedEntry, "id" | "hash"> | undefined>;
}

/** Name of the file in the data directory that holds the embedded store and queue. */
export const databaseName = "lockstep.sqlite";

/** What is remembered of GitHub, which is the truth about it: losing that costs requests, never a verdict. */
export interface Store extends DecisionStore, AuditTrail {
  /** Keeps the newest of what is known; an older sighting changes nothing. Resolves to what is known then. */
  sight(sighting: Sighting): Promise<PullRequestRecord>;
  pullRequest(key: PullRequestKey): Promise<PullRequestRecord | undefined>;
  /** Open pull requests of a repository whose head is that commit. */
  pullRequestsAt(repository: string, head: string): Promise<readonly PullRequestRecord[]>;
  /** Open pull requests, by number; of one repository and one base branch where these are given. */
  openPullRequests(where: {
    readonly installation: number;
    readonly repository?: string;
    readonly base?: string;
  }): Promise<readonly PullRequestRecord[]>;
  /** Marks the open pull requests at a head for new check runs; resolves to them. */
  wantRenewal(repository: string, head: string): Promise<readonly PullRequestRecord[]>;
  /** Replaces the judgement, adds a line to the history and entries to the trail, and takes back the wish for renewal. */
  recordJudgement(key: PullRequestKey, judgement: Judgement, audit?: readonly AuditEntry[]): Promise<void>;
  /** Newest first. */
  history(where: {
    readonly repository?: string;
    readonly number?: number;
    readonly limit: number;
  }): Promise<readonly HistoryEntry[]>;
  /**
   * Takes note of what a repository is called. What is known of it under an earlier name is moved to this one, and what is
   * known of another repository that had the name is put aside for that.
   *
   * @returns true when something may have been moved, and what was read before may not hold
   */
  recogniseRepository(seen: {
    readonly installation: number;
    /** Node id, which no new name changes. */
    readonly id: string;
    readonly name: string;
  }): Promise<boolean>;
  policyMemory(repository: string, base: string): Promise<PolicyMemory | undefined>;
  rememberPolicy(repository: string, base: string, memory: PolicyMemory): Promise<void>;
  recordMergeGroup(group: MergeGroupRecord): Promise<void>;
  mergeGroup(key: MergeGroupKey): Promise<MergeGroupRecord | undefined>;
  /** Resolves to false when a delivery of this id was recorded before. */
  recordDelivery(delivery: DeliveryRecord): Promise<boolean>;
  deliveries(limit: number): Promise<readonly DeliveryRecord[]>;
  /** Forgets all of an installation, or of some of its repositories; the audit trail stays. */
  forgetInstallation(installation: number, repositories?: readonly string[]): Promise<void>;
  /** Forgets history, deliveries, closed pull requests with what was decided about them, and groups older than that time (milliseconds since 1970). Resolves to how many rows. */
  forgetBefore(time: number): Promise<number>;
  /** Rejects when the store cannot be used: for readiness. */
  ping(): Promise<void>;
  close(): Promise<void>;
}
