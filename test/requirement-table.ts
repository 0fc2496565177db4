import { describe, expect, test } from "@jest/globals";
import type { AddedLine, ChangeSet, FileChange } from "../src/core/change-set.ts";
import { type Commit, readMessage } from "../src/core/commits/commit.ts";
import type { DocumentState } from "../src/core/document.ts";
import { judgeRequirement } from "../src/core/evaluate.ts";
import { type ReportState, reportKey } from "../src/core/evidence/ci-report.ts";
import type {
  DocumentVersions,
  Facts,
  GivenApproval,
  LineOrigin,
  Need,
  TextState,
  TextVersions,
} from "../src/core/facts.ts";
import { demandSchema } from "../src/core/policy/demand.ts";
import type { CheckResult } from "../src/core/pull-request.ts";
import type { Finding, JudgedVerdict } from "../src/core/requirement.ts";
import type { FoundSecret, SecretState } from "../src/core/secrets.ts";
import { readMarkdown } from "../src/read/markdown.ts";
import { readCiReport } from "../src/read/reports/read-report.ts";

/** Files by path. `null` stands for a file that is there and cannot be read as a document, such as a symbolic link. */
export type Files = Readonly<Record<string, string | null>>;

/** One case: a requirement as a policy writes it, the files at the merge base and at the head, and the verdict. */
export interface Case {
  readonly name: string;
  readonly require: Readonly<Record<string, unknown>>;
  readonly before?: Files;
  readonly after?: Files;
  /** From old path to new path. */
  readonly renamed?: Readonly<Record<string, string>>;
  readonly pullRequest?: {
    readonly title?: string;
    readonly body?: string;
    readonly labels?: readonly string[];
    readonly author?: string;
  };
  readonly checks?: readonly CheckResult[];
  readonly approvals?: readonly GivenApproval[];
  /** Who set each line of a file at the head, by path: names with spaces between, or `?` for somebody unknown. */
  readonly blame?: Readonly<Record<string, readonly string[]>>;
  /** Texts of CI reports by name, read as the requirement asks; several are parts of one. */
  readonly reports?: Readonly<Record<string, string | readonly string[]>>;
  /** What was found in the added lines of files that were searched, or why a file was not; others held nothing. */
  readonly secrets?: Readonly<Record<string, readonly FoundSecret[] | string>>;
  /** Commits, oldest first; none: they are not known. */
  readonly commits?: readonly GivenCommit[];
  readonly stage?: string;
  readonly then: JudgedVerdict | Expected;
}

/** A commit: its message, the paths it touches, and how many parents it has (one). */
export interface GivenCommit {
  readonly message: string;
  readonly files?: readonly string[];
  readonly parents?: number;
}

export interface Expected {
  readonly verdict: JudgedVerdict;
  /** Each must be part of the message or the remedy of some finding. */
  readonly says?: string | readonly string[];
  /** What no finding says. */
  readonly silent?: string;
  /** `path` or `path:line` of the first finding. */
  readonly at?: string;
  /** The whole snippet of the first finding. */
  readonly snippet?: string;
}

function stateOf(text: string | null | undefined): DocumentState {
  if (text === undefined) return { state: "absent" };
  return text === null
    ? { state: "unreadable", why: "is a symbolic link" }
    : { state: "read", outline: readMarkdown(text) };
}

function textStateOf(text: string | null | undefined): TextState {
  if (text === undefined) return { state: "absent" };
  return text === null ? { state: "no-text", why: "is a symbolic link" } : { state: "read", text };
}

function changeSetOf(before: Files, after: Files, renamed: Readonly<Record<string, string>>): ChangeSet {
  const files: FileChange[] = [];
  const type = (text: string | null | undefined) => (text === null ? ("symlink" as const) : ("regular" as const));
  const targets = new Map(Object.entries(renamed).map(([from, to]) => [to, from]));
  for (const path of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const previousPath = targets.get(path);
    if (previousPath !== undefined) files.push({ path, previousPath, status: "renamed", type: type(after[path]) });
    else if (path in renamed || before[path] === after[path]) continue;
    else if (!(path in before)) files.push({ path, status: "added", type: type(after[path]) });
    else if (!(path in after)) files.push({ path, status: "removed", type: type(before[path]) });
    else files.push({ path, status: "modified", type: type(after[path]) });
  }
  return { base: "b".repeat(40), mergeBase: "b".repeat(40), head: "a".repeat(40), files };
}

