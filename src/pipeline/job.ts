/** A pull request of an installation. */
export interface PullRequestKey {
  readonly kind: "pull-request";
  readonly installation: number;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
}

/** The head of a merge queue's group. */
export interface MergeGroupKey {
  readonly kind: "merge-group";
  readonly installation: number;
  readonly repository: string;
  /** Commit id of the group's head. */
  readonly head: string;
}

/** The open pull requests of an installation, or of one repository: which of them lack our word? */
export interface SweepKey {
  readonly kind: "sweep";
  readonly installation: number;
  /** Absent: every repository of the installation. */
  readonly repository?: string;
}

/**
 * What a job is about, and all it carries. A key is a wish to look again, never a message: whoever takes it reads
 * everything anew, so order does not matter and a job done twice does no harm.
 */
export type JobKey = PullRequestKey | MergeGroupKey | SweepKey;

/** A key as one line of text, the same for equal keys. */
export function keyText(key: JobKey): string {
  const subject = { "pull-request": "number", "merge-group": "head", sweep: undefined }[key.kind];
  const last = subject === undefined ? "" : String((key as unknown as Record<string, unknown>)[subject]);
  return `${key.kind} ${key.installation} ${key.repository ?? "*"} ${last}`.trimEnd();
}

/** The key that {@link keyText} wrote. Throws when it is none. */
export function parseKey(text: string): JobKey {
  const [kind, installationText, repository = "*", last = ""] = text.split(" ");
  const installation = Number(installationText);
  if (kind === "pull-request") return { kind, installation, repository, number: Number(last) };
  if (kind === "merge-group") return { kind, installation, repository, head: last };
  if (kind === "sweep") return { kind, installation, ...(repository === "*" ? {} : { repository }) };
  throw new Error(`not the key of a job: ${text}`);
}
