import { existsSync } from "node:fs";
import { join } from "node:path";
import { pullRequestDocument } from "../core/address.ts";
import { needsOf } from "../core/evaluate.ts";
import type { Need } from "../core/facts.ts";
import { UserError } from "../core/user-error.ts";
import { type CheckAnswer, policyPath } from "../pipeline/check.ts";
import { renderJson } from "../render/json.ts";
import { renderMarkdown } from "../render/markdown.ts";
import { renderProblems } from "../render/problems.ts";
import { renderSarif } from "../render/sarif.ts";
import { renderTerminal } from "../render/terminal.ts";
import { visible } from "../render/visible.ts";
import type { ExitStatus, Io } from "./io.ts";
import { type AtHand, type JudgeOptions, judgeLocally, type ResolvedCommits } from "./judge.ts";
import { fromHere } from "./top.ts";

/** Formats a report can be written in. */
export const formats = ["text", "json", "markdown", "sarif"] as const;

/** Options of `lockstep check`, as commander hands them over. */
export interface CheckOptions extends JudgeOptions {
  readonly format: (typeof formats)[number];
  readonly verbose?: boolean;
}

/** `lockstep check`: evaluates a change of the local repository. */
export async function runCheck(options: CheckOptions, io: Io): Promise<ExitStatus> {
  const { answer, commits, atHand } = await judgeLocally(options, io);
  return present(answer, options, commits, io, atHand);
}

/** Writes an answer in the format that was asked for, and comes to the exit status. `atHand`: where it was judged locally. */
export function present(
  answer: CheckAnswer,
  options: CheckOptions,
  commits: ResolvedCommits,
  io: Io,
  atHand?: AtHand,
): ExitStatus {
  switch (answer.kind) {
    case "invalid-policy":
      io.stderr(renderProblems(answer.errors, io));
      return 2;
    case "unknown-stage":
      throw unknownStage(options.stage, answer.known);
    case "no-policy": {
      io.stderr(`No policy, nothing is gated (looked at ${answer.lookedAt}).\n`);
      const here = atHand && join(atHand.root, policyPath);
      if (here !== undefined && existsSync(here)) {
        const file = fromHere(io, here);
        io.stderr(`${file} is not there yet at ${commits.baseName}. To judge by it all the same: --policy ${file}.\n`);
      }
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
      for (const note of notes(answer, options, commits, atHand)) io.stderr(`${note}\n`);
      return report.blocks ? 1 : 0;
    }
  }
}

/** The error for a stage that the policy does not have. */
export function unknownStage(stage: string | undefined, known: readonly string[]): UserError {
  const there = known.length === 0 ? "the policy declares no stages" : `the policy declares ${known.join(", ")}`;
  return new UserError("unknown-stage", `there is no stage "${stage}": ${there}`);
}

/** What a person should know beside the report. */
function notes(
  answer: Extract<CheckAnswer, { kind: "report" }>,
  options: CheckOptions,
  commits: ResolvedCommits,
  atHand: AtHand | undefined,
): readonly string[] {
  const notes: string[] = [];
  const { report, grounds } = answer;
  const uncommitted = atHand?.uncommitted ?? [];
  const findings = report.gates.flatMap(({ rules }) =>
    rules.flatMap(({ requirements }) => requirements.flatMap((requirement) => requirement.findings)),
  );
  if (report.filesChanged === 0) {
    notes.push(
      `Nothing differs between ${commits.baseName} and ${options.head ?? "HEAD"}. Another base: --base HEAD~1.`,
    );
  }
  if (uncommitted.length > 0) {
    const asked = (path: string) =>
      findings.some(({ location }) => location.path === path || (path.endsWith("/") && location.path.startsWith(path)));
    notes.push(
      `Not committed, and so not looked at: ${listed(uncommitted.toSorted((a, b) => +asked(b) - +asked(a)))}.`,
    );
  }
  const needs = grounds === undefined ? [] : needsOf(grounds.policy, grounds.facts);
  const asksPullRequest =
    findings.some(({ location }) => location.path === pullRequestDocument) &&
    needs.some(({ fact }) => fact === "title" || fact === "description" || fact === "labels");
  if (asksPullRequest && options.pullRequest === undefined) {
    notes.push(
      "Judged without a pull request: no title, no description, no labels. To give them: --pull-request FILE.",
    );
  }
  if (options.facts === undefined) notes.push(...strayReports(options.report ?? [], needs));
  if (answer.editsPolicy && options.policy === undefined) {
    notes.push(
      `This change edits ${policyPath}; the policy at ${commits.baseName} judges it. To try the new one: --policy ${policyPath}.`,
    );
  }
  return notes;
}

/** Reports under names that nobody asks for, while one that is asked for was not given: most likely a slip. */
function strayReports(given: readonly string[], needs: readonly Need[]): readonly string[] {
  const names = new Set(given.map((argument) => argument.split("=", 1)[0] ?? ""));
  const asked = new Set(needs.flatMap((need) => (need.fact === "reports" ? need.names : [])));
  const missing = [...asked].filter((name) => !names.has(name));
  if (missing.length === 0) return [];
  return [...names]
    .filter((name) => !asked.has(name))
    .map((name) => `No rule asks for a report "${name}"; asked for and not given: ${missing.join(", ")}.`);
}

/** The first few of many. */
function listed(paths: readonly string[]): string {
  const shown = paths.slice(0, 3).map(visible).join(", ");
  return paths.length > 3 ? `${shown} and ${paths.length - 3} more` : shown;
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
