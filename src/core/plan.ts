/** What a check says of a commit. How a host shows it (GitHub: a conclusion) is the adapter's business. */
export type Standing =
  /** Nothing blocks. */
  | "met"
  | "unmet"
  /** Something is missing, and the gate only warns or evaluates. Does not block. */
  | "advisory"
  /** The policy is invalid, or it could not be decided. Blocks. */
  | "undecided"
  /** To be judged. Blocks. */
  | "awaited";

/** Strongest first. */
const strength: readonly Standing[] = ["undecided", "unmet", "awaited", "advisory", "met"];

/** What several come to together: all must hold. Nothing at all is `met`. */
export function foldStandings(all: readonly Standing[]): Standing {
  return strength.find((standing) => all.includes(standing)) ?? "met";
}

/** A note beside a line of a file of the change. */
export interface Annotation {
  readonly path: string;
  /** From 1. */
  readonly line: number;
  readonly level: "failure" | "warning" | "notice";
  readonly title: string;
  readonly message: string;
}

/** A button of a check. GitHub takes three, with short words. */
export interface CheckButton {
  /** At most 20 characters. */
  readonly label: string;
  /** At most 40. */
  readonly description: string;
  /** At most 20; a command. */
  readonly command: string;
}

/** A check as it is to be shown on a commit. */
export interface CheckPosting {
  readonly name: string;
  readonly buttons?: readonly CheckButton[];
  readonly standing: Standing;
  readonly title: string;
  /** Markdown, at most 65,535 characters. */
  readonly summary: string;
  /** At most 50; only new checks get them, because annotations are added and never replaced. */
  readonly annotations: readonly Annotation[];
  /** Identifies standing, title and summary: the same digest is not written again. */
  readonly digest: string;
}

/** A check of ours that is there already. */
export interface PostedCheck {
  readonly name: string;
  /** Opaque. */
  readonly id: string;
  /** Undefined where it was not ours to set, or is unknown. */
  readonly digest: string | undefined;
  readonly concluded: boolean;
}

/** What we have put on a head and its pull request. */
export interface Posted {
  /** The newest of each name. */
  readonly checks: readonly PostedCheck[];
  readonly comment?: { readonly id: string; readonly body: string };
}

/** One thing to be written, as data. */
export type Effect =
  | { readonly kind: "create-check"; readonly posting: CheckPosting }
  | { readonly kind: "update-check"; readonly id: string; readonly posting: CheckPosting }
  | { readonly kind: "create-comment"; readonly body: string }
  | { readonly kind: "update-comment"; readonly id: string; readonly body: string }
  /** A reaction to a comment or a review, by its node id. There already: no change. */
  | { readonly kind: "react"; readonly subject: string; readonly reaction: "eyes" | "+1" | "-1" | "confused" }
  /** A comment of its own that answers somebody. */
  | { readonly kind: "reply"; readonly body: string };

/** What is to be there when all is done. */
export interface Wanted {
  readonly checks: readonly CheckPosting[];
  /** What a check says that was posted earlier and is no longer wanted, such as that of a gate the policy no longer has. */
  readonly retired: (name: string) => CheckPosting;
  /** The one comment; undefined: none is wanted, and one that is there stays as it is. */
  readonly comment?: {
    readonly body: string;
    /** True when it is only kept up to date, not begun: nothing is missing. */
    readonly onlyIfPosted: boolean;
  };
  /** New checks instead of changing those that are there. */
  readonly renew: boolean;
}

/** What has to be written so that what is wanted is there. Nothing that is there already is written again. */
export function plan(wanted: Wanted, posted: Posted): readonly Effect[] {
  const earlier = new Map(posted.checks.map((check) => [check.name, check]));
  const names = new Set(wanted.checks.map(({ name }) => name));
  const retired = posted.checks.filter(({ name }) => !names.has(name)).map(({ name }) => wanted.retired(name));
  const checks = [...wanted.checks, ...retired].flatMap((posting): Effect[] => {
    const there = earlier.get(posting.name);
    if (there === undefined || (wanted.renew && names.has(posting.name))) return [{ kind: "create-check", posting }];
    const isShown = there.digest === posting.digest && there.concluded === (posting.standing !== "awaited");
    return isShown ? [] : [{ kind: "update-check", id: there.id, posting }];
  });
  return [...checks, ...commentEffects(wanted.comment, posted.comment)];
}

function commentEffects(wanted: Wanted["comment"], posted: Posted["comment"]): readonly Effect[] {
  if (wanted === undefined) return [];
  const { body } = wanted;
  if (posted === undefined) return wanted.onlyIfPosted ? [] : [{ kind: "create-comment", body }];
  return isSameText(posted.body, body) ? [] : [{ kind: "update-comment", id: posted.id, body }];
}

/** Line ends and trailing space may change on the way. */
function isSameText(a: string, b: string): boolean {
  const settled = (text: string) => text.replaceAll("\r\n", "\n").trimEnd();
  return settled(a) === settled(b);
}
