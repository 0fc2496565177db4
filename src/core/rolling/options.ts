import * as z from "zod";
import { addressSchema } from "../address.ts";
import { columnNameSchema, wordKey, wordsSchema } from "../cell/cell.ts";
import { compareDecimals } from "../cell/decimal.ts";
import { headingKey } from "../document.ts";
import { isFaultless, strict } from "../schema.ts";
import {
  complain,
  describeLimit,
  type Limit,
  leavesRoom,
  limitProblem,
  limitSchema,
  limitShape,
  lowerEnd,
  type Quantity,
  quantitiesOf,
  quantitySchema,
  rangeProblem,
  upperEnd,
} from "./limit.ts";
import { lastSchema, mostRows } from "./window.ts";

const whole = { units: 100n, scale: 0 };
const none = { units: 0n, scale: 0 };

const rank = quantitySchema.refine(
  ({ unit, amount }) => unit === "number" && compareDecimals(amount, none) > 0 && compareDecimals(amount, whole) <= 0,
  { error: "a percentile is a number above 0 and up to 100, without a sign: 95" },
);

const percentileSchema = strict({ of: rank, ...limitShape }).superRefine((asked, context) => {
  if (isFaultless(context)) complain(context, limitProblem(asked));
});

const shareSchema = strict({ of: wordsSchema, ...limitShape }).superRefine((share, context) => {
  if (!isFaultless(context)) return;
  complain(context, repeated(share.of), "of");
  const isPercent = quantitiesOf(share).every(({ unit }) => unit === "percent");
  const problem = isPercent
    ? (limitProblem(share) ?? rangeProblem(share, { from: none, to: whole }))
    : "a share is a percentage with its sign: 10%";
  complain(context, problem);
});

const consecutiveSchema = strict({ of: wordsSchema, "fewer-than": z.int().min(1) }).superRefine((run, context) => {
  if (isFaultless(context)) complain(context, repeated(run.of), "of");
});

/** The measures of a column of quantities, by their name in a policy. */
const measureShape = {
  mean: limitSchema.optional().meta({ description: "The sum divided by the number of rows." }),
  median: limitSchema.optional().meta({ description: "The middle value, or the mean of the two in the middle." }),
  min: limitSchema.optional().meta({ description: "The smallest value." }),
  max: limitSchema.optional().meta({ description: "The largest value." }),
  sum: limitSchema.optional().meta({ description: "All values together." }),
  percentile: percentileSchema.optional().meta({ description: "The percentile `of`, by nearest rank." }),
};

/** The measures of a column of words. */
const wordShape = {
  share: shareSchema.optional().meta({ description: "The share of rows that say one of the words." }),
  consecutive: consecutiveSchema.optional().meta({ description: "The most rows in a row that say one of the words." }),
};

/** The options of `rolling`. What contradicts itself, or can never fail, is refused. */
export const rollingSchema = strict({
  over: addressSchema,
  column: columnNameSchema,
  last: lastSchema,
  by: columnNameSchema
    .optional()
    .meta({ description: "A column of dates: the last rows are the latest, not the bottom ones." }),
  rows: z
    .int()
    .min(2)
    .max(mostRows)
    .optional()
    .meta({ description: "With a duration in `last`: how many rows that time must have at least." }),
  fewer: z
    .enum(["pending", "fail", "pass"])
    .default("pending")
    .meta({ description: "What it comes to when there are fewer rows; `pass` judges those there are." }),
  ...measureShape,
  ...wordShape,
}).superRefine((options, context) => {
  if (!isFaultless(context)) return;
  const { column, by, last, consecutive } = options;
  complain(context, measureProblem(options));
  for (const [low, high] of contradictions(limitsOf(options))) {
    const message = `${describeLimit(high.limit)} contradicts "${low.name}" of ${describeLimit(low.limit)}`;
    complain(context, message, high.name);
  }
  if ("span" in last && by === undefined)
    complain(context, `"by" is needed: the column of dates that ${last.written} is about`, "last");
  if ("rows" in last && options.rows !== undefined)
    complain(context, '"rows" is for a duration in "last"; here "last" is the number of rows', "rows");
  if (by !== undefined && headingKey(by) === headingKey(column)) complain(context, 'is the same as "column"', "by");
  if (consecutive !== undefined && "rows" in last && consecutive["fewer-than"] > last.rows)
    complain(context, `the last ${last.rows} rows always have fewer than that`, "consecutive", "fewer-than");
});

/** What a policy says of the last rows of a table. */
export type Rolling = z.output<typeof rollingSchema>;

/** A measure of quantities with its limit. */
export interface NamedLimit {
  readonly name: keyof typeof measureShape;
  readonly limit: Limit;
}

/** The measures of quantities that a policy asks for, in the order in which they are reported. */
export function limitsOf(
  options: { readonly [Name in keyof typeof measureShape]?: Limit | undefined },
): readonly NamedLimit[] {
  return (Object.keys(measureShape) as (keyof typeof measureShape)[]).flatMap((name) => {
    const limit = options[name];
    return limit === undefined ? [] : [{ name, limit }];
  });
}

/** Pairs of measures of which the first is never above the second, and whose limits say that it is. */
function contradictions(limits: readonly NamedLimit[]): readonly (readonly [low: NamedLimit, high: NamedLimit])[] {
  // A sum may be anything: it depends on how many rows there are.
  const ofOneRow = limits.filter(({ name }) => name !== "sum");
  return ofOneRow.flatMap((low) =>
    ofOneRow
      .filter((high) => low !== high && unitIn(low) === unitIn(high) && (low.name === "min" || high.name === "max"))
      .filter((high) => !leavesRoom(lowerEnd(low.limit), upperEnd(high.limit)))
      .map((high) => [low, high] as const),
  );
}

/** Why the measures do not go together: there is none, or they are about different things. */
function measureProblem(options: Parameters<typeof limitsOf>[0] & { share?: unknown; consecutive?: unknown }) {
  const limits = limitsOf(options);
  const words = (["share", "consecutive"] as const).find((name) => options[name] !== undefined);
  const [first] = limits;
  if (first === undefined && words === undefined)
    return `a measure is needed: ${[...Object.keys(measureShape), ...Object.keys(wordShape)].join(", ")}`;
  if (first !== undefined && words !== undefined)
    return `"${first.name}" is about quantities, "${words}" about words: write two requirements`;
  const units = new Set(limits.flatMap(({ limit }) => quantitiesOf(limit).map(({ unit }) => unit)));
  return units.size < 2 ? undefined : `a column has one unit; the limits are ${[...units].map(unitName).join(" and ")}`;
}

function repeated(words: readonly string[]): string | undefined {
  const keys = words.map(wordKey);
  const twice = words.find((_, index) => keys.indexOf(keys[index] ?? "") !== index);
  return twice === undefined ? undefined : `"${twice}" is there twice`;
}

function unitIn({ limit }: NamedLimit): Quantity["unit"] | undefined {
  return quantitiesOf(limit)[0]?.unit;
}

function unitName(unit: Quantity["unit"]): string {
  return { number: "numbers", percent: "percentages", duration: "durations" }[unit];
}
