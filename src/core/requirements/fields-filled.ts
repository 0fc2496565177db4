import * as z from "zod";
import { addressSchema } from "../address.ts";
import { type Field, fieldNameSchema, findFields } from "../document/field.ts";
import { locate } from "../document/locate.ts";
import { documentNeeds, sentence, whereabouts } from "../document/place.ts";
import { withReady } from "../document/ready.ts";
import { defineRequirement, type Finding, failIfAny } from "../requirement.ts";
import { strict } from "../schema.ts";
import { listWords } from "../wording.ts";

export default defineRequirement({
  kind: "fields-filled",
  summary: "Each of the named fields is in a section and has a value.",
  options: strict({ in: addressSchema, fields: z.array(fieldNameSchema).min(1).max(50) }),
  needs: (options) => documentNeeds(options.in),
  describe: (options) => `values for ${italics(options.fields)} ${whereabouts(options.in)}`,
  evaluate(options, facts) {
    const address = options.in;
    const located = locate(facts, address);
    if (!located.found) return withReady(located, ready(options.fields));
    const { path, line, after } = located.place;
    const found = findFields(after, options.fields);
    const absent = options.fields.filter((name) => !found.has(name));
    const empty = [...found]
      .filter(([, { filled }]) => !filled)
      .toSorted(([, one], [, other]) => one.line - other.line);
    const findings = [...emptyFields(empty, (words) => sentence(address, path, words), path)];
    if (absent.length > 0) {
      findings.push({
        message: sentence(address, path, `does not have ${italics(absent)}`),
        location: { path, line },
        remedy: `Add a line${absent.length > 1 ? " for each" : ""}: the name, a colon, the value.`,
        snippet: ready(absent),
      });
    }
    return failIfAny(findings);
  },
});

/** One finding for all fields without a value: each on its own said the same again, field after field. */
function* emptyFields(
  fields: readonly (readonly [name: string, Field])[],
  said: (words: string) => string,
  path: string,
): Generator<Finding, void, undefined> {
  const [first, ...others] = fields;
  if (first === undefined) return;
  const [name, { line }] = first;
  const isOne = others.length === 0;
  const names = isOne
    ? `*${name}*`
    : listWords(
        fields.map(([each, field]) => `*${each}* (line ${field.line})`),
        "and",
      );
  yield {
    message: said(`has no ${isOne ? "value" : "values"} for ${names}`),
    location: { path, line },
    remedy: `Write ${isOne ? `the value behind or below ${names}` : "each value behind or below its name"}. A dash, "TBD" or a placeholder in angle brackets is none.`,
  };
}

function ready(names: readonly string[]): string {
  return names.map((name) => `- ${name}: …`).join("\n");
}

function italics(names: readonly string[]): string {
  return listWords(
    names.map((name) => `*${name}*`),
    "and",
  );
}
