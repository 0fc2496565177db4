import type { Decision, Ending, KeptDecision } from "../../core/decision.ts";
import type { Permitted } from "../../core/policy/terms.ts";
import type { Report } from "../../core/report.ts";
import type { Arguments } from "../../read/comment/arguments.ts";
import type { Grounds } from "../check.ts";
import type { Identities } from "../coverage.ts";
import type { FileEdit } from "../host.ts";

/** What a command may look at. Running one changes nothing by itself: it says what is to be done. */
export interface CommandContext {
  /** Login of who wrote it. */
  readonly actor: string;
  /** Login of the author of the pull request; undefined where the account is gone. */
  readonly author: string | undefined;
  /** Where the pull request goes. */
  readonly base: string;
  /** Milliseconds since 1970. */
  readonly now: number;
  /** For the id of a decision: unique for the command. */
  readonly id: string;
  /** Where it was written. */
  readonly url: string | undefined;
  /** What there is to decide on; undefined without a policy, or with one that cannot be used. */
  readonly grounds: Grounds | undefined;
  /** The report with all that is decided; undefined as above. */
  readonly report: Report | undefined;
  /** What it is, in a sentence, where there is no report. */
  readonly situation: string;
  /** Where the policy came from, such as `main:.github/lockstep.yml`. */
  readonly policySource: string;
  /** Decisions that hold, oldest first. */
  readonly decisions: readonly KeptDecision[];
  readonly identities: Identities;
  /** Where the head can be edited; undefined when its repository is gone. */
  readonly editUrl: string | undefined;
  /** True for a pull request from another repository. */
  readonly fork: boolean;
}

/** What a command comes to, once whoever wrote it may. */
export interface Change {
  readonly decisions?: readonly Decision[];
  /** Ids of decisions that end, each with how and why. */
  readonly endings?: readonly { readonly id: string; readonly ending: Omit<Ending, "at"> }[];
  /** A file of the head branch to be written. */
  readonly edit?: FileEdit;
  /** What to answer beside the reaction. */
  readonly text?: string;
}

/** What a command wants. */
export type Intent =
  /** It cannot be carried out as written; Markdown that says why, and what would work. */
  | { readonly kind: "problem"; readonly text: string }
  /** It asks for a text, which anybody may. */
  | { readonly kind: "answer"; readonly text: string }
  /** There is nothing to do: it is so already, or the look that follows does it. */
  | { readonly kind: "nothing" }
  /** To be done by somebody who may: all of these must let them. */
  | {
      readonly kind: "change";
      /** What it is about, for a refusal: "waive `log`". */
      readonly what: string;
      readonly permitted: readonly Permitted[];
      /** What to do; `as` is what lets them. */
      readonly carryOut: (as: string) => Change;
    };

/** A slash command. The help, the reference page and refusals are made from this. */
export interface Command {
  readonly name: string;
  /** Behind `/lockstep`, such as `waive RULE[,RULE] [for 7d | until DATE] -- reason`. */
  readonly usage: string;
  /** One sentence: what it does. */
  readonly summary: string;
  /** Half a sentence: who may. */
  readonly whoMay: string;
  readonly examples: readonly string[];
  run(args: Arguments, context: CommandContext): Intent;
}

/** Text for a person, as Markdown, that says what is wrong. */
export function problem(text: string): Intent {
  return { kind: "problem", text };
}
