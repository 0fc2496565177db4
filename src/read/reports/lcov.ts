import type { CoverageReport } from "../../core/evidence/coverage.ts";
import { draftCoverage, type FileDraft } from "./coverage-draft.ts";
import { eachLine } from "./lines.ts";
import { unreadable } from "./unreadable.ts";

const lineRecord = /^DA:(\d{1,9}),(\d{1,15})(?:,|$)/;
const branchRecord = /^BRDA:(\d{1,9},.*),(-|\d{1,15})$/s;

/**
 * Reads LCOV trace files (`man geninfo`, section FILES). Records of one file are summed, as `lcov -a` does. Totals (`LF`,
 * `LH`) and functions are not looked at. A file that ends inside a record was cut off, and proves nothing.
 */
export function readLcov(text: string): CoverageReport {
  const draft = draftCoverage("sum");
  let file: FileDraft | undefined;
  let records = 0;
  eachLine(text, (line, number) => {
    const bad = (): never => unreadable(`line ${number} is no record of LCOV`);
    if (line.startsWith("DA:")) {
      const [, at, count] = lineRecord.exec(line) ?? bad();
      (file ?? bad()).line(Number(at), Number(count));
    } else if (line.startsWith("BRDA:")) {
      const [, key = "", taken] = branchRecord.exec(line) ?? bad();
      (file ?? bad()).branch(key, taken === "-" ? 0 : Number(taken));
    } else if (line.startsWith("SF:")) {
      if (file !== undefined) bad();
      file = draft.file(line.slice("SF:".length));
    } else if (line === "end_of_record") {
      if (file === undefined) bad();
      file = undefined;
      records += 1;
    } else if (!/^(?:#|[A-Z]{2,8}:)/.test(line)) bad();
  });
  if (file !== undefined) unreadable("it ends inside a record, so it was cut off");
  if (records === 0) unreadable("it has no record of a file");
  return draft.report();
}
