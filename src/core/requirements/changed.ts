import { globsSchema, matchesAny } from "../glob.ts";
import { defineRequirement, fail, pass } from "../requirement.ts";
import { strict } from "../schema.ts";
import { listPatterns } from "../wording.ts";

export default defineRequirement({
  kind: "changed",
  summary: "The change adds, modifies or renames to a file that matches; a deletion does not count.",
  options: strict({ files: globsSchema }),
  shorthand: "files",
  attestable: ({ files: [only, ...others] }) =>
    only !== undefined && others.length === 0 && !/[*?[\]{}\\]/.test(only.pattern) ? only.pattern : undefined,
  needs: () => [],
  describe: ({ files }) => `a change to ${listPatterns(files)}`,
  evaluate({ files }, { changeSet }) {
    const matching = changeSet.files.filter((file) => matchesAny(files, file.path));
    if (matching.some((file) => file.status !== "removed" && file.status !== "mode-changed")) return pass();
    const [untouched] = matching;
    const message =
      untouched === undefined
        ? `No file that matches ${listPatterns(files)} is changed.`
        : `\`${untouched.path}\` is only ${untouched.status === "removed" ? "removed" : "given another mode"}, which does not count as a change.`;
    return fail({
      message,
      location: { path: files[0]?.pattern ?? "", isGlob: true },
      remedy: `Add or change ${untouched === undefined && files.length > 1 ? "one that matches" : `a file that matches ${listPatterns(files)}`}.`,
    });
  },
});
