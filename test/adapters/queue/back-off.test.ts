import { expect, test } from "@jest/globals";
import { delayAfter } from "../../../src/adapters/queue/back-off.ts";

test.each([
  [1, 1000],
  [2, 2000],
  [5, 16_000],
  [11, 600_000],
  [5000, 600_000],
])("after failure %d, the wait is %d ms or up to half less", (failures, full) => {
  const after = (random: number) => delayAfter(failures, { firstMs: 1000, longestMs: 600_000, random: () => random });
  expect(after(0)).toBe(full);
  expect(after(0.5)).toBe(full * 0.75);
  expect(after(0.999_999)).toBeGreaterThanOrEqual(full / 2);
});
