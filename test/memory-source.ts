import { createHash } from "node:crypto";
import type { AddedLine, FileChange, FileType } from "../src/core/change-set.ts";
import type { Commit } from "../src/core/commits/commit.ts";
import { reportKey } from "../src/core/evidence/ci-report.ts";
import type { CheckResult } from "../src/core/pull-request.ts";
import type { FactSource, FileContent, FoundReport } from "../src/pipeline/ports.ts";

/** A symbolic link, wherever it leads. */
export const symlink: unique symbol = Symbol("symlink");
/** A commit of another repository. */
export const submodule: unique symbol = Symbol("submodule");

/** Files of a commit, by path. */
export type MemoryFiles = Readonly<Record<string, string | Uint8Array | typeof symlink | typeof submodule>>;

/** A change between two commits that exist in memory only. */
export interface MemoryChange {
  /** At the merge base. */
  readonly before?: MemoryFiles;
  /** At the head. */
  readonly after?: MemoryFiles;
  /** At the tip of the base branch; the same as before unless the base has moved on. */
  readonly base?: MemoryFiles;
  /** From old path to new path. */
  readonly renamed?: Readonly<Record<string, string>>;
  readonly checks?: readonly CheckResult[];
  readonly commits?: readonly Commit[];
  /** Texts of CI reports, by name. */
  readonly reports?: Readonly<Record<string, string>>;
}

/** A fact source that remembers what it was asked, such as `files head docs/a.md` or `tree`. */
export interface MemorySource extends FactSource {
  readonly asked: readonly string[];
}

/** A fact source over files in memory. */
export function memorySource({
  before = {},
  after = {},
  base = before,
  renamed = {},
  checks,
  commits: commitsOfChange,
  reports,
}: MemoryChange): MemorySource {
  const asked: string[] = [];
  const commits = { base, "merge-base": before, head: after };
  const answer = <T>(question: string, value: T): Promise<T> => {
    asked.push(question);
    return Promise.resolve(value);
  };
  return {
    asked,
    changeSet: () =>
      answer("changeSet", {
        base: "c".repeat(40),
        mergeBase: "b".repeat(40),
        head: "a".repeat(40),
        files: changesBetween(before, after, renamed),
      }),
    addedLines: () => answer("addedLines", addedLinesBetween(before, after, renamed)),
    approvals: () => answer("approvals", undefined),
    lineOrigins: (path) => answer(`lineOrigins ${path}`, undefined),
    commits: (withFiles) => answer(withFiles ? "commits with files" : "commits", commitsOfChange),
    authorNames: () => answer("authorNames", []),
    tree: () =>
      answer(
        "tree",
        Object.keys(after).filter((path) => typeOf(after[path]) === "regular"),
      ),
    checks: (apps) => answer(apps ? "checks apps" : "checks", checks),
    reports: (wanted) =>
      answer(
        `reports ${[...new Set(wanted.map(({ report }) => report))].join(" ")}`,
        reports &&
          new Map(
            wanted.map((query): [string, readonly FoundReport[]] => {
              const text = reports[query.report];
              const origin = `${query.report}.txt`;
              const found = { origin, content: { text: text ?? "" }, trusted: true, reason: "it was given by a test" };
              return [reportKey(query), text === undefined ? [] : [found]];
            }),
          ),
      ),
    files: (at, paths, maxBytes) =>
      answer(
        `files ${at} ${paths.join(" ")}`,
        new Map(paths.map((path) => [path, contentOf(commits[at], path, maxBytes)])),
      ),
  };
}

function typeOf(entry: MemoryFiles[string] | undefined): FileType {
  if (entry === symlink) return "symlink";
  return entry === submodule ? "submodule" : "regular";
}

function changesBetween(
  before: MemoryFiles,
  after: MemoryFiles,
  renamed: Readonly<Record<string, string>>,
): readonly FileChange[] {
  const origins = new Map(Object.entries(renamed).map(([from, to]) => [to, from]));
  return [...new Set([...Object.keys(before), ...Object.keys(after)])].flatMap((path): FileChange[] => {
    const previousPath = origins.get(path);
    const type = typeOf(after[path] ?? before[path]);
    if (previousPath !== undefined) return [{ path, previousPath, status: "renamed", type }];
    if ((path in renamed && !(path in after)) || before[path] === after[path]) return [];
    if (!(path in before) || path in renamed) return [{ path, status: "added", type }];
    return [{ path, status: path in after ? "modified" : "removed", type }];
  });
}

/** Lines that did not stand in the file before, wherever. */
function addedLinesBetween(
  before: MemoryFiles,
  after: MemoryFiles,
  renamed: Readonly<Record<string, string>>,
): readonly AddedLine[] {
  const origins = new Map(Object.entries(renamed).map(([from, to]) => [to, from]));
  const linesOf = (entry: MemoryFiles[string] | undefined) => (typeof entry === "string" ? entry.split("\n") : []);
  return Object.entries(after).flatMap(([path, entry]) => {
    const old = new Set(linesOf(before[origins.get(path) ?? path]));
    return linesOf(entry).flatMap((text, index) => (old.has(text) ? [] : [{ path, line: index + 1, text }]));
  });
}

function contentOf(files: MemoryFiles, path: string, maxBytes: number): FileContent {
  const entry = Object.hasOwn(files, path) ? files[path] : undefined;
  if (entry === symlink) return { state: "symlink" };
  if (entry === submodule) return { state: "submodule" };
  if (entry === undefined) {
    return { state: Object.keys(files).some((other) => other.startsWith(`${path}/`)) ? "directory" : "absent" };
  }
  const bytes = Buffer.from(entry as string);
  const oid = createHash("sha1").update(bytes).digest("hex");
  if (bytes.length > maxBytes) return { state: "too-large", oid, bytes: bytes.length };
  return typeof entry === "string" ? { state: "text", oid, text: entry } : { state: "binary", oid };
}
