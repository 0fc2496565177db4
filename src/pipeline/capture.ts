import type { Notice } from "../read/notice.ts";
import { type AuditEntry, digestOf } from "./audit.ts";
import type { PullRequestKey } from "./job.ts";
import type { Clock } from "./ports.ts";
import type { CommandRequest, WrittenCommand } from "./request.ts";
import type { Store } from "./store.ts";

interface CapturePorts {
  readonly store: Store;
  readonly clock: Clock;
}

/** Most commands that are kept of one comment: one more than are carried out would do to say so. */
const maxKept = 100;

/** Most characters of a command in the trail. */
const maxShown = 500;

/**
 * Captures the commands of a comment when it is written. What happens to it later never changes what was captured: it is
 * put on record. Resolves to the pull request to look at, undefined when there is nothing to carry out.
 */
export async function captureComment(
  notice: Extract<Notice, { kind: "comment" }>,
  delivery: string,
  { store, clock }: CapturePorts,
): Promise<PullRequestKey | undefined> {
  const { installation, repository, number, id, place, actor, url, body, action } = notice;
  const key: PullRequestKey = { kind: "pull-request", installation, repository, number };
  const at = clock.now();
  const entry = (kind: AuditEntry["kind"], detail: AuditEntry["detail"]): AuditEntry => ({
    ...{ at, kind, installation, repository, number, delivery, policyOids: [], detail },
    ...(actor === undefined ? {} : { actor }),
  });
  const earlier = action === "written" ? undefined : await store.request(id);
  if (earlier !== undefined) {
    const detail = { comment: id, by: earlier.actor, ...(action === "edited" ? { now: digestOf(body) } : {}) };
    await store.appendAudit([entry(action === "edited" ? "comment-edited" : "comment-deleted", detail)]);
    return undefined;
  }
  if (action === "deleted" || actor === undefined || notice.commands.length === 0) return undefined;
  const seen = notice.seen ?? (await store.pullRequest(key));
  const request: CommandRequest = {
    ...{ id, key, place, actor, at, delivery, state: "captured", late: action === "edited" },
    ...(url === undefined ? {} : { url }),
    ...(seen === undefined ? {} : { seen: { head: seen.head, base: seen.base } }),
    commands: notice.commands.slice(0, maxKept),
  };
  const isNew = await store.capture(request, [entry("command", detailOf(request))]);
  // A delivery that comes again is carried out once, but what was interrupted goes on.
  return isNew || (await store.request(id))?.state !== "answered" ? key : undefined;
}

/** Captures a press of a button, for every open pull request on that head. */
export async function capturePress(
  { repository, head, command, actor }: Extract<Notice, { kind: "button" }>,
  delivery: string,
  { store, clock }: CapturePorts,
): Promise<readonly PullRequestKey[]> {
  if (actor === undefined) return [];
  const records = await store.pullRequestsAt(repository, head);
  const at = clock.now();
  const written: WrittenCommand = { name: command, rest: "", written: `/lockstep ${command}`, tooLong: false };
  for (const { key } of records) {
    const id = `${delivery}.${key.number}`;
    const request: CommandRequest = {
      ...{ id, key, place: "button", actor, at, delivery, commands: [written], late: false, state: "captured" },
    };
    const { installation, number } = key;
    const entry: AuditEntry = {
      ...{ at, kind: "command", installation, repository, number, delivery, actor, head, policyOids: [] },
      detail: detailOf(request),
    };
    await store.capture(request, [entry]);
  }
  return records.map(({ key }) => key);
}

function detailOf({ id, place, commands, url, late }: CommandRequest): AuditEntry["detail"] {
  const text = commands.map(({ written }) => written).join("\n");
  return { comment: id, place, late, commands: text.slice(0, maxShown), digest: digestOf(text), url: url ?? null };
}
