import { expect, test } from "@jest/globals";
import { describeLines } from "../../../src/core/rolling/lines.ts";

test.each([
  [[4], "line 4"],
  [[4, 5], "lines 4 to 5"],
  [[9, 4, 5, 6], "lines 4 to 6 and 9"],
  [[1, 3, 5, 7, 9], "lines 1, 3, 5, 7 and 9"],
  [[1, 3, 5, 7, 9, 11], "lines 1, 3, 5, 7, 9 and more"],
])("%j are %s", (lines, words) => {
  expect(describeLines(lines)).toBe(words);
});
