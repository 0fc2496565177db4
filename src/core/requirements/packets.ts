import * as z from "zod";
import { addressSchema } from "../address.ts";
import { fieldNameSchema } from "../document/field.ts";
import { locate } from "../document/locate.ts";
import { documentNeeds, whereabouts } from "../document/place.ts";
import { withReady } from "../document/ready.ts";
import { firstFindings } from "../document/row-findings.ts";
import { headingKey } from "../document.ts";
import { copies, gaps, tooFewOrMany } from "../packets/findings.ts";
import { readPackets } from "../packets/packet.ts";
import { packetLevel, readyPackets } from "../packets/skeleton.ts";
import { didYouMean } from "../policy/problem.ts";
import { defineRequirement, failIfAny } from "../requirement.ts";
import { isFaultless, strict } from "../schema.ts";

const optionsSchema = strict({
  in: addressSchema,
  "at-least": z.int().min(1).max(100).default(2).meta({ description: "The fewest packets." }),
  "at-most": z.int().min(1).max(100).default(6).meta({ description: "The most packets." }),
  fields: z
    .array(fieldNameSchema)
    .min(1)
    .max(20)
    .default(["Goal", "Files", "Verification", "Expected evidence"])
    .meta({ description: "What each packet says." }),
  files: fieldNameSchema
    .optional()
    .meta({ description: "The field that names files; else `Files`, if it is among the fields." }),
}).superRefine((options, context) => {
  if (!isFaultless(context)) return;
  const refuse = (message: string, path: string) => {
    context.addIssue({ code: "custom", message, path: [path] });
  };
  const { fields, files } = options;
  if (options["at-least"] > options["at-most"])
    refuse(`at least ${options["at-least"]} and at most ${options["at-most"]} contradict each other`, "at-least");
  const keys = fields.map(headingKey);
  const twice = fields.find((_, index) => keys.indexOf(keys[index] ?? "") !== index);
  if (twice !== undefined) refuse(`the field "${twice}" is there twice`, "fields");
  if (files !== undefined && !keys.includes(headingKey(files)))
    refuse(
      `"${files}" is not among the fields${didYouMean(files, fields) || `; there are ${fields.join(", ")}`}`,
      "files",
    );
});

type Options = z.output<typeof optionsSchema>;

export default defineRequirement({
  kind: "packets",
  summary: "The work is laid out in a few packets, each with all of its fields filled.",
  options: optionsSchema,
  shorthand: "in",
  needs: (options) => documentNeeds(options.in),
  describe: (options) =>
    `${range(options)} packets with ${options.fields.map((name) => `*${name}*`).join(", ")} ${whereabouts(options.in)}`,
  evaluate(options, facts) {
    const { in: address, fields } = options;
    const located = locate(facts, address);
    if (!located.found)
      return withReady(located, readyPackets(fields, { from: 1, count: options["at-least"], level: 3 }));
    const { path, line, after } = located.place;
    const placed = { address, path, line, level: packetLevel(after), packets: readPackets(after, fields) };
    return failIfAny(firstFindings(tooFewOrMany(placed, options), gaps(placed, options), copies(placed, options)));
  },
});

function range(options: Options): string {
  const [least, most] = [options["at-least"], options["at-most"]];
  return least === most ? `${least}` : `${least} to ${most}`;
}
