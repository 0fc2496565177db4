import type { AddedLine, ChangeSet } from "../core/change-set.ts";
import type { Commit } from "../core/commits/commit.ts";
import type { AwaitedReport, CiReport, ReportFormat, ReportQuery } from "../core/evidence/ci-report.ts";
import type { ReportSource } from "../core/evidence/report-source.ts";
import type { GivenApproval, LineOrigin } from "../core/facts.ts";
import type { CheckResult } from "../core/pull-request.ts";
import type { SecretState } from "../core/secrets.ts";

/** What stands at a path of a commit. Only `text` can be a document or a policy. */
export type FileContent =
  | { readonly state: "absent" }
  | { readonly state: "symlink" | "submodule" | "directory" }
  | { readonly state: "binary"; readonly oid: string }
  | { readonly state: "too-large"; readonly oid: string; readonly bytes: number }
  | { readonly state: "text"; readonly oid: string; readonly text: string };

/** Where the facts about one change come from. Every method may reject: trouble is not a verdict. */
export interface FactSource {
  /** The files that differ between merge base and head; complete, or it rejects. */
  changeSet(): Promise<ChangeSet>;
  /** The lines the change adds; undefined when they can never be told, which makes what needs them undecidable. */
  addedLines(): Promise<readonly AddedLine[] | undefined>;
  /** Changed files of which the host shows no lines, where it tells. Those it shows lines of are text, renames alone aside. */
  unshown?(): Promise<readonly string[]>;
  /** Paths of all regular files at the head; undefined when they can never be told. */
  tree(): Promise<readonly string[] | undefined>;
  /** What stands at paths of the base, the merge base or the head. Every path gets an answer. */
  files(
    at: "base" | "merge-base" | "head",
    paths: readonly string[],
    maxBytes: number,
  ): Promise<ReadonlyMap<string, FileContent>>;
  /**
   * Results of checks on the head commit; undefined when nothing is known about them. Whose check runs they are is told
   * where `apps` asks for it.
   */
  checks(apps: boolean): Promise<readonly CheckResult[] | undefined>;
  /** Approvals in roles; undefined when nothing is known about them here. */
  approvals(): Promise<readonly GivenApproval[] | undefined>;
  /** Who last set each line of a file at the head; undefined when that can never be told. */
  lineOrigins(path: string): Promise<readonly LineOrigin[] | undefined>;
  /** Commits that the head has and the base lacks, oldest first, with what they touch; undefined when there are too many. */
  commits(withFiles: boolean): Promise<readonly Commit[] | undefined>;
  /** Names under which commits know the author of the change, beside the pull request's author. */
  authorNames(): Promise<readonly string[]>;
  /**
   * CI reports of the head commit by `reportKey`, several where a run has written a report in parts. What has none has no
   * entry, or an empty one; undefined when nothing is known about reports.
   */
  reports(wanted: readonly WantedReport[]): Promise<ReadonlyMap<string, readonly FoundReport[]> | undefined>;
}

/** Looks for secrets in added lines, by path. Every path gets an answer; it may reject like a fact source. */
export type FindSecrets = (
  added: ReadonlyMap<string, readonly AddedLine[]>,
) => Promise<ReadonlyMap<string, SecretState>>;

/** A CI report that a rule asks for. */
export interface WantedReport extends ReportQuery {
  /** Where the policy says it comes from; undefined when it does not say. */
  readonly source: ReportSource | undefined;
}

/** A CI report as it was found, or that it is yet to come. */
export type FoundReport = ReportAtHand | AwaitedReport;

/** A CI report that is there. */
export interface ReportAtHand {
  readonly state?: never;
  /** Where, for people: a path, or an artifact and its run. */
  readonly origin: string;
  /** Its text, which bytes hold in UTF-8; or what was read in it; or why there is neither, as the end of a sentence. */
  readonly content:
    | { readonly text: string | Uint8Array }
    | { readonly report: CiReport }
    | { readonly unread: string };
  /** Whether it counts as evidence. */
  readonly trusted: boolean;
  /** Why it does or does not, as the end of a sentence: "it was given on the command line". */
  readonly reason: string;
}

/** What is to be read of an archive of files. */
export interface ArchiveRequest {
  /** Globs of the files that are reports. */
  readonly files: readonly string[];
  /** Recognised from the content where it is not given. */
  readonly format: ReportFormat | undefined;
}

/** The reports of an archive, at least one; or why they cannot be had, as the end of a sentence. */
export type ArchiveReading =
  | {
      readonly state: "read";
      readonly reports: readonly {
        readonly path: string;
        readonly content: Exclude<ReportAtHand["content"], { readonly text: unknown }>;
      }[];
    }
  | { readonly state: "unread"; readonly why: string };

/** Reads reports in the bytes of a zip archive, beside everything else that is going on. Whoever wrote it is not trusted. */
export type ReadArchive = (archive: Uint8Array, request: ArchiveRequest) => Promise<ArchiveReading>;

/** Time, so that tests need not wait for it. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** Resolves after that many milliseconds, or at once when the signal aborts. */
  wait(milliseconds: number, signal?: AbortSignal): Promise<void>;
}
