import { resolve } from "node:path";
import { readNamedFile, readPresets } from "../adapters/files/files.ts";
import { gitFactSource } from "../adapters/git/fact-source.ts";
import { type GitRepository, openRepository } from "../adapters/git/repository.ts";
import { UserError } from "../core/user-error.ts";
import { type CheckAnswer, check } from "../pipeline/check.ts";
import { readFactsFile } from "../read/facts-file.ts";
import { emptyPullRequest, readPullRequestFile } from "../read/pull-request-file.ts";
import { readGivenReports } from "./given-reports.ts";
import type { Io } from "./io.ts";

/** What to judge, and by what, as commander hands it over. */
export interface JudgeOptions {
  readonly base?: string;
  readonly head?: string;
  readonly policy?: string;
  readonly orgPolicy?: string;
  readonly pullRequest?: string;
  readonly facts?: string;
  readonly report?: readonly string[];
  readonly stage?: string;
  readonly directory?: string;
}

/** A local repository beside the change that was judged. */
export interface AtHand {
  /** The top of the work tree. */
  readonly root: string;
  /** What is not in the commit that was judged; looked up only where it explains the answer. */
  readonly uncommitted: readonly string[];
}

/** An answer, what was compared, and where. */
export interface LocalJudgement {
  readonly answer: CheckAnswer;
  readonly commits: ResolvedCommits;
  readonly atHand: AtHand;
}

/** Evaluates a change of the local repository. */
export async function judgeLocally(options: JudgeOptions, io: Io): Promise<LocalJudgement> {
  const { secrets } = io;
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
      ...(secrets && { findSecrets: async (added) => (await secrets()).findSecrets(added) }),
    });
    const isExplained =
      options.head === undefined &&
      answer.kind === "report" &&
      (answer.report.blocks || answer.report.filesChanged === 0);
    const uncommitted = isExplained ? await repository.uncommitted() : [];
    return { answer, commits, atHand: { root: repository.root, uncommitted } };
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

async function resolveCommits(repository: GitRepository, options: JudgeOptions): Promise<ResolvedCommits> {
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
    throw unknownRef("--head", headName, options.head === undefined ? "The repository has no commit yet." : refRemedy);
  if (base === undefined)
    throw unknownRef("--base", baseName, (await repository.isShallow()) ? shallowRemedy : refRemedy);
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

const refRemedy =
  "Name a branch, a tag or a commit of this clone, such as origin/main; git fetch brings what is missing.";

function unknownRef(option: string, ref: string, remedy: string): UserError {
  return new UserError("unknown-ref", `${option}: "${ref}" names no commit`, remedy);
}

/** A ref as a branch name, where it can be one; a commit id or HEAD~1 names no branch. */
function branchName(ref: string): string | undefined {
  const name = ref.replace(/^(refs\/)?heads\//, "").replace(/^((refs\/)?remotes\/)?origin\//, "");
  return /^[0-9a-f]{7,64}$/.test(name) || /[~^:@]|^HEAD$/.test(name) ? undefined : name;
}
