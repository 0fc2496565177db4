import * as z from "zod";
import { askReports } from "../evidence/ask.ts";
import { reportFormatSchema, reportNameSchema } from "../evidence/ci-report.ts";
import { changedLineFindings, overallFindings } from "../evidence/coverage-findings.ts";
import { percentageSchema } from "../evidence/percentage.ts";
import { selectFiles } from "../evidence/select-files.ts";
import { globsSchema } from "../glob.ts";
import { defineRequirement, failIfAny } from "../requirement.ts";
import { isFaultless, strict } from "../schema.ts";
import { describeStaged, stagedSchema, valuesAt } from "../staged.ts";
import { listPatterns } from "../wording.ts";

const optionsSchema = strict({
  report: reportNameSchema,
  format: reportFormatSchema("coverage"),
  minimum: stagedSchema(percentageSchema, "a percentage such as 80%")
    .optional()
    .meta({ description: "How much of the whole report must be covered." }),
  of: z.enum(["lines", "branches"]).default("lines").meta({ description: "What `minimum` counts." }),
  paths: globsSchema.optional().meta({ description: "The files of the repository that are looked at." }),
  except: globsSchema.optional().meta({ description: "Files among them that are left alone." }),
  "changed-lines": stagedSchema(percentageSchema, "a percentage such as 80%")
    .optional()
    .meta({ description: "How many of the lines that the change adds under `paths` must be covered." }),
})
  .refine(({ minimum, "changed-lines": changed }) => minimum !== undefined || changed !== undefined, {
    error: "minimum or changed-lines is needed",
    when: isFaultless,
  })
  .refine(({ paths, "changed-lines": changed }) => changed === undefined || paths !== undefined, {
    error: "changed-lines needs paths: the files that tests must cover",
    when: isFaultless,
  })
  .refine(({ paths, except }) => except === undefined || paths !== undefined, {
    error: "except takes files out of paths, which is missing",
    when: isFaultless,
  });

export default defineRequirement({
  kind: "coverage",
  summary:
    "A coverage report shows that tests run enough of the code: all of it, some files, or the lines a change adds.",
  options: optionsSchema,
  needs: ({ report, format, paths, "changed-lines": changed }) => [
    { fact: "reports", names: [report], ...(format && { format }) },
    ...(paths === undefined ? [] : [{ fact: "tree" } as const]),
    ...(changed === undefined ? [] : [{ fact: "added-lines" } as const]),
  ],
  describe: ({ report, minimum, of, paths, "changed-lines": changed }) => {
    const write = ({ written }: { readonly written: string }) => written;
    const where = paths === undefined ? "" : ` in ${listPatterns(paths)}`;
    const parts = [
      minimum && `${describeStaged(minimum, write)} of ${of}`,
      changed && `${describeStaged(changed, write)} of added lines`,
    ];
    return `${parts.filter((part) => part !== undefined).join(" and ")} covered${where}, by the report \`${report}\``;
  },
  evaluate(options, facts) {
    const asked = askReports(facts, options, "coverage");
    if (!asked.found) return asked.outcome;
    const selection = selectFiles(asked.reports, options, facts.tree);
    if (!selection.told) return selection.outcome;
    const { report, of, minimum, "changed-lines": changed } = options;
    const { files } = selection;
    const checks = [
      minimum && overallFindings(report, of, files.values(), valuesAt(minimum, facts.stage)),
      changed && changedLineFindings(options, files, facts.addedLines, valuesAt(changed, facts.stage)),
    ].filter((check) => check !== undefined);
    const untold = checks.find((check) => !check.told);
    return untold?.outcome ?? failIfAny(checks.flatMap((check) => (check.told ? check.findings : [])));
  },
});
