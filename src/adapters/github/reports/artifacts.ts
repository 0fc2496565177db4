import * as z from "zod";
import type { GitHubClient } from "../client.ts";

const artifactShape = z.object({
  id: z.number(),
  name: z.string(),
  size_in_bytes: z.number(),
  expired: z.boolean(),
  /** `sha256:` and digits; old versions of the upload action give none. */
  digest: z.string().nullish(),
});

const pageShape = z.object({ artifacts: z.array(artifactShape) });

/** An artifact of a workflow run, as REST shows it. */
export type Artifact = z.output<typeof artifactShape>;

/** The newest artifact of that name of a run: a run that is repeated in part uploads some of them again. */
export async function artifactOf(
  client: GitHubClient,
  repository: string,
  run: number,
  name: string,
): Promise<Artifact | undefined> {
  const [owner = "", repo = ""] = repository.split("/");
  const { data } = await client.rest<unknown>("GET /repos/{owner}/{repo}/actions/runs/{run_id}/artifacts", {
    ...{ owner, repo, run_id: run, name, per_page: 100 },
  });
  const [newest] = pageShape
    .parse(data)
    .artifacts.filter((artifact) => artifact.name === name)
    .sort((a, b) => b.id - a.id);
  return newest;
}
