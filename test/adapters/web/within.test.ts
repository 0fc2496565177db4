import { expect, test } from "@jest/globals";
import { within } from "../../../src/adapters/web/within.ts";

test("what settles in time is passed on, what does not is given up", async () => {
  expect(await within(60_000, Promise.resolve("in time"))).toBe("in time");
  await expect(within(60_000, Promise.reject(new Error("refused")))).rejects.toThrow("refused");
  await expect(within(1, new Promise(() => undefined))).rejects.toThrow("no answer within 1 ms");
});
