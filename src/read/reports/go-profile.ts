import type { CoverageReport } from "../../core/evidence/coverage.ts";
import { draftCoverage } from "./coverage-draft.ts";
import { eachLine } from "./lines.ts";
import { unreadable } from "./unreadable.ts";

/** `startLine.startColumn,endLine.endColumn statements count` (golang.org/x/tools/cover, profile.go). */
const block = /^(\d{1,9})\.\d{1,9},(\d{1,9})\.\d{1,9} (\d{1,9}) (\d{1,15})$/;

/**
 * Reads a profile of `go test -coverprofile`. A block that several packages measured is there several times: the most counts.
 * A line is run when any block on it is; blocks without statements hold nothing to run.
 */
export function readGoProfile(text: string): CoverageReport {
  const draft = draftCoverage("max");
  let begun = false;
  eachLine(text, (line, number) => {
    if (/^mode: (?:set|count|atomic)$/.test(line)) {
      begun = true;
      return;
    }
    const colon = line.lastIndexOf(":");
    const [, from, to, statements, count] = (begun && block.exec(line.slice(colon + 1))) || [];
    if (colon < 1 || from === undefined || Number(from) > Number(to))
      unreadable(`line ${number} is no block of a Go coverage profile`);
    const file = draft.file(line.slice(0, colon));
    if (Number(statements) === 0) return;
    for (let at = Number(from); at <= Number(to); at++) file.line(at, Number(count));
  });
  return draft.report();
}
