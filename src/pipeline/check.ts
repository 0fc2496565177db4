import { attentionOf, documentsOf } from "../core/attention.ts";
import type { ChangeSet } from "../core/change-set.ts";
import { evaluate, needsOf, triggerNeedsOf } from "../core/evaluate.ts";
import type { Facts } from "../core/facts.ts";
import { isLightOn } from "../core/policy/effort.ts";
import type { LocatedProblem } from "../core/policy/problem.ts";
import { policyReport } from "../core/policy/report.ts";
import { stageOf } from "../core/policy/stage.ts";
import type { Owner, Policy } from "../core/policy.ts";
import type { PullRequest } from "../core/pull-request.ts";
import type { Preview, Report } from "../core/report.ts";
import { maxPolicyBytes, type PolicyReading, type PolicySource, readPolicy } from "../read/policy.ts";
import type { Evaluated, PolicyIdentity } from "./evaluated.ts";
import { gather } from "./gather.ts";
import { whyUnread } from "./gather-texts.ts";
import type { FactSource, FileContent, FindSecrets } from "./ports.ts";

/** Where a repository's policy lives. */
export const policyPath = ".github/lockstep.yml";

/** A change, and whose rules it is to be judged by. */
export interface CheckRequest {
  readonly source: FactSource;
  readonly pullRequest: PullRequest;
  /** Given by a person; otherwise it follows from the base branch. */
  readonly stage: string | undefined;
  /** A policy file to use instead of the one at the base. */
  readonly policyFile?: { readonly name: string; readonly text: string };
  /** The organisation's policy, which lies underneath. */
  readonly organisationPolicy?: { readonly name: string; readonly text: string; readonly oid?: string };
  /** Whose the policy at the base is: the repository's, unless this repository holds the organisation's. */
  readonly owner?: Owner;
  /** Texts of the built-in presets, by name. */
  readonly presets: ReadonlyMap<string, string>;
  /** Reads policies of the base; one that remembers, where the same are read again and again. What a change brings is not kept. */
  readonly readPolicies?: typeof readPolicy;
  /** Names the base for people, such as `main`. */
  readonly baseName: string;
  /** Looks for secrets; without it, rules that ask for that are undecidable. */
  readonly findSecrets?: FindSecrets;
  /** Also says what an edited policy would have said, where it is valid. */
  readonly preview?: boolean;
}

/** What a report was made from: to decide on it, and to judge again when people have. */
export interface Grounds {
  readonly policy: Policy;
  readonly facts: Facts;
  /** What is wrong with the policy as the change leaves it. */
  readonly problems: readonly LocatedProblem[];
}

/** The report on grounds. Pure: the same grounds give the same report. */
export function reportOn({ policy, facts, problems }: Grounds): Report {
  const report = evaluate(policy, facts);
  return problems.length === 0 ? report : policyReport(facts.changeSet, problems, report);
}

/** Four answers that must never be confused: no policy, invalid policy, unknown stage, and a report. Not being able to tell rejects. */
export type CheckAnswer =
  | {
      readonly kind: "no-policy";
      readonly lookedAt: string;
      /** What the policy that the change brings would say. */
      readonly preview?: Preview;
    }
  | {
      readonly kind: "invalid-policy";
      readonly errors: readonly LocatedProblem[];
      /** The change touches nothing but the policy, and leaves it valid. */
      readonly repairs: boolean;
    }
  | { readonly kind: "unknown-stage"; readonly known: readonly string[] }
  | ({
      readonly kind: "report";
      /** Absent where there is no policy to judge by: only that the change breaks it is reported. */
      readonly grounds?: Grounds;
    } & Evaluated);

