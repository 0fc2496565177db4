import type { Attention } from "../core/attention.ts";
import type { LocatedProblem } from "../core/policy/problem.ts";
import type { Preview, Report } from "../core/report.ts";

/** Where the policy that was used came from: `ref:path`, or a file, and its blob id when it has one. */
export interface PolicyIdentity {
  readonly source: string;
  readonly oid: string | undefined;
}

/** A report, and how it came about. */
export interface Evaluated {
  readonly report: Report;
  /** Absent when the change brings the first policy, and it is broken. */
  readonly policy: PolicyIdentity | undefined;
  readonly warnings: readonly LocatedProblem[];
  /** The change edits the policy, which changes nothing for itself. */
  readonly editsPolicy: boolean;
  readonly baseName: string;
  readonly preview?: Preview;
  readonly attention: Attention;
  /** Paths of the documents that were read. */
  readonly documents: readonly string[];
  /** Those of them that are there at the head. */
  readonly present: ReadonlySet<string>;
}
