import type { CodeHost } from "./host.ts";
import { pacingMs } from "./installation.ts";
import type { SweepKey } from "./job.ts";
import type { Clock } from "./ports.ts";
import type { Queue, Wish } from "./queue.ts";
import type { Store } from "./store.ts";

/** What reconciling did. */
export interface Reconciled {
  readonly installations: number;
  readonly sweeps: number;
  readonly redelivered: number;
  readonly forgotten: number;
}

/** How far back failed deliveries are asked for, in milliseconds: GitHub keeps them three days. */
const deliveriesMs = 3 * 24 * 60 * 60 * 1000;

/**
 * Brings back what was lost while nobody listened: failed deliveries are delivered again, and repositories are swept for
 * pull requests without our word: all of them when `everywhere`, which costs a request each, otherwise those with open
 * pull requests that a policy judges. Forgets what is older than the retention (milliseconds).
 */
export async function reconcile(
  { host, queue, store, clock }: { host: CodeHost; queue: Queue; store: Store; clock: Clock },
  { retentionMs, everywhere }: { readonly retentionMs: number; readonly everywhere: boolean },
): Promise<Reconciled> {
  const now = clock.now();
  const installations = await host.installations();
  const keys: SweepKey[] = [];
  for (const installation of installations) {
    if (everywhere) {
      keys.push({ kind: "sweep", installation });
      continue;
    }
    const open = await store.openPullRequests({ installation });
    const gated = new Set(
      open.flatMap(({ key, judgement }) => (judgement?.verdict === undefined ? [] : key.repository)),
    );
    keys.push(...[...gated].map((repository): SweepKey => ({ kind: "sweep", installation, repository })));
  }
  await queue.enqueue(
    keys.map((key, index): Wish => ({ key, priority: "background", notBefore: now + index * pacingMs })),
  );
  const redelivered = await host.redeliverFailed(now - deliveriesMs);
  const forgotten = await store.forgetBefore(now - retentionMs);
  return { installations: installations.length, sweeps: keys.length, redelivered, forgotten };
}
