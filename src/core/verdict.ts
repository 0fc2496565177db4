/**
 * The seven verdicts a requirement, a rule, a gate or a whole change can get.
 * `error` means "could not be decided": it blocks, like `fail` and `pending`.
 */
export const verdicts = ["pass", "fail", "pending", "waived", "attested", "not-applicable", "error"] as const;

/** One of {@link verdicts}. */
export type Verdict = (typeof verdicts)[number];

const blocking: ReadonlySet<Verdict> = new Set(["error", "fail", "pending"]);

/** Strongest first: the fold of several verdicts is the first of these that occurs among them. */
const strength: readonly Verdict[] = ["error", "fail", "pending", "waived", "attested", "pass", "not-applicable"];

/** True when a change with this verdict must not be merged where the gate is enforced. */
export function isBlocking(verdict: Verdict): boolean {
  return blocking.has(verdict);
}

/** All must hold: the strongest verdict wins, and nothing at all is `not-applicable`. */
export function foldVerdicts(all: Iterable<Verdict>): Verdict {
  const present = new Set(all);
  return strength.find((verdict) => present.has(verdict)) ?? "not-applicable";
}
