import { globsSchema, matchesAny } from "../glob.ts";
import { defineRequirement, fail, pass } from "../requirement.ts";
import { strict } from "../schema.ts";
import { listPatterns } from "../wording.ts";

export default defineRequirement({
  kind: "added",
  summary: "The change adds a new file that matches; a file renamed into place counts.",
  options: strict({ files: globsSchema }),
  shorthand: "files",
  needs: () => [],
  describe: ({ files }) => `a new file that matches ${listPatterns(files)}`,
  evaluate({ files }, { changeSet }) {
    const added = changeSet.files.some(
      ({ path, status }) => (status === "added" || status === "renamed") && matchesAny(files, path),
    );
    if (added) return pass();
    return fail({
      message: `No new file matches ${listPatterns(files)}.`,
      location: { path: files[0]?.pattern ?? "", isGlob: true },
      remedy: `Add a file that matches ${listPatterns(files)}.`,
    });
  },
});
