import type { GateReport, Report } from "../core/report.ts";
import { conclusion, countRules, whatIfEnforced } from "./closing.ts";
import { effectOfGate, isSetAside, isSilent, isUnmet, markOf, rulesOf, shortOid, stateOf } from "./marks.ts";
import { gap, joinLines, type Line } from "./page.ts";
import { withSharedSnippets } from "./shared-snippets.ts";
import { painted, type Style, styleOf } from "./style.ts";
import { ruleLines } from "./terminal-rule.ts";
import { ByFinding } from "./todo.ts";
import { counted, visible } from "./visible.ts";
import { columns, pad, words, wrap } from "./width.ts";

/** How a report is to look on a terminal. */
export interface TerminalOptions {
  /** Everything, what passes and what does not apply included. */
  readonly verbose: boolean;
  readonly colour: boolean;
  /** In columns. */
  readonly width: number;
  /** Where the policy was read. */
  readonly policySource: string;
}

/** A report for a person at a terminal: what the change is, the gates with what is unmet, and last what blocks. */
export function renderTerminal(report: Report, options: TerminalOptions): string {
  const style = styleOf(options.colour);
  const head = headline(report, options).map(style.dim);
  const noteworthy = rulesOf(report).some((rule) => isUnmet(rule) || isSetAside(rule.verdict));
  const gates =
    options.verbose || noteworthy ? [gap, ...gateLines(withSharedSnippets(report), options, style), gap] : [];
  return joinLines([...head, ...gates, ...closing(report, options, style)]);
}

/** What the change is and which policy judged it. */
function headline(report: Report, { width, policySource }: TerminalOptions): readonly string[] {
  const parts = [
    `${visible(shortOid(report.base))}..${visible(shortOid(report.head))}`,
    counted(report.filesChanged, "file"),
    ...(report.stage === undefined ? [] : [`stage ${visible(report.stage)}`]),
    `policy ${visible(policySource)}`,
  ];
  const joined = parts.map((part, index) => (index === 0 ? part : `· ${part}`));
  return wrap(joined, width, "", "  ");
}

function closing(report: Report, { width }: TerminalOptions, style: Style): readonly string[] {
  const [paint, mark] = report.blocks ? [style.red, "✗"] : [style.green, "✓"];
  const lines = wrap(words(`${mark} ${conclusion(report)}`), width, "", "  ").map((line) => style.bold(paint(line)));
  const more = whatIfEnforced(report);
  return more === undefined ? lines : [...lines, ...wrap(words(more), width, "  ").map(style.dim)];
}

/** One line per gate, with the rules that have something to say under it, and one for the gates that have nothing. */
function gateLines(report: Report, options: TerminalOptions, style: Style): readonly Line[] {
  const shown = options.verbose ? report.gates : report.gates.filter((gate) => !isSilent(gate));
  const [idWidth, nameWidth, stateWidth] = [
    widest(shown.map(({ id }) => visible(id))),
    widest(shown.map(({ name }) => visible(name))),
    widest(shown.map(stateOfGate)),
  ];
  const printed = new ByFinding<string>();
  const lines = shown.flatMap((gate): readonly Line[] => {
    const paint = (text: string) => painted(text, gate.verdict, effectOfGate(gate), style);
    const state = countRules(gate) === "" ? stateOfGate(gate) : pad(stateOfGate(gate), stateWidth);
    const count = countRules(gate) === "" ? "" : `  ${style.dim(countRules(gate))}`;
    const label = `${pad(visible(gate.id), idWidth)}  ${pad(visible(gate.name), nameWidth)}`;
    const line = `${paint(markOf(gate.verdict))} ${style.bold(label)}  ${paint(state)}${count}`;
    return [line, ...gate.rules.flatMap((rule) => ruleLines(gate, rule, options, style, printed))];
  });
  return [...lines, ...foldedLines(report, options, style)];
}

function widest(texts: readonly string[]): number {
  return texts.reduce((most, text) => Math.max(most, columns(text)), 0);
}

function stateOfGate(gate: GateReport): string {
  return stateOf(gate.verdict, effectOfGate(gate));
}

/** "– G1, G3: not applicable": the gates that have nothing to say. */
function foldedLines(report: Report, { verbose, width }: TerminalOptions, style: Style): readonly string[] {
  if (verbose) return [];
  const silent = report.gates.filter(isSilent);
  const off = silent.filter((gate) => gate.enforce === "off" || gate.verdict !== "not-applicable");
  const groups = [
    { gates: silent.filter((gate) => !off.includes(gate)), what: "not applicable" },
    { gates: off, what: "off" },
  ];
  return groups
    .filter(({ gates }) => gates.length > 0)
    .flatMap(({ gates, what }) =>
      wrap(words(`– ${gates.map(({ id }) => visible(id)).join(", ")}: ${what}`), width, "", "  ").map(style.dim),
    );
}
