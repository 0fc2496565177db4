import type { CommandLine } from "./comment/commands.ts";

/** A pull request as a delivery describes it. */
export interface SeenPullRequest {
  readonly installation: number;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  readonly open: boolean;
  readonly draft: boolean;
  /** Commit id. */
  readonly head: string;
  /** Branch name. */
  readonly base: string;
  readonly changedFiles?: number;
  /** Milliseconds since 1970. */
  readonly updatedAt: number;
}

/** A part of a pull request that changed. */
export type Part = "head" | "base" | "state" | "draft" | "title" | "description" | "labels" | "reviews";

interface Place {
  readonly installation: number;
  readonly repository: string;
}

/** What a delivery of a webhook says, as far as it matters here. */
export type Notice =
  | { readonly kind: "pull-request"; readonly seen: SeenPullRequest; readonly parts: readonly Part[] }
  /** A check or a commit status of somebody else; names undefined: of any name. */
  | ({ readonly kind: "signal"; readonly head: string; readonly names: readonly string[] | undefined } & Place)
  /** A run of a workflow has ended, and may have left reports. */
  | ({
      readonly kind: "run";
      readonly head: string;
      readonly id: number;
      /** How often it was started, from 1. */
      readonly attempt: number;
    } & Place)
  /** Somebody wants our checks on a commit made again. */
  | ({ readonly kind: "rerun"; readonly head: string } & Place)
  /** Somebody wrote, edited or deleted a comment, a review or a line comment on a pull request. */
  | ({
      readonly kind: "comment";
      readonly action: "written" | "edited" | "deleted";
      readonly number: number;
      /** Node id. */
      readonly id: string;
      readonly place: "comment" | "review" | "line-comment";
      /** Login of who did it; undefined for a bot, whose words are no commands. */
      readonly actor: string | undefined;
      readonly body: string;
      readonly commands: readonly CommandLine[];
      readonly url: string | undefined;
      /** Of a review, which also says something by itself. */
      readonly seen?: SeenPullRequest;
    } & Place)
  /** Somebody pressed a button of one of our checks. */
  | ({
      readonly kind: "button";
      readonly head: string;
      readonly command: string;
      readonly actor: string | undefined;
    } & Place)
  /** Paths undefined: more than the delivery lists. */
  | ({
      readonly kind: "push";
      readonly branch: string;
      readonly paths: readonly string[] | undefined;
      readonly isDefaultBranch: boolean;
    } & Place)
  /** The queue formed a group, or (`open` false) gave it up. */
  | ({
      readonly kind: "merge-group";
      readonly head: string;
      readonly ref: string;
      /** Branch name, and the commit that is the group's parent. */
      readonly base: string;
      readonly baseCommit: string;
      readonly open: boolean;
    } & Place)
  /** The app was installed or removed; `added` undefined: all repositories the installation sees. */
  | {
      readonly kind: "installation";
      readonly installation: number;
      readonly gone: boolean;
      readonly added: readonly string[] | undefined;
      readonly removed: readonly string[];
    }
  | { readonly kind: "ignored"; readonly why: string };
