import type { Demand } from "../core/policy/demand.ts";
import type { Policy } from "../core/policy.ts";
import type { Report } from "../core/report.ts";
import type { Trigger } from "../core/trigger.ts";
import { conclusion } from "./closing.ts";
import { describeTrigger } from "./explain.ts";
import { todoItem } from "./markdown-item.ts";
import { inlineCode } from "./markdown-text.ts";
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
  /** A rule may look at what people write about a change: without it at hand, such a rule cannot be met. */
  readonly asksPullRequest: boolean;
}

/** Most findings that stand in full. */
const maxFindings = 30;

/** Longest text to paste that is shown, in characters. */
const maxSnippet = 4_000;

/** Rules that say the same exceptions, from which on these are said once for all. */
const manyRules = 3;

/** Working instructions for a coding agent, as Markdown, from the policy that will judge its work. */
export function renderPrompt({ policy, describe, report, policySource, asksPullRequest }: PromptGrounds): string {
  const documents = [...policy.documents].map(([name, path]) => `- ${inlineCode(path)} (${name})`);
  const gates = policy.gates.filter((gate) => policy.rules.some((rule) => rule.gate === gate.id));
  const usual = usualExceptions(policy);
  const conditions = (when: Trigger) =>
    describeTrigger(when)
      .map((line) => (line === usual ? "except: *the usual*" : line))
      .join("; ");
  const rules = gates.map((gate) =>
    [
      `### ${gate.id} ${gate.name}`,
      "",
      ...policy.rules
        .filter((rule) => rule.gate === gate.id)
        .map((rule) => {
          const why = rule.because === undefined ? "" : ` ${oneLine(rule.because)}`;
          const must = rule.require.map((demand) => {
            const only = demand.when === undefined ? "" : ` (when ${conditions(demand.when)})`;
            return `${describe(demand)}${only}`;
          });
          return `- **${rule.id}**, when ${conditions(rule.when)}: ${must.join("; and ")}.${why}`;
        }),
    ].join("\n"),
  );
  const order = policy.documentationOrder.map(({ written }) => inlineCode(written));
  return `${[
    "# Working instructions",
    `You change this repository. What you hand in is judged by ${inlineCode(policySource)}; nothing is complete as long as a gate blocks.`,
    ["## Process", "", ...processOf(asksPullRequest).map((step, index) => `${index + 1}. ${step}`)].join("\n"),
    ...(documents.length === 0 ? [] : [`## Documents to keep true\n\n${documents.join("\n")}`]),
    ...(order.length === 0 ? [] : [`Update them in this order: ${order.join(", ")}.`]),
    "## Gates",
    ...(usual === undefined ? [] : [`*The usual* exceptions of a rule are ${usual.replace(/^except: /, "")}.`]),
    ...rules,
    `## Output of each cycle\n\n${output.map((line) => `- ${line}`).join("\n")}`,
    `## What this change still needs\n\n${needed(report)}`,
  ].join("\n\n")}\n`;
}

/** The same in a paragraph. */
export function renderShortPrompt({ policy, report, policySource, asksPullRequest }: PromptGrounds): string {
  const gates = policy.gates
    .filter((gate) => policy.rules.some((rule) => rule.gate === gate.id))
    .map(({ id, name }) => `${id} ${name.toLowerCase()}`);
  const documents = [...policy.documents.values()].map(inlineCode);
  const kept = documents.length === 0 ? "" : ` Keep ${documents.join(", ")} true.`;
  const state = report === undefined ? "" : ` Now: ${conclusion(report)}`;
  return `Work in small packets and verify each at once. Your change is judged by ${inlineCode(policySource)}, ${gates.length === 1 ? "gate" : "gates"} ${gates.join(", ")}.${kept} Before you hand in, ${asksPullRequest ? "write title (its first heading) and description of the pull request into `pr.md`, commit everything else, " : "commit, "}run \`${checkCommand(asksPullRequest)}\`, do what each finding's \`remedy\` says with what you measured, and repeat until \`blocks\` is false; on exit status 2 stop and report the message.${state}\n`;
}

/** How an agent asks for the verdict. */
function checkCommand(asksPullRequest: boolean): string {
  return `lockstep check ${asksPullRequest ? "--pull-request pr.md " : ""}--format json`;
}

/** The exceptions that many rules have, as a condition; undefined when no long ones are said that often. */
function usualExceptions({ rules }: Policy): string | undefined {
  const times = new Map<string, number>();
  for (const line of rules.flatMap(({ when }) => describeTrigger({ except: when.except })))
    times.set(line, (times.get(line) ?? 0) + 1);
  const [most] = [...times].toSorted(([, a], [, b]) => b - a);
  return most !== undefined && most[1] >= manyRules && most[0].length > 40 ? most[0] : undefined;
}

function processOf(asksPullRequest: boolean): readonly string[] {
  return [
    "State the objective, what is in scope and what is not, and which documents must change if it succeeds.",
    "Lay the work out in two to six packets, each with its goal, the files it touches, the command that verifies it, and the evidence to expect.",
    "For each packet: make the smallest change, verify it at once (local test, then integration, then an operational snapshot where that applies), and go to the cause when something fails.",
    "Measure instead of judging by eye, and write measurements into the evidence tables. An old row is never edited.",
    "Run `lockstep explain PATH…` for what a change to a file will ask.",
    "Commit one logical change at a time. What is not committed is not judged.",
    ...(asksPullRequest
      ? [
          "Write the title (as its first heading) and the description of the pull request into `pr.md`, and do not commit that file. Labels stand in its front matter: `labels: [name]`.",
        ]
      : []),
    `Run \`${checkCommand(asksPullRequest)}\` before you hand in. Do what each \`remedy\` says, with its \`snippet\`, until \`blocks\` is false. A filler, such as \`…\` or a word in angle brackets, does not pass. On exit status 2 stop and report the message.`,
  ];
}

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
  const shown = items.slice(0, maxFindings).map((item, index) => todoItem(item, index + 1, { most: maxSnippet }));
  const more = items.length > maxFindings ? [`And ${items.length - maxFindings} more.`] : [];
  return [conclusion(report), ...shown, ...more].join("\n\n");
}
