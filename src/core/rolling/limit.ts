import * as z from "zod";
import { compareDecimals, compareQuotient, type Decimal, type Quotient } from "../cell/decimal.ts";
import { type Measurable, readQuantity } from "../cell/quantity.ts";
import { isFaultless, strict } from "../schema.ts";

/** A value of a policy: its unit, how much it is, and how the policy writes it. */
export interface Quantity {
  readonly unit: Measurable;
  /** Durations in milliseconds. */
  readonly amount: Decimal;
  readonly written: string;
}

const zero: Decimal = { units: 0n, scale: 0 };

/** What a YAML number holds exactly: more digits than that come out of the parser as others. */
const exactDigits = 15;

/** A quantity of a policy: a number, a percentage with its sign, or a duration with its unit. */
export const quantitySchema = z
  .union([z.number(), z.string()])
  .transform((value, context): Quantity => {
    const written = String(value).trim();
    const unit = (["number", "percent", "duration"] as const).find((each) => readQuantity(each, written) !== undefined);
    const amount = unit && readQuantity(unit, written);
    const tooLong = typeof value === "number" && written.replace(/\D/g, "").replace(/^0+/, "").length > exactDigits;
    if (unit !== undefined && amount !== undefined && !tooLong) return { unit, amount, written };
    context.addIssue({
      code: "custom",
      message: tooLong
        ? "a number of so many digits is kept exactly only in quotes"
        : "expected a number (42), a percentage with its sign (4.2%) or a duration with its unit (850 ms)",
    });
    return z.NEVER;
  })
  .meta({ description: "A number, a percentage with its sign, or a duration with its unit." });

const bounds = ["at-most", "at-least", "below", "above"] as const;

/** The four ways to limit a value. Exactly at the limit is within `at-most` and `at-least`. */
export type Limit = Readonly<Partial<Record<(typeof bounds)[number], Quantity | undefined>>>;

/** The keys of a limit, for the schema of a measure that has more keys than these. */
export const limitShape = {
  "at-most": quantitySchema.optional(),
  "at-least": quantitySchema.optional(),
  below: quantitySchema.optional(),
  above: quantitySchema.optional(),
};

/** The schema of a measure with nothing but its limit. */
export const limitSchema = strict(limitShape).superRefine((limit, context) => {
  if (isFaultless(context)) complain(context, limitProblem(limit));
});

/** The quantities of a limit. */
export function quantitiesOf(limit: Limit): readonly Quantity[] {
  return bounds.flatMap((bound) => limit[bound] ?? []);
}

/** An end of what a limit allows. */
export interface End {
  readonly amount: Decimal;
  /** Exactly at the end is allowed. */
  readonly included: boolean;
}

/** The smallest value a limit allows; undefined when there is none. */
export function lowerEnd(limit: Limit): End | undefined {
  return end(limit["at-least"], limit.above);
}

/** The largest value a limit allows; undefined when there is none. */
export function upperEnd(limit: Limit): End | undefined {
  return end(limit["at-most"], limit.below);
}

function end(included: Quantity | undefined, excluded: Quantity | undefined): End | undefined {
  const quantity = included ?? excluded;
  return quantity && { amount: quantity.amount, included: quantity === included };
}

/** Whether a value can lie from the one end to the other. */
export function leavesRoom(lower: End | undefined, upper: End | undefined): boolean {
  if (lower === undefined || upper === undefined) return true;
  const order = compareDecimals(lower.amount, upper.amount);
  return order < 0 || (order === 0 && lower.included && upper.included);
}

/** Whether a value keeps a bound, from how it compares with it. */
const keeps: Readonly<Record<(typeof bounds)[number], (order: number) => boolean>> = {
  "at-most": (order) => order <= 0,
  "at-least": (order) => order >= 0,
  below: (order) => order < 0,
  above: (order) => order > 0,
};

/** The parts of a limit that a value does not keep, in words: "at most 10% is allowed". */
export function brokenBounds(limit: Limit, value: Quotient): readonly string[] {
  return bounds.flatMap((bound) => {
    const quantity = limit[bound];
    if (quantity === undefined || keeps[bound](compareQuotient(value, quantity.amount))) return [];
    return [`${words(bound, quantity)} is ${bound === "at-most" || bound === "below" ? "allowed" : "needed"}`];
  });
}

/** A limit for a sentence: "at least 99% and at most 100%". */
export function describeLimit(limit: Limit): string {
  return bounds.flatMap((bound) => (limit[bound] === undefined ? [] : [words(bound, limit[bound])])).join(" and ");
}

function words(bound: (typeof bounds)[number], { written }: Quantity): string {
  return `${bound.replace("-", " ")} ${written}`;
}

/** Why a limit makes no sense: nothing keeps it, everything does, or it says two things at once. */
export function limitProblem(limit: Limit): string | undefined {
  const quantities = quantitiesOf(limit);
  if (quantities.length === 0) return "a limit is needed: at-most, at-least, below or above";
  if (limit["at-most"] && limit.below) return '"at-most" and "below" both limit from above: write one';
  if (limit["at-least"] && limit.above) return '"at-least" and "above" both limit from below: write one';
  if (new Set(quantities.map(({ unit }) => unit)).size > 1) return "both ends of a limit need the same unit";
  const [lower, upper] = [lowerEnd(limit), upperEnd(limit)];
  if (!leavesRoom(lower, upper)) return "no value is within these limits";
  return quantities[0]?.unit === "duration" ? rangeProblem(limit, { from: zero, to: undefined }) : undefined;
}

/** Why a limit makes no sense for values that lie in a range, whose ends they may have. */
export function rangeProblem(
  limit: Limit,
  { from, to }: { readonly from: Decimal; readonly to: Decimal | undefined },
): string | undefined {
  const [lower, upper] = [lowerEnd(limit), upperEnd(limit)];
  const [first, last] = [{ amount: from, included: true }, to && { amount: to, included: true }];
  if (!leavesRoom(first, upper) || !leavesRoom(lower, last)) return "no value is within these limits";
  // What lies outside of a bound is what the opposite bound allows.
  const keepsLower = lower !== undefined && !leavesRoom(first, { ...lower, included: !lower.included });
  const keepsUpper = upper !== undefined && !leavesRoom({ ...upper, included: !upper.included }, last);
  return keepsLower || keepsUpper ? "every value is within this limit, so it can never fail" : undefined;
}

/** Puts what is wrong with a value of a policy, if anything is, where the schema looks for it. */
export function complain(context: z.RefinementCtx, problem: string | undefined, ...path: readonly string[]): void {
  if (problem !== undefined) context.addIssue({ code: "custom", message: problem, path: [...path] });
}
