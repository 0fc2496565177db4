/** Thrown inside the readers of reports; `readCiReport` makes a value of it. The message ends a sentence: "it is empty". */
export class UnreadableReport extends Error {}

/** Gives up on a report. */
export function unreadable(why: string): never {
  throw new UnreadableReport(why);
}
