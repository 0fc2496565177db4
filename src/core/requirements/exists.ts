import { type Glob, globsSchema, simplePatterns } from "../glob.ts";
import { defineRequirement, failIfAny, undecidable } from "../requirement.ts";
import { strict } from "../schema.ts";
import { listNames, listPatterns } from "../wording.ts";

/** Most alternatives of a glob's braces that are named one by one. */
const mostNamed = 6;

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
        .map((glob) => {
          const names = namesOf(glob);
          const isPath = names.every((name) => !/[*?[{]/.test(name));
          const what = names.length > 1 ? "one of them" : listNames(names);
          return {
            message: `${isPath ? "There is no file" : "No file matches"} ${listNames(names)}.`,
            location: { path: glob.pattern, isGlob: true },
            remedy: `Add ${isPath ? what : "one that matches"}: a regular file, not a link.`,
          };
        }),
    );
  },
});

/** What a glob stands for, as a person would list it. */
function namesOf(glob: Glob): readonly string[] {
  const patterns = simplePatterns(glob);
  return patterns.length > mostNamed ? [glob.pattern] : patterns;
}
