import { pullRequestDocument } from "../core/address.ts";
import { UserError } from "../core/user-error.ts";
import { type CheckAnswer, policyPath } from "../pipeline/check.ts";
import { renderJson } from "../render/json.ts";
import { renderMarkdown } from "../render/markdown.ts";
import { renderProblems } from "../render/problems.ts";
import { renderSarif } from "../render/sarif.ts";
import { renderTerminal } from "../render/terminal.ts";
import type { ExitStatus, Io } from "./io.ts";
import { type JudgeOptions, judgeLocally, type ResolvedCommits } from "./judge.ts";

/** Formats a report can be written in. */
export const formats = ["text", "json", "markdown", "sarif"] as const;

/** Options of `lockstep check`, as commander hands them over. */
export interface CheckOptions extends JudgeOptions {
  readonly format: (typeof formats)[number];
  readonly verbose?: boolean;
}

/** `lockstep check`: evaluates a change of the local repository. */
export async function runCheck(options: CheckOptions, io: Io): Promise<ExitStatus> {
  const { answer, commits } = await judgeLocally(options, io);
  return present(answer, options, commits, io);
}

/** Writes an answer in the format that was asked for, and comes to the exit status. */
export function present(answer: CheckAnswer, options: CheckOptions, commits: ResolvedCommits, io: Io): ExitStatus {
  switch (answer.kind) {
    case "invalid-policy":
      io.stderr(renderProblems(answer.errors, io));
      return 2;
    case "unknown-stage": {
      const known =
        answer.known.length === 0 ? "the policy declares no stages" : `the policy declares ${answer.known.join(", ")}`;
      throw new UserError("unknown-stage", `there is no stage "${options.stage}": ${known}`);
    }
    case "no-policy": {
      io.stderr(`No policy, nothing is gated (looked at ${answer.lookedAt}).\n`);
      if (options.format !== "text") io.stdout(renderWithoutPolicy(options.format, commits, io));
      return 0;
    }
    case "report": {
      const { report, policy } = answer;
      io.stderr(renderProblems(answer.warnings, io));
      const policySource = policy?.source ?? "no policy";
      switch (options.format) {
        case "json":
          io.stdout(renderJson(report, policy));
          break;
        case "markdown":
          io.stdout(renderMarkdown(report, { policySource }));
          break;
        case "sarif":
          io.stdout(renderSarif(report, { version: io.version }));
          break;
        case "text":
          io.stdout(
            renderTerminal(report, {
              verbose: options.verbose ?? false,
              colour: io.colour,
              width: io.width,
              policySource,
            }),
          );
      }
      for (const note of notes(answer, options, commits)) io.stderr(`${note}\n`);
      return report.blocks ? 1 : 0;
    }
  }
}

/** What a person should know beside the report. */
function notes(
  answer: Extract<CheckAnswer, { kind: "report" }>,
  options: CheckOptions,
  commits: ResolvedCommits,
): readonly string[] {
  const notes: string[] = [];
  if (answer.report.filesChanged === 0) {
    notes.push(
      `Nothing differs between ${commits.baseName} and ${options.head ?? "HEAD"}; what is not committed is not looked at. Another base: --base HEAD~1.`,
    );
  }
  const asksPullRequest = answer.report.gates.some(({ rules }) =>
    rules.some(({ requirements }) =>
      requirements.some(({ findings }) => findings.some(({ location }) => location.path === pullRequestDocument)),
    ),
  );
  if (asksPullRequest && options.pullRequest === undefined) {
    notes.push(
      "Judged without a pull request: no title, no description, no labels. To give them: --pull-request FILE.",
    );
  }
  if (answer.editsPolicy && options.policy === undefined) {
    notes.push(
      `This change edits ${policyPath}; the policy at ${commits.baseName} judges it. To try the new one: --policy ${policyPath}.`,
    );
  }
  return notes;
}

function renderWithoutPolicy(
  format: Exclude<CheckOptions["format"], "text">,
  commits: ResolvedCommits,
  io: Io,
): string {
  const { base, mergeBase, head } = commits;
  const nothing = { verdict: "not-applicable", blocks: false } as const;
  const empty = {
    ...{ base, mergeBase, head, ...nothing, ifEveryGateBlocked: nothing },
    ...{ stage: undefined, filesChanged: 0, gates: [], documentationOrder: [] },
  };
  switch (format) {
    case "json":
      return renderJson(empty, undefined);
    case "markdown":
      return "No policy, nothing is gated.\n";
    case "sarif":
      return renderSarif(empty, { version: io.version });
  }
}
