import * as z from "zod";
import { readQuantity } from "../cell/quantity.ts";
import type { Row } from "../document.ts";

/** Most rows a window can ask for. */
export const mostRows = 10_000;

/** How far back a window goes: so many rows, or a span of time in nanoseconds. */
export type Last = { readonly rows: number } | { readonly span: bigint; readonly written: string };

/** `last` as a policy writes it: `20`, or `7d`. */
export const lastSchema = z
  .union([z.int().min(1).max(mostRows), z.string()])
  .transform((value, context): Last => {
    if (typeof value === "number") return { rows: value };
    const duration = readQuantity("duration", value.trim());
    const span = duration === undefined ? 0n : (duration.units * 1_000_000n) / 10n ** BigInt(duration.scale);
    if (span > 0n) return { span, written: value.trim() };
    context.addIssue({ code: "custom", message: "expected a number of rows (20) or a duration with its unit (7d)" });
    return z.NEVER;
  })
  .meta({ description: "How many rows, or how much time up to the latest row: `20`, `7d`." });

/** A row with its time, in nanoseconds since 1970: an instant, or a day from its midnight until the next. */
export interface DatedRow {
  readonly row: Row;
  readonly at: bigint;
  /** Where a day ends; an instant ends where it begins. */
  readonly until: bigint;
}

/** The rows a window looks at, from the oldest to the latest. */
export interface Window {
  readonly rows: readonly Row[];
  /** Set when there are not as many rows as asked for, or when they do not go back that far. */
  readonly lacks?: "rows" | "time";
}

/** What a policy asks of a window: how far it goes back, and how many rows a span must have at least. */
interface Asked {
  readonly last: Last;
  readonly rows?: number | undefined;
}

/** The rows of a table that a window looks at: the bottom ones, or, with their instants, the latest ones. */
export function lastRows(rows: readonly Row[], { last, rows: least = 1 }: Asked, dated?: readonly DatedRow[]): Window {
  const inTime = inOrderOfTime(dated ?? []);
  if ("span" in last) return spanOf(inTime, last.span, least);
  const ordered = dated === undefined ? rows : inTime.map(({ row }) => row);
  return { rows: ordered.slice(-last.rows), ...(ordered.length < last.rows && { lacks: "rows" }) };
}

/**
 * A span goes back from the end of the latest row, and has what lies in it or reaches into it: seven days up to a day are that
 * day and six before it. It lacks time when the table does not go back to its beginning.
 */
function spanOf(dated: readonly DatedRow[], span: bigint, least: number): Window {
  const [oldest, newest] = [dated[0], dated.at(-1)];
  if (oldest === undefined || newest === undefined) return { rows: [], lacks: "rows" };
  const start = newest.until - span;
  const rows = dated.filter(({ at, until }) => at >= start || until > start).map(({ row }) => row);
  if (oldest.at > start) return { rows, lacks: "time" };
  return rows.length < least ? { rows, lacks: "rows" } : { rows };
}

/** Rows of one instant stay in their order, which in a table that begins with its latest row is from the bottom up. */
function inOrderOfTime(rows: readonly DatedRow[]): readonly DatedRow[] {
  const latestFirst = (rows[0]?.at ?? 0n) > (rows.at(-1)?.at ?? 0n);
  return (latestFirst ? rows.toReversed() : rows).toSorted((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
}
