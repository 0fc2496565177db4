import { expect, test } from "@jest/globals";
import { choose } from "../../../src/adapters/queue/choice.ts";
import type { JobRow } from "../../../src/adapters/queue/job-row.ts";

/** Rows as `installation/key`, with `!` for a suspect and `?` for one that cannot be run. */
function chosen(rows: string, room: { free: number; held?: Record<number, number>; suspect?: boolean }): string {
  const left = new Set(
    rows
      .split(" ")
      .map((text) => ({ text, installation: Number.parseInt(text, 10), crashes: text.includes("!") ? 2 : 1 })),
  );
  const taken: string[] = [];
  choose(
    {
      free: room.free,
      held: new Map(Object.entries(room.held ?? {}).map(([installation, count]) => [Number(installation), count])),
      share: 2,
      suspectAllowed: room.suspect ?? true,
    },
    (passOver, suspects, limit) =>
      [...left]
        .filter((row) => !passOver.includes(row.installation) && (suspects || row.crashes < 2))
        .slice(0, limit) as unknown as readonly JobRow[],
    (row) => {
      const one = [...left].find((candidate) => (candidate as unknown) === row);
      if (one === undefined) throw new Error("not one of the rows");
      left.delete(one);
      if (one.text.includes("?")) return false;
      taken.push(one.text);
      return true;
    },
  );
  return taken.join(" ");
}

test.each([
  ["rows come in order", "1/a 2/b 3/c", { free: 2 }, "1/a 2/b"],
  ["beyond its share an installation lets others go first", "1/a 1/b 1/c 1/d 2/e 3/f", { free: 4 }, "1/a 1/b 2/e 3/f"],
  ["what nobody else wants is taken beyond the share", "1/a 1/b 1/c 2/d", { free: 4 }, "1/a 1/b 2/d 1/c"],
  ["what runs already counts", "1/a 1/b 2/c", { free: 2, held: { 1: 2 } }, "2/c 1/a"],
  ["one suspect is taken at a time", "1/a! 1/b! 2/c! 2/d", { free: 4 }, "1/a! 2/d"],
  ["none while another runs", "1/a! 2/b", { free: 4, suspect: false }, "2/b"],
  ["what cannot be run leaves its place to the next", "1/a? 1/b? 2/c 2/d", { free: 2 }, "2/c 2/d"],
  ["nothing is taken from nothing", "", { free: 0 }, ""],
])("%s", (_, rows, room, expected) => {
  expect(chosen(rows, room)).toBe(expected);
});
