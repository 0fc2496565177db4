import { evaluate } from "../core/evaluate.ts";
import type { LocatedProblem } from "../core/policy/problem.ts";
import { policyReport } from "../core/policy/report.ts";
import { stageOf } from "../core/policy/stage.ts";
import type { PullRequest } from "../core/pull-request.ts";
import type { Report } from "../core/report.ts";
import { maxPolicyBytes, type PolicyReading, type PolicySource, readPolicy } from "../read/policy.ts";
import { gather, whyUnread } from "./gather.ts";
import type { FactSource, FileContent } from "./ports.ts";

/** Where a repository's policy lives. */
export const policyPath = ".github/lockstep.yml";

/** Where the policy that was used came from: `ref:path`, or a file, and its blob id when it has one. */
export interface PolicyIdentity {
  readonly source: string;
  readonly oid: string | undefined;
}

/** A change, and whose rules it is to be judged by. */
export interface CheckRequest {
  readonly source: FactSource;
  readonly pullRequest: PullRequest;
  /** Given by a person; otherwise it follows from the base branch. */
  readonly stage: string | undefined;
  /** A policy file to use instead of the one at the base. */
  readonly policyFile?: { readonly name: string; readonly text: string };
  /** The organisation's policy, which lies underneath. */
  readonly organisationPolicy?: { readonly name: string; readonly text: string };
  /** Texts of the built-in presets, by name. */
  readonly presets: ReadonlyMap<string, string>;
  /** Names the base for people, such as `main`. */
  readonly baseName: string;
}

/** Four answers that must never be confused: no policy, invalid policy, unknown stage, and a report. Not being able to tell rejects. */
export type CheckAnswer =
  | { readonly kind: "no-policy"; readonly lookedAt: string }
  | { readonly kind: "invalid-policy"; readonly errors: readonly LocatedProblem[] }
  | { readonly kind: "unknown-stage"; readonly known: readonly string[] }
  | {
      readonly kind: "report";
      readonly report: Report;
      /** Absent when the change brings the first policy, and it is broken. */
      readonly policy: PolicyIdentity | undefined;
      readonly warnings: readonly LocatedProblem[];
      /** The change edits the policy, which changes nothing for itself. */
      readonly editsPolicy: boolean;
    };

/** Judges one change: reads the policy at the base, gathers what it needs, evaluates. */
export async function check(request: CheckRequest): Promise<CheckAnswer> {
  const { source, presets, organisationPolicy, policyFile } = request;
  const [changeSet, atBase] = await Promise.all([source.changeSet(), readPolicyAt("base", source)]);
  const editsPolicy = changeSet.files.some(
    ({ path, previousPath }) => path === policyPath || previousPath === policyPath,
  );
  const organisation: readonly PolicySource[] =
    organisationPolicy === undefined ? [] : [{ ...organisationPolicy, owner: "organisation" }];
  const headProblems = editsPolicy ? await problemsAtHead(source, organisation, presets) : [];

  const found =
    policyFile === undefined
      ? located(atBase, request.baseName)
      : { name: policyFile.name, text: policyFile.text, oid: undefined };
  if ("error" in found) return { kind: "invalid-policy", errors: [found.error] };
  const own: readonly PolicySource[] =
    found.text === undefined ? [] : [{ name: found.name, owner: "repository", text: found.text }];
  if (own.length + organisation.length === 0) {
    if (headProblems.length === 0) return { kind: "no-policy", lookedAt: found.name };
    return {
      kind: "report",
      report: policyReport(changeSet, headProblems),
      policy: undefined,
      warnings: [],
      editsPolicy,
    };
  }

  const { policy, errors, warnings } = readPolicy([...organisation, ...own], presets);
  if (policy === undefined) return { kind: "invalid-policy", errors };
  if (request.stage !== undefined && !policy.stages.some(({ name }) => name === request.stage)) {
    return { kind: "unknown-stage", known: policy.stages.map(({ name }) => name) };
  }
  const stage = request.stage ?? stageOf(policy, request.pullRequest.baseBranch);
  const facts = await gather(policy, source, { changeSet, pullRequest: request.pullRequest, stage });
  const report = evaluate(policy, facts);
  return {
    kind: "report",
    report: headProblems.length === 0 ? report : policyReport(changeSet, headProblems, report),
    policy: {
      source: found.text === undefined ? (organisationPolicy?.name ?? found.name) : found.name,
      oid: found.oid,
    },
    warnings,
    editsPolicy,
  };
}

async function readPolicyAt(at: "base" | "head", source: FactSource): Promise<FileContent> {
  return (await source.files(at, [policyPath], maxPolicyBytes)).get(policyPath) ?? { state: "absent" };
}

type LocatedPolicy = { name: string; text: string | undefined; oid: string | undefined } | { error: LocatedProblem };

function located(content: FileContent, baseName: string): LocatedPolicy {
  const name = `${baseName}:${policyPath}`;
  if (content.state === "absent") return { name, text: undefined, oid: undefined };
  if (content.state === "text") return { name, text: content.text, oid: content.oid };
  return { error: unreadPolicy(name, content) };
}

function unreadPolicy(file: string, content: Exclude<FileContent, { state: "text" | "absent" }>): LocatedProblem {
  return {
    severity: "error",
    file,
    line: 1,
    column: 1,
    sourceLine: undefined,
    message: `the policy ${whyUnread(content)}`,
  };
}

/** What is wrong with the policy as the change leaves it: a finding on the change that breaks it, with no other effect. */
async function problemsAtHead(
  source: FactSource,
  organisation: readonly PolicySource[],
  presets: ReadonlyMap<string, string>,
): Promise<readonly LocatedProblem[]> {
  const content = await readPolicyAt("head", source);
  if (content.state === "absent") return [];
  if (content.state !== "text") return [unreadPolicy(policyPath, content)];
  const reading: PolicyReading = readPolicy(
    [...organisation, { name: policyPath, owner: "repository", text: content.text }],
    presets,
  );
  return reading.errors;
}
