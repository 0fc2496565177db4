import { pullRequestDocument } from "../address.ts";
import { choiceSchema, chosen, describeChoice } from "../choice.ts";
import { quote } from "../quotation.ts";
import { defineRequirement, fail, pass } from "../requirement.ts";
import { strict } from "../schema.ts";

export default defineRequirement({
  kind: "label",
  summary: "The pull request has the labels asked for.",
  options: strict({ named: choiceSchema("Labels of the pull request.") }),
  shorthand: "named",
  needs: () => [{ fact: "labels" }],
  describe: ({ named }) => `the label ${describeChoice(named)}`,
  evaluate({ named }, { pullRequest }) {
    if (chosen(named, pullRequest.labels)) return pass();
    const present =
      pullRequest.labels.length === 0 ? "it has none" : `it has ${pullRequest.labels.map(quote).join(", ")}`;
    return fail({
      message: `The labels of the pull request are not ${describeChoice(named)}; ${present}.`,
      location: { path: pullRequestDocument },
      remedy: `Set the labels of the pull request to ${describeChoice(named)}.`,
    });
  },
});
