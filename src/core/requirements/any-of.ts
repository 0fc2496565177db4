import * as z from "zod";
import { defineRequirement, type Finding, fail, notApplicable, pass, pending, undecidable } from "../requirement.ts";

export default defineRequirement({
  kind: "any-of",
  summary: "At least one of several requirements is met; they cannot be combined further.",
  options: (single) => z.array(single).min(2).max(10),
  needs: (options, _changeSet, judge) => options.flatMap((option) => judge.needs(option)),
  describe: (options, describe) => options.map(describe).join(", or "),
  evaluate(options, _facts, judge) {
    const outcomes = options.map((option) => judge.evaluate(option));
    if (outcomes.some(({ verdict }) => verdict === "pass")) return pass();
    const finding = inOne(outcomes.flatMap((outcome) => ("findings" in outcome ? outcome.findings.slice(0, 1) : [])));
    // Nothing passes and nothing says why: every alternative is not applicable.
    if (finding === undefined) return notApplicable("none of the alternatives applies");
    const has = (verdict: string) => outcomes.some((outcome) => outcome.verdict === verdict);
    if (has("error")) return undecidable(finding);
    return has("pending") ? pending(finding) : fail(finding);
  },
});

/** The first finding of each alternative as one finding: meeting one of them is one thing to do. */
function inOne(findings: readonly Finding[]): Finding | undefined {
  const [first] = findings;
  if (first === undefined || findings.length === 1) return first;
  // What is to be pasted belongs where that alternative is looked for.
  const { location, snippet } = findings.find((finding) => finding.snippet !== undefined) ?? first;
  return {
    message: findings.map(({ message }) => message).join(" And: "),
    location,
    remedy: [...new Set(findings.map(({ remedy }) => remedy))].join(" Or: "),
    ...(snippet === undefined ? {} : { snippet }),
  };
}
