/**
 * What content a decision was given for: what the change does to each path, as a text that is the same for the same
 * content before and after. A change of very many paths is one text, under `*`.
 */
export type Coverage = Readonly<Record<string, string>>;

/** The path that stands for all paths of a change that has too many to be told apart. */
export const wholeChange = "*";

interface Decided {
  /** Unique. */
  readonly id: string;
  /** Login of who decided. */
  readonly by: string;
  /** What let them, such as "member of the team release-managers". */
  readonly as: string;
  /** When, in milliseconds since 1970. */
  readonly at: number;
  readonly reason: string;
  /** Where it was said, as a URL; undefined where there is no such place. */
  readonly url?: string;
  /** Where the pull request went then. Another branch has another policy, and other people who may. */
  readonly base: string;
  readonly coverage: Coverage;
}

/** A scoped, reasoned, attributed, expiring permission to pass without meeting a requirement. */
export interface Waiver extends Decided {
  readonly kind: "waiver";
  /** A rule, or a whole gate (blanket). */
  readonly scope: "rule" | "gate";
  /** Id of the rule or the gate. */
  readonly subject: string;
  /** What the rule asked when it was waived: another demand is not covered. */
  readonly asks: string;
  /** Milliseconds since 1970. From then on it no longer holds. */
  readonly until: number;
}

/** "I looked, and this document needs no change." */
export interface Attestation extends Decided {
  readonly kind: "attestation";
  /** Path of the document. */
  readonly subject: string;
  /** Milliseconds since 1970. */
  readonly until: number;
}

/** Somebody who has a role agrees to the change. */
export interface Approval extends Decided {
  readonly kind: "approval";
  /** Name of the role. */
  readonly subject: string;
}

/** Somebody keeps the pull request from being merged for now. */
export interface Hold extends Decided {
  readonly kind: "hold";
  readonly subject: "";
}

/** What a person decided about one pull request. */
export type Decision = Waiver | Attestation | Approval | Hold;

/** How a decision came to its end. */
export interface Ending {
  /** `withdrawn` by a person, `expired` in time, `lapsed` because what it covers is no longer the same. */
  readonly how: "withdrawn" | "expired" | "lapsed";
  /** In a few words, such as "`src/a.ts` has changed since". */
  readonly why: string;
  /** Milliseconds since 1970. */
  readonly at: number;
}

/** A decision as it is remembered: what has ended is kept, so that the report can say so. */
export type KeptDecision = Decision & { readonly ended?: Ending };

/**
 * What is no longer as it was when a decision was given, in a few words; undefined when all is the same. A path that is
 * gone from the change is a difference too: what was looked at was another change.
 */
export function coverageDifference(then: Coverage, now: Coverage): string | undefined {
  const changed = Object.keys(now).filter((path) => then[path] !== undefined && then[path] !== now[path]);
  const added = Object.keys(now).filter((path) => then[path] === undefined);
  const gone = Object.keys(then).filter((path) => now[path] === undefined);
  if ([...changed, ...added, ...gone].includes(wholeChange)) return "the change is no longer the same";
  const [first] = [...changed, ...added, ...gone];
  if (first === undefined) return undefined;
  const others = changed.length + added.length + gone.length - 1;
  const what = changed.length > 0 ? "has changed since" : added.length > 0 ? "came in since" : "is no longer changed";
  return `\`${first.replaceAll("`", "'")}\` ${what}${others === 0 ? "" : `, and ${others} more ${others === 1 ? "file" : "files"}`}`;
}

/** That a decision was made for another branch, in a few words; undefined when it is the one the pull request goes to. */
export function baseDifference({ base }: Pick<Decision, "base">, now: string | undefined): string | undefined {
  return base === now ? undefined : `it was given for the base branch \`${base.replaceAll("`", "'")}\``;
}

/** True from the moment on at which a decision no longer holds because of the time. */
export function isExpired(decision: Decision, now: number): boolean {
  return "until" in decision && decision.until <= now;
}
