import { describeRequirement } from "../../core/evaluate.ts";
import { isBlocking } from "../../core/verdict.ts";
import { renderRule } from "../../render/explain.ts";
import { renderMarkdown } from "../../render/markdown.ts";
import { codeBlock, inlineCode } from "../../render/markdown-text.ts";
import { type Command, problem } from "./command.ts";
import { namesIn, ruleIdIn, unknownName, withoutGrounds } from "./naming.ts";

/** Most rules that one answer explains. */
const maxExplained = 10;

/** Columns of the text in an answer. */
const width = 90;

/** Most characters of an answer with a whole report. */
const statusLimit = 20_000;

/** Answers with the report as it is now. */
export const status: Command = {
  name: "status",
  usage: "status",
  summary: "Answers with what every gate says now, and what people set aside.",
  whoMay: "anybody who can comment",
  examples: ["status"],
  run(_args, { report, situation, policySource }) {
    return {
      kind: "answer",
      text: report === undefined ? situation : renderMarkdown(report, { policySource, limit: statusLimit }),
    };
  },
};

/** Looks again. */
export const recheck: Command = {
  name: "recheck",
  usage: "recheck",
  summary:
    "Looks at the pull request again, also where nothing was ever posted. Lockstep does so by itself on every event.",
  whoMay: "anybody who can comment",
  examples: ["recheck"],
  run(_args, { report, situation }) {
    // The look that finds the command is the look that is asked for.
    return report === undefined ? { kind: "answer", text: situation } : { kind: "nothing" };
  },
};

/** Explains rules. */
export const explain: Command = {
  name: "explain",
  usage: "explain [RULE]",
  summary:
    "Answers with what a rule asks, why, where it comes from and who may waive it; without a rule, those that are not met.",
  whoMay: "anybody who can comment",
  examples: ["explain runtime-behaviour", "explain"],
  run({ words }, context) {
    const { grounds, report } = context;
    if (grounds === undefined || report === undefined) return withoutGrounds(context);
    const { rules } = grounds.policy;
    const unmet = report.gates
      .flatMap((gate) => gate.rules)
      .filter(({ verdict }) => isBlocking(verdict))
      .map(({ id }) => id);
    const names = namesIn(words).map(ruleIdIn);
    const unknown = names.find((name) => !rules.some(({ id }) => id === name));
    if (unknown !== undefined)
      return problem(
        unknownName(
          "rule",
          unknown,
          rules.map(({ id }) => id),
        ),
      );
    const wanted = names.length > 0 ? names : unmet;
    if (wanted.length === 0) return { kind: "answer", text: "Every rule that applies is met." };
    const shown = rules
      .filter(({ id }) => wanted.includes(id))
      .slice(0, maxExplained)
      .map((rule) => codeBlock(renderRule(rule, describeRequirement, { colour: false, width })));
    const more =
      wanted.length > maxExplained
        ? [`And ${wanted.length - maxExplained} more: ${inlineCode("/lockstep explain RULE")}.`]
        : [];
    return { kind: "answer", text: [...shown, ...more].join("\n\n") };
  },
};
