import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { compareTables, type TableOptions } from "../../../src/core/document/compare-tables.ts";
import type { Row } from "../../../src/core/document.ts";
import { scopeOf } from "../../outlines.ts";

const table = (header: string, ...rows: readonly string[]) =>
  `## Log\n\n${header}\n${header.replaceAll(/[^|]+/g, "---")}\n${rows.join("\n")}\n`;
const header = "| Window | Rate | Decision |";
const rows = ["| w1 | 1% | promote |", "| w2 | 2% | hold |", "| w3 | 3% | promote |"];
const base = table(header, ...rows);
const keyed: TableOptions = { columns: ["window", "Decision"], key: ["WINDOW"] };

function compare(before: string | undefined, after: string, options: TableOptions) {
  const result = compareTables(
    before === undefined ? undefined : scopeOf(before, "Log"),
    scopeOf(after, "Log"),
    options,
  );
  if (!result.found) throw new Error("no table");
  return result.changes;
}

function summary(before: string | undefined, after: string, options: TableOptions) {
  const changes = compare(before, after, options);
  const all = (sign: string, found: readonly Row[]) => found.map(({ cells }) => `${sign}${cells.join(" ")}`);
  return [
    ...all("+", changes.added),
    ...changes.changed.map((pair) => `${pair.before.cells.join(" ")} -> ${pair.after.cells.join(" ")}`),
    ...all("-", changes.lost),
    ...all("twice ", changes.duplicates),
    ...all("blank ", changes.blank),
    ...all("above ", changes.insertedAbove),
    ...changes.lostColumns.map((name) => `no column ${name}`),
    ...(changes.reordered ? ["reordered"] : []),
  ];
}

const fresh = "| w4 | 4% | hold |";
const cases: Readonly<Record<string, readonly [after: string, rows: readonly string[], withKey?: readonly string[]]>> =
  {
    "the same table has no changes": [base, []],
    "an appended row is added": [table(header, ...rows, fresh), ["+w4 4% hold"]],
    "a row put on top is added, above the others": [table(header, fresh, ...rows), ["+w4 4% hold", "above w4 4% hold"]],
    "an edited row is changed": [base.replace("2%", "9%"), ["w2 2% hold -> w2 9% hold"]],
    "an edited row next to a new one": [
      table(header, ...rows.slice(0, 2), "| w3 | 9% | promote |", fresh),
      ["+w4 4% hold", "w3 3% promote -> w3 9% promote"],
    ],
    "a row with another key is changed, or with a key another row": [
      base.replace("w2", "w9"),
      ["w2 2% hold -> w9 2% hold"],
      ["+w9 2% hold", "-w2 2% hold", "above w9 2% hold"],
    ],
    "a row taken out is lost": [table(header, ...rows.slice(1)), ["-w1 1% promote"]],
    "rows in another order are reordered": [table(header, ...rows.toReversed()), ["reordered"]],
    "a row twice is a duplicate": [table(header, ...rows, "| **w1** | 1% | `promote` |"), ["twice w1 1% promote"]],
    "a key twice is a duplicate": [table(header, ...rows, "| w1 | 9% | hold |"), ["+w1 9% hold"], ["twice w1 9% hold"]],
    "a new row twice is one row": [table(header, ...rows, fresh, fresh), ["+w4 4% hold", "twice w4 4% hold"]],
    "a blank row is none": [table(header, ...rows, "| - | TBD |  |"), ["blank - TBD "]],
    "a table with other alignment has no changes": [
      base.replace("|---|---|---|", "|:--|--:|:-:|").replace("| w1 |", "|    w1|"),
      [],
    ],
    "columns in another order are no change": [
      table("| Rate | Decision | Window |", "| 1% | promote | w1 |", "| 2% | hold | w2 |", "| 3% | promote | w3 |"),
      [],
    ],
    "a column more is compared without it": [
      table(
        "| Window | Rate | Decision | By |",
        "| w1 | 1% | promote | Ann |",
        "| w2 | 2% | hold | Ann |",
        "| w3 | 3% | promote | Ann |",
        "| w4 | 4% | hold | Ann |",
      ),
      ["+w4 4% hold Ann"],
    ],
    "a column less is lost": [
      table("| Window | Decision |", "| w1 | promote |", "| w2 | hold |", "| w3 | promote |"),
      ["no column Rate"],
    ],
    "a row in a comment or a fence is none": [`${base}\n<!--\n${fresh}\n-->\n\n\`\`\`\n${fresh}\n\`\`\`\n`, []],
    "a row in a second table with these columns counts, in the order of the first": [
      `${base}\n${table("| Decision | Window |", "| hold | w4 |").slice(8)}`,
      ["+w4  hold"],
    ],
    "a copy of the table does not hide what was taken out of it": [
      `${table(header, fresh)}\n${table(header, ...rows.slice(1)).slice(8)}`,
      ["w1 1% promote -> w4 4% hold"],
      ["+w4 4% hold", "-w1 1% promote", "above w4 4% hold"],
    ],
  };

