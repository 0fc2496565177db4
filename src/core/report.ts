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
}

export interface RequirementReport {
  readonly kind: string;
  /** What it asks, in half a sentence. */
  readonly asks: string;
  readonly verdict: Verdict;
  /** Why it is not applicable. */
  readonly why?: string;
  readonly findings: readonly Finding[];
}
