import { expect, test } from "@jest/globals";
import fc from "fast-check";
import { lastRows } from "../../../src/core/rolling/window.ts";

const rowAt = (line: number) => ({ cells: [], line });
const linesOf = ({ rows }: ReturnType<typeof lastRows>) => rows.map(({ line }) => line);
const last = fc.oneof(
  fc.integer({ min: 1, max: 12 }).map((rows) => ({ rows })),
  fc.bigInt({ min: 1n, max: 30n }).map((span) => ({ span, written: "so long" })),
);

test("in whatever order dated rows stand, the same ones are the last", () => {
  const instants = fc.uniqueArray(fc.bigInt({ min: 0n, max: 40n }), { maxLength: 10 });
  fc.assert(
    fc.property(
      instants.chain((all) => fc.tuple(fc.constant(all), fc.shuffledSubarray(all, { minLength: all.length }))),
      last,
      ([all, shuffled], each) => {
        const windowOf = (order: readonly bigint[]) =>
          lastRows(
            [],
            { last: each },
            order.map((at) => ({ row: rowAt(Number(at)), at, until: at })),
          );
        expect(windowOf(shuffled)).toEqual(windowOf(all));
        expect(linesOf(windowOf(all))).toEqual(linesOf(windowOf(all)).toSorted((a, b) => a - b));
      },
    ),
  );
});

test("turning a table upside down leaves the same rows, also where dates are equal", () => {
  const instants = fc
    .array(fc.bigInt({ min: 0n, max: 5n }), { maxLength: 10 })
    .map((all) => all.toSorted((a, b) => Number(a - b)));
  fc.assert(
    fc.property(instants, last, (all, each) => {
      fc.pre(all[0] !== all.at(-1));
      const dated = all.map((at, index) => ({ row: rowAt(index), at, until: at }));
      expect(lastRows([], { last: each }, dated.toReversed())).toEqual(lastRows([], { last: each }, dated));
    }),
  );
});

test("a time has everything from its beginning to its end, both included", () => {
  fc.assert(
    fc.property(
      fc.array(fc.bigInt({ min: 0n, max: 40n }), { minLength: 1 }),
      fc.bigInt({ min: 1n, max: 30n }),
      (all, span) => {
        const window = lastRows(
          [],
          { last: { span, written: "" } },
          all.map((at) => ({ row: rowAt(Number(at)), at, until: at })),
        );
        const newest = all.reduce((a, b) => (a > b ? a : b));
        expect(linesOf(window)).toHaveLength(all.filter((at) => at >= newest - span).length);
        expect(window.lacks).toBe(all.some((at) => at <= newest - span) ? undefined : "time");
      },
    ),
  );
});

test("so many days are so many rows, where there is one a day", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 30 }), fc.integer({ min: 0, max: 9 }), (days, more) => {
      const dated = Array.from({ length: days + more }, (_, index) => {
        const at = BigInt(index) * 24n;
        return { row: rowAt(index), at, until: at + 24n };
      });
      const window = lastRows([], { last: { span: BigInt(days) * 24n, written: "" } }, dated);
      expect(linesOf(window)).toHaveLength(days);
      expect(window.lacks).toBeUndefined();
      expect(lastRows([], { last: { span: BigInt(days) * 24n, written: "" } }, dated.slice(more + 1)).lacks).toBe(
        days === 1 ? "rows" : "time",
      );
    }),
  );
});
