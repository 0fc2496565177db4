import type { z } from "zod";
import type { ChangeSet } from "./change-set.ts";
import type { Facts, Need } from "./facts.ts";
import type { Verdict } from "./verdict.ts";

/** Where a finding points: a file of the repository, or the pull request itself (path `pull-request`). */
export interface Location {
  readonly path: string;
  /** From 1, at the head. */
  readonly line?: number;
  /** The path is a glob that nothing matches, not a file. */
  readonly isGlob?: true;
}

/** One unmet point. Says impartially what is missing ("has no new row"), where, and what to do about it. */
export interface Finding {
  readonly message: string;
  readonly location: Location;
  readonly remedy: string;
  /** Text ready to paste at the location. */
  readonly snippet?: string;
}

type Findings = readonly [Finding, ...Finding[]];

/** What judging one requirement came to. Whatever blocks carries a finding. */
export type Outcome =
  | { readonly verdict: "pass" }
  | { readonly verdict: "fail" | "pending" | "error"; readonly findings: Findings }
  | { readonly verdict: "not-applicable"; readonly why: string };

/** The requirement is met. */
export function pass(): Outcome {
  return { verdict: "pass" };
}

/** The requirement is not met. */
export function fail(...findings: Findings): Outcome {
  return { verdict: "fail", findings };
}

/** Not decided yet: something that will come by itself, such as a check that is still running, is awaited. */
export function pending(...findings: Findings): Outcome {
  return { verdict: "pending", findings };
}

/** Cannot be decided from what there is. Blocks: fail closed. */
export function undecidable(...findings: Findings): Outcome {
  return { verdict: "error", findings };
}

/** The requirement has nothing to say about this change. */
export function notApplicable(why: string): Outcome {
  return { verdict: "not-applicable", why };
}

/** `fail` with all the findings, or `pass` when there are none. */
export function failIfAny(findings: readonly Finding[]): Outcome {
  const [first, ...rest] = findings;
  return first === undefined ? pass() : fail(first, ...rest);
}

/** A requirement of a rule, read from the policy: a kind and its options. */
export interface Requirement {
  readonly kind: string;
  readonly options: unknown;
}

/** What a kind that combines others may use: the judging of a single requirement. */
export interface Judge {
  evaluate(requirement: Requirement): Outcome;
  needs(requirement: Requirement): readonly Need[];
}

/** What a kind is: see `docs/how-to/add-a-requirement.md`. */
export interface RequirementKind<Schema extends z.ZodType = z.ZodType> {
  /** Its name in a policy, in kebab-case; also the name of its file, test and page. */
  readonly kind: string;
  /** One sentence: what must be true. */
  readonly summary: string;
  /**
   * The strict schema of its options: one branch of the policy schema, the editors' JSON Schema and the docs.
   * A kind that combines others takes the schema of a single requirement and builds its own.
   */
  readonly options: Schema | ((single: z.ZodType<Requirement>) => Schema);
  /** The option meant when a policy gives a plain value (text, number or list) instead of a mapping. */
  readonly shorthand?: string;
  /** It waits for people: what is pending here does not come by itself. */
  readonly awaits?: "people";
  /** The document of which these options ask a change, where a person may say that none is needed. */
  attestable?(options: z.output<Schema>): string | undefined;
  /** What it must look at. */
  needs(options: z.output<Schema>, changeSet: ChangeSet, judge: Judge): readonly Need[];
  /**
   * What it must look at besides, now that some of it is known: asked again with what was found, up to two times. More
   * facts never make it ask for less.
   */
  furtherNeeds?(options: z.output<Schema>, facts: Facts): readonly Need[];
  /** What these options ask, in half a sentence: "a new entry under *Decision log* of `docs/00.md`". */
  describe(options: z.output<Schema>, describe: (requirement: Requirement) => string): string;
  /** Pure: the same facts give the same outcome. */
  evaluate(options: z.output<Schema>, facts: Facts, judge: Judge): Outcome;
}

/** Declares a kind. The types of `needs`, `describe` and `evaluate` follow from the schema of the options. */
export function defineRequirement<Schema extends z.ZodType>(kind: RequirementKind<Schema>): RequirementKind {
  return kind;
}

/** The verdicts an outcome can have; `waived` and `attested` are given by people, not by judging. */
export type JudgedVerdict = Extract<Verdict, Outcome["verdict"]>;
