import type { GateReport, RequirementReport, RuleReport } from "../core/report.ts";
import type { Finding } from "../core/requirement.ts";
import { isBlocking } from "../core/verdict.ts";
import { effectOfRule, isSetAside, isUnmet, markOf, placeOf, stateOf, wordOf } from "./marks.ts";
import { gap, type Line } from "./page.ts";
import { describeLapse, describeSetAside, setAsideIn } from "./set-aside.ts";
import { keyOf } from "./shared-snippets.ts";
import { painted, type Style } from "./style.ts";
import type { ByFinding } from "./todo.ts";
import { clip, counted, listing, longest, oneLine, visible, visibleLines } from "./visible.ts";
import { words, wrap } from "./width.ts";

interface Page {
  readonly verbose: boolean;
  readonly width: number;
}

const indent = "    ";
const inner = "      ";

/**
 * What there is to say about a rule. `printed` remembers which findings stand where, because two rules may ask for the
 * same thing.
 */
export function ruleLines(
  gate: GateReport,
  rule: RuleReport,
  page: Page,
  style: Style,
  printed: ByFinding<string>,
): readonly Line[] {
  const heading = `${indent}${headingOf(rule, style)}`;
  const name = visible(`${gate.id}/${rule.id}`);
  const show = (findings: readonly Finding[], at: string) =>
    withoutRepeats(findings).flatMap((finding) => findingLines(finding, name, printed, at, page, style));
  if (page.verbose) {
    const requirements = rule.requirements.flatMap((requirement): readonly Line[] => [
      ...requirementLines(requirement, page),
      ...show(requirement.findings, `${inner}    `),
    ]);
    return [gap, heading, ...aboutRule(rule, page, style), ...requirements, gap];
  }
  if (isSetAside(rule.verdict)) {
    const by = setAsideIn(rule).map((each) => words(visible(clip(describeSetAside(each), longest))));
    return [heading, ...by.flatMap((text) => wrap(text, page.width, inner).map(style.dim))];
  }
  if (!isUnmet(rule)) return [];
  const findings = rule.requirements.filter(({ verdict }) => isBlocking(verdict)).flatMap((each) => each.findings);
  if (rule.enforce === "evaluate")
    return [`${heading}${style.dim(`: ${counted(findings.length, "finding")}, shown with --verbose`)}`];
  return [gap, heading, ...aboutRule(rule, page, style), gap, ...show(findings, inner), gap];
}

/** What two requirements of one rule find in the same words, once. */
function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  return [...new Map(findings.map((finding) => [`${keyOf(finding)}${finding.snippet ?? ""}`, finding])).values()];
}

function headingOf(rule: RuleReport, style: Style): string {
  const effect = effectOfRule(rule);
  const paint = (text: string) => painted(text, rule.verdict, effect, style);
  return `${paint(markOf(rule.verdict))} ${style.bold(visible(rule.id))}  ${paint(stateOf(rule.verdict, effect))}`;
}

/** Why the rule is there, what woke it or why nothing did, and in full where it comes from. */
function aboutRule(rule: RuleReport, { verbose, width }: Page, style: Style): readonly string[] {
  const [first = "", ...rest] = listing(rule.wokenBy.map(visible), verbose ? 20 : 2);
  const texts = [
    ...(rule.because === undefined ? [] : [words(oneLine(rule.because))]),
    ...(first === "" ? [] : [["woken by", first, ...rest]]),
    ...(rule.why === undefined ? [] : [words(visible(rule.why))]),
    ...(rule.lapse === undefined ? [] : [words(visible(clip(describeLapse(rule.lapse), longest)))]),
    ...setAsideIn(rule).map((each) => words(visible(clip(describeSetAside(each), longest)))),
    ...(verbose ? [["from", visible(rule.layer)]] : []),
  ];
  return texts.flatMap((text) => wrap(text, width, inner).map(style.dim));
}

function requirementLines({ verdict, kind, asks, why }: RequirementReport, { width }: Page): readonly string[] {
  const reason = why === undefined ? "" : `: ${visible(clip(why, longest))}`;
  const text = `${markOf(verdict)} ${visible(kind)}: ${visible(clip(asks, longest))} (${wordOf(verdict)}${reason})`;
  return wrap(words(text), width, inner, `${inner}  `);
}

function findingLines(
  finding: Finding,
  rule: string,
  printed: ByFinding<string>,
  at: string,
  { width }: Page,
  style: Style,
): readonly Line[] {
  const earlier = printed.get(finding);
  const place = `${at}${style.cyan(visible(placeOf(finding)))}`;
  if (earlier === rule) return [];
  if (earlier !== undefined) return [place, `${at}  as for ${earlier} above`];
  printed.set(finding, rule);
  return [
    place,
    ...wrap(words(visible(clip(finding.message, longest))), width, `${at}  `),
    ...wrap(words(`→ ${visible(clip(finding.remedy, longest))}`), width, `${at}  `, `${at}    `),
    ...(finding.snippet === undefined ? [] : [gap, ...snippetLines(finding.snippet, `${at}    `), gap]),
  ];
}

/** Indented and otherwise untouched, so that it can be copied; but a terminal shows no tabs. */
function snippetLines(snippet: string, at: string): readonly string[] {
  return visibleLines(snippet).map((line) => (line === "" ? "" : `${at}${line.replaceAll("\t", "    ")}`));
}
