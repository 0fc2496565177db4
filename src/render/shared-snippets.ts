import type { Report, RequirementReport, RuleReport } from "../core/report.ts";
import type { Finding } from "../core/requirement.ts";
import { isBlocking } from "../core/verdict.ts";
import { sharedText } from "./shared-text.ts";

/**
 * One text to paste for all findings that say the same of one place, such as that a heading or a document is not there:
 * gives a finding with that text. What only evaluates adds nothing to it, because nobody is asked for it.
 */
export function shareSnippets(report: Report): (finding: Finding) => Finding {
  const texts = new Map<string, string>();
  const asking = report.gates.flatMap(({ rules }) => rules.filter(asks));
  const findings = asking.flatMap((rule) => rule.requirements.filter(isUnmet)).flatMap((each) => each.findings);
  for (const finding of findings) {
    if (finding.snippet === undefined) continue;
    const earlier = texts.get(keyOf(finding));
    const text = earlier === undefined ? finding.snippet : sharedText(earlier, finding.snippet);
    if (text !== undefined) texts.set(keyOf(finding), text);
  }
  return (finding) => {
    const text = texts.get(keyOf(finding));
    if (text === undefined || finding.snippet === undefined || text === finding.snippet) return finding;
    return sharedText(text, finding.snippet) === text ? { ...finding, snippet: text } : finding;
  };
}

/** The report with these texts in its findings. */
export function withSharedSnippets(report: Report): Report {
  const share = shareSnippets(report);
  const ofRequirement = (requirement: RequirementReport): RequirementReport => ({
    ...requirement,
    findings: requirement.findings.map(share),
  });
  const ofRule = (rule: RuleReport): RuleReport =>
    asks(rule) ? { ...rule, requirements: rule.requirements.map(ofRequirement) } : rule;
  return { ...report, gates: report.gates.map((gate) => ({ ...gate, rules: gate.rules.map(ofRule) })) };
}

function asks({ enforce, verdict }: RuleReport): boolean {
  return (enforce === "block" || enforce === "warn") && isBlocking(verdict);
}

function isUnmet({ verdict }: RequirementReport): boolean {
  return isBlocking(verdict);
}

/** Findings with the same key say the same, whatever they give to paste. */
export function keyOf({ message, location, remedy }: Finding): string {
  return JSON.stringify([location.path, location.line, message, remedy]);
}
