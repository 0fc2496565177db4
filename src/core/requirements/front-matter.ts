import * as z from "zod";
import { addressSchema, describeAddress } from "../address.ts";
import { locate } from "../document/locate.ts";
import { documentNeeds, sentence } from "../document/place.ts";
import { nearest } from "../nearest.ts";
import { quote } from "../quotation.ts";
import { defineRequirement, type Finding, fail, failIfAny } from "../requirement.ts";
import { strict } from "../schema.ts";
import { listNames } from "../wording.ts";

/** Most names of fields that are compared for a hint. */
const mostCompared = 100;

export default defineRequirement({
  kind: "front-matter",
  summary: "The front matter of a document has the fields asked for, and none of them is empty.",
  options: strict({
    in: addressSchema.refine(({ headings }) => headings.length === 0, {
      error: "front matter belongs to a whole document; name it without #",
    }),
    fields: z.array(z.string().trim().min(1).max(100)).min(1).max(50),
  }),
  needs: (options) => documentNeeds(options.in),
  describe: (options) => `${listNames(options.fields, "and")} in the front matter of ${describeAddress(options.in)}`,
  evaluate(options, facts) {
    const located = locate(facts, options.in);
    if (!located.found) return located.outcome;
    const { path, after } = located.place;
    const { frontMatter } = after.outline;
    const ready = (fields: readonly string[]) => fields.map((field) => `${field}: `).join("\n");
    if (frontMatter.state === "absent") {
      return fail({
        message: sentence(options.in, path, "has no front matter"),
        location: { path, line: 1 },
        remedy: "Put a block of YAML between two lines of --- at the very top of the document.",
        snippet: `---\n${ready(options.fields)}\n---`,
      });
    }
    if (frontMatter.state === "invalid") {
      return fail({
        message: sentence(options.in, path, `has front matter that cannot be read: ${quote(frontMatter.message)}`),
        location: { path, line: frontMatter.line },
        remedy: "Make it a YAML mapping: one `name: value` a line.",
      });
    }
    const { value, line } = frontMatter;
    const names = Object.keys(value).slice(0, mostCompared);
    const missing = options.fields.filter((field) => !Object.hasOwn(value, field) || isEmpty(value[field]));
    return failIfAny(
      missing.map((field): Finding => {
        const similar = Object.hasOwn(value, field) ? undefined : nearest(field, names);
        const hint = similar === undefined || options.fields.includes(similar) ? "" : ` It has ${quote(similar)}.`;
        const what = Object.hasOwn(value, field) ? "has an empty" : "has no";
        return {
          message: `${sentence(options.in, path, `${what} \`${field}\` in its front matter`)}${hint}`,
          location: { path, line },
          remedy: `Give \`${field}\` a value in the front matter.`,
          snippet: ready([field]),
        };
      }),
    );
  },
});

/** `false` and `0` are values. */
function isEmpty(value: unknown): boolean {
  if (typeof value === "string") return value.trim() === "";
  if (Array.isArray(value)) return value.every(isEmpty);
  return value === null || value === undefined;
}
