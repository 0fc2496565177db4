import type { CoverageReport } from "../../core/evidence/coverage.ts";
import { draftCoverage } from "./coverage-draft.ts";
import { eachLine } from "./lines.ts";
import { unreadable } from "./unreadable.ts";

/** `startLine.startColumn,endLine.endColumn statements count` (golang.org/x/tools/cover, profile.go). */
const record = /^(\d{1,9}\.\d{1,9},\d{1,9}\.\d{1,9} \d{1,9}) (\d{1,15})$/;

/**
 * Reads a profile of `go test -coverprofile`. A block that several packages measured is there several times: the most counts.
 * A line is run when any block on it is; blocks without statements hold nothing to run.
 */
export function readGoProfile(text: string): CoverageReport {
  const counts = new Map<string, Map<string, number>>();
  let begun = false;
  eachLine(text, (line, number) => {
    if (/^mode: (?:set|count|atomic)$/.test(line)) {
      begun = true;
      return;
    }
    const colon = line.lastIndexOf(":");
    const [, place, count] = (begun && record.exec(line.slice(colon + 1))) || [];
    if (colon < 1 || place === undefined) unreadable(`line ${number} is no block of a Go coverage profile`);
    const path = line.slice(0, colon);
    const blocks = counts.get(path) ?? new Map<string, number>();
    counts.set(path, blocks);
    blocks.set(place, Math.max(blocks.get(place) ?? 0, Number(count)));
  });
  const draft = draftCoverage("max");
  for (const [path, blocks] of counts) {
    const file = draft.file(path);
    for (const [place, count] of blocks) {
      const [from = 0, to = 0, statements = 0] = place.split(/\.\d+[, ]/).map(Number);
      if (from > to) unreadable("it has a block that ends before it begins");
      for (let line = from; line <= to && statements > 0; line++) file.line(line, count);
    }
  }
  return draft.report();
}
