import { pacingMs } from "./installation.ts";
import type { JobKey, SweepKey } from "./job.ts";
import type { JobOutcome, Wish } from "./queue.ts";
import type { PullRequestRecord } from "./store.ts";
import type { WorkPorts } from "./work-ports.ts";

/** How long a pull request without a policy is left alone by sweeps, in milliseconds: a push that brings one is told anyway. */
const quietMs = 6 * 60 * 60 * 1000;

/**
 * Wishes for a look at every open pull request whose head lacks our concluded check, and at every one that was not judged
 * as it is now: what webhooks lost comes back this way, and what was said before a suspension is not left standing. A sweep of an installation becomes one per repository, so that each is paced and retried by itself.
 */
export async function sweep(key: SweepKey, ports: WorkPorts): Promise<JobOutcome> {
  const { queue, clock } = ports;
  const now = clock.now();
  const { installation, repository } = key;
  const keys =
    repository === undefined ? await repositoriesOf(key, ports) : await lacking(installation, repository, ports);
  await queue.enqueue(
    keys.map((each, index): Wish => ({ key: each, priority: "background", notBefore: now + index * pacingMs })),
  );
  return { kind: "done" };
}

async function lacking(installation: number, repository: string, ports: WorkPorts): Promise<readonly JobKey[]> {
  const { host, store, clock } = ports;
  // Read before GitHub lists: what is opened meanwhile is in no list, and is not closed.
  const known = await store.openPullRequests({ installation, repository });
  const open = await host.openPullRequests(installation, repository);
  const heard = new Set(known.map(({ key }) => key.number));
  const found: JobKey[] = [];
  for (const { sighting, concluded } of open) {
    const record = await store.sight(sighting);
    // Of what was taken for closed, events that concern all pull requests were not heard.
    const isHeard = heard.has(sighting.key.number) && isJudged(record);
    if (!isHeard || (!concluded && !isQuiet(record, clock.now()))) found.push(sighting.key);
  }
  // A pull request whose closing we did not hear of must not be taken for an open one.
  const numbers = new Set(open.map(({ sighting }) => sighting.key.number));
  for (const record of known) {
    if (!numbers.has(record.key.number)) await store.sight({ ...record, open: false });
  }
  return found;
}

async function repositoriesOf({ installation }: SweepKey, { host }: WorkPorts): Promise<readonly JobKey[]> {
  const repositories = await host.repositories(installation);
  return repositories.map((repository) => ({ kind: "sweep", installation, repository }));
}

/** True when what was last said is about this head and this base. A check of ours may be older than all we know. */
function isJudged({ judgement, head, base }: PullRequestRecord): boolean {
  return judgement !== undefined && judgement.head === head && judgement.base === base;
}

/** True when there was no policy, not long ago. */
function isQuiet({ judgement }: PullRequestRecord, now: number): boolean {
  return (
    judgement !== undefined &&
    judgement.policyOids.length === 0 &&
    judgement.verdict === undefined &&
    now - judgement.at < quietMs
  );
}
