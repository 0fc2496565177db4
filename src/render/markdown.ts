import type { GateReport, Report } from "../core/report.ts";
import { conclusion, countRules, whatIfEnforced } from "./closing.ts";
import type { EditLink } from "./edit-link.ts";
import { foldedItem, setAsideRule, silentRule, todoItem } from "./markdown-item.ts";
import { inlineCode, plainText } from "./markdown-text.ts";
import { effectOfGate, isUnmet, labelOf, markOf, shortOid, stateOf } from "./marks.ts";
import { setAsideIn } from "./set-aside.ts";
import { todoItems } from "./todo.ts";
import { counted, listing } from "./visible.ts";

/** Most characters GitHub takes in a comment or in a field of a check run. */
export const gitHubLimit = 65_535;

/** Kept back for headings and for what says how much was left out. */
const reserve = 1_000;

/** Length of the blank line between two blocks. */
const separator = 2;

/** A report as GitHub's Markdown, for a comment, a check run or a job summary. */
export function renderMarkdown(
  report: Report,
  options: {
    readonly policySource: string;
    /** Most characters, where something else must fit beside it; at least 5,000. */
    readonly limit?: number;
    /** Where a place can be edited. */
    readonly editLink?: EditLink;
  },
): string {
  const limit = Math.min(options.limit ?? gitHubLimit, gitHubLimit);
  const items = todoItems(report);
  const todo = items.filter(({ enforce }) => enforce !== "evaluate");
  const evaluated = items.filter(({ enforce }) => enforce === "evaluate");
  const quiet = report.gates.flatMap((gate) =>
    gate.rules.filter((rule) => !isUnmet(rule)).map((rule) => ({ gate, rule })),
  );
  const aside = quiet.filter(({ rule }) => setAsideIn(rule).length > 0);
  const silent = quiet.filter((each) => !aside.includes(each));
  const head = headOf(report, options.policySource);
  let room = limit - reserve - head.length;
  const take = <Item>(all: readonly Item[], render: (item: Item, index: number) => string, share = 1) => {
    const blocks = fitting(all, render, room / share);
    room -= blocks.reduce((sum, block) => sum + block.length + separator, 0);
    return blocks;
  };
  const rows = take(report.gates, gateRow, 8);
  const blocks = take(todo, (item, index) => {
    const isExplained = todo.slice(0, index).some(({ rule }) => rule === item.rule);
    return todoItem(item, index + 1, { most: limit / 4, editLink: options.editLink, isExplained });
  });
  const people = take(aside, setAsideRule);
  const hidden = take(evaluated, foldedItem);
  const others = take(silent, silentRule);
  const cut = [
    leftOut(report.gates.length, rows, "gate"),
    leftOut(todo.length, blocks, "finding"),
    leftOut(aside.length, people, "rule", " that people set aside"),
    leftOut(evaluated.length, hidden, "finding", " that would block"),
    leftOut(silent.length, others, "rule", " that passed or did not apply"),
  ].flat();
  const sections = [
    head,
    ...(rows.length === 0 ? [] : [["| | Gate | Verdict | Rules |", "| --- | --- | --- | --- |", ...rows].join("\n")]),
    ...(blocks.length === 0 ? [] : ["### To do", ...blocks]),
    ...(people.length === 0 ? [] : ["### Set aside", people.join("\n")]),
    ...folded(`Would block if enforced: ${counted(evaluated.length, "finding")}`, hidden),
    ...folded(`Met or not applicable: ${counted(silent.length, "rule")}`, others),
    ...(cut.length === 0 ? [] : [`**Left out here for its length:** ${listing(cut, 4).join(" ")}.`]),
  ];
  return `${sections.join("\n\n")}\n`;
}

function headOf(report: Report, policySource: string): string {
  const change = [
    `${inlineCode(shortOid(report.base))}..${inlineCode(shortOid(report.head))}`,
    counted(report.filesChanged, "file"),
    ...(report.stage === undefined ? [] : [`stage ${inlineCode(report.stage)}`]),
    `policy ${inlineCode(policySource)}`,
  ];
  const more = whatIfEnforced(report);
  const title = `## ${report.blocks ? "✗" : "✓"} ${plainText(conclusion(report))}`;
  return [title, ...(more === undefined ? [] : [plainText(more)]), change.join(" · ")].join("\n\n");
}

function gateRow(gate: GateReport): string {
  const state = stateOf(gate.verdict, effectOfGate(gate));
  return `| ${markOf(gate.verdict)} | ${plainText(labelOf(gate))} | ${state} | ${countRules(gate)} |`;
}

function folded(summary: string, lines: readonly string[]): readonly string[] {
  if (lines.length === 0) return [];
  return [`<details><summary>${summary}</summary>`, lines.join("\n"), "</details>"];
}

function leftOut(all: number, shown: readonly string[], noun: string, more = ""): readonly string[] {
  const count = all - shown.length;
  return count === 0 ? [] : [`${counted(count, noun)}${more}`];
}

/** The first of these that fit. What does not is not even rendered. */
function fitting<Item>(
  items: readonly Item[],
  render: (item: Item, index: number) => string,
  room: number,
): readonly string[] {
  const blocks: string[] = [];
  let left = room;
  for (const [index, item] of items.entries()) {
    const block = render(item, index);
    left -= block.length + separator;
    if (left < 0) break;
    blocks.push(block);
  }
  return blocks;
}
