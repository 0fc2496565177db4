import { sentence } from "../document/place.ts";
import { readyRow } from "../document/ready.ts";
import type { TablePlace } from "../document/row-findings.ts";
import { quote } from "../quotation.ts";
import { type Finding, fail, type Outcome, pending } from "../requirement.ts";
import type { Rolling } from "./options.ts";
import { typesOf } from "./reading.ts";
import type { Window } from "./window.ts";

/** The table that is looked at: its header, and the line (from 1) where it begins. */
interface TableAt {
  readonly header: readonly string[];
  readonly line: number;
}

/** What it comes to that the table has fewer rows than the window asks for, or none. */
export function tooFewRows({ address, path }: TablePlace, options: Rolling, table: TableAt, window: Window): Outcome {
  const last = window.rows.at(-1);
  const finding: Finding = {
    message: sentence(address, path, ...whatThereIs(options, window)),
    location: { path, line: last?.line ?? table.line },
    remedy: `Add what is measured, ${untilEnough(options, window)}.`,
    snippet: readyRow(table.header, typesOf(options, last)),
  };
  return options.fewer === "fail" ? fail(finding) : pending(finding);
}

function whatThereIs(options: Rolling, { rows, lacks }: Window): readonly [string, ...string[]] {
  const { last, column, by = "" } = options;
  const [oldest, newest] = [rows[0], rows.at(-1)];
  if (oldest === undefined || newest === undefined) return [`has no row to judge *${column}* by`];
  const there = `has ${rows.length} of the ${rowsAsked(options)} rows to judge *${column}* by`;
  if ("rows" in last) return [there];
  if (lacks === "rows") return [`${there} in the last ${last.written} by *${by}*`];
  const dateOf = ({ cells }: (typeof rows)[number]) => quote(cells[1] ?? "");
  return [
    `does not go back ${last.written} from its latest row by *${by}*`,
    `its rows go from ${dateOf(oldest)} to ${dateOf(newest)}`,
  ];
}

function untilEnough(options: Rolling, { rows, lacks }: Window): string {
  const { last } = options;
  if ("span" in last && (lacks === "time" || rows.length === 0)) return `until the rows span ${last.written}`;
  const lacking = rowsAsked(options) - rows.length;
  return `until there ${lacking === 1 ? "is 1 more row" : `are ${lacking} more rows`}`;
}

function rowsAsked({ last, rows = 1 }: Rolling): number {
  return "rows" in last ? last.rows : rows;
}
