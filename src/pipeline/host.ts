import type { Effect, Posted } from "../core/plan.ts";
import type { PullRequest } from "../core/pull-request.ts";
import type { PullRequestKey } from "./job.ts";
import type { People } from "./people.ts";
import type { FactSource, FileContent } from "./ports.ts";
import type { MergeGroupRecord, Sighting } from "./store.ts";

/** What earlier evaluations taught, so that one look can ask for everything. Wrong or missing hints cost requests, nothing else. */
export interface LookHints {
  /** Paths of documents that will probably be needed. */
  readonly documents: readonly string[];
  readonly changedFiles?: number;
  /** Commit id of the head that was announced. */
  readonly head?: string;
  /** Node id of the sticky comment. */
  readonly comment?: string;
  /** Paths of which the content at both ends will probably have to be told apart. */
  readonly identities?: readonly string[];
  /** Reviews will probably be needed. */
  readonly reviews?: boolean;
}

/** The latest opinion of a reviewer. */
export interface Review {
  /** Login. */
  readonly by: string;
  readonly isBot: boolean;
  readonly approves: boolean;
  /** Commit id of the head that was reviewed; undefined when that commit is gone. */
  readonly head: string | undefined;
  /** False when the pull request was given another base branch since: on the same commit, that is another change. */
  readonly isForBase: boolean;
}

/** A row to be put into a file of the head branch. */
export interface FileEdit {
  readonly path: string;
  /** The line (from 1) behind which the text is inserted. */
  readonly line: number;
  /** One line, without its end. */
  readonly insert: string;
  /** Of the commit. */
  readonly message: string;
}

/** What came of committing: the new head, or why GitHub refused. */
export type Committed = { readonly head: string } | { readonly refused: string };

/** A pull request as one consistent read showed it. */
export interface Look {
  /** What the store should know. */
  readonly sighting: Sighting;
  readonly pullRequest: PullRequest;
  /** Commit id of the tip of the base branch. */
  readonly baseTip: string;
  /** The organisation's policy; undefined when its repository does not exist or is out of reach. */
  readonly organisationPolicy: FileContent | undefined;
  /** Answers from what was read, and fetches what was not. */
  readonly source: FactSource;
  readonly posted: Posted;
  /** Ids of requests of which the answer is among the last comments. */
  readonly answered: ReadonlySet<string>;
  /** The latest opinion of each reviewer. */
  readonly reviews: () => Promise<readonly Review[]>;
  /** What stands at paths at both ends, each as a text that is the same for the same content. */
  readonly identities: (paths: readonly string[]) => Promise<ReadonlyMap<string, string>>;
  /** Name of the head branch, where it is in this repository. */
  readonly headBranch: string | undefined;
  /** What its repository is called now; GitHub leads an earlier name on to it. */
  readonly repository: string;
  /** Where effects go. */
  readonly target: Target;
  /** Where the head can be edited, as `https://HOST/OWNER/REPO/edit/BRANCH`; undefined when the head repository is gone. */
  readonly editUrl: string | undefined;
  /** True for a pull request from another repository. */
  readonly fork: boolean;
}

/** What came of looking at a pull request. */
export type LookAnswer =
  | { readonly kind: "look"; readonly look: Look }
  /** Deleted, transferred or out of reach. */
  | { readonly kind: "gone" }
  /** What was read does not fit together (a head that moved meanwhile): look again soon. */
  | { readonly kind: "unsettled"; readonly why: string };

/** The commit that check runs are put on, and the pull request that is commented on. */
export interface Target {
  readonly installation: number;
  readonly repository: string;
  /** Node id of the repository. */
  readonly repositoryId: string;
  readonly head: string;
  /** Number and node id; absent for a merge group. */
  readonly pullRequest?: { readonly number: number; readonly id: string };
}

/** What performing effects made. */
export interface Performed {
  /** Node ids of check runs, by name, for those written. */
  readonly checkRuns: Readonly<Record<string, string>>;
  readonly comment?: string;
  /** What GitHub refused for good, such as a comment without the permission: one line each. */
  readonly refused: readonly string[];
}

/** A merge group as one read showed it. */
export interface GroupLook {
  /** Pull requests in the group, first in line first; undefined when they cannot be told. */
  readonly members: readonly { readonly key: PullRequestKey; readonly head: string }[] | undefined;
  /** Results of others' checks on the group's head. */
  readonly checks: FactSource["checks"];
  readonly posted: Posted;
  readonly target: Target;
}

/** An open pull request, and whether its head has our concluded check. */
export interface OpenPullRequest {
  readonly sighting: Sighting;
  readonly concluded: boolean;
}

/** Where pull requests live. Every method may reject with what `trouble.ts` describes. */
export interface CodeHost {
  look(key: PullRequestKey, hints: LookHints): Promise<LookAnswer>;
  lookAtGroup(group: MergeGroupRecord): Promise<GroupLook | undefined>;
  /** Writes all effects, in one request where it can. Never repeats a write whose answer was lost. */
  perform(target: Target, effects: readonly Effect[]): Promise<Performed>;
  /** Commits to a branch, if its head is still the target's. */
  commit(target: Target, branch: string, path: string, text: string, message: string): Promise<Committed>;
  /** Who is who in a repository and its organisation. */
  people(installation: number, repository: string): People;
  installations(): Promise<readonly number[]>;
  repositories(installation: number): Promise<readonly string[]>;
  openPullRequests(installation: number, repository: string): Promise<readonly OpenPullRequest[]>;
  /** Has deliveries that failed since that time (milliseconds since 1970) delivered once more; resolves to how many. */
  redeliverFailed(since: number): Promise<number>;
}
