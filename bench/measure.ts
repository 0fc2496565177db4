/** One figure: what was measured, in which unit, and what is to be reached where something was promised. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: "ms" | "MB";
  /** Promised to be at most this. */
  readonly goal?: number;
}

/** Median of several runs, in milliseconds. One run before them warms up. */
export async function median(runs: number, run: () => unknown): Promise<number> {
  await run();
  const times: number[] = [];
  for (let index = 0; index < runs; index++) {
    const start = performance.now();
    await run();
    times.push(performance.now() - start);
  }
  return times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? 0;
}

/** One run, in milliseconds. */
export function once(run: () => unknown): number {
  const start = performance.now();
  run();
  return performance.now() - start;
}

/** A figure as a line of text. */
export function line({ name, value, unit, goal }: Figure): string {
  const verdict = goal === undefined ? "" : `  (at most ${goal}${value <= goal ? "" : ": MISSED"})`;
  return `${name.padEnd(66)} ${value.toFixed(value < 10 ? 1 : 0).padStart(7)} ${unit}${verdict}`;
}
