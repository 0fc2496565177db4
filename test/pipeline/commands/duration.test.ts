import { describe, expect, test } from "@jest/globals";
import { readUntil, splitUntil } from "../../../src/pipeline/commands/duration.ts";

const now = Date.UTC(2026, 10, 21, 9);
const day = 24 * 60 * 60 * 1000;

describe("until when", () => {
  test.each<readonly [string, string | undefined, number]>([
    ["", undefined, now + 14 * day],
    ["", "2d", now + 2 * day],
    ["for 36h", "2d", now + 1.5 * day],
    ["FOR 1w", undefined, now + 7 * day],
    ["until 2026-11-30", undefined, Date.UTC(2026, 11, 1)],
    ["until 2026-11-21", undefined, Date.UTC(2026, 10, 22)],
    // The last day that is allowed holds as far as it goes.
    ["until 2026-12-05", undefined, now + 14 * day],
  ])("%j with at most %j", (text, longest, until) => {
    expect(readUntil(splitUntil(text.split(" ").filter(Boolean)).time, longest, now)).toEqual({ until });
  });

  test.each<readonly [string, string]>([
    ["for 15d", "14d at most"],
    ["until 2026-12-06", "14d at most"],
    ["until 2026-11-20", "is over"],
    ["until 2026-02-30", "is no time"],
    ["until tomorrow", "is no time"],
    ["for", "is no time"],
    ["for 7 d", "stands one value"],
  ])("%j is refused", (text, says) => {
    const until = readUntil(splitUntil(text.split(" ")).time, undefined, now);
    expect("problem" in until ? until.problem : "").toContain(says);
  });
});
