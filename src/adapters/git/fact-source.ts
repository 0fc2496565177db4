import { reportKey } from "../../core/evidence/ci-report.ts";
import type { GivenApproval } from "../../core/facts.ts";
import type { CheckResult } from "../../core/pull-request.ts";
import type { FactSource, FoundReport } from "../../pipeline/ports.ts";
import type { GitRepository } from "./repository.ts";

/** The commits of a change, resolved. */
export interface Commits {
  readonly base: string;
  readonly mergeBase: string;
  readonly head: string;
}

/** What is not in git: what the caller knows. */
export interface KnownFacts {
  readonly checks: readonly CheckResult[] | undefined;
  readonly approvals: readonly GivenApproval[] | undefined;
}

/** The facts about a change of a local repository. */
export function gitFactSource(
  repository: GitRepository,
  { base, mergeBase, head }: Commits,
  known?: KnownFacts,
  reports?: ReadonlyMap<string, readonly FoundReport[]>,
): FactSource {
  const commits = { base, "merge-base": mergeBase, head };
  let changeSet: ReturnType<FactSource["changeSet"]> | undefined;
  return {
    changeSet: () => {
      changeSet ??= repository.changeSet(base, mergeBase, head);
      return changeSet;
    },
    addedLines: () => repository.addedLines(mergeBase, head),
    tree: () => repository.tree(head),
    files: (at, paths, maxBytes) => repository.readFiles(commits[at], paths, maxBytes),
    checks: () => Promise.resolve(known?.checks),
    approvals: () => Promise.resolve(known?.approvals),
    lineOrigins: (path) => repository.blame(head, path),
    commits: (withFiles) => repository.commits(base, head, withFiles),
    authorNames: () => repository.firstAuthor(mergeBase, head),
    reports: (wanted) =>
      Promise.resolve(reports && new Map(wanted.map((query) => [reportKey(query), reports.get(query.report) ?? []]))),
  };
}
