import type { PullRequestKey } from "./job.ts";

/** What an answer is shown as on the comment that asked. */
export type Reaction = "eyes" | "+1" | "-1" | "confused";

/** Where commands were written. `button`: nobody wrote; somebody pressed a button of a check. */
export type RequestPlace = "comment" | "review" | "line-comment" | "button";

/** The commit and the branch that somebody who wrote a command had before them. */
export interface SeenThen {
  /** Commit id. */
  readonly head: string;
  /** Branch name. */
  readonly base: string;
}

/** A command as it was written. */
export interface WrittenCommand {
  readonly name: string;
  readonly rest: string;
  /** The whole line. */
  readonly written: string;
  readonly tooLong: boolean;
}

/**
 * The commands of one comment, captured when it was written: what becomes of the comment later changes nothing. Lives
 * from then on until it is answered, and is kept as long as its pull request, so that it is never carried out twice.
 */
export interface CommandRequest {
  /** Node id of the comment or review; for a button, the delivery. Unique. */
  readonly id: string;
  readonly key: PullRequestKey;
  readonly place: RequestPlace;
  /** Login of who wrote it. */
  readonly actor: string;
  /** When it was captured, in milliseconds since 1970. */
  readonly at: number;
  readonly delivery?: string;
  readonly url?: string;
  /** What the pull request was then, as far as it was known: whoever wrote looked at that. */
  readonly seen?: SeenThen;
  readonly commands: readonly WrittenCommand[];
  /** They came into the comment by an edit: not carried out, and the writer is told. */
  readonly late: boolean;
  /** `captured`: to be carried out. `decided`: carried out and recorded, to be answered. `answered`: done. */
  readonly state: "captured" | "decided" | "answered";
  /** What to answer, once it is decided. */
  readonly answer?: RequestAnswer;
}

/** The answer to a request. */
export interface RequestAnswer {
  readonly reaction: Exclude<Reaction, "eyes">;
  /** Markdown of a comment; undefined: the reaction says it all. */
  readonly text?: string;
}
