import type { Demand } from "../core/policy/demand.ts";
import type { Policy } from "../core/policy.ts";
import type { Report } from "../core/report.ts";
import { conclusion } from "./closing.ts";
import { describeTrigger } from "./explain.ts";
import { inlineCode, sentence } from "./markdown-text.ts";
import { placeOf } from "./marks.ts";
import { todoItems } from "./todo.ts";
import { oneLine } from "./visible.ts";

/** What instructions are made from. */
export interface PromptGrounds {
  readonly policy: Policy;
  readonly describe: (demand: Demand) => string;
  /** What the change at hand still needs; undefined when there is none to judge. */
  readonly report: Report | undefined;
  /** Where the policy was read. */
  readonly policySource: string;
}

/** Most findings that stand in full. */
const maxFindings = 30;

/** Working instructions for a coding agent, as Markdown, from the policy that will judge its work. */
export function renderPrompt({ policy, describe, report, policySource }: PromptGrounds): string {
  const documents = [...policy.documents].map(([name, path]) => `- ${inlineCode(path)} (${name})`);
  const gates = policy.gates.filter((gate) => policy.rules.some((rule) => rule.gate === gate.id));
  const rules = gates.map((gate) =>
    [
      `### ${gate.id} ${gate.name}`,
      "",
      ...policy.rules
        .filter((rule) => rule.gate === gate.id)
        .map((rule) => {
          const why = rule.because === undefined ? "" : ` ${oneLine(rule.because)}`;
          const must = rule.require.map((demand) => {
            const only = demand.when === undefined ? "" : ` (when ${describeTrigger(demand.when).join("; ")})`;
            return `${describe(demand)}${only}`;
          });
          return `- **${rule.id}**, when ${describeTrigger(rule.when).join("; ")}: ${must.join("; and ")}.${why}`;
        }),
    ].join("\n"),
  );
  const order = policy.documentationOrder.map(({ written }) => inlineCode(written));
  return `${[
    "# Working instructions",
    `You change this repository. What you hand in is judged by ${inlineCode(policySource)}; nothing is complete as long as a gate blocks.`,
    ["## Process", "", ...process.map((step, index) => `${index + 1}. ${step}`)].join("\n"),
    ...(documents.length === 0 ? [] : [`## Documents to keep true\n\n${documents.join("\n")}`]),
    ...(order.length === 0 ? [] : [`Update them in this order: ${order.join(", ")}.`]),
    `## Gates\n\n${rules.join("\n\n")}`,
    `## Output of each cycle\n\n${output.map((line) => `- ${line}`).join("\n")}`,
    `## What this change still needs\n\n${needed(report)}`,
  ].join("\n\n")}\n`;
}

/** The same in a paragraph. */
export function renderShortPrompt({ policy, report, policySource }: PromptGrounds): string {
  const gates = policy.gates
    .filter((gate) => policy.rules.some((rule) => rule.gate === gate.id))
    .map(({ id, name }) => `${id} ${name.toLowerCase()}`);
  const documents = [...policy.documents.values()].map(inlineCode);
  const kept = documents.length === 0 ? "" : ` Keep ${documents.join(", ")} true.`;
  const state = report === undefined ? "" : ` Now: ${conclusion(report)}`;
  return `Work in small packets and verify each at once. Your change is judged by ${inlineCode(policySource)}, gates ${gates.join(", ")}.${kept} Before you hand in, run \`lockstep check --format json\`, do what each finding's \`remedy\` says with what you measured, and repeat until \`blocks\` is false; on exit status 2 stop and report the message.${state}\n`;
}

const process = [
  "State the objective, what is in scope and what is not, and which documents must change if it succeeds.",
  "Lay the work out in two to six packets, each with its goal, the files it touches, the command that verifies it, and the evidence to expect.",
  "For each packet: make the smallest change, verify it at once (local test, then integration, then an operational snapshot where that applies), and go to the cause when something fails.",
  "Measure instead of judging by eye, and write measurements into the evidence tables. An old row is never edited.",
  "Run `lockstep explain PATH…` for what a change to a file will ask, and `lockstep check --format json` before you hand in. Do what each `remedy` says, with its `snippet`, until `blocks` is false. A filler in angle brackets does not pass. On exit status 2 stop and report the message.",
  "Commit one logical change at a time.",
];

const output = [
  "What changed",
  "Verification commands and their outcomes",
  "Evidence captured",
  "Documents updated",
  "Risks, and what to look at next",
];

function needed(report: Report | undefined): string {
  if (report === undefined) return "There is no change yet.";
  const items = todoItems(report);
  if (items.length === 0) return "Nothing.";
  const lines = items
    .slice(0, maxFindings)
    .map(
      ({ finding }) => `- ${inlineCode(placeOf(finding))}: ${sentence(finding.message)} ${sentence(finding.remedy)}`,
    );
  const more = items.length > maxFindings ? [`- and ${items.length - maxFindings} more`] : [];
  return [conclusion(report), "", ...lines, ...more].join("\n");
}
