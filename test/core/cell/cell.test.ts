import { describe, expect, test } from "@jest/globals";
import {
  type Column,
  cellProblem,
  columnSchema,
  columnTypes,
  expected,
  placeholder,
} from "../../../src/core/cell/cell.ts";

const fits: Record<Column["type"], readonly string[]> = {
  text: ["a", "0", "none", "- 3 -", "see <docs/a.md>", "100 %", "todo list reviewed", "?!x"],
  enum: ["promote", "HOLD", " Roll  back ", "n/a"],
  number: ["0", "42", "-0.5", "+7", "\u22123", ".5", "007"],
  percent: ["4.2%", "4.2 %", "-1%", "0%", "100%"],
  duration: [
    "850ms",
    "850 ms",
    "1.5 s",
    "30m",
    "30 min",
    "1h 30m",
    "1h30m",
    "2d",
    "1w 2d 3h",
    "PT1M30S",
    "P1DT2H",
    "P2W",
    "PT0.5S",
  ],
  date: ["2026-01-31", "2024-02-29", "2000-02-29", "0001-01-01"],
  datetime: [
    "2026-01-31T09:00Z",
    "2026-01-31 09:00",
    "2026-01-31T09:00:30",
    "2026-01-31T09:00:30.125Z",
    "2026-01-31 23:59 UTC",
    "2026-01-31T09:00+01:00",
    "2026-01-31T09:00\u221205:30",
  ],
  link: [
    "https://example.com/runs/1",
    "http://localhost:3000",
    "see https://example.com",
    "(https://example.com)",
    "run 12 <https://example.com/12>",
    "run 12 <docs/runs/12.md>",
    "run 12 </docs/runs/12.md>",
    "run 12 <#run-12>",
    "licence <LICENSE>",
    "https://[::1]/x",
  ],
  person: [
    "@ada",
    "@ada-lovelace",
    "@org/release-managers",
    "ada@example.com",
    "ada@example.com <mailto:ada@example.com>",
    "Ada Lovelace",
    "Łukasz",
    "O'Hara",
    "李雷",
    "@ada, @grace and Linus",
    "Ada <https://github.com/ada>",
    "Ada (SRE)",
  ],
};

const fitsNot: Record<Column["type"], readonly string[]> = {
  text: ["tbd", "TBD.", "(todo)", "TODO: write", "tbd by ops", "?", "???", "…", "...", "<reason>", "to be determined"],
  enum: ["promoted", "pro mote", "promote or hold", "yes", "<choose: promote, hold>"],
  number: ["1e3", "1,000", "1 000", "1.", "4%", "0x10", "Infinity", "NaN", "--1", "9".repeat(400), "१", "1.2.3", "$4"],
  percent: ["4.2", "%", "four %", "4,2%", "4.2%%", "1e2%", "<5%", "4% 5%", "4\u2030"],
  duration: [
    "850",
    "ms",
    "1h 1h",
    "30m 1h",
    "-5s",
    "1 fortnight",
    "P",
    "PT",
    "P1Y",
    "P1M",
    "1:30",
    "5M",
    "1h,30m",
    "pt1m",
  ],
  date: [
    "2026-02-29",
    "1900-02-29",
    "2026-04-31",
    "2026-13-01",
    "2026-00-10",
    "2026-01-00",
    "31.01.2026",
    "2026-1-5",
    "20260131",
    "2026-01-31T09:00Z",
    "0000-01-01",
    "today",
  ],
  datetime: [
    "2026-01-31",
    "2026-02-30T09:00Z",
    "2026-01-31T24:00Z",
    "2026-01-31T09:60Z",
    "2026-01-31T9:00Z",
    "2026-01-31  09:00",
    "2026-01-31T09:00 CET",
    "2026-01-31t09:00z",
    "2026-01-31T09:00+25:00",
    "2026-01-31T09:00+0100",
    "09:00",
    "2026-01-31T09:00Z-10:00Z",
  ],
  link: [
    "example.com",
    "docs/a.md",
    "run <javascript:alert(1)>",
    "run <javascript:https://example.com>",
    "run <data:text/html,x>",
    "run <ftp://example.com>",
    "run <//example.com>",
    "run <#>",
    "<docs/a.md>",
    "List<String>",
    "https://",
    "https://…",
    "javascript:alert(1)",
    "xhttps://example.com",
  ],
  person: [
    "none",
    "None",
    "@todo",
    "someone",
    "team",
    "the team",
    "Team",
    "unassigned",
    "x",
    "12",
    "@",
    "@-ada",
    "@a--b",
    "ada@",
    "Ada, tbd",
    "@ada, someone",
    "nobody yet?!%",
  ],
};

function columnOf(type: Column["type"], required = true): Column {
  return type === "enum" ? { type, required, of: ["promote", "hold", "roll back", "n/a"] } : { type, required };
}

const listed = (table: typeof fits) => columnTypes.flatMap((type) => table[type].map((cell) => [type, cell] as const));

describe("a cell", () => {
  test.each(listed(fits))("of type %s may be %j", (type, cell) => {
    expect(cellProblem(columnOf(type), cell)).toBeUndefined();
    expect(cellProblem(columnOf(type, false), cell)).toBeUndefined();
  });

  test.each(listed(fitsNot))("of type %s may not be %j", (type, cell) => {
    expect(cellProblem(columnOf(type), cell)).toMatch(/^is /);
    expect(cellProblem(columnOf(type, false), cell)).toMatch(/^is /);
  });

  test.each(columnTypes)("of type %s may be empty only when it is not required", (type) => {
    for (const cell of ["", " ", "-", "–", "—", "---", "N/A.", "∅"].filter(
      (each) => type !== "enum" || each !== "N/A.",
    )) {
      expect(cellProblem(columnOf(type), cell)).toBe("is empty");
      expect(cellProblem(columnOf(type, false), cell)).toBeUndefined();
    }
  });

  test.each(columnTypes)("of type %s is not filled by its own placeholder", (type) => {
    for (const required of [true, false]) {
      expect(cellProblem(columnOf(type, required), placeholder(columnOf(type)))).toBe("is still to be filled in");
    }
  });

  test("is told what it should be", () => {
    expect(cellProblem(columnOf("percent"), "4.2")).toBe("is not a percentage with its sign, such as 4.2%");
    expect(expected(columnOf("enum"))).toBe("promote, hold, roll back or n/a");
    expect(placeholder({ type: "enum", required: true, of: ["done"] })).toBe("<choose: done>");
  });
});

describe("a column in a policy", () => {
  test.each([
    [{ type: "enum" }, "an enum lists its words"],
    [{ type: "text", of: ["a"] }, '"of" lists the words of an enum'],
    [{ type: "enum", of: [] }, "Too small"],
    [{ type: "money" }, "Invalid option"],
    [{ type: "text", requird: false }, "type,of,required"],
    [{}, "Invalid option"],
  ])("is refused when it is %j", (column, words) => {
    const { error } = columnSchema.safeParse(column);
    expect(error?.issues.map(({ message }) => message).join("\n")).toContain(words);
  });

  test("is required unless it says otherwise", () => {
    expect(columnSchema.parse({ type: "date" })).toEqual({ type: "date", required: true });
    expect(columnSchema.parse({ type: "enum", of: [" go "], required: false })).toEqual({
      type: "enum",
      required: false,
      of: ["go"],
    });
  });
});
