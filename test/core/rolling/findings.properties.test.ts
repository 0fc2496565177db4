import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { judgeCase } from "../../requirement-table.ts";

const path = "docs/04.md";
const cell = fc
  .tuple(fc.integer({ min: -99, max: 999 }), fc.integer({ min: 0, max: 99 }))
  .map(([whole, part]) => `${whole}.${part}%`);
const cells = fc.array(cell, { minLength: 1, maxLength: 12 });
const measure = fc.constantFrom("mean", "median", "min", "max", "sum");

function judge(rows: readonly string[], options: Readonly<Record<string, unknown>>) {
  const text = ["# Log", "", "| Rate |", "|---|", ...rows.map((row) => `| ${row} |`), ""].join("\n");
  const require = { rolling: { over: `${path}#Log`, column: "Rate", last: rows.length, ...options } };
  return judgeCase({ require, after: { [path]: text } }).outcome.verdict;
}

test("a mean of equal cells is exactly that cell", () => {
  fc.assert(
    fc.property(cell, fc.integer({ min: 1, max: 30 }), (each, count) => {
      const rows = Array.from({ length: count }, () => each);
      expect(judge(rows, { mean: { "at-most": each, "at-least": each } })).toBe("pass");
      expect(judge(rows, { mean: { below: each } })).toBe("fail");
      expect(judge(rows, { mean: { above: each } })).toBe("fail");
    }),
  );
});

test("whatever is measured is either at most the limit or above it", () => {
  fc.assert(
    fc.property(cells, measure, cell, (rows, name, limit) => {
      const [atMost, above] = [
        judge(rows, { [name]: { "at-most": limit } }),
        judge(rows, { [name]: { above: limit } }),
      ];
      expect([atMost, above].toSorted()).toEqual(["fail", "pass"]);
      const [atLeast, below] = [
        judge(rows, { [name]: { "at-least": limit } }),
        judge(rows, { [name]: { below: limit } }),
      ];
      expect([atLeast, below].toSorted()).toEqual(["fail", "pass"]);
    }),
  );
});

test("rows above the last ones change nothing, and neither does the order of the last ones", () => {
  fc.assert(
    fc.property(fc.array(cell, { maxLength: 5 }), cells, measure, cell, (earlier, rows, name, limit) => {
      const options = { last: rows.length, [name]: { "at-most": limit } };
      const verdict = judge(rows, options);
      expect(judge([...earlier, ...rows], options)).toBe(verdict);
      expect(judge(rows.toReversed(), options)).toBe(verdict);
    }),
  );
});

test("a limit added never makes a pass of what does not pass", () => {
  fc.assert(
    fc.property(cells, cell, cell, (rows, sum, mean) => {
      const one = judge(rows, { sum: { "at-most": sum } });
      const both = judge(rows, { sum: { "at-most": sum }, mean: { "at-most": mean } });
      expect(both === "pass" && one !== "pass").toBe(false);
    }),
  );
});

test("one cell that is no percentage is never outvoted", () => {
  const other = fc.constantFrom("", "-", "4.2", "1e1%", "4,2%", "~4%", "%", "4 % or so", "TBD", "850 ms");
  fc.assert(
    fc.property(cells, other, fc.nat(), (rows, odd, at) => {
      // A row of its own name: without it an odd cell may leave the row blank, which is no row.
      const place = at % (rows.length + 1);
      const text = ["# Log", "", "| Name | Rate |", "|---|---|"];
      const all = [...rows.slice(0, place), odd, ...rows.slice(place)];
      const after = { [path]: [...text, ...all.map((each, index) => `| row ${index} | ${each} |`), ""].join("\n") };
      const require = {
        rolling: { over: `${path}#Log`, column: "Rate", last: all.length, mean: { "at-most": "1000%" } },
      };
      expect(judgeCase({ require, after }).outcome.verdict).toBe("fail");
    }),
  );
});
