import * as z from "zod";
import type { ChangeSet } from "../change-set.ts";
import { type Glob, globsSchema, matchesAny } from "../glob.ts";
import { defineRequirement, type Finding, failIfAny, undecidable } from "../requirement.ts";
import { strict } from "../schema.ts";
import { listPatterns } from "../wording.ts";

export default defineRequirement({
  kind: "max-lines",
  summary: "Every changed file that matches has at most so many lines at the head.",
  options: strict({ in: globsSchema, except: globsSchema.optional(), "at-most": z.int().min(1) }),
  needs: (options, changeSet) => candidates(options, changeSet).map((path) => ({ fact: "line-count", path })),
  describe: (options) => `changed files in ${listPatterns(options.in)} of at most ${options["at-most"]} lines`,
  evaluate(options, { changeSet, lineCounts }) {
    const limit = options["at-most"];
    const paths = candidates(options, changeSet);
    const unknown = paths.find((path) => lineCounts?.has(path) !== true);
    if (unknown !== undefined) {
      return undecidable({
        message: `The lines of \`${unknown}\` could not be counted.`,
        location: { path: unknown },
        remedy: "Check again; if it stays, look at the log of Lockstep.",
      });
    }
    return failIfAny(
      paths.flatMap((path): Finding[] => {
        const lines = lineCounts?.get(path);
        if (lines === undefined || lines <= limit) return [];
        return [
          {
            message: `\`${path}\` has ${lines} lines, ${lines - limit} more than the ${limit} allowed.`,
            location: { path, line: limit + 1 },
            remedy: "Split it: one responsibility a file.",
          },
        ];
      }),
    );
  },
});

function candidates(
  options: { in: readonly Glob[]; except?: readonly Glob[] | undefined },
  { files }: ChangeSet,
): readonly string[] {
  return files
    .filter(({ status, type }) => status !== "removed" && type === "regular")
    .map(({ path }) => path)
    .filter((path) => matchesAny(options.in, path) && !matchesAny(options.except ?? [], path));
}
