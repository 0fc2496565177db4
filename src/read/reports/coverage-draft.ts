import type { CoverageReport, CoveredFile, Share } from "../../core/evidence/coverage.ts";
import { maxMeasuredFiles, maxMeasuredLines, maxMeasurements, maxPathLength } from "./limits.ts";
import { unreadable } from "./unreadable.ts";

/** One source file while a report is read. Lines from 1, counts from 0. */
export interface FileDraft {
  line(line: number, count: number): void;
  branch(key: string, count: number): void;
  /** A line with so many branches, of which so many were run; which ones, the report does not say. */
  branchesOfLine(line: number, covered: number, total: number): void;
}

/** A coverage report while it is read. */
export interface CoverageDraft {
  /** The file of that path, begun or continued. */
  file(path: string): FileDraft;
  /** A file of which totals alone are known. */
  totals(path: string, lines: Share, branches: Share): void;
  report(): CoverageReport;
}

/** How a line that is mentioned twice adds up: formats that append runs sum, those that repeat themselves take the most. */
export type Combination = "sum" | "max";

/** Begins a coverage report. Everything that is put in is counted against the limits. */
export function draftCoverage(combination: Combination): CoverageDraft {
  const counted = new Map<string, { readonly lines: Map<number, number>; readonly branches: Map<string, number> }>();
  const files = new Map<string, CoveredFile>();
  let lineCount = 0;
  let branchCount = 0;
  let measurements = 0;

  /** True when the key is new. */
  const put = <Key>(measure: Map<Key, number>, key: Key, count: number): boolean => {
    measurements += 1;
    if (measurements > maxMeasurements) unreadable(`it has more than ${maxMeasurements} measurements`);
    const known = measure.get(key);
    measure.set(key, known === undefined ? count : combination === "sum" ? known + count : Math.max(known, count));
    return known === undefined;
  };
  const putBranch = (branches: Map<string, number>, key: string, count: number) => {
    if (put(branches, key, count)) branchCount += 1;
    if (branchCount > maxMeasuredLines) unreadable(`it has more than ${maxMeasuredLines} branches`);
  };

  return {
    file(reported) {
      const path = readPath(reported);
      const file = counted.get(path) ?? { lines: new Map<number, number>(), branches: new Map<string, number>() };
      counted.set(path, file);
      files.set(path, file);
      if (files.size > maxMeasuredFiles) unreadable(`it has more than ${maxMeasuredFiles} files`);
      return {
        line(line, count) {
          if (put(file.lines, line, count)) lineCount += 1;
          if (lineCount > maxMeasuredLines) unreadable(`it has more than ${maxMeasuredLines} lines of code`);
        },
        branch(key, count) {
          putBranch(file.branches, key, count);
        },
        branchesOfLine(line, covered, total) {
          for (let index = 0; index < total; index++)
            putBranch(file.branches, `${line}/${index}`, index < covered ? 1 : 0);
        },
      };
    },
    totals(reported, lines, branches) {
      const path = readPath(reported);
      if (files.has(path)) unreadable("it names a file twice");
      files.set(path, { lines, branches });
    },
    report: () => ({ subject: "coverage", files }),
  };
}

function readPath(reported: string): string {
  if (reported.length > maxPathLength) unreadable(`it names a file with more than ${maxPathLength} characters`);
  const path = (/^[A-Za-z]:\\|^[^/]*\\/.test(reported) ? reported.replaceAll("\\", "/") : reported).replace(
    /^(?:\.\/+)+/,
    "",
  );
  return path === "" ? unreadable("it measures a file without a name") : path;
}
