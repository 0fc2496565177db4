/** A commit of the change: one that the head has and the base lacks. */
export interface Commit {
  readonly oid: string;
  readonly subject: string;
  /** Without the subject and without blank lines at its ends. */
  readonly body: string;
  /** Commit ids; two or more make it a merge. Of many parents some may be left out, never all but one. */
  readonly parents: readonly string[];
  /** Every path it touches, both of a rename, compared with its parent. Absent: not asked for, a merge, or not known. */
  readonly files?: readonly string[];
}

/** Most commits of a change that are looked at: what GitHub lists of a pull request. */
export const maxCommits = 250;

/** Most commits whose files are looked at, merges aside: one request each. */
export const maxCommitsWithFiles = 50;

/** The parts of a message: its first line that says something, and the rest. The same wherever the message comes from. */
export function readMessage(message: string): Pick<Commit, "subject" | "body"> {
  const text = message.replaceAll("\r\n", "\n").trim();
  const end = text.indexOf("\n");
  return end === -1
    ? { subject: text, body: "" }
    : { subject: text.slice(0, end).trim(), body: text.slice(end + 1).trim() };
}

/** True for a commit that only joins others. */
export function isMerge({ parents }: Pick<Commit, "parents">): boolean {
  return parents.length > 1;
}