/** The facts a case describes, complete: every document, every text, every line count, the whole tree. */
export function factsOf({
  before = {},
  after = {},
  renamed = {},
  pullRequest = {},
  checks,
  approvals,
  blame = {},
  commits,
  stage,
}: Omit<Case, "name" | "require" | "then">): Facts {
  const changeSet = changeSetOf(before, after, renamed);
  const origins = new Map(Object.entries(renamed).map(([from, to]) => [to, from]));
  const versions = (path: string): DocumentVersions => {
    const movedTo = path in after ? undefined : renamed[path];
    return {
      path,
      before: stateOf(before[path] ?? before[origins.get(path) ?? ""]),
      after: stateOf(after[movedTo ?? path]),
      ...(movedTo === undefined ? {} : { movedTo }),
    };
  };
  const texts = (path: string): TextVersions => ({
    before: textStateOf(before[origins.get(path) ?? path]),
    after: textStateOf(after[path]),
  });
  const paths = [...new Set([...Object.keys(before), ...Object.keys(after)])];
  return {
    changeSet,
    pullRequest: {
      title: pullRequest.title ?? "",
      description: { state: "read", outline: readMarkdown(pullRequest.body ?? "") },
      labels: pullRequest.labels ?? [],
      author: pullRequest.author,
      authorIsBot: pullRequest.author?.endsWith("[bot]") ?? false,
      baseBranch: "main",
      headBranch: "change",
    },
    documents: new Map(paths.map((path) => [path, versions(path)])),
    texts: new Map(paths.map((path) => [path, texts(path)])),
    textsAtHead: new Map(Object.entries(after).map(([path, text]) => [path, textStateOf(text)])),
    lineCounts: new Map(Object.entries(after).map(([path, text]) => [path, text?.split("\n").length])),
    tree: Object.keys(after).filter((path) => after[path] !== null),
    addedLines: Object.entries(after).flatMap(([path, text]) =>
      addedLines(path, before[path] ?? before[origins.get(path) ?? ""] ?? "", text ?? ""),
    ),
    ...(checks === undefined ? {} : { checks }),
    ...(approvals === undefined ? {} : { approvals }),
    lineOrigins: new Map(Object.entries(blame).map(([path, lines]) => [path, lines.map(originOf)])),
    ...(commits && { commits: commits.map(commitOf) }),
    ...(stage === undefined ? {} : { stage }),
  };
}

/** Lines that did not stand in the file before, wherever. */
function addedLines(path: string, before: string, after: string): readonly AddedLine[] {
  const old = new Set(before.split("\n"));
  return after.split("\n").flatMap((text, index) => (old.has(text) ? [] : [{ path, line: index + 1, text }]));
}

/** The reports of a case, as a requirement asks for them. */
function reportsFor(needs: readonly Need[], given: NonNullable<Case["reports"]>): NonNullable<Facts["reports"]> {
  const states = new Map<string, readonly ReportState[]>();
  for (const need of needs) {
    if (need.fact !== "reports") continue;
    for (const report of need.names) {
      const read = [given[report] ?? []].flat().map((text): ReportState => {
        return { origin: `${report}.txt`, ...readCiReport(text, need.format) };
      });
      states.set(reportKey({ report, format: need.format }), read);
    }
  }
  return states;
}

/** Ids tell commits apart: they begin with their number. */
function commitOf({ message, files, parents = 1 }: GivenCommit, index: number): Commit {
  const oid = `${index + 1}`.padStart(7, "0").padEnd(40, "c");
  const ids = Array.from({ length: parents }, (_, parent) => `${parent}`.repeat(40));
  return { oid, ...readMessage(message), parents: ids, ...(files && { files }) };
}

function originOf(names: string): LineOrigin {
  const people = names.split(" ").filter((name) => name !== "?");
  return { people, unknown: names.includes("?"), commit: "c".repeat(40) };
}

/** Judges one case; documents and texts a requirement needs and the case does not mention are absent. */
export function judgeCase(row: Omit<Case, "name" | "then">) {
  const requirement = demandSchema.parse(row.require);
  const facts = factsOf(row);
  const documents = new Map(facts.documents);
  const texts = new Map(facts.texts);
  const absent = { before: { state: "absent" }, after: { state: "absent" } } as const;
  const { needs } = judgeRequirement(requirement, facts);
  for (const need of needs) {
    if (need.fact === "document" && !documents.has(need.path)) documents.set(need.path, { path: need.path, ...absent });
    if (need.fact === "text" && !texts.has(need.path)) texts.set(need.path, absent);
  }
  const reports = row.reports && reportsFor(needs, row.reports);
  const secrets = secretsFor(needs, row.secrets ?? {});
  return judgeRequirement(requirement, { ...facts, documents, texts, secrets, ...(reports && { reports }) });
}

/** What looking for secrets came to: a file that the case does not mention was searched, and holds none. */
function secretsFor(needs: readonly Need[], given: NonNullable<Case["secrets"]>): NonNullable<Facts["secrets"]> {
  return new Map(
    needs.flatMap((need): [string, SecretState][] => {
      if (need.fact !== "secrets") return [];
      const found = given[need.path] ?? [];
      return [
        [
          need.path,
          typeof found === "string" ? { state: "unsearched", why: found } : { state: "searched", found, more: 0 },
        ],
      ];
    }),
  );
}

/** Registers a test per case. */
export function testRequirement(kind: string, cases: readonly Case[]): void {
  describe(kind, () => {
    test.each(cases.map((row) => [row.name, row] as const))("%s", (_name, row) => {
      const { asks, outcome } = judgeCase(row);
      const expected: Expected = typeof row.then === "string" ? { verdict: row.then } : row.then;
      const findings: readonly Finding[] = "findings" in outcome ? outcome.findings : [];
      const said = findings.map(({ message, remedy }) => `${message} ${remedy}`).join("\n");
      expect({ verdict: outcome.verdict, said }).toEqual({ verdict: expected.verdict, said });
      for (const words of [expected.says ?? []].flat()) expect(said).toContain(words);
      if (expected.silent !== undefined) expect(said).not.toContain(expected.silent);
      const [first] = findings;
      if (expected.at !== undefined) {
        expect(
          first?.location.line === undefined ? first?.location.path : `${first.location.path}:${first.location.line}`,
        ).toBe(expected.at);
      }
      if (expected.snippet !== undefined) expect(first?.snippet).toBe(expected.snippet);
      expect(asks).not.toBe("");
      for (const finding of findings)
        expect([finding.message, finding.remedy, finding.location.path]).not.toContain("");
    });
  });
}
