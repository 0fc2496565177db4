import { headingKey, type Table } from "../document.ts";
import { nearest } from "../nearest.ts";
import { quote } from "../quotation.ts";
import type { Finding } from "../requirement.ts";
import type { TableComparison } from "./compare.ts";
import { sentence } from "./place.ts";
import { type Columns, readyTable } from "./ready.ts";
import type { TablePlace } from "./row-findings.ts";
import { type Scope, sectionsIn } from "./scope.ts";

/** Most columns of a table that a message names. */
const mostNamed = 10;

/** Most tables, and most columns of one, that are compared for a hint. */
const mostCompared = 100;

/** The tables in a scope, in document order. */
export function tablesIn(scope: Scope | undefined): readonly Table[] {
  return sectionsIn(scope).flatMap(({ blocks }) => blocks.filter((block) => block.type === "table"));
}

/** The finding for a table that is not there, or has other columns than those asked for. */
export function missingTable(
  { address, path }: TablePlace,
  { headers, line }: Extract<TableComparison, { found: false }>,
  asked: { readonly before: Scope | undefined; readonly wanted: readonly string[]; readonly columns?: Columns },
): Finding {
  const { wanted, columns = {} } = asked;
  const location = { path, line };
  const which = wanted.length === 0 ? "" : ` with the columns ${wanted.map((name) => `*${name}*`).join(", ")}`;
  const message = sentence(address, path, `has no table${which}`);
  const [closest] = headers
    .slice(0, mostCompared)
    .toSorted((a, b) => missingIn(a, wanted).length - missingIn(b, wanted).length);
  if (closest !== undefined) {
    const missing = missingIn(closest, wanted).map((name) => {
      const similar = nearest(name, closest.slice(0, mostCompared));
      return similar === undefined
        ? `*${name}* is missing.`
        : `*${name}* is missing; the nearest is ${quote(similar)}.`;
    });
    return {
      message: [message, `The table there has ${namesOf(closest)}.`, ...missing].join(" "),
      location,
      remedy: "Give the table the columns under these names, or correct the names in the policy.",
    };
  }
  const header = (
    tablesIn(asked.before).find((table) => missingIn(table.header, wanted).length === 0)?.header ?? wanted
  ).filter(Boolean);
  const remedy = "Add the table, with a header, a line of dashes, and the new row.";
  return header.length === 0
    ? { message, location, remedy }
    : { message, location, remedy, snippet: readyTable(header, columns) };
}

/** The finding for a table of the base that the head does not have, or not with all its columns. */
export function lostTable(
  { address, path }: TablePlace,
  { header }: Table,
  { line }: { readonly line: number },
): Finding {
  return {
    message: sentence(address, path, `no longer has the table with the columns ${namesOf(header)}`),
    location: { path, line },
    remedy: "Restore the table with its columns and all of its rows.",
  };
}

function namesOf(header: readonly string[]): string {
  const named = header
    .filter((name) => name !== "")
    .slice(0, mostNamed)
    .map(quote);
  return `${named.join(", ")}${header.length > mostNamed ? " and more" : ""}`;
}

function missingIn(header: readonly string[], wanted: readonly string[]): readonly string[] {
  const names = new Set(header.map(headingKey));
  return wanted.filter((name) => !names.has(headingKey(name)));
}
