import * as z from "zod";
import { wordKey, wordsSchema } from "../cell/cell.ts";
import { quote } from "../quotation.ts";
import { strict } from "../schema.ts";
import { listNames } from "../wording.ts";
import { globsOf, type Reach } from "./reach.ts";

/** A key of front matter. */
const fieldName = z.string().trim().min(1).max(100);

/** Most fields a policy can ask for. */
const mostFields = 50;

const fieldSchema = strict({
  type: z.enum(["filled", "text", "enum", "globs"]).default("filled"),
  of: wordsSchema.optional().meta({ description: "The words an `enum` allows; case is ignored." }),
  "at-most": z
    .int()
    .min(1)
    .optional()
    .meta({ description: "Makes a `filled` field a text, and of at most so many characters." }),
  required: z.boolean().default(true).meta({ description: "Whether the field must be there." }),
})
  .refine(({ type, of }) => (type === "enum") === (of !== undefined), {
    error: "an enum, and nothing else, lists its words: { type: enum, of: [draft, active] }",
    path: ["of"],
  })
  .refine(({ type, "at-most": most }) => type === "filled" || type === "text" || most === undefined, {
    error: "at-most limits a field of the type filled or text",
    path: ["at-most"],
  });

/** What a field of front matter must be. */
export interface Field extends z.output<typeof fieldSchema> {
  readonly name: string;
}

/** Fields of front matter: a list of names that must have a value, or what each name must be. */
export const fieldsSchema = z.union([
  z
    .array(fieldName)
    .min(1)
    .max(mostFields)
    .transform((names) => names.map((name): Field => ({ name, type: "filled", required: true }))),
  z
    .record(fieldName, fieldSchema)
    .refine((fields) => Object.keys(fields).length > 0, { error: "at least one field is needed" })
    .refine((fields) => Object.keys(fields).length <= mostFields, {
      error: `at most ${mostFields} fields can be named`,
    })
    .transform((fields) => Object.entries(fields).map(([name, field]): Field => ({ name, ...field }))),
]);

/** What is wrong with a field: a predicate for its document, and what to do. `isOpen`: it cannot be told. */
export interface FieldProblem {
  readonly predicate: string;
  readonly remedy: string;
  readonly isOpen?: true;
}

/** What is wrong with the value of a field that is there and not empty. */
export function fieldProblem(
  field: Field,
  value: unknown,
  reachOf: (pattern: string) => Reach,
): FieldProblem | undefined {
  const { name } = field;
  switch (field.type) {
    case "filled":
    case "text":
      return textProblem(field, value);
    case "enum": {
      const words = field.of ?? [];
      const isScalar = ["string", "number", "boolean"].includes(typeof value);
      if (isScalar && words.some((word) => wordKey(word) === wordKey(String(value)))) return undefined;
      const said = isScalar ? `: ${quote(String(value))}` : "";
      return {
        predicate: `has a \`${name}\` in its front matter that is not ${listNames(words)}${said}`,
        remedy: `Write ${listNames(words)}.`,
      };
    }
    case "globs":
      return globsProblem(name, value, reachOf);
  }
}

function textProblem({ name, type, "at-most": most }: Field, value: unknown): FieldProblem | undefined {
  if (type === "filled" && most === undefined) return undefined;
  const predicate = `has a \`${name}\` in its front matter that is`;
  const remedy = most === undefined ? "Write a text." : `Write a text of at most ${most} characters.`;
  if (typeof value !== "string") return { predicate: `${predicate} no text`, remedy };
  if (most === undefined) return undefined;
  const length = Array.from(value.trim()).length;
  if (length <= most) return undefined;
  return {
    predicate: `${predicate} ${length} characters long, ${length - most} more than the ${most} allowed`,
    remedy,
  };
}

function globsProblem(name: string, value: unknown, reachOf: (pattern: string) => Reach): FieldProblem | undefined {
  const globs = globsOf(value);
  const field = `has a \`${name}\` in its front matter`;
  const remedy = `List in \`${name}\` globs such as \`src/**/*.py\` that match files of the repository.`;
  if (globs === undefined) return { predicate: `${field} that is neither a glob nor a list of globs`, remedy };
  for (const glob of globs) {
    const found = reachOf(glob);
    switch (found.reach) {
      case "files":
        continue;
      case "nothing":
        return { predicate: `${field} that matches no file: ${quote(glob)}${found.hint}`, remedy };
      case "invalid":
        return { predicate: `${field} that is no glob: ${quote(glob)}; ${found.why}`, remedy };
      case "unknown":
        return {
          predicate: `${field} of which it cannot be told what it matches: ${quote(glob)}`,
          remedy: "Write fewer globs, without long lists in braces; if it stays, look at the log of Lockstep.",
          isOpen: true,
        };
    }
  }
  return undefined;
}

/** Fields for a sentence: "`applyTo` (globs that match files) and `status` (one of `a` or `b`)". */
export function describeFields(fields: readonly Field[]): string {
  const parts = fields.map((field) => {
    const what = describeField(field);
    return `\`${field.name}\`${what === "" ? "" : ` (${what})`}`;
  });
  return parts.length < 2 ? parts.join("") : `${parts.slice(0, -1).join(", ")} and ${parts.at(-1)}`;
}

function describeField({ type, of = [], "at-most": most, required }: Field): string {
  const kinds = {
    filled: most === undefined ? "" : `at most ${most} characters`,
    text: most === undefined ? "a text" : `at most ${most} characters`,
    enum: listNames(of),
    globs: "globs that match files",
  };
  return [kinds[type], required ? "" : "optional"].filter((part) => part !== "").join(", ");
}
