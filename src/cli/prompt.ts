import { attentionOf } from "../core/attention.ts";
import { describeRequirement, possibleNeedsOf } from "../core/evaluate.ts";
import { isUserError } from "../core/user-error.ts";
import { policyPath } from "../pipeline/check.ts";
import { renderProblems } from "../render/problems.ts";
import { renderPrompt, renderShortPrompt } from "../render/prompt.ts";
import { unknownStage } from "./check.ts";
import type { ExitStatus, Io } from "./io.ts";
import { type JudgeOptions, judgeLocally } from "./judge.ts";
import { readWorkingPolicy } from "./working-policy.ts";

/** Options of `lockstep prompt`, as commander hands them over. */
export interface PromptOptions extends Omit<JudgeOptions, "head"> {
  readonly short?: boolean;
}

/** Codes of the errors that say that there is no change here. */
const nothingToJudge: ReadonlySet<string> = new Set([
  "no-base",
  "unknown-ref",
  "no-merge-base",
  "not-a-repository",
  "git-missing",
]);

/** `lockstep prompt`: working instructions for a coding agent, from the live policy and the change at hand. */
export async function runPrompt(options: PromptOptions, io: Io): Promise<ExitStatus> {
  const { policy, errors, name } = await readWorkingPolicy(io, options.policy, options.orgPolicy, options.directory);
  if (policy === undefined) {
    io.stderr(renderProblems(errors, io));
    return 2;
  }
  const { short, ...about } = options;
  const judged = await judgeLocally({ ...about, policy: name }, io).catch((error: unknown) => {
    // Without a change, or a repository, there are instructions all the same; not where something that was named is missing.
    if (!isUserError(error) || options.base !== undefined || !nothingToJudge.has(error.code)) throw error;
    io.stderr(`No change to look at: ${error.message}\n`);
    return undefined;
  });
  if (judged?.answer.kind === "unknown-stage") throw unknownStage(options.stage, judged.answer.known);
  const report = judged?.answer.kind === "report" ? judged.answer.report : undefined;
  const { title, description, labels } = attentionOf(possibleNeedsOf(policy));
  const grounds = {
    ...{
      policy,
      asksPullRequest: title || description || labels,
      describe: describeRequirement,
      policySource: options.policy ?? policyPath,
    },
    report: report === undefined || report.filesChanged === 0 ? undefined : report,
  };
  io.stdout(short === true ? renderShortPrompt(grounds) : renderPrompt(grounds));
  return 0;
}
