/**
 * Lockstep as a library: what the command line does, in pieces.
 *
 * `readPolicy` turns policy files into a policy, `evaluate` judges facts by it, and the renderers write the report.
 * `check` and `gitFactSource` do the whole walk for a local repository. See docs/how-to/use-as-a-library.md.
 */

export { readPresets } from "./adapters/files/files.ts";
export { type Commits, gitFactSource } from "./adapters/git/fact-source.ts";
export { type GitRepository, openRepository } from "./adapters/git/repository.ts";
export { findSecrets } from "./adapters/secrets/find-secrets.ts";
export type { AddedLine, ChangeSet, FileChange, FileStatus, FileType } from "./core/change-set.ts";
export type { DocumentState, Outline, Section } from "./core/document.ts";
export { evaluate, needsOf, triggerNeedsOf } from "./core/evaluate.ts";
export {
  type CiReport,
  type ReportFormat,
  type ReportQuery,
  type ReportState,
  type ReportSubject,
  reportFormats,
  reportKey,
} from "./core/evidence/ci-report.ts";
export type { Counts } from "./core/evidence/counts.ts";
export type { CoverageReport, CoveredFile, Measure, Share } from "./core/evidence/coverage.ts";
export type { Alert, SecurityReport, Severity } from "./core/evidence/security.ts";
export type { FailedTest, TestReport } from "./core/evidence/tests.ts";
export type { DocumentVersions, Facts, Need, TextState, TextVersions } from "./core/facts.ts";
export type { Demand } from "./core/policy/demand.ts";
export type { Enforce, Enforcement } from "./core/policy/enforcement.ts";
export type { LocatedProblem } from "./core/policy/problem.ts";
export { policyJsonSchema } from "./core/policy/schema.ts";
export type { Gate, Policy, Rule, Stage } from "./core/policy.ts";
export type { CheckResult, PullRequest } from "./core/pull-request.ts";
export type { GateReport, Report, RequirementReport, RuleReport } from "./core/report.ts";
export type { Finding, Location, Outcome, Requirement, RequirementKind } from "./core/requirement.ts";
export { requirementKinds } from "./core/requirements/index.ts";
export type { FoundSecret, SecretState } from "./core/secrets.ts";
export { UserError } from "./core/user-error.ts";
export { isBlocking, type Verdict, verdicts } from "./core/verdict.ts";
export { type CheckAnswer, type CheckRequest, check, policyPath } from "./pipeline/check.ts";
export type { Evaluated, PolicyIdentity } from "./pipeline/evaluated.ts";
export { gather } from "./pipeline/gather.ts";
export type { FactSource, FileContent, FindSecrets, FoundReport } from "./pipeline/ports.ts";
export { maxDocumentLines, readDocument } from "./read/document.ts";
export { maxDocumentBytes, readMarkdown } from "./read/markdown.ts";
export { maxPolicyBytes, type PolicyReading, type PolicySource, readPolicy } from "./read/policy.ts";
export { emptyPullRequest, readPullRequestFile } from "./read/pull-request-file.ts";
export { maxReportBytes } from "./read/reports/limits.ts";
export { type CiReportReading, readCiReport } from "./read/reports/read-report.ts";
export { renderJson, reportJsonSchema } from "./render/json.ts";
export { renderMarkdown } from "./render/markdown.ts";
export { renderSarif } from "./render/sarif.ts";
export { renderTerminal, type TerminalOptions } from "./render/terminal.ts";
