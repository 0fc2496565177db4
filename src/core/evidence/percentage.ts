import { textRead } from "../schema.ts";
import type { Share } from "./coverage.ts";

/** A percentage of a policy, exact: `99.95%` is 999,500 millionths. */
export interface Percentage {
  readonly type: "percentage";
  readonly written: string;
  /** From 0 to 1,000,000. */
  readonly millionths: number;
}

const notation = /^(\d{1,3})(?:\.(\d{1,4}))?\s*%$/;

/** Reads a percentage; throws an Error with a message for a person. */
export function readPercentage(written: string): Percentage {
  const [, whole, decimals = ""] = notation.exec(written.trim()) ?? [];
  if (whole === undefined) throw new Error("a percentage with its sign and at most 4 decimals, such as 80%");
  const millionths = Number(whole) * 10_000 + Number(decimals.padEnd(4, "0"));
  if (millionths > 1_000_000) throw new Error("a percentage is at most 100%");
  return { type: "percentage", written: written.trim().replace(/\s+/, ""), millionths };
}

/** A percentage as a policy writes it. */
export const percentageSchema = textRead(readPercentage).meta({
  description: "A percentage with its sign, such as `80%`. Exactly at the limit passes; nothing is rounded.",
});

/** Below zero when the share is less than the percentage, zero when it is exactly that. The share is of something. */
export function compareShare({ covered, total }: Share, { millionths }: Percentage): number {
  const difference = BigInt(covered) * 1_000_000n - BigInt(millionths) * BigInt(total);
  return difference < 0n ? -1 : difference > 0n ? 1 : 0;
}

/** A share for people, rounded down: 7,999 of 10,000 are 79.99%, never 80%. */
export function writeShare({ covered, total }: Share): string {
  const hundredths = (BigInt(covered) * 10_000n) / BigInt(total);
  return `${hundredths / 100n}.${String(hundredths % 100n).padStart(2, "0")}%`.replace(/\.?0+%$/, "%");
}
