import { reportKey } from "../../../core/evidence/ci-report.ts";
import type { ReportSource } from "../../../core/evidence/report-source.ts";
import { quote } from "../../../core/quotation.ts";
import type { EndedRuns } from "../../../pipeline/ended-runs.ts";
import type { FoundReport, WantedReport } from "../../../pipeline/ports.ts";
import { UnavailableError } from "../../../pipeline/trouble.ts";
import type { GitHubClient } from "../client.ts";
import type { ContentCache } from "../content-cache.ts";
import type { FilesOfCommits } from "../files-at.ts";
import { isRegularMode } from "../files-at.ts";
import { artifactOf } from "./artifacts.ts";
import { chooseRun } from "./choose-run.ts";
import { type ArtifactReading, readArtifact } from "./read-artifact.ts";
import { isBehind, runsOn, type WorkflowRun } from "./runs.ts";

/** What the reports of a head are found by. */
export interface ReportGrounds {
  readonly client: GitHubClient;
  readonly repository: string;
  /** Commit ids. */
  readonly head: string;
  readonly baseTip: string;
  readonly files: FilesOfCommits;
  readonly cache: ContentCache;
  readonly artifacts: ArtifactReading;
  /** Undefined where nobody is told when a run ends. */
  readonly ended: EndedRuns | undefined;
}

/**
 * Finds CI reports in artifacts of runs on the head. One counts only where what made it is what the base branch has: a run
 * of the declared workflow, on exactly this commit, of this repository, by a file the change leaves alone.
 */
export async function reportsOf(
  wanted: readonly WantedReport[],
  grounds: ReportGrounds,
): Promise<ReadonlyMap<string, readonly FoundReport[]>> {
  const isDeclared = wanted.some(({ source }) => source !== undefined);
  const runs = isDeclared ? await settledRuns(grounds) : [];
  return new Map(
    await Promise.all(wanted.map(async (each) => [reportKey(each), await found(each, runs, grounds)] as const)),
  );
}

/** Runs on the head; undefined when GitHub does not list all. Rejects as long as it lists less than it has announced. */
async function settledRuns({ client, repository, head, ended }: ReportGrounds) {
  const runs = await runsOn(client, repository, head);
  if (runs !== undefined && isBehind(runs, ended?.on(repository, head) ?? []))
    throw new UnavailableError("the list of workflow runs is behind what was announced");
  return runs;
}

async function found(
  { source, format }: WantedReport,
  runs: readonly WorkflowRun[] | undefined,
  grounds: ReportGrounds,
): Promise<readonly FoundReport[]> {
  if (source === undefined) return [undeclared];
  const { artifact: name, workflow } = source;
  if (runs === undefined) return [unread(workflow, "the commit has more workflow runs than GitHub lists")];
  const { client, repository, artifacts, cache } = grounds;
  const choice = chooseRun(runs, workflow, repository);
  if (choice.kind === "awaited") return [{ state: "awaited", why: choice.why, remedy: waitFor(source) }];
  const origin = `${name} of run ${choice.run.id}`;
  if (choice.kind === "untrusted") return [untrusted(origin, choice.why)];
  if (choice.kind === "unusable") return [unread(origin, choice.why)];
  const changed = await whyNotTheSame(workflow, grounds);
  if (changed !== undefined) return [untrusted(origin, changed)];
  const artifact = await artifactOf(client, repository, choice.run.id, name);
  if (artifact === undefined) return [unread(origin, `the run has left no artifact ${quote(name)}`)];
  const request = { files: source.file.map(({ pattern }) => pattern), format };
  const reading = await readArtifact(client, repository, artifact, request, artifacts, cache.reports);
  if (reading.state === "unread") return [unread(origin, reading.why)];
  return reading.reports.map(({ path, content }) => ({ origin: `${path} in ${origin}`, content, ...trusted }));
}

/** Whoever changes the workflow can have it write anything; undefined: it is what stands at the tip of the base branch. */
async function whyNotTheSame(workflow: string, grounds: ReportGrounds): Promise<string | undefined> {
  const { files, head, baseTip } = grounds;
  const [before, after] = await Promise.all([
    files.identities(baseTip, [workflow]),
    files.identities(head, [workflow]),
  ]);
  const [base, own] = [before.get(workflow), after.get(workflow)];
  if (base == null) return `${quote(workflow)} is not on the base branch`;
  if (!isRegularMode(base.mode)) return `${quote(workflow)} is no regular file`;
  if (own?.oid === base.oid && own.mode === base.mode) return undefined;
  return `${quote(workflow)} is not the same as on the base branch, so it could write anything`;
}

const trusted = { trusted: true, reason: "a run of the declared workflow left it" } as const;

const undeclared: FoundReport = {
  state: "awaited",
  why: "the policy does not say where it comes from",
  remedy: "Declare it under `reports`: its artifact, the file in it, and the workflow that uploads it.",
};

function waitFor({ workflow, artifact }: ReportSource): string {
  return `Have ${quote(workflow)} run on this commit and upload ${quote(artifact)}; it is looked at when the run has ended.`;
}

function unread(origin: string, why: string): FoundReport {
  return { origin, content: { unread: why }, ...trusted };
}

function untrusted(origin: string, reason: string): FoundReport {
  return { origin, content: { unread: reason }, trusted: false, reason };
}
