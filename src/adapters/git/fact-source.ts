import type { CheckResult } from "../../core/pull-request.ts";
import type { FactSource } from "../../pipeline/ports.ts";
import type { GitRepository } from "./repository.ts";

/** The commits of a change, resolved. */
export interface Commits {
  readonly base: string;
  readonly mergeBase: string;
  readonly head: string;
}

/** The facts about a change of a local repository. Checks are not in git: they are what the caller knows. */
export function gitFactSource(
  repository: GitRepository,
  { base, mergeBase, head }: Commits,
  checks: readonly CheckResult[] | undefined,
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
    checks: () => Promise.resolve(checks),
  };
}
