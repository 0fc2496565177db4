import type { FileChange, FileStatus } from "../src/core/change-set.ts";
import type { Facts } from "../src/core/facts.ts";
import type { PullRequest } from "../src/core/pull-request.ts";
import { emptyPullRequest } from "../src/read/pull-request-file.ts";

const marks: Readonly<Record<string, FileStatus>> = { A: "added", M: "modified", D: "removed", T: "mode-changed" };

/** A changed file as `git diff --name-status` writes it, with spaces: `M src/a.ts`, `R old.ts new.ts`; T is another mode. */
export function fileChange(written: string): FileChange {
  const [mark = "", first = "", second] = written.split(" ");
  const status = marks[mark];
  if (status !== undefined) return { path: first, status, type: "regular" };
  return { path: second ?? "", previousPath: first, status: "renamed", type: "regular" };
}

/** Facts about a change of these files; everything else is as before there is a pull request, unless given. */
export function factsOfChange(
  files: readonly string[],
  given: Partial<Omit<Facts, "pullRequest">> & { readonly pullRequest?: Partial<PullRequest> } = {},
): Facts {
  return {
    changeSet: {
      base: "b".repeat(40),
      mergeBase: "b".repeat(40),
      head: "a".repeat(40),
      files: files.map(fileChange),
    },
    ...given,
    pullRequest: { ...emptyPullRequest({ base: undefined, head: undefined }), ...given.pullRequest },
  };
}
