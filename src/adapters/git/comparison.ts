import type { AddedLine } from "../../core/change-set.ts";
import { PatchReader } from "./patch.ts";
import { type RawRecord, readRaw } from "./raw.ts";
import { failure, gitOutput, runGit } from "./run.ts";

// Everything is stated, so that no configuration and no attribute changes the answer: even `diff-tree` reads some, and a pull
// request could hide a submodule with `ignore = all` in .gitmodules. Above the rename limit (a thousand added and a thousand
// removed files) only a file that moved unchanged counts as renamed.
const stated = [
  ...["-r", "-z", "-M50%", "-l1000", "--no-rename-empty", "--no-abbrev", "--full-index", "--no-relative", "--no-color"],
  ...["--no-ext-diff", "--no-textconv", "--ignore-submodules=none", "--submodule=short"],
];

// --text, because a pull request could hide its lines by calling a file `binary`, or `-diff`, in .gitattributes.
// Without removed files (d), which add no line.
const patch = [
  ...["-p", "-U0", "--text", "--diff-filter=d"],
  ...["--diff-algorithm=myers", "--indent-heuristic", "--inter-hunk-context=0", "--no-function-context"],
];

/** Compares commits, given by their ids. */
export interface Comparison {
  records(mergeBase: string, head: string): Promise<readonly RawRecord[]>;
  addedLines(mergeBase: string, head: string): Promise<readonly AddedLine[]>;
}

/** Comparisons in a repository; the records of the last one are kept, because change set and lines both need them. */
export function comparisonIn(root: string): Comparison {
  let last: { readonly key: string; readonly records: Promise<readonly RawRecord[]> } | undefined;

  const records = (mergeBase: string, head: string): Promise<readonly RawRecord[]> => {
    const key = `${mergeBase} ${head}`;
    if (last?.key === key) return last.records;
    const reading = gitOutput(root, ["diff-tree", ...stated, "--raw", mergeBase, head, "--"]).then(readRaw);
    last = { key, records: reading };
    reading.catch(() => {
      last = undefined; // a failure is not kept
    });
    return reading;
  };

  return {
    records,
    async addedLines(mergeBase, head) {
      const reader = new PatchReader(await records(mergeBase, head));
      const args = ["diff-tree", ...stated, ...patch, mergeBase, head, "--"];
      const { exitCode, stderr } = await runGit(root, args, (chunk) => {
        reader.push(chunk);
      });
      if (exitCode !== 0) throw failure(root, "diff-tree", stderr);
      return reader.end();
    },
  };
}
