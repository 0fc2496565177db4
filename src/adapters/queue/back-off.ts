/** How long to leave a failing key alone. */
export interface BackOff {
  /** After the first failure, in milliseconds; doubles with every further one. */
  readonly firstMs: number;
  readonly longestMs: number;
  /** At least 0, less than 1: spreads what failed together. */
  readonly random: () => number;
}

/** Milliseconds to wait after that many failures in a row (from 1): the doubled delay, or up to half less. */
export function delayAfter(failures: number, { firstMs, longestMs, random }: BackOff): number {
  const full = Math.min(longestMs, firstMs * 2 ** Math.max(0, failures - 1));
  return Math.round(full * (1 - random() / 2));
}
