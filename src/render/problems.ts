import type { LocatedProblem } from "../core/policy/problem.ts";
import { gap, joinLines, type Line } from "./page.ts";
import { type Style, styleOf } from "./style.ts";
import { counted, visible } from "./visible.ts";
import { columns } from "./width.ts";

const indent = "  ";
const tabStop = 4;

/**
 * Everything that is wrong with a policy at once, ordered by place: `file:line:column message`, the line, a caret; and
 * last how much it is. Nothing when nothing is wrong.
 */
export function renderProblems(
  problems: readonly LocatedProblem[],
  options: { readonly colour: boolean; readonly width: number },
): string {
  if (problems.length === 0) return "";
  const style = styleOf(options.colour);
  const ordered = [...problems].sort(
    (a, b) => compare(a.file, b.file) || a.line - b.line || a.column - b.column || compare(a.message, b.message),
  );
  const count = (severity: LocatedProblem["severity"]) => problems.filter((each) => each.severity === severity).length;
  const counts = [
    ...(count("error") > 0 ? [counted(count("error"), "error")] : []),
    ...(count("warning") > 0 ? [counted(count("warning"), "warning")] : []),
  ];
  const blocks = ordered.flatMap((problem) => [...problemLines(problem, options.width, style), gap]);
  return joinLines([...blocks, style.bold(counts.join(", "))]);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

function problemLines(problem: LocatedProblem, width: number, style: Style): readonly Line[] {
  const { file, line, column, message, severity, sourceLine } = problem;
  const [paint, label] = severity === "warning" ? [style.yellow, "warning: "] : [style.red, ""];
  const place = style.cyan(visible(`${file}:${line}:${column}`));
  // On one line whatever its length: editors and greps read it.
  const first = `${place} ${paint(`${label}${visible(message)}`)}`;
  if (sourceLine === undefined || sourceLine.trim() === "") return [first];
  const { text, caret } = excerpt(sourceLine, column, Math.max(20, width - indent.length));
  return [first, `${indent}${text}`, `${indent}${" ".repeat(caret)}${paint("^")}`];
}

/** The part of a line around a column that fits into `width`, and where the caret goes under it. */
function excerpt(sourceLine: string, column: number, width: number): { text: string; caret: number } {
  // What is further away than the width cannot be shown, so a line of megabytes costs nothing.
  const from = Math.max(0, column - 1 - width);
  const near = sourceLine.slice(from, column - 1 + width);
  const before = expanded(near.slice(0, column - 1 - from), 0);
  const after = expanded(near.slice(column - 1 - from), total(before));
  const cutAfter = from + near.length < sourceLine.length;
  // The caret takes a column, behind the end of the line too.
  const behind = Math.max(1, total(after));
  if (from === 0 && !cutAfter && total(before) + behind <= width) {
    return { text: [...before, ...after].join(""), caret: total(before) };
  }
  const wanted = Math.max(Math.floor(width / 2), width - behind);
  const head = fittingEnd(before, wanted, from > 0);
  const tail = fittingStart(after, width - total(head), cutAfter);
  return { text: [...head, ...tail].join(""), caret: total(head) };
}

/** The last pieces that fit, behind an ellipsis when some are cut. */
function fittingEnd(pieces: readonly string[], width: number, cut: boolean): readonly string[] {
  const reversed = fittingStart([...pieces].reverse(), width, cut);
  return [...reversed].reverse();
}

/** The first pieces that fit, before an ellipsis when some are cut. */
function fittingStart(pieces: readonly string[], width: number, cut: boolean): readonly string[] {
  if (!cut && total(pieces) <= width) return pieces;
  let used = 1;
  const end = pieces.findIndex((piece) => {
    used += columns(piece);
    return used > width;
  });
  return [...pieces.slice(0, end === -1 ? pieces.length : end), "…"];
}

function total(pieces: readonly string[]): number {
  return pieces.reduce((sum, piece) => sum + columns(piece), 0);
}

/** One piece per character: visible, and a tab as the spaces up to its stop. */
function expanded(text: string, start: number): readonly string[] {
  let at = start;
  return Array.from(text, (character) => {
    const piece = character === "\t" ? " ".repeat(tabStop - (at % tabStop)) : visible(character);
    at += columns(piece);
    return piece;
  });
}
