import { isCounted } from "../../../core/evidence/coverage.ts";
import type { ArchiveReading, ArchiveRequest, ReadArchive } from "../../../pipeline/ports.ts";
import { type GitHubClient, RefusedError } from "../client.ts";
import type { Shelf } from "../content-cache.ts";
import type { Artifact } from "./artifacts.ts";
import { download } from "./download.ts";
import { type Slots, slotsOf } from "./slots.ts";

/** Most bytes of an archive, announced or real. */
const maxArchiveBytes = 64 * 1024 * 1024;

/** How many archives are held at a time: each may have 64 MB and take a thread. */
const atATime = 2;

/** How artifacts are read: in which way, and how many at once. */
export interface ArtifactReading {
  readonly read: ReadArchive;
  readonly slots: Slots;
}

/** Reads artifacts in that way, few at a time. */
export function artifactReading(read: ReadArchive): ArtifactReading {
  return { read, slots: slotsOf(atATime) };
}

/** Downloads an artifact and reads the reports in it, once for every content. Rejects with trouble at GitHub. */
export async function readArtifact(
  client: GitHubClient,
  repository: string,
  artifact: Artifact,
  request: ArchiveRequest,
  { read, slots }: ArtifactReading,
  cache: Shelf<ArchiveReading>,
): Promise<ArchiveReading> {
  const { id, expired, digest, size_in_bytes: size } = artifact;
  if (expired) return { state: "unread", why: "the artifact has expired" };
  if (size > maxArchiveBytes)
    return {
      state: "unread",
      why: `the artifact has ${size} bytes, more than the ${maxArchiveBytes} that are fetched`,
    };
  const key = JSON.stringify([repository, id, digest ?? null, request]);
  const known = cache.get(key);
  if (known !== undefined) return known;
  return slots(async () => {
    const archive = await fetched(client, repository, id);
    if ("unread" in archive) return { state: "unread", why: archive.unread };
    const reading = await read(archive.bytes, request);
    cache.set(key, reading, sizeOf(reading));
    return reading;
  });
}

async function fetched(client: GitHubClient, repository: string, id: number) {
  const [owner = "", repo = ""] = repository.split("/");
  const route = "GET /repos/{owner}/{repo}/actions/artifacts/{artifact_id}/{archive_format}";
  try {
    const parameters = { owner, repo, artifact_id: id, archive_format: "zip" };
    return await download(await client.location(route, parameters), maxArchiveBytes);
  } catch (error) {
    if (!(error instanceof RefusedError)) throw error;
    if (error.status === 410) return { unread: "the artifact has expired" };
    return { unread: `GitHub does not hand the artifact out (${error.status})` };
  }
}

/** About how many bytes a reading takes in memory. */
function sizeOf(reading: ArchiveReading): number {
  if (reading.state === "unread") return 500;
  return reading.reports.reduce((sum, { content }) => {
    if ("unread" in content || content.report.subject !== "coverage") return sum + 10_000;
    let measured = 0;
    for (const { lines, branches } of content.report.files.values())
      measured += 500 + 16 * (isCounted(lines) ? lines.size : 1) + 16 * (isCounted(branches) ? branches.size : 1);
    return sum + measured;
  }, 500);
}
