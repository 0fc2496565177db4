import type { DocumentState } from "./document.ts";

/**
 * What people wrote about the change. Without a pull request (a check before the push) it is the empty one: no title, no
 * description, no labels, an unknown author.
 */
export interface PullRequest {
  readonly title: string;
  /** The description, read as a document: policies address it as `pull-request`. */
  readonly description: DocumentState;
  readonly labels: readonly string[];
  /** Login, without `@`. */
  readonly author: string | undefined;
  readonly authorIsBot: boolean;
  /** Branch names without `refs/heads/`, where known. */
  readonly baseBranch: string | undefined;
  readonly headBranch: string | undefined;
}

/** The GitHub App that posted a check run: what is known of it. */
export interface CheckApp {
  /** Fixed for good, such as 15368 for GitHub Actions. */
  readonly id?: number | undefined;
  /** Such as `github-actions`; changes when the app is renamed. */
  readonly slug?: string | undefined;
}

/** The result of a check or commit status on the head commit, in GitHub's words. */
export interface CheckResult {
  readonly name: string;
  /** Absent for a commit status, which no app vouches for, and where the apps were not asked for. */
  readonly app?: CheckApp;
  readonly status: "queued" | "in_progress" | "completed";
  readonly conclusion: string | undefined;
}
