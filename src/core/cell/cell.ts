import * as z from "zod";
import { isFilled, isNothing } from "../document/filled.ts";
import { headingKey } from "../document.ts";
import { strict } from "../schema.ts";
import { isDate, isDateTime } from "./calendar.ts";
import { readDuration, readNumber, readPercent } from "./quantity.ts";
import { isLink, isPerson } from "./reference.ts";

interface ColumnType {
  /** What a cell must be, for "`4.2` in *Fallback rate* is not …". */
  readonly expected: string;
  /** An example, for the placeholder in a ready row. It must not fit the type itself. */
  readonly placeholder: string;
  readonly fits: (cell: string) => boolean;
}

const types = {
  text: { expected: "a text", placeholder: "…", fits: () => true },
  enum: { expected: "one of the allowed words", placeholder: "…", fits: () => true },
  number: {
    expected: "a number, such as 42 or -0.5",
    placeholder: "<number, such as 42>",
    fits: (cell) => readNumber(cell) !== undefined,
  },
  percent: {
    expected: "a percentage with its sign, such as 4.2%",
    placeholder: "<percent, such as 4.2%>",
    fits: (cell) => readPercent(cell) !== undefined,
  },
  duration: {
    expected: "a duration with its unit, such as 850 ms, 1h 30m or PT1M30S",
    placeholder: "<duration, such as 850 ms>",
    fits: (cell) => readDuration(cell) !== undefined,
  },
  date: {
    expected: "a day of the calendar, written YYYY-MM-DD",
    placeholder: "<date, YYYY-MM-DD>",
    fits: isDate,
  },
  datetime: {
    expected: "a day and a time, written YYYY-MM-DDThh:mmZ",
    placeholder: "<datetime, YYYY-MM-DDThh:mmZ>",
    fits: isDateTime,
  },
  link: {
    expected: "a link, as an http(s) URL or in Markdown",
    placeholder: "<link, such as https://…>",
    fits: isLink,
  },
  person: {
    expected: "a person: @login, @org/team, an email address or a name",
    placeholder: "<person, a login with @ or a name>",
    fits: isPerson,
  },
} as const satisfies Record<string, ColumnType>;

/** The types a policy can give to a column. */
export const columnTypes = Object.keys(types) as (keyof typeof types)[];

/** Words that a cell may say, as a policy lists them. */
export const wordsSchema = z.array(z.string().trim().min(1).max(100)).min(1).max(50);

/** The name of a column, as a policy writes it; compared like a heading. */
export const columnNameSchema = z
  .string()
  .trim()
  .max(200)
  .refine((name) => headingKey(name) !== "", { error: "a column has a name" });

/** The schema of a typed column. */
export const columnSchema = strict({
  type: z.enum(columnTypes),
  of: wordsSchema.optional().meta({ description: "The words an `enum` allows; case is ignored." }),
  required: z.boolean().default(true).meta({ description: "Whether every new row must fill the column." }),
})
  .refine(({ type, of }) => type !== "enum" || of !== undefined, {
    error: "an enum lists its words: { type: enum, of: [promote, hold] }",
    path: ["of"],
  })
  .refine(({ type, of }) => type === "enum" || of === undefined, {
    error: '"of" lists the words of an enum; this column has another type',
    path: ["of"],
  });

/** What a policy says of a column of a table. */
export type Column = z.output<typeof columnSchema>;

/** What is wrong with a cell: half a sentence that follows its value. Undefined when it fits. Give it plain text. */
export function cellProblem(
  column: Column,
  cell: string,
): "is empty" | "is still to be filled in" | `is not ${string}` | undefined {
  if (isAllowedWord(column, cell)) return undefined;
  if (isNothing(cell)) return column.required ? "is empty" : undefined;
  if (!isFilled(cell)) return "is still to be filled in";
  if (column.type === "enum" || !types[column.type].fits(cell.trim())) return `is not ${expected(column)}`;
  return undefined;
}

/** What a cell of the column must be, for a sentence. */
export function expected(column: Column): string {
  return column.of === undefined ? types[column.type].expected : listWords(column.of);
}

/** What stands in a ready row until somebody puts a value there. It never fits the column. */
export function placeholder(column: Column): string {
  return column.of === undefined ? types[column.type].placeholder : `<choose: ${listWords(column.of)}>`;
}

/** An `enum` may list a word that would otherwise count as nothing, such as `n/a`. */
function isAllowedWord({ of = [] }: Column, cell: string): boolean {
  const word = wordKey(cell);
  return of.some((allowed) => wordKey(allowed) === word);
}

/** A word of a cell for comparing: without case, and white space folded. */
export function wordKey(word: string): string {
  return word.normalize("NFC").replace(/\s+/g, " ").trim().toLowerCase();
}

function listWords(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}
