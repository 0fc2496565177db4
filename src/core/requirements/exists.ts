import { globsSchema } from "../glob.ts";
import { defineRequirement, failIfAny, undecidable } from "../requirement.ts";
import { strict } from "../schema.ts";
import { listPatterns } from "../wording.ts";

export default defineRequirement({
  kind: "exists",
  summary: "At the head there is a regular file for each of the globs.",
  options: strict({ files: globsSchema }),
  shorthand: "files",
  needs: () => [{ fact: "tree" }],
  describe: ({ files }) => `${listPatterns(files, "and")} to exist`,
  evaluate({ files }, { tree }) {
    if (tree === undefined) {
      return undecidable({
        message: "The files at the head could not be listed.",
        location: { path: files[0]?.pattern ?? "", isGlob: true },
        remedy: "Check again; if it stays, look at the log of Lockstep.",
      });
    }
    return failIfAny(
      files
        .filter((glob) => !tree.some((path) => glob.matches(path)))
        .map(({ pattern }) => ({
          message: `There is no file \`${pattern}\`.`,
          location: { path: pattern, isGlob: true },
          remedy: `Add \`${pattern}\`: a regular file, not a link.`,
        })),
    );
  },
});
