import { describeRequirement } from "../core/evaluate.ts";
import { renderProblems } from "../render/problems.ts";
import { renderPrompt, renderShortPrompt } from "../render/prompt.ts";
import type { ExitStatus, Io } from "./io.ts";
import { judgeLocally } from "./judge.ts";
import { readWorkingPolicy } from "./working-policy.ts";

/** Options of `lockstep prompt`, as commander hands them over. */
export interface PromptOptions {
  readonly short?: boolean;
  readonly base?: string;
  readonly policy?: string;
  readonly orgPolicy?: string;
  readonly pullRequest?: string;
  readonly facts?: string;
}

/** `lockstep prompt`: working instructions for a coding agent, from the live policy and the change at hand. */
export async function runPrompt(options: PromptOptions, io: Io): Promise<ExitStatus> {
  const { policy, errors, name } = await readWorkingPolicy(io, options.policy, options.orgPolicy);
  if (policy === undefined) {
    io.stderr(renderProblems(errors, io));
    return 2;
  }
  const { short, ...about } = options;
  const judged = await judgeLocally({ ...about, policy: name }, io).catch((error: unknown) => {
    // Without a change, or a repository, there are instructions all the same.
    io.stderr(`No change to look at: ${error instanceof Error ? error.message : String(error)}\n`);
    return undefined;
  });
  const report = judged?.answer.kind === "report" ? judged.answer.report : undefined;
  const grounds = {
    ...{ policy, describe: describeRequirement, policySource: name },
    report: report === undefined || report.filesChanged === 0 ? undefined : report,
  };
  io.stdout(short === true ? renderShortPrompt(grounds) : renderPrompt(grounds));
  return 0;
}
