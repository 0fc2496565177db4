import { Octokit } from "@octokit/rest";
import { readArchiveInThread } from "../adapters/archive/read-in-thread.ts";
import { readPresets } from "../adapters/files/files.ts";
import { createContentCache } from "../adapters/github/content-cache.ts";
import { lookAtPullRequest } from "../adapters/github/look.ts";
import { hostBreaker, octokitClient } from "../adapters/github/octokit-client.ts";
import { pacingOf } from "../adapters/github/pacing.ts";
import { artifactReading } from "../adapters/github/reports/read-artifact.ts";
import { findSecrets } from "../adapters/secrets/find-secrets.ts";
import { githubSite } from "../adapters/web/setup/github-site.ts";
import { present } from "../cli/check.ts";
import type { ExitStatus, Io, PrOptions } from "../cli/io.ts";
import { systemClock } from "../clock.ts";
import { UserError } from "../core/user-error.ts";
import { check, policyPath } from "../pipeline/check.ts";
import { UndecidableError } from "../pipeline/trouble.ts";

/** Bytes of content kept while one pull request is looked at. */
const cacheBytes = 32 * 1024 * 1024;

/** `lockstep pr OWNER/REPO#N`: evaluates a pull request on GitHub as the app would, and posts nothing. */
export async function runPr(name: string, options: PrOptions, io: Io): Promise<ExitStatus> {
  const [, repository, number] = /^([\w.-]+\/[\w.-]+)#([1-9]\d{0,8})$/.exec(name) ?? [];
  if (repository === undefined || number === undefined)
    throw new UserError("pull-request-name", `"${name}" names no pull request`, "Write OWNER/REPO#NUMBER.");
  const token = process.env["GITHUB_TOKEN"];
  if (token === undefined || token === "")
    throw new UserError("no-token", "GITHUB_TOKEN is not set", "A token that may read the repository is enough.");
  const baseUrl = (process.env["GITHUB_API_URL"] ?? "https://api.github.com").replace(/\/+$/, "");
  const octokit = new Octokit({ auth: token, baseUrl, userAgent: `lockstep/${io.version}`, log: silent });
  const client = octokitClient(octokit, {
    ...{ pacing: pacingOf(systemClock), breaker: hostBreaker(), clock: systemClock },
  });
  try {
    const key = { kind: "pull-request", installation: 0, repository, number: Number(number) } as const;
    const looking = {
      ...{ appId: undefined, cache: createContentCache(cacheBytes), webUrl: githubSite(baseUrl) },
      artifacts: artifactReading(readArchiveInThread),
    };
    const answer = await lookAtPullRequest(client, looking, key, { documents: [] });
    if (answer.kind === "gone")
      throw new UserError("no-pull-request", `${name} cannot be found`, "Is it there, and may the token read it?");
    if (answer.kind === "unsettled")
      throw new UserError("unsettled", `${name} is changing just now: ${answer.why}`, "Try again.");
    const { source, pullRequest, baseTip, sighting, organisationPolicy } = answer.look;
    const owner = repository.split("/")[0] ?? "";
    const verdict = await check({
      ...{ source, pullRequest, stage: options.stage, baseName: sighting.base, findSecrets },
      presets: await readPresets(new URL("presets/", io.packageRoot)),
      ...(organisationPolicy?.state === "text" && {
        organisationPolicy: {
          name: `${owner}/.github:${policyPath}`,
          text: organisationPolicy.text,
          oid: organisationPolicy.oid,
        },
      }),
    });
    const { mergeBase } = await source.changeSet();
    const commits = { base: baseTip, mergeBase, head: sighting.head, baseName: sighting.base };
    return present(verdict, { ...options, pullRequest: name }, commits, io);
  } catch (error) {
    if (error instanceof UserError || !(error instanceof Error)) throw error;
    if (error instanceof UndecidableError) throw new UserError("undecidable", error.message, error.remedy);
    if (isOurs(error)) throw new UserError("github", `GitHub: ${error.message}`, "Try again later.");
    throw error;
  }
}

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

/** Trouble at GitHub has a name of its own; anything else is a mistake of ours. */
function isOurs({ name }: Error): boolean {
  return ["RateLimitedError", "UnavailableError", "AccessLostError", "RefusedError"].includes(name);
}
