import type { Clock } from "./ports.ts";

/** An attempt of a workflow run. One that is repeated keeps its id. */
export interface RunAttempt {
  readonly id: number;
  /** From 1. */
  readonly attempt: number;
}

/**
 * Runs of which GitHub has said that they have ended. Its lists may be behind what it says, and nothing more is said: whoever
 * believed such a list would wait for good.
 */
export interface EndedRuns {
  tell(repository: string, head: string, run: RunAttempt): void;
  /** Those on a commit, for as long as a list may be behind. */
  on(repository: string, head: string): readonly RunAttempt[];
}

/** How long a list may be behind, in milliseconds; what it says after that holds. */
const lagMs = 60_000;

/** Most runs that are kept. */
const most = 10_000;

/** Remembers in memory: after a restart, lists have caught up. */
export function rememberedRuns(clock: Pick<Clock, "now">): EndedRuns {
  let told: readonly { readonly place: string; readonly at: number; readonly run: RunAttempt }[] = [];
  const recent = () => told.filter(({ at }) => clock.now() - at < lagMs);
  return {
    tell(repository, head, run) {
      told = [...recent().slice(1 - most), { place: `${repository} ${head}`, at: clock.now(), run }];
    },
    on: (repository, head) => recent().flatMap(({ place, run }) => (place === `${repository} ${head}` ? run : [])),
  };
}
