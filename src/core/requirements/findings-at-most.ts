import * as z from "zod";
import { askReports, reportFinding } from "../evidence/ask.ts";
import { reportFormatSchema, reportNameSchema } from "../evidence/ci-report.ts";
import { joinSecurity, type SecurityReport, type Severity, severities } from "../evidence/security.ts";
import { quote } from "../quotation.ts";
import { defineRequirement, type Finding, failIfAny } from "../requirement.ts";
import { isFaultless, strict } from "../schema.ts";
import { describeStaged, type Staged, stagedSchema, valuesAt } from "../staged.ts";

const limit = () => stagedSchema(z.int().min(0), "a whole number").optional();

const optionsSchema = strict({
  report: reportNameSchema,
  format: reportFormatSchema("security"),
  critical: limit().meta({ description: "Most findings of this severity; those of unknown severity count here." }),
  high: limit().meta({ description: "Most findings of this severity." }),
  medium: limit().meta({ description: "Most findings of this severity." }),
  low: limit().meta({ description: "Most findings of this severity." }),
}).refine((options) => severities.some((severity) => options[severity] !== undefined), {
  error: "at least one of critical, high, medium and low is needed",
  when: isFaultless,
});

export default defineRequirement({
  kind: "findings-at-most",
  summary: "A security report has at most so many findings of each severity.",
  options: optionsSchema,
  needs: ({ report, format }) => [{ fact: "reports", names: [report], ...(format && { format }) }],
  describe: (options) => {
    const parts = limitsOf(options).map(({ severity, most }) => `${describeStaged(most, String)} ${severity}`);
    return `at most ${parts.join(", ")} findings in the report \`${options.report}\``;
  },
  evaluate(options, facts) {
    const asked = askReports(facts, options, "security");
    if (!asked.found) return asked.outcome;
    const found = joinSecurity(asked.reports);
    return failIfAny(
      limitsOf(options).flatMap(({ severity, most }): Finding[] => {
        const allowed = Math.min(...valuesAt(most, facts.stage));
        return found.counts[severity] <= allowed ? [] : [tooMany(options.report, severity, found, allowed)];
      }),
    );
  },
});

interface Limit {
  readonly severity: Severity;
  readonly most: Staged<number>;
}

const none: Staged<number> = { type: "staged", everywhere: 0 };

/** What is worse than the mildest severity that has a limit is not allowed at all unless the policy says so. */
function limitsOf(options: Readonly<Partial<Record<Severity, Staged<number> | undefined>>>): readonly Limit[] {
  const mildest = severities.findLastIndex((severity) => options[severity] !== undefined);
  return severities.slice(0, mildest + 1).map((severity) => ({ severity, most: options[severity] ?? none }));
}

function tooMany(name: string, severity: Severity, { counts, alerts }: SecurityReport, allowed: number): Finding {
  const count = counts[severity];
  const named = alerts[severity].map(({ rule, where }) =>
    where === undefined ? quote(rule) : `${quote(rule)} in ${quote(where)}`,
  );
  const more = count - named.length;
  const list = named.length === 0 ? "" : `: ${named.join(", ")}${more > 0 ? ` and ${more} more` : ""}`;
  return reportFinding(
    `The report \`${name}\` has ${count} ${severity} finding${count === 1 ? "" : "s"}, ${count - allowed} more than the ${allowed} allowed${list}.`,
    "Fix them; what is no problem is suppressed in the scanner, with its reason.",
  );
}
