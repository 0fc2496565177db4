import type { Report, RuleReport } from "../core/report.ts";
import type { Finding } from "../core/requirement.ts";
import { isBlocking } from "../core/verdict.ts";
import { isUnmet } from "./marks.ts";
import { sharedText } from "./shared-text.ts";

/**
 * One text to paste for all findings that say the same of one place, such as that a heading or a document is not there:
 * gives a finding of a rule with that text. Rules that only evaluate share with each other, because nobody is asked for
 * what they find.
 */
export function shareSnippets(report: Report): (rule: RuleReport, finding: Finding) => Finding {
  const texts = new Map<string, string>();
  const keyIn = (rule: RuleReport, finding: Finding) => `${rule.enforce === "evaluate"} ${keyOf(finding)}`;
  for (const rule of report.gates.flatMap(({ rules }) => rules.filter(isUnmet))) {
    const unmet = rule.requirements.filter(({ verdict }) => isBlocking(verdict));
    for (const finding of unmet.flatMap(({ findings }) => findings)) {
      const earlier = texts.get(keyIn(rule, finding));
      const text = earlier === undefined ? finding.snippet : sharedText(earlier, finding.snippet ?? "");
      if (text !== undefined) texts.set(keyIn(rule, finding), text);
    }
  }
  return (rule, finding) => {
    const text = texts.get(keyIn(rule, finding));
    if (text === undefined || finding.snippet === undefined || text === finding.snippet) return finding;
    return sharedText(text, finding.snippet) === text ? { ...finding, snippet: text } : finding;
  };
}

/** The report with these texts in its findings. */
export function withSharedSnippets(report: Report): Report {
  const share = shareSnippets(report);
  const ofRule = (rule: RuleReport): RuleReport => ({
    ...rule,
    requirements: rule.requirements.map((requirement) => ({
      ...requirement,
      findings: requirement.findings.map((finding) => share(rule, finding)),
    })),
  });
  return {
    ...report,
    gates: report.gates.map((gate) => ({
      ...gate,
      rules: gate.rules.map((rule) => (isUnmet(rule) ? ofRule(rule) : rule)),
    })),
  };
}

/** Findings with the same key say the same, whatever they give to paste. */
export function keyOf({ message, location, remedy }: Finding): string {
  return JSON.stringify([location.path, location.line, message, remedy]);
}
