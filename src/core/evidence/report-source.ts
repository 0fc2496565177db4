import * as z from "zod";
import { globsSchema } from "../glob.ts";
import { strict } from "../schema.ts";

/** Where the app finds a CI report: a file of an artifact that a workflow of the repository uploads. */
export const reportSourceSchema = strict({
  artifact: z
    .string()
    .regex(
      /^[^":<>|*?\r\n\\/]{1,200}$/,
      'an artifact has a name without " : < > | * ? \\ / and line breaks, at most 200',
    )
    .meta({ description: "The name of the artifact, as the workflow uploads it." }),
  file: globsSchema.meta({ description: "The files of the artifact that are the report; several are parts of one." }),
  workflow: z
    .string()
    .regex(/^\.github\/workflows\/[^/\s]{1,200}\.ya?ml$/, "a workflow is a file such as .github/workflows/ci.yml")
    .meta({ description: "The path of the workflow whose runs count." }),
}).meta({ description: "Where a CI report comes from: an artifact, files in it, and the workflow that uploads it." });

/** Where a CI report comes from. */
export type ReportSource = z.output<typeof reportSourceSchema>;
