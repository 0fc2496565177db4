import * as z from "zod";

/** How a gate or a rule acts on its verdict, from weakest to strongest. Only `block` keeps a change from being merged. */
export const enforcements = ["off", "evaluate", "warn", "block"] as const;

/** One of {@link enforcements}. */
export type Enforcement = (typeof enforcements)[number];

/** The same for all stages, or one per stage. A stage it does not name gets `block`. */
export type Enforce = Enforcement | Readonly<Record<string, Enforcement>>;

const enforcementSchema = z.enum(enforcements);

/** The schema of `enforce`. */
export const enforceSchema: z.ZodType<Enforce> = z
  .union([enforcementSchema, z.record(z.string(), enforcementSchema)])
  .meta({ description: "block, warn, evaluate (computed and shown, never blocks) or off; or one of them per stage." });

/** What holds at a stage. Without a stage the strongest of the stages holds: fails closed. */
export function enforcementAt(enforce: Enforce, stage: string | undefined): Enforcement {
  if (typeof enforce === "string") return enforce;
  if (stage !== undefined) return Object.hasOwn(enforce, stage) ? (enforce[stage] ?? "block") : "block";
  return strongest(Object.values(enforce));
}

/** The same with every stage named: the strongest of them holds where the stage is not known. */
export function forStages(enforce: Enforce, stages: readonly string[]): Enforce {
  if (typeof enforce === "string") return enforce;
  return Object.fromEntries(stages.map((stage) => [stage, enforcementAt(enforce, stage)]));
}

/** The stricter of two, stage by stage. */
export function stricter(a: Enforce, b: Enforce, stages: readonly string[]): Enforce {
  if (typeof a === "string" && typeof b === "string") return strongest([a, b]);
  return Object.fromEntries(
    stages.map((stage) => [stage, strongest([enforcementAt(a, stage), enforcementAt(b, stage)])]),
  );
}

/** The strongest of several; `block` for none. */
export function strongest(all: readonly Enforcement[]): Enforcement {
  return all.length === 0 ? "block" : all.reduce((a, b) => (strength(a) >= strength(b) ? a : b));
}

/** The weakest of several; `block` for none. */
export function weakest(all: readonly Enforcement[]): Enforcement {
  return all.length === 0 ? "block" : all.reduce((a, b) => (strength(a) <= strength(b) ? a : b));
}

function strength(enforcement: Enforcement): number {
  return enforcements.indexOf(enforcement);
}
