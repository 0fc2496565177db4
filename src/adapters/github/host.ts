import type { EndedRuns } from "../../pipeline/ended-runs.ts";
import type { CodeHost, Target } from "../../pipeline/host.ts";
import type { Clock, ReadArchive } from "../../pipeline/ports.ts";
import { commitFile } from "./commit-file.ts";
import { createContentCache } from "./content-cache.ts";
import { lookAtPullRequest } from "./look.ts";
import { lookAtMergeGroup } from "./look-at-group.ts";
import { peopleOf } from "./people-of.ts";
import { performEffects } from "./perform.ts";
import type { Clients } from "./probot-clients.ts";
import { artifactReading } from "./reports/read-artifact.ts";
import { installationsOf, openPullRequestsOf, redeliverFailedOf, repositoriesOf } from "./sweep.ts";

/** What GitHub as a code host stands on. */
export interface HostOptions {
  readonly clients: Clients;
  readonly appId: number;
  readonly clock: Clock;
  readonly readArchive: ReadArchive;
  readonly ended: EndedRuns;
  /** Where people see repositories, such as `https://github.com`. */
  readonly webUrl: string;
  /** Most bytes of immutable content that are kept in memory. */
  readonly cacheBytes?: number;
  /** Where a check's "Details" leads; GitHub's own page of the check when undefined. */
  readonly detailsUrl?: (target: Target) => string | undefined;
}

/** Kept when nothing else is said: some thousand documents. */
const defaultCacheBytes = 64 * 1024 * 1024;

/** GitHub as the place where pull requests live. */
export function gitHubHost(options: HostOptions): CodeHost {
  const { clients, appId, clock, webUrl, readArchive, ended, cacheBytes, detailsUrl } = options;
  const cache = createContentCache(cacheBytes ?? defaultCacheBytes);
  const look = { appId, webUrl, cache, artifacts: artifactReading(readArchive), ended };
  return {
    look: (key, hints) => lookAtPullRequest(clients.of(key.installation), look, key, hints),
    lookAtGroup: (group) => lookAtMergeGroup(clients.of(group.key.installation), look, group),
    perform: (target, effects) =>
      performEffects(clients.of(target.installation), target, effects, {
        now: clock.now(),
        detailsUrl: detailsUrl?.(target),
      }),
    commit: (target, branch, path, text, message) =>
      commitFile(clients.of(target.installation), target, branch, { path, text, message }),
    people: (installation, repository) => peopleOf(clients.of(installation), repository),
    installations: () => installationsOf(clients.app),
    repositories: (installation) => repositoriesOf(clients.of(installation)),
    openPullRequests: (installation, repository) =>
      openPullRequestsOf(clients.of(installation), installation, repository, appId),
    redeliverFailed: (since) => redeliverFailedOf(clients.app, since),
  };
}
