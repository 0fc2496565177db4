import type { FileStatus } from "../../core/change-set.ts";

/** A changed file as GitHub lists it. */
export interface ListedFile {
  readonly path: string;
  readonly status: FileStatus;
  readonly previousPath?: string;
  /** Blob id at the head, where the list tells it. */
  readonly oid?: string;
  /** Lines added and removed; none of both: a binary file, or a change of the mode alone. */
  readonly changes: number;
  /** Absent where GitHub gives none, or was not asked. */
  readonly patch?: string;
}

/** The status for a word of GitHub's, REST or GraphQL. A word that is not known counts as a change of content. */
export function statusFrom(word: string): FileStatus {
  switch (word.toLowerCase()) {
    case "added":
    case "copied":
      return "added";
    case "removed":
    case "deleted":
      return "removed";
    case "renamed":
      return "renamed";
    case "changed":
      return "mode-changed";
    default:
      return "modified";
  }
}
