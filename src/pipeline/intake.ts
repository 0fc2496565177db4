import type { Attention } from "../core/attention.ts";
import type { Notice, Part, SeenPullRequest } from "../read/notice.ts";
import { captureComment, capturePress } from "./capture.ts";
import { policyPath } from "./check.ts";
import type { EndedRuns } from "./ended-runs.ts";
import { isOrganisationRepository, paced, wishesOfInstallation } from "./installation.ts";
import type { JobKey, PullRequestKey } from "./job.ts";
import type { Clock } from "./ports.ts";
import type { Priority, Queue, Wish } from "./queue.ts";
import type { PullRequestRecord, Store } from "./store.ts";

/** What intake stands on. */
export interface IntakePorts {
  readonly store: Store;
  readonly queue: Queue;
  readonly clock: Clock;
  readonly runs: EndedRuns;
}

/**
 * Takes in what a delivery said: remembers it, and wishes for a look at whatever it can have changed. Durable when it
 * resolves. An event that cannot change an outcome leads to no wish, and so to no request.
 *
 * @returns what became of it, for the log: `enqueued N`, or why nothing was
 */
export async function takeIn(notice: Notice, delivery: string, ports: IntakePorts): Promise<string> {
  const wishes = await wishesOf(notice, delivery, ports);
  if (typeof wishes === "string") return wishes;
  if (wishes.length > 0) await ports.queue.enqueue(wishes);
  return `enqueued ${wishes.length}`;
}

async function wishesOf(
  notice: Notice,
  delivery: string,
  { store, clock, runs }: IntakePorts,
): Promise<readonly Wish[] | string> {
  switch (notice.kind) {
    case "ignored":
      return notice.why;
    case "pull-request":
      return wishesOfSeen(notice.seen, notice.parts, store);
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
    case "run": {
      const { repository, head, id, attempt } = notice;
      runs.tell(repository, head, { id, attempt });
      const records = await store.pullRequestsAt(repository, head);
      const waiting = records.filter(({ judgement }) => judgement === undefined || judgement.attention.reports);
      return waiting.length === 0 ? "no rule looks at reports" : waiting.map(({ key }) => wish(key, "normal"));
    }
    case "rerun": {
      const records = await store.wantRenewal(notice.repository, notice.head);
      const group = await store.mergeGroup(groupKey(notice));
      return [...records.map(({ key }) => key), ...(group === undefined ? [] : [group.key])].map((key) =>
        wish(key, "urgent"),
      );
    }
    case "comment":
    case "button":
      return takeInSaid(notice, delivery, { store, clock });
    case "push":
      return wishesOfPush(notice, store, clock.now());
    case "merge-group": {
      const key = groupKey(notice);
      const { base, baseCommit, ref, open } = notice;
      await store.recordMergeGroup({ key, base, baseCommit, ref, open, checks: [], createdAt: clock.now() });
      return open ? [wish(key, "urgent")] : "the group is gone";
    }
    case "installation":
      return wishesOfInstallation(notice, store, clock.now());
  }
}

async function wishesOfSeen(
  { installation, repository, number, ...seen }: SeenPullRequest,
  parts: readonly Part[],
  store: Store,
): Promise<readonly Wish[] | string> {
  const key: PullRequestKey = { kind: "pull-request", installation, repository, number };
  const known = await store.pullRequest(key);
  const record = await store.sight({ key, ...seen });
  if (!record.open) return known?.open === true ? othersAt(store, record) : "a closed pull request";
  if (!canMatter(parts, record)) return `no rule looks at what changed (${parts.join(", ") || "nothing"})`;
  return [wish(key, parts.includes("base") ? "urgent" : "normal")];
}

/** What people say: captured, so that it lasts, and then a look at the pull request, which carries it out. */
async function takeInSaid(
  notice: Extract<Notice, { kind: "comment" | "button" }>,
  delivery: string,
  ports: Pick<IntakePorts, "store" | "clock">,
): Promise<readonly Wish[] | string> {
  if (notice.kind === "button") {
    const pressed = await capturePress(notice, delivery, ports);
    return pressed.length === 0 ? "a button that nobody may press here" : pressed.map((key) => wish(key, "urgent"));
  }
  const asked = await captureComment(notice, delivery, ports);
  const seen = notice.seen && (await wishesOfSeen(notice.seen, ["reviews"], ports.store));
  if (asked !== undefined) return [wish(asked, "urgent")];
  return seen ?? "a comment that asks for nothing";
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
    case "reviews":
      return attention[part];
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
  const isOrganisation = isDefaultBranch && isOrganisationRepository(repository) && touchesPolicy;
  const records = await store.openPullRequests({
    installation,
    ...(isOrganisation ? {} : { repository, base: branch }),
  });
  const concerned = records.filter(
    ({ judgement }) => touchesPolicy || paths.some((path) => judgement?.documents.includes(path) === true),
  );
  if (concerned.length === 0) return "no open pull request is judged by what was pushed";
  return paced(concerned, now);
}

function groupKey({ installation, repository, head }: { installation: number; repository: string; head: string }) {
  return { kind: "merge-group", installation, repository, head } as const;
}

function wish(key: JobKey, priority: Priority): Wish {
  return { key, priority };
}
