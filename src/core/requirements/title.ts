import { pullRequestDocument } from "../address.ts";
import { patternSchema } from "../pattern.ts";
import { defineRequirement, fail, pass } from "../requirement.ts";
import { strict } from "../schema.ts";

export default defineRequirement({
  kind: "title",
  summary: "The title of the pull request matches a pattern.",
  options: strict({ matches: patternSchema }),
  shorthand: "matches",
  needs: () => [{ fact: "title" }],
  describe: ({ matches }) => `a title that matches \`${matches.source}\``,
  evaluate({ matches }, { pullRequest }) {
    if (matches.matches(pullRequest.title)) return pass();
    return fail({
      message:
        pullRequest.title === ""
          ? "The pull request has no title."
          : `The title of the pull request does not match \`${matches.source}\`.`,
      location: { path: pullRequestDocument },
      remedy: `Give the pull request a title that matches \`${matches.source}\`.`,
    });
  },
});
