import { expect, test } from "@jest/globals";
import * as fc from "fast-check";
import type { CoverageReport, CoveredFile } from "../../../src/core/evidence/coverage.ts";
import { isCounted, joinFiles, type Measure, shareOf } from "../../../src/core/evidence/coverage.ts";
import { packCoverage, unpackCoverage } from "../../../src/core/evidence/packed-coverage.ts";

const plain = <Key>(measure: Measure<Key>) => (isCounted(measure) ? new Map(measure) : measure);
const plainFile = ({ lines, branches }: CoveredFile) => ({ lines: plain(lines), branches: plain(branches) });

const count = fc.nat();
const share = fc.record({ covered: count, total: count });
const measureOf = <Key>(key: fc.Arbitrary<Key>) =>
  fc.oneof(
    fc.array(fc.tuple(key, count), { maxLength: 20 }).map((entries): Measure<Key> => new Map(entries)),
    share,
  );
const file = fc.record({
  lines: measureOf(fc.nat(999_999_999_999_999)),
  branches: measureOf(fc.string({ maxLength: 3 })),
});
const reports = fc
  .array(fc.tuple(fc.string(), file), { maxLength: 8 })
  .map((files): CoverageReport => ({ subject: "coverage", files: new Map(files) }));

test("what is packed is unpacked as it was, after another thread had it as well", () => {
  fc.assert(
    fc.property(reports, (report) => {
      const unpacked = unpackCoverage(structuredClone(packCoverage(report)));
      expect([...unpacked.files.keys()]).toEqual([...report.files.keys()]);
      for (const [path, original] of report.files) {
        const found = unpacked.files.get(path);
        if (found === undefined) throw new Error(path);
        expect(plainFile(found)).toEqual(plainFile(original));
        expect(shareOf(found.lines)).toEqual(shareOf(original.lines));
        expect(shareOf(found.branches)).toEqual(shareOf(original.branches));
        expect(plainFile(joinFiles([found, original]))).toEqual(plainFile(joinFiles([original, original])));
        if (isCounted(original.lines) && isCounted(found.lines)) {
          for (const line of [...new Map(original.lines).keys(), 0, 1, 7])
            expect(found.lines.get(line)).toBe(original.lines.get(line));
        }
        if (isCounted(original.branches) && isCounted(found.branches)) {
          for (const name of [...new Map(original.branches).keys(), "", "1,0,0"])
            expect(found.branches.get(name)).toBe(original.branches.get(name));
        }
      }
    }),
  );
});
