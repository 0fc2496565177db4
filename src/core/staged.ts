import * as z from "zod";

/** A value of a policy that may differ by stage. Tagged, so that resolving a policy finds the stages it names. */
export type Staged<Value> =
  | { readonly type: "staged"; readonly everywhere: Value }
  | { readonly type: "staged"; readonly byStage: ReadonlyMap<string, Value> };

/** The schema of a value that a policy writes once for all stages, or once per stage; `what` it is, for whoever writes another. */
export function stagedSchema<Value>(value: z.ZodType<Value>, what: string) {
  const branches = [
    value.transform((everywhere): Staged<Value> => ({ type: "staged", everywhere })),
    z
      .record(z.string(), value)
      .refine((byStage) => Object.keys(byStage).length > 0, { error: "at least one stage is needed" })
      .transform((byStage): Staged<Value> => ({ type: "staged", byStage: new Map(Object.entries(byStage)) })),
  ] as const;
  return z.union(branches, { error: `expected ${what}, or one per stage` });
}

/**
 * The values that hold at a stage, all of which must be met: one, or, where the stage is not known or not named, every one
 * there is. That is the strictest of them, whatever strict means for the value: fails closed.
 */
export function valuesAt<Value>(staged: Staged<Value>, stage: string | undefined): readonly Value[] {
  if ("everywhere" in staged) return [staged.everywhere];
  const own = stage === undefined ? undefined : staged.byStage.get(stage);
  return own === undefined ? [...staged.byStage.values()] : [own];
}

/** The stages a value names. */
export function stagesOf(staged: Staged<unknown>): readonly string[] {
  return "everywhere" in staged ? [] : [...staged.byStage.keys()];
}

/** A staged value for a sentence: "80%", or "50% (dev), 80% (production)". */
export function describeStaged<Value>(staged: Staged<Value>, write: (value: Value) => string): string {
  if ("everywhere" in staged) return write(staged.everywhere);
  return [...staged.byStage].map(([stage, value]) => `${write(value)} (${stage})`).join(", ");
}
