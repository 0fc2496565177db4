import type { Verdict } from "../core/verdict.ts";
import { type Effect, isSetAside } from "./marks.ts";

/** The few terminal styles there are. They do not nest. */
export interface Style {
  readonly bold: (text: string) => string;
  readonly dim: (text: string) => string;
  readonly red: (text: string) => string;
  readonly green: (text: string) => string;
  readonly yellow: (text: string) => string;
  readonly cyan: (text: string) => string;
}

function sgr(on: number, off: number): (text: string) => string {
  return (text) => (text === "" ? "" : `\u001b[${on}m${text}\u001b[${off}m`);
}

const plain = (text: string) => text;

const coloured: Style = {
  bold: sgr(1, 22),
  dim: sgr(2, 22),
  red: sgr(31, 39),
  green: sgr(32, 39),
  yellow: sgr(33, 39),
  cyan: sgr(36, 39),
};

const uncoloured: Style = { bold: plain, dim: plain, red: plain, green: plain, yellow: plain, cyan: plain };

/** Styles that write SGR codes, or that leave text as it is. */
export function styleOf(colour: boolean): Style {
  return colour ? coloured : uncoloured;
}

/** Paints the mark and the state of something by what came of it. */
export function painted(text: string, verdict: Verdict, effect: Effect | undefined, style: Style): string {
  if (effect === "would block" || effect === "off") return style.dim(text);
  if (effect === "warns" || verdict === "pending") return style.yellow(text);
  if (effect === "blocks") return style.red(text);
  if (verdict === "pass") return style.green(text);
  return isSetAside(verdict) ? style.cyan(text) : style.dim(text);
}
