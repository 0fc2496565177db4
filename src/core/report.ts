import type { Address } from "./address.ts";
import type { Enforcement } from "./policy/enforcement.ts";
import type { Finding } from "./requirement.ts";
import type { Verdict } from "./verdict.ts";

/** All verdicts for one head commit. Two results: what is enforced, and what it would be if every gate blocked. */
export interface Report {
  /** Commit ids. */
  readonly base: string;
  readonly mergeBase: string;
  readonly head: string;
  readonly stage: string | undefined;
  readonly filesChanged: number;
  /** Over the rules whose enforcement is `block`. */
  readonly verdict: Verdict;
  /** True when the change must not be merged. */
  readonly blocks: boolean;
  /** Over all rules, whatever their gates do about it. */
  readonly ifEveryGateBlocked: { readonly verdict: Verdict; readonly blocks: boolean };
  readonly gates: readonly GateReport[];
  /** The order in which a to-do list names documents. */
  readonly documentationOrder: readonly Address[];
}

export interface GateReport {
  readonly id: string;
  readonly name: string;
  readonly enforce: Enforcement;
  /** Over all its rules. */
  readonly verdict: Verdict;
  /** True when one of its rules blocks. */
  readonly blocks: boolean;
  readonly rules: readonly RuleReport[];
}

export interface RuleReport {
  readonly id: string;
  readonly because: string | undefined;
  /** The layer that declares it. */
  readonly layer: string;
  /** The weaker of the gate's and its own. */
  readonly enforce: Enforcement;
  readonly verdict: Verdict;
  /** Why it is not applicable. */
  readonly why?: string;
  /** Paths that woke it, or the conditions on the pull request that did. */
  readonly wokenBy: readonly string[];
  readonly requirements: readonly RequirementReport[];
  /** Set where it is waived: by whom, why, and until when. */
  readonly setAside?: SetAside;
  /** Set where it was set aside and no longer is. */
  readonly lapse?: Lapse;
}

/** That a person set a rule or a requirement aside. */
export interface SetAside {
  readonly kind: "waiver" | "attestation";
  /** Login. */
  readonly by: string;
  /** What let them. */
  readonly as: string;
  readonly reason: string;
  /** Both in milliseconds since 1970. */
  readonly at: number;
  readonly until: number;
  /** True for the waiver of a whole gate. */
  readonly blanket: boolean;
  readonly url?: string;
}

/** That a rule was set aside once, and why that no longer holds. */
export interface Lapse {
  readonly kind: "waiver" | "attestation";
  readonly by: string;
  readonly why: string;
}

export interface RequirementReport {
  readonly kind: string;
  /** What it asks, in half a sentence. */
  readonly asks: string;
  readonly verdict: Verdict;
  /** Why it is not applicable. */
  readonly why?: string;
  readonly findings: readonly Finding[];
  /** Path of the document of which it asks a change that somebody may say is not needed. */
  readonly attestable?: string;
  /** It waits for people, not for something that comes by itself. */
  readonly awaits?: "people";
  /** Set where it is attested. */
  readonly setAside?: SetAside;
}

/** What the policy would say as the change leaves it; binds nobody. Left out where trying it would take too long. */
export type Preview = Report | "left-out";
