import { expect, test } from "@jest/globals";
import { slotsOf } from "../../../../src/adapters/github/reports/slots.ts";

test("so many at a time, in order, and a failure frees its slot", async () => {
  const slots = slotsOf(2);
  const log: string[] = [];
  let running = 0;
  let most = 0;
  const task = (name: string, fails = false) =>
    slots(async () => {
      running += 1;
      most = Math.max(most, running);
      await Promise.resolve();
      log.push(name);
      running -= 1;
      if (fails) throw new Error(name);
      return name;
    });
  const results = await Promise.allSettled([task("a"), task("b", true), task("c"), task("d"), task("e")]);
  expect(results.map(({ status }) => status)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled", "fulfilled"]);
  expect(log).toEqual(["a", "b", "c", "d", "e"]);
  expect(most).toBe(2);
  expect(await task("f")).toBe("f");
});
