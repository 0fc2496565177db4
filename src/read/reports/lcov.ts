import type { CoverageReport } from "../../core/evidence/coverage.ts";
import { draftCoverage, type FileDraft } from "./coverage-draft.ts";
import { eachSpan } from "./lines.ts";
import { detached } from "./report-text.ts";
import { unreadable } from "./unreadable.ts";

const branchKey = /^\d{1,9},/;
const otherRecord = /^(?:#|[A-Z]{2,8}:)/;
const comma = 44;

/**
 * Reads pieces of whole lines of LCOV trace files (`man geninfo`, section FILES). Records of one file are summed, as `lcov -a` does. Totals (`LF`,
 * `LH`) and functions are not looked at. A file that ends inside a record was cut off, and proves nothing.
 */
export function readLcov(pieces: Iterable<string>): CoverageReport {
  const draft = draftCoverage("sum");
  // Most files name their branches alike: a key that is kept once does not take memory once per file.
  const keys = new Map<string, string>();
  let file: FileDraft | undefined;
  let records = 0;
  eachSpan(pieces, (text, start, end, number) => {
    const bad = (): never => unreadable(`line ${number} is no record of LCOV`);
    if (text.startsWith("DA:", start)) {
      const lineAt = start + "DA:".length;
      const lineEnd = digitsEnd(text, lineAt, end, 9);
      const countEnd = digitsEnd(text, lineEnd + 1, end, 15);
      const isWhole = countEnd === end || text.charCodeAt(countEnd) === comma;
      if (lineEnd < 0 || text.charCodeAt(lineEnd) !== comma || countEnd < 0 || !isWhole) bad();
      (file ?? bad()).line(numberAt(text, lineAt, lineEnd), numberAt(text, lineEnd + 1, countEnd));
    } else if (text.startsWith("BRDA:", start)) {
      const last = text.lastIndexOf(",", end - 1);
      const key = text.slice(Math.min(start + "BRDA:".length, last), last);
      const isNever = last + 2 === end && text[last + 1] === "-";
      if (!branchKey.test(key) || !(isNever || digitsEnd(text, last + 1, end, 15) === end)) bad();
      let known = keys.get(key);
      if (known === undefined) {
        known = detached(key);
        keys.set(known, known);
      }
      (file ?? bad()).branch(known, isNever ? 0 : numberAt(text, last + 1, end));
    } else if (text.startsWith("SF:", start)) {
      if (file !== undefined) bad();
      file = draft.file(detached(text.slice(start + "SF:".length, end)));
    } else if (text.startsWith("end_of_record", start) && end === start + "end_of_record".length) {
      if (file === undefined) bad();
      file = undefined;
      records += 1;
    } else if (!otherRecord.test(text.slice(start, Math.min(end, start + 9)))) bad();
  });
  if (file !== undefined) unreadable("it ends inside a record, so it was cut off");
  if (records === 0) unreadable("it has no record of a file");
  return draft.report();
}

/** Where the digits that begin at a place end; -1 where there are none, or more than that many. */
function digitsEnd(text: string, start: number, limit: number, most: number): number {
  let end = start;
  while (end < limit && isDigit(text.charCodeAt(end))) end += 1;
  return end === start || end > start + most ? -1 : end;
}

function isDigit(code: number): boolean {
  return code >= 48 && code <= 57;
}

/** What digits come to, at most fifteen of them. */
function numberAt(text: string, start: number, end: number): number {
  let value = 0;
  for (let at = start; at < end; at++) value = value * 10 + text.charCodeAt(at) - 48;
  return value;
}
