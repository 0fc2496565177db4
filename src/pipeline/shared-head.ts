import { foldStandings, type Standing } from "../core/plan.ts";
import type { PullRequestKey } from "./job.ts";
import type { WorkPorts } from "./work-ports.ts";

/** What another open pull request on the same head commit comes to; undefined as long as it was not judged there. */
export interface OtherOnHead {
  readonly number: number;
  readonly standings: Readonly<Record<string, Standing>> | undefined;
}

/** The other open pull requests on a head. One that was not judged there yet is wished for. */
export async function othersOnHead(
  key: PullRequestKey,
  head: string,
  { store, queue }: Pick<WorkPorts, "store" | "queue">,
): Promise<readonly OtherOnHead[]> {
  const records = await store.pullRequestsAt(key.repository, head);
  const others = records.filter((record) => record.key.number !== key.number);
  const isJudged = ({ judgement, base }: (typeof others)[number]) =>
    judgement?.head === head && judgement.base === base;
  const unjudged = others.filter((record) => !isJudged(record));
  if (unjudged.length > 0) await queue.enqueue(unjudged.map((record) => ({ key: record.key, priority: "normal" })));
  return others.map((record) => ({
    number: record.key.number,
    standings: isJudged(record) ? record.judgement?.standings : undefined,
  }));
}

/** What a check comes to that belongs to several pull requests, because it belongs to their commit: all must hold. */
export function conjunction(name: string, own: Standing, others: readonly OtherOnHead[]): Standing {
  return foldStandings([own, ...others.map((other) => standingOf(name, other))]);
}

/** A pull request without a policy has no say; one that was not judged yet is awaited. */
export function standingOf(name: string, { standings }: OtherOnHead): Standing {
  return standings === undefined ? "awaited" : (standings[name] ?? "met");
}
