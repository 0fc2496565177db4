import type { AddedLine, ChangeSet } from "./change-set.ts";
import type { Commit } from "./commits/commit.ts";
import type { DocumentState } from "./document.ts";
import type { ReportFormat, ReportState } from "./evidence/ci-report.ts";
import type { CheckResult, PullRequest } from "./pull-request.ts";
import type { Role } from "./role.ts";
import type { SecretState } from "./secrets.ts";

/**
 * What a trigger or a requirement wants to look at, as data: the shell fetches the union of all needs once.
 * Change set, pull request and stage are always there; parts of the pull request that can change by themselves are named
 * nevertheless, because an event about anything else then costs nothing.
 */
export type Need =
  /** Both versions of a document, by its path. */
  | { readonly fact: "document"; readonly path: string }
  /** Both versions of a file as plain text, by its path at the head. */
  | { readonly fact: "text"; readonly path: string }
  /** A file at the head as plain text, one of many: of these less is read in all than of a few. */
  | { readonly fact: "text-at-head"; readonly path: string }
  /** The number of lines of a file at the head. */
  | { readonly fact: "line-count"; readonly path: string }
  /** The paths of all regular files at the head. */
  | { readonly fact: "tree" }
  /** The lines the change adds. */
  | { readonly fact: "added-lines" }
  /** What looks like a secret in the lines that the change adds to a file, by its path at the head. */
  | { readonly fact: "secrets"; readonly path: string }
  /** Results of checks of these names on the head commit; with `apps`, also whose check runs they are. */
  | { readonly fact: "checks"; readonly names: readonly string[]; readonly apps?: true }
  /** Approvals of the pull request in roles. */
  | { readonly fact: "approvals"; readonly roles: readonly Role[] }
  /** Who last set the lines of a file at the head. */
  | { readonly fact: "line-origins"; readonly path: string }
  /** CI reports of these names, read as that format, or as the one their content shows. */
  | { readonly fact: "reports"; readonly names: readonly string[]; readonly format?: ReportFormat }
  /** The commits of the change; with `files`, what each of them touches. */
  | { readonly fact: "commits"; readonly files: boolean }
  /** A part of the pull request that people change. */
  | { readonly fact: "title" | "description" | "labels" };

/** A document at the merge base and at the head; where a rename touches it, `before` and `after` follow the rename. */
export interface DocumentVersions {
  /** The path as the policy names it. */
  readonly path: string;
  readonly before: DocumentState;
  readonly after: DocumentState;
  /** Set when the change renames the document away from the path the policy names: where it is at the head. */
  readonly movedTo?: string;
}

/** That somebody who has a role agrees to the change. */
export interface GivenApproval {
  readonly role: string;
  /** Login. */
  readonly by: string;
  /** Why it does not count for what the change is now; undefined: it does. */
  readonly stale?: string;
}

/** Who last set a line, as the commit that did says: logins, or mail addresses where there are none. */
export interface LineOrigin {
  /** Authors of the commit, co-authors included, and its committer. */
  readonly people: readonly string[];
  /** True when somebody of the commit could not be told. */
  readonly unknown: boolean;
  /** Commit id. */
  readonly commit: string;
}

/** What stands at a path, for those who read it as plain text. `why` ends a sentence. */
export type TextState =
  | { readonly state: "absent" | "directory" }
  | { readonly state: "read"; readonly text: string }
  /** Nothing that could hold a text: a symbolic link, a submodule, bytes. */
  | { readonly state: "no-text"; readonly why: string }
  /** Perhaps a text, but not known: it is too large. */
  | { readonly state: "unread"; readonly why: string };

/**
 * A file at the merge base and at the head. `before` follows a rename to where the file came from; `after` is what stands
 * at the path itself, because what names a path means that path.
 */
export interface TextVersions {
  readonly before: TextState;
  readonly after: TextState;
}

/** Everything an evaluation may look at. A fact that was needed and could not be had makes the verdict `error`. */
export interface Facts {
  readonly changeSet: ChangeSet;
  readonly pullRequest: PullRequest;
  /** Where the change is going, when a stage is known. */
  readonly stage?: string;
  /** By the path the policy names. */
  readonly documents?: ReadonlyMap<string, DocumentVersions>;
  /** By path at the head; no entry: not read, for example because too much was asked for. */
  readonly texts?: ReadonlyMap<string, TextVersions>;
  /** By path; no entry: not read, because there was too much. */
  readonly textsAtHead?: ReadonlyMap<string, TextState>;
  /** Lines at the head, by path; `undefined` as a value: not a text file. */
  readonly lineCounts?: ReadonlyMap<string, number | undefined>;
  /** Changed files that were text at the merge base and are none at the head, by path there. */
  readonly lostTexts?: ReadonlySet<string>;
  /** Those of which no added line can be told either. */
  readonly lostLines?: ReadonlySet<string>;
  /** Paths of regular files at the head. */
  readonly tree?: readonly string[];
  readonly addedLines?: readonly AddedLine[];
  /** By path at the head; no entry: nobody looked. */
  readonly secrets?: ReadonlyMap<string, SecretState>;
  /** Absent: nothing is known about checks yet. */
  readonly checks?: readonly CheckResult[];
  /** Absent: nothing is known about approvals, which is as good as none. */
  readonly approvals?: readonly GivenApproval[];
  /** By path: the origin of each line at the head, the first line first; undefined as a value: it cannot be told. */
  readonly lineOrigins?: ReadonlyMap<string, readonly LineOrigin[] | undefined>;
  /** Commits that the head has and the base lacks, oldest first. Absent: not known, or more than are looked at. */
  readonly commits?: readonly Commit[];
  /** Names under which commits know the author of the change; absent: only the pull request tells. */
  readonly authorNames?: readonly string[];
  /** CI reports by `reportKey`; several under one name are parts of one. Absent, or none: there is no report yet. */
  readonly reports?: ReadonlyMap<string, readonly ReportState[]>;
}
