import { type Model, nextId, type Repository } from "./model.ts";
import { repositoryPart } from "./payloads.ts";
import { type ZipFile, zipOf } from "./zip.ts";

/** A run of a workflow of Actions. */
export interface WorkflowRun {
  readonly id: number;
  readonly path: string;
  readonly event: string;
  readonly headSha: string;
  /** The name of the repository its head is in; null once a fork is deleted. */
  readonly headRepository: string | null;
  status: "queued" | "in_progress" | "completed";
  conclusion: string | null;
  readonly createdAt: string;
  startedAt: string;
  attempt: number;
  /** How many lists still show it as it was before it ended. */
  lag: number;
}

/** What a run has left. */
export interface Artifact {
  readonly id: number;
  readonly run: number;
  readonly name: string;
  readonly archive: Buffer;
  /** For sizes that are not true. */
  claimedBytes?: number;
  expired: boolean;
  /** It expires between being listed and being fetched. */
  expiresAfterListing?: boolean;
}

/** How a run comes to be. */
export interface RunOptions {
  readonly path?: string;
  readonly event?: string;
  readonly headRepository?: string | null;
}

/** Begins a run. Each starts after the one before. */
export function beginRun(model: Model, repository: Repository, headSha: string, options: RunOptions = {}): WorkflowRun {
  const { path = ".github/workflows/ci.yml", event = "pull_request", headRepository = repository.fullName } = options;
  const id = nextId(model);
  const at = new Date(Date.UTC(2026, 10, 21) + id * 1000).toISOString();
  const run: WorkflowRun = {
    ...{ id, path, event, headSha, headRepository, status: "in_progress", conclusion: null },
    ...{ createdAt: at, startedAt: at, attempt: 1, lag: 0 },
  };
  repository.workflowRuns.push(run);
  return run;
}

/** Uploads an artifact: files to be packed, or an archive. */
export function upload(
  model: Model,
  repository: Repository,
  run: WorkflowRun,
  name: string,
  content: Readonly<Record<string, string>> | readonly ZipFile[] | Buffer,
): Artifact {
  const archive = Buffer.isBuffer(content)
    ? content
    : zipOf(
        Array.isArray(content) ? (content as readonly ZipFile[]) : filesOf(content as Readonly<Record<string, string>>),
      );
  const artifact: Artifact = { id: nextId(model), run: run.id, name, archive, expired: false };
  repository.artifacts.push(artifact);
  return artifact;
}

function filesOf(files: Readonly<Record<string, string>>): readonly ZipFile[] {
  return Object.entries(files).map(([path, content]) => ({ path, content }));
}

/** A run as REST and webhooks show it. `pull_requests` is empty for forks, and so nobody may rely on it. */
export function runPart(repository: Repository, run: WorkflowRun) {
  const home = run.headRepository;
  return {
    ...{ id: run.id, name: "CI", path: run.path, event: run.event, head_sha: run.headSha, pull_requests: [] },
    run_attempt: run.attempt,
    ...{ status: run.status, conclusion: run.conclusion, created_at: run.createdAt, run_started_at: run.startedAt },
    repository: repositoryPart(repository),
    head_repository: home === null ? null : { ...repositoryPart(repository), full_name: home },
  };
}

/** An artifact as REST shows it. */
export function artifactPart({ id, name, archive, claimedBytes, expired }: Artifact) {
  return { id, name, size_in_bytes: claimedBytes ?? archive.length, expired, digest: `sha256:${id}` };
}
