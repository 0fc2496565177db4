import { keyText } from "../../pipeline/job.ts";
import type { Priority, Wish } from "../../pipeline/queue.ts";
import type { WishedRow } from "./job-row.ts";
import type { RunEnd } from "./transitions.ts";

const ranks: Readonly<Record<Priority, number>> = { urgent: 0, normal: 1, background: 2 };
const endOfTime = 8.64e15;

/** A wish as a row needs it. Throws a RangeError when it says a time or an installation that is none: no row may break the others. */
export function wishRow({ key, priority = "normal", notBefore }: Wish, now: number): WishedRow {
  if (!Number.isSafeInteger(key.installation)) throw new RangeError(`not an installation: ${key.installation}`);
  if (Number.isNaN(notBefore)) throw new RangeError("not a time");
  const dueAt = wholeTime(Math.max(now, notBefore ?? now));
  return { key: keyText(key), installation: key.installation, priority: ranks[priority], dueAt, wishedAt: dueAt };
}

/** The end of a run with times that can be written; one without a time is a failure. */
export function soundEnd(end: RunEnd): RunEnd {
  if (end.kind === "again") return Number.isNaN(end.at) ? noTime : { ...end, at: wholeTime(end.at) };
  if (end.kind === "pause") return Number.isNaN(end.until) ? noTime : { ...end, until: wholeTime(end.until) };
  return end;
}

const noTime: RunEnd = { kind: "failed", error: "The job is to be taken again at a time that is none." };

function wholeTime(time: number): number {
  return Math.ceil(Math.min(endOfTime, Math.max(0, time)));
}
