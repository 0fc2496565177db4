import type { Attention } from "../core/attention.ts";
import type { Notice, Part } from "../read/notice.ts";
import { policyPath } from "./check.ts";
import type { JobKey, PullRequestKey } from "./job.ts";
import type { Clock } from "./ports.ts";
import type { Priority, Queue, Wish } from "./queue.ts";
import type { PullRequestRecord, Store } from "./store.ts";

/** Time between two pull requests that are looked at because something they share changed, in milliseconds. */
export const pacingMs = 200;

/** Repository of an organisation whose policy lies under those of its others. */
const organisationRepository = ".github";

/** What intake stands on. */
export interface IntakePorts {
  readonly store: Store;
  readonly queue: Queue;
  readonly clock: Clock;
}

/**
 * Takes in what a delivery said: remembers it, and wishes for a look at whatever it can have changed. Durable when it
 * resolves. An event that cannot change an outcome leads to no wish, and so to no request.
 *
 * @returns what became of it, for the log: `enqueued N`, or why nothing was
 */
export async function takeIn(notice: Notice, ports: IntakePorts): Promise<string> {
  const wishes = await wishesOf(notice, ports);
  if (typeof wishes === "string") return wishes;
  if (wishes.length > 0) await ports.queue.enqueue(wishes);
  return `enqueued ${wishes.length}`;
}

async function wishesOf(notice: Notice, { store, clock }: IntakePorts): Promise<readonly Wish[] | string> {
  switch (notice.kind) {
    case "ignored":
      return notice.why;
    case "pull-request": {
      const { installation, repository, number, ...seen } = notice.seen;
      const key: PullRequestKey = { kind: "pull-request", installation, repository, number };
      const known = await store.pullRequest(key);
      const record = await store.sight({ key, ...seen });
      if (!record.open) return known?.open === true ? othersAt(store, record) : "a closed pull request";
      if (!canMatter(notice.parts, record))
        return `no rule looks at what changed (${notice.parts.join(", ") || "nothing"})`;
      return [wish(key, notice.parts.includes("base") ? "urgent" : "normal")];
    }
    case "signal": {
      const records = (await store.pullRequestsAt(notice.repository, notice.head)).filter(({ judgement }) =>
        hears(judgement?.attention, notice.names),
      );
      const group = await store.mergeGroup(groupKey(notice));
      const wishes = [
        ...records.map(({ key }) => wish(key, "normal")),
        ...(group?.open === true ? [wish(group.key, "urgent")] : []),
      ];
      return wishes.length > 0 ? wishes : "no rule looks at this check";
    }
    case "rerun": {
      const records = await store.wantRenewal(notice.repository, notice.head);
      const group = await store.mergeGroup(groupKey(notice));
      return [...records.map(({ key }) => key), ...(group === undefined ? [] : [group.key])].map((key) =>
        wish(key, "urgent"),
      );
    }
    case "recheck": {
      const { installation, repository, number } = notice;
      return [wish({ kind: "pull-request", installation, repository, number }, "urgent")];
    }
    case "push":
      return wishesOfPush(notice, store, clock.now());
    case "merge-group": {
      const key = groupKey(notice);
      const { base, baseCommit, ref, open } = notice;
      await store.recordMergeGroup({ key, base, baseCommit, ref, open, checks: [], createdAt: clock.now() });
      return open ? [wish(key, "urgent")] : "the group is gone";
    }
    case "installation": {
      const { installation, gone, added, removed } = notice;
      if (gone) {
        await store.forgetInstallation(installation);
        return "the installation is gone";
      }
      if (removed.length > 0) await store.forgetInstallation(installation, removed);
      if (added === undefined) return [wish({ kind: "sweep", installation }, "normal")];
      return added.map((repository) => wish({ kind: "sweep", installation, repository }, "normal"));
    }
  }
}

/** When one of several pull requests on a head is closed, what the others share with it may become theirs alone. */
async function othersAt(store: Store, record: PullRequestRecord): Promise<readonly Wish[] | string> {
  const others = await store.pullRequestsAt(record.key.repository, record.head);
  return others.length === 0 ? "a closed pull request" : others.map(({ key }) => wish(key, "normal"));
}

/** True when a change of these parts can change what we say about a pull request, or when we have not said it yet. */
function canMatter(parts: readonly Part[], { judgement, head, base }: PullRequestRecord): boolean {
  if (judgement === undefined || judgement.head !== head || judgement.base !== base || judgement.verdict === "error")
    return true;
  return parts.some((part) => isLookedAt(part, judgement.attention));
}

function isLookedAt(part: Part, attention: Attention): boolean {
  switch (part) {
    case "head":
    case "base":
    case "state":
    case "draft":
      return true;
    case "title":
    case "description":
    case "labels":
      return attention[part];
    case "reviews":
      return false;
  }
}

function hears(attention: Attention | undefined, names: readonly string[] | undefined): boolean {
  if (attention === undefined) return true;
  return names === undefined ? attention.checks.length > 0 : names.some((name) => attention.checks.includes(name));
}

/** A policy or a document that changed on a base branch: its open pull requests, paced, because nobody waits for all of them. */
async function wishesOfPush(
  { installation, repository, branch, paths, isDefaultBranch }: Extract<Notice, { kind: "push" }>,
  store: Store,
  now: number,
): Promise<readonly Wish[] | string> {
  const touchesPolicy = paths === undefined || paths.includes(policyPath);
  const isOrganisation = isDefaultBranch && repository.endsWith(`/${organisationRepository}`) && touchesPolicy;
  const records = await store.openPullRequests({
    installation,
    ...(isOrganisation ? {} : { repository, base: branch }),
  });
  const concerned = records.filter(
    ({ judgement }) => touchesPolicy || paths.some((path) => judgement?.documents.includes(path) === true),
  );
  if (concerned.length === 0) return "no open pull request is judged by what was pushed";
  return concerned.map(({ key }, index) => ({ key, priority: "background", notBefore: now + index * pacingMs }));
}

function groupKey({ installation, repository, head }: { installation: number; repository: string; head: string }) {
  return { kind: "merge-group", installation, repository, head } as const;
}

function wish(key: JobKey, priority: Priority): Wish {
  return { key, priority };
}