describe("rows compared by all cells", () => {
  test.each(Object.entries(cases))("%s", (_name, [after, expected]) => {
    expect(summary(base, after, { columns: ["Window", "Decision"] })).toEqual(expected);
  });
});

describe("rows compared by a key", () => {
  test.each(Object.entries(cases))("%s", (_name, [after, expected, withKey]) => {
    expect(summary(base, after, keyed)).toEqual(withKey ?? expected);
  });
});

describe("tables", () => {
  test("are found by their columns, without case and markup", () => {
    const text = `## Log\n\n${table("| X |", "| a |").slice(8)}\n${table("| *Window* | `RATE` |", "| w | 1% |").slice(8)}`;
    const changes = compare(undefined, text, { columns: ["window", "Rate"] });
    expect(changes.table.line).toBe(7);
    expect([changes.columns("rate"), changes.columns("Window"), changes.columns("other")]).toEqual([1, 0, -1]);
    expect(changes.added).toEqual([{ cells: ["w", "1%"], line: 9 }]);
  });

  test("that do not have the columns are named by their headers", () => {
    expect(compareTables(undefined, scopeOf(base, "Log"), { columns: ["Window", "Else"] })).toEqual({
      found: false,
      headers: [["Window", "Rate", "Decision"]],
      line: 1,
    });
    expect(compareTables(undefined, scopeOf("\n## Log\n", "Log"), { columns: [] })).toEqual({
      found: false,
      headers: [],
      line: 2,
    });
  });

  test("without columns asked for are the first one of the base, wherever it went", () => {
    const decoy = table("| New |", "| a |");
    expect(summary(base, `${decoy}\n${base.slice(8)}`, { columns: [] })).toEqual([]);
    expect(summary(undefined, `${decoy}\n${base.slice(8)}`, { columns: [] })).toEqual(["+a"]);
  });

  test("of different columns are compared column by column", () => {
    const narrow = table("| A | B |", "| 1 | 2 |");
    const wide = table("| C | A |", "| 3 | 4 |").slice(8);
    const before = `${narrow}\n${wide}`;
    expect(summary(before, before, { columns: ["A"] })).toEqual([]);
    expect(summary(before, before.replace("| 3 |", "| 5 |"), { columns: ["A"] })).toEqual(["4  3 -> 4  5"]);
    expect(compare(before, before, { columns: ["A"] }).columns("C")).toBe(2);
  });

  test("of more than a hundred columns are not looked at", () => {
    const wide = `|${Array.from({ length: 101 }, (_, at) => ` c${at} |`).join("")}`;
    expect(compareTables(undefined, scopeOf(table(wide), "Log"), { columns: [] })).toMatchObject({ found: false });
  });

  test("to which a column asked for is added keep their rows", () => {
    const before = table("| Window |", "| w1 |", "| w2 |");
    const after = table("| Window | Decision |", "| w1 | hold |", "| w2 | hold |");
    expect(summary(before, after, { columns: ["Decision"] })).toEqual([]);
    expect(summary(before, after, keyed)).toEqual([]);
  });

  test("whose columns were all renamed are compared by position", () => {
    const after = base.replace(header, "| Fenster | Quote | Entscheidung |");
    expect(summary(base, after, { columns: [] })).toEqual(["no column Window", "no column Rate", "no column Decision"]);
  });

  test("tell the lines of rows that stand outside", () => {
    expect(compare(base, `${base}\n${fresh}\n`, keyed).strayRowLines).toEqual([9]);
  });

  test("with a column name twice are compared column by column", () => {
    const twice = table("| A | A |", "| 1 | 2 |");
    expect(summary(twice, twice.replace("| 1 | 2 |", "| 1 | 3 |"), { columns: ["A"] })).toEqual(["1 2 -> 1 3"]);
  });
});

describe("any table", () => {
  const cell = fc.stringMatching(/^[a-z0-9]{1,6}( [a-z0-9]{1,6})?$/);
  const someRows = fc.uniqueArray(fc.tuple(cell, cell, cell), {
    minLength: 1,
    maxLength: 10,
    selector: ([first]) => first,
  });
  const render = (cells: readonly (readonly string[])[]) =>
    table(header, ...cells.map((row) => `| ${row.join(" | ")} |`));

  test("has exactly one row more when one is appended", () => {
    fc.assert(
      fc.property(someRows, cell, cell, (cells, a, b) => {
        const key = `${cells.map(([first]) => first).join("-")} new`;
        const added = [key, a, b];
        const expected = [`+${added.join(" ")}`];
        expect(summary(render(cells), render([...cells, added]), { columns: [] })).toEqual(expected);
        expect(summary(render(cells), render([...cells, added]), keyed)).toEqual(expected);
      }),
    );
  });

  test("accounts for every row", () => {
    fc.assert(
      fc.property(someRows, someRows, fc.boolean(), (before, after, withKey) => {
        const changes = compare(render(before), render(after), withKey ? keyed : { columns: [] });
        const kept = before.length - changes.lost.length;
        expect(kept + changes.added.length).toBe(after.length);
      }),
    );
  });
});
