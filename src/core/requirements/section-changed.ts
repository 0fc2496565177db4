import { addressSchema, describeAddress } from "../address.ts";
import { contentChanged } from "../document/compare.ts";
import { locate } from "../document/locate.ts";
import { attestableIn, documentNeeds, sentence } from "../document/place.ts";
import { defineRequirement, fail, pass } from "../requirement.ts";
import { strict } from "../schema.ts";

export default defineRequirement({
  kind: "section-changed",
  summary: "What a reader sees in a section, or in a whole document, is changed.",
  options: strict({ of: addressSchema }),
  shorthand: "of",
  attestable: ({ of }) => attestableIn(of),
  needs: ({ of }) => documentNeeds(of),
  describe: ({ of }) => `a change of ${describeAddress(of)}`,
  evaluate({ of }, facts) {
    const located = locate(facts, of);
    if (!located.found) return located.outcome;
    const { path, line, before, after } = located.place;
    if (contentChanged(before, after)) return pass();
    return fail({
      message: sentence(of, path, "has no change"),
      location: { path, line },
      remedy:
        "Change what the words there say. New line breaks, other spacing, comments and a re-aligned table are no change.",
    });
  },
});
