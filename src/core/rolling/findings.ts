import { wordKey } from "../cell/cell.ts";
import type { Quotient } from "../cell/decimal.ts";
import type { Measurable } from "../cell/quantity.ts";
import { showQuantity } from "../cell/show.ts";
import { sentence } from "../document/place.ts";
import type { TablePlace } from "../document/row-findings.ts";
import type { Row } from "../document.ts";
import { quote } from "../quotation.ts";
import type { Finding } from "../requirement.ts";
import { listNames } from "../wording.ts";
import { brokenBounds, describeLimit, type Limit, quantitiesOf } from "./limit.ts";
import { describeLines } from "./lines.ts";
import { longestRun, type Measured, measures, percentile, type Reading, sortReadings } from "./measure.ts";
import { limitsOf, type NamedLimit, type Rolling } from "./options.ts";
import { readReadings, unitOf } from "./reading.ts";
import type { Window } from "./window.ts";

const remedy =
  "This change has to wait until newer rows bring it within the limit. Rows that were measured stay as they are.";

const names = { mean: "mean", median: "median", min: "minimum", max: "maximum", sum: "sum" } as const;

/** What the options ask, in half a sentence without the place. */
export function describeRolling(options: Rolling): string {
  const { column, share, consecutive } = options;
  const asked = [
    ...limitsOf(options).map((named) => `a ${nameOf(named, options)} of ${describeLimit(named.limit)}`),
    ...(share === undefined ? [] : [`a share of ${listNames(share.of)} of ${describeLimit(share)}`]),
    ...(consecutive === undefined
      ? []
      : [`fewer than ${consecutive["fewer-than"]} rows in a row with ${listNames(consecutive.of)}`]),
  ];
  return `*${column}* in ${describeWindow(options)} with ${asked.join(", ")},`;
}

/** The limits that the rows of a window do not keep. There is one row at least. */
export function brokenLimits(place: TablePlace, options: Rolling, window: Window): readonly Finding[] {
  const unit = unitOf(options);
  const sorted = unit === undefined ? [] : sortReadings(readReadings(window.rows, unit));
  return [
    ...limitsOf(options).flatMap((named) => {
      const measured = named.name === "percentile" ? percentileOf(sorted, options) : measures[named.name](sorted);
      return measured === undefined ? [] : overLimit(place, options, window, { named, measured });
    }),
    ...brokenShare(place, options, window),
    ...brokenRun(place, options, window),
  ];
}

function percentileOf(sorted: readonly Reading[], { percentile: options }: Rolling): Measured | undefined {
  return options && percentile(sorted, options.of.amount);
}

function nameOf({ name }: NamedLimit, { percentile: options }: Rolling): string {
  return name === "percentile" ? `percentile ${options?.of.written ?? ""}` : names[name];
}

function overLimit(
  { address, path }: TablePlace,
  options: Rolling,
  window: Window,
  { named, measured }: { readonly named: NamedLimit; readonly measured: Measured },
): readonly Finding[] {
  const unit = quantitiesOf(named.limit)[0]?.unit ?? "number";
  const value = show(unit, measured.value, named.limit);
  const line = measured.line ?? lastLine(window);
  return brokenBounds(named.limit, measured.value).map((bound) => ({
    message: sentence(
      address,
      path,
      `has a ${nameOf(named, options)} of ${value} in *${options.column}* over ${describeWindow(options, window)}`,
      bound,
      ...(measured.line === undefined ? [] : [`it stands in line ${measured.line}`]),
      rowsOf(window),
    ),
    location: { path, line },
    remedy,
  }));
}

function brokenShare({ address, path }: TablePlace, options: Rolling, window: Window): readonly Finding[] {
  const { share, column } = options;
  if (share === undefined) return [];
  const matching = window.rows.filter(says(share.of));
  const value = { dividend: { units: BigInt(matching.length) * 100n, scale: 0 }, divisor: BigInt(window.rows.length) };
  const count = `${matching.length} of ${window.rows.length}`;
  return brokenBounds(share, value).map((bound) => ({
    message: sentence(
      address,
      path,
      `has a share of ${show("percent", value, share)} (${count}) with ${listNames(share.of)} in *${column}* over ${describeWindow(options, window)}`,
      bound,
      ...(matching.length === 0 ? [] : [`they stand in ${describeLines(matching.map(({ line }) => line))}`]),
      rowsOf(window),
    ),
    location: { path, line: matching.at(-1)?.line ?? lastLine(window) },
    remedy,
  }));
}

function brokenRun({ address, path }: TablePlace, options: Rolling, window: Window): readonly Finding[] {
  const { consecutive, column } = options;
  if (consecutive === undefined) return [];
  const run = longestRun(window.rows, says(consecutive.of));
  const limit = consecutive["fewer-than"];
  const [first] = run;
  if (first === undefined || run.length < limit) return [];
  const words = [...new Set(run.map(({ cells }) => quote(cells[0] ?? "")))];
  return [
    {
      message: sentence(
        address,
        path,
        `has ${run.length} ${run.length === 1 ? "row" : "rows in a row"} with ${words.join(", ")} in *${column}* over ${describeWindow(options, window)}`,
        limit === 1 ? "none is allowed" : `fewer than ${limit} are allowed`,
        `they stand in ${describeLines(run.map(({ line }) => line))}`,
        rowsOf(window),
      ),
      location: { path, line: first.line },
      remedy,
    },
  ];
}

function says(words: readonly string[]): (row: Row) => boolean {
  const keys = new Set(words.map(wordKey));
  return ({ cells }) => keys.has(wordKey(cells[0] ?? ""));
}

/** With as many digits as it takes to tell the value from the limit. */
function show(unit: Measurable, value: Quotient, limit: Limit): string {
  const scales = quantitiesOf(limit).map(({ amount }) => amount.scale);
  return showQuantity(unit, value, Math.max(value.dividend.scale, ...scales) + value.divisor.toString().length);
}

function rowsOf({ rows }: Window): string {
  const lines = rows.map(({ line }) => line);
  return `looked at: ${rows.length === 1 ? "the row" : `${rows.length} rows`} in ${describeLines(lines)}`;
}

function lastLine({ rows }: Window): number {
  return rows.at(-1)?.line ?? 1;
}

/** The rows that are looked at; of an incomplete window, those there are. */
export function describeWindow({ last, by }: Rolling, window?: Window): string {
  if (window?.lacks === "time" || (window?.lacks === "rows" && "rows" in last))
    return window.rows.length === 1 ? "the only row" : `the only ${window.rows.length} rows`;
  const order = by === undefined ? "" : ` by *${by}*`;
  if ("span" in last) return `the last ${last.written}${order}`;
  return `${last.rows === 1 ? "the last row" : `the last ${last.rows} rows`}${order}`;
}
