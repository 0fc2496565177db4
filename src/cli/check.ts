import { resolve } from "node:path";
import { readNamedFile, readPresets } from "../adapters/files/files.ts";
import { gitFactSource } from "../adapters/git/fact-source.ts";
import { type GitRepository, openRepository } from "../adapters/git/repository.ts";
import { pullRequestDocument } from "../core/address.ts";
import { UserError } from "../core/user-error.ts";
import { type CheckAnswer, check, policyPath } from "../pipeline/check.ts";
import { readFactsFile } from "../read/facts-file.ts";
import { emptyPullRequest, readPullRequestFile } from "../read/pull-request-file.ts";
import { renderJson } from "../render/json.ts";
import { renderMarkdown } from "../render/markdown.ts";
import { renderProblems } from "../render/problems.ts";
import { renderSarif } from "../render/sarif.ts";
import { renderTerminal } from "../render/terminal.ts";
import { readGivenReports } from "./given-reports.ts";
import type { ExitStatus, Io } from "./io.ts";

/** Formats a report can be written in. */
export const formats = ["text", "json", "markdown", "sarif"] as const;

/** Options of `lockstep check`, as commander hands them over. */
export interface CheckOptions {
  readonly base?: string;
  readonly head?: string;
  readonly policy?: string;
  readonly orgPolicy?: string;
  readonly pullRequest?: string;
  readonly facts?: string;
  readonly report?: readonly string[];
  readonly stage?: string;
  readonly directory?: string;
  readonly format: (typeof formats)[number];
  readonly verbose?: boolean;
}

/** `lockstep check`: evaluates a change of the local repository. */
export async function runCheck(options: CheckOptions, io: Io): Promise<ExitStatus> {
  const directory = resolve(io.cwd, options.directory ?? ".");
  const repository = await openRepository(directory);
  try {
    const named = (path: string) => readNamedFile(resolve(io.cwd, path));
    const [commits, presets, headBranch] = await Promise.all([
      resolveCommits(repository, options),
      readPresets(new URL("presets/", io.packageRoot)),
      options.head === undefined ? repository.currentBranch() : branchName(options.head),
    ]);
    const branches = { base: branchName(commits.baseName), head: headBranch };
    const given = options.facts === undefined ? undefined : readFactsFile(options.facts, await named(options.facts));
    const reports = await readGivenReports(
      {
        named: options.report ?? [],
        ...(given === undefined || options.facts === undefined
          ? {}
          : { inFacts: { reports: given.reports, file: options.facts } }),
      },
      io.cwd,
    );
    const policyFile = (path: string) => named(path).then((text) => ({ name: path, text }));
    const answer = await check({
      source: gitFactSource(repository, commits, given, reports),
      pullRequest:
        options.pullRequest === undefined
          ? emptyPullRequest(branches)
          : readPullRequestFile(options.pullRequest, await named(options.pullRequest), branches),
      stage: options.stage,
      ...(options.policy === undefined ? {} : { policyFile: await policyFile(options.policy) }),
      ...(options.orgPolicy === undefined ? {} : { organisationPolicy: await policyFile(options.orgPolicy) }),
      presets,
      baseName: commits.baseName,
    });
    return present(answer, options, commits, io);
  } finally {
    await repository.close();
  }
}

/** The commits of a change, and how people name its base. */
export interface ResolvedCommits {
  readonly base: string;
  readonly mergeBase: string;
  readonly head: string;
  /** As given, or the default branch. */
  readonly baseName: string;
}

async function resolveCommits(repository: GitRepository, options: CheckOptions): Promise<ResolvedCommits> {
  const baseName = options.base ?? (await repository.defaultBranch());
  if (baseName === undefined) {
    throw new UserError(
      "no-base",
      "there is no default branch to compare with",
      "Name what to compare with: --base REF.",
    );
  }
  const headName = options.head ?? "HEAD";
  const [base, head] = await Promise.all([repository.resolve(baseName), repository.resolve(headName)]);
  if (head === undefined)
    throw unknownRef("--head", headName, options.head === undefined ? "The repository has no commit yet." : undefined);
  if (base === undefined)
    throw unknownRef("--base", baseName, (await repository.isShallow()) ? shallowRemedy : undefined);
  const mergeBase = base === head ? base : await repository.mergeBase(base, head);
  if (mergeBase === undefined) {
    const shallow = await repository.isShallow();
    throw new UserError(
      "no-merge-base",
      `${baseName} and ${headName} have no common ancestor`,
      shallow ? shallowRemedy : undefined,
    );
  }
  return { base, mergeBase, head, baseName };
}

const shallowRemedy =
  "The clone is shallow: fetch more history, such as with git fetch --unshallow (in GitHub Actions: fetch-depth: 0).";

function unknownRef(option: string, ref: string, remedy: string | undefined): UserError {
  return new UserError("unknown-ref", `${option}: "${ref}" names no commit`, remedy);
}

/** A ref as a branch name, where it can be one; a commit id or HEAD~1 names no branch. */
function branchName(ref: string): string | undefined {
  const name = ref.replace(/^(refs\/)?heads\//, "").replace(/^((refs\/)?remotes\/)?origin\//, "");
  return /^[0-9a-f]{7,64}$/.test(name) || /[~^:@]|^HEAD$/.test(name) ? undefined : name;
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
