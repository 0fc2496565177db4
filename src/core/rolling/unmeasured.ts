import type { HeadRows } from "../document/head-rows.ts";
import { sentence } from "../document/place.ts";
import type { TablePlace } from "../document/row-findings.ts";
import type { Finding } from "../requirement.ts";
import { describeLines } from "./lines.ts";

/** What a table says that would not be measured: rows outside of it, and columns that share their name with another. */
export function* unmeasured(
  { address, path }: TablePlace,
  { line, repeated, strayRowLines: lines }: Extract<HeadRows, { found: true }>,
): Generator<Finding, void, undefined> {
  for (const name of repeated) {
    yield {
      message: sentence(address, path, `has a table with several columns *${name}*`),
      location: { path, line },
      remedy: "Give each column a name of its own.",
    };
  }
  if (lines.length === 0) return;
  const looks = lines.length > 1 ? "look like rows but stand" : "looks like a row but stands";
  yield {
    message: sentence(
      address,
      path,
      "has rows that are not measured",
      `${describeLines(lines)} ${looks} outside the table`,
    ),
    location: { path, line: lines[0] ?? line },
    remedy: `Remove the blank line above ${lines.length > 1 ? "them" : "it"}.`,
  };
}