/** Judges one change: reads the policy at the base, gathers what it needs, evaluates. */
export async function check(request: CheckRequest): Promise<CheckAnswer> {
  const { source, presets, organisationPolicy, policyFile, readPolicies = readPolicy, owner = "repository" } = request;
  const [changeSet, atBase] = await Promise.all([source.changeSet(), readPolicyAt("base", source)]);
  const organisation: readonly PolicySource[] =
    organisationPolicy === undefined ? [] : [{ ...organisationPolicy, owner: "organisation" }];
  const edited = touchesPolicy(changeSet)
    ? await policyAtHead(source, owner, (own) => readPolicy([...organisation, ...own], presets))
    : undefined;
  const problems = edited?.errors ?? [];
  const previewed = async (): Promise<Preview | undefined> => {
    if (request.preview !== true || edited?.policy === undefined) return undefined;
    if (!isLightOn(edited.policy, changeSet.files.length)) return "left-out";
    return evaluate(edited.policy, (await judge(edited.policy, changeSet, request)).facts);
  };

  const found =
    policyFile === undefined
      ? located(atBase, request.baseName)
      : { name: policyFile.name, text: policyFile.text, oid: undefined };
  const common = { editsPolicy: edited !== undefined, baseName: request.baseName };
  const judged = async (policy: Policy, identity: PolicyIdentity, warnings: readonly LocatedProblem[]) => {
    const [{ facts, ...looked }, preview] = await Promise.all([judge(policy, changeSet, request), previewed()]);
    const grounds: Grounds = { policy, facts, problems };
    const report = reportOn(grounds);
    const about = { ...common, ...looked, report, grounds, policy: identity, warnings };
    return { kind: "report", ...about, ...(preview && { preview }) } as const;
  };
  const invalid = async (errors: readonly LocatedProblem[]): Promise<CheckAnswer> => {
    const repairs = edited?.policy !== undefined && changeSet.files.every((file) => touchesPolicy({ files: [file] }));
    if (repairs && organisationPolicy !== undefined) {
      // What the organisation asks of every change it asks of the repair, too.
      const { policy, warnings } = readPolicies(organisation, presets);
      const answer = policy && (await judged(policy, { source: organisationPolicy.name, oid: undefined }, warnings));
      if (answer?.report.blocks === true) return answer;
    }
    return { kind: "invalid-policy", errors, repairs };
  };
  if ("error" in found) return invalid([found.error]);
  const own: readonly PolicySource[] = found.text === undefined ? [] : [{ name: found.name, owner, text: found.text }];
  if (own.length + organisation.length === 0) {
    if (problems.length === 0) {
      const preview = await previewed();
      return { kind: "no-policy", lookedAt: found.name, ...(preview && { preview }) };
    }
    const nothing = {
      policy: undefined,
      warnings: [],
      attention: attentionOf([]),
      documents: [],
      present: new Set<string>(),
    };
    return { kind: "report", ...common, ...nothing, report: policyReport(changeSet, problems) };
  }

  const { policy, errors, warnings } = readPolicies([...organisation, ...own], presets);
  if (policy === undefined) return invalid(errors);
  if (request.stage !== undefined && !policy.stages.some(({ name }) => name === request.stage)) {
    return { kind: "unknown-stage", known: policy.stages.map(({ name }) => name) };
  }
  const readAt = found.text === undefined ? (organisationPolicy?.name ?? found.name) : found.name;
  return judged(policy, { source: readAt, oid: found.oid }, warnings);
}

/** Gathers what a policy needs, and notes what it looked at. */
async function judge(policy: Policy, changeSet: ChangeSet, request: CheckRequest) {
  const { source, pullRequest, stage, findSecrets } = request;
  const known = { changeSet, pullRequest, stage: stage ?? stageOf(policy, pullRequest.baseBranch) };
  const facts = await gather(policy, source, known, findSecrets);
  const needs = [...triggerNeedsOf(policy), ...needsOf(policy, facts)];
  return {
    facts,
    attention: attentionOf(needs),
    documents: documentsOf(needs),
    present: presentIn(facts),
  };
}

function presentIn({ documents = new Map() }: Facts): ReadonlySet<string> {
  const there = [...documents.values()].filter(({ after }) => after.state !== "absent");
  return new Set(there.map(({ path, movedTo }) => movedTo ?? path));
}

function touchesPolicy({ files }: Pick<ChangeSet, "files">): boolean {
  return files.some(({ path, previousPath }) => path === policyPath || previousPath === policyPath);
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

/** That a policy is there and cannot be read, as a problem at its first line. */
export function unreadPolicy(
  file: string,
  content: Exclude<FileContent, { state: "text" | "absent" }>,
): LocatedProblem {
  return {
    severity: "error",
    file,
    line: 1,
    column: 1,
    sourceLine: undefined,
    message: `the policy ${whyUnread(content)}`,
  };
}

/**
 * The policy as the change leaves it. What is wrong with it is a finding on the change that breaks it, with no other
 * effect. Neither policy nor errors: the change removes it.
 */
async function policyAtHead(
  source: FactSource,
  owner: Owner,
  read: (own: readonly PolicySource[]) => PolicyReading,
): Promise<Pick<PolicyReading, "policy" | "errors">> {
  const content = await readPolicyAt("head", source);
  if (content.state === "absent") return { policy: undefined, errors: [] };
  if (content.state !== "text") return { policy: undefined, errors: [unreadPolicy(policyPath, content)] };
  return read([{ name: policyPath, owner, text: content.text }]);
}
