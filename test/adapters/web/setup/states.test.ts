import { expect, test } from "@jest/globals";
import { createStates } from "../../../../src/adapters/web/setup/states.ts";

test("a ticket holds once, and no two are the same", () => {
  const states = createStates<string>(() => 0);
  const [first, second] = [states.issue("a"), states.issue("b")];
  expect(first).not.toBe(second);
  expect([states.redeem(first), states.redeem(first), states.redeem(second)]).toEqual(["a", undefined, "b"]);
});

test("only the newest hundred are remembered", () => {
  const states = createStates<number>(() => 0);
  const issued = Array.from({ length: 101 }, (_, index) => states.issue(index));
  expect([states.redeem(issued[0] ?? ""), states.redeem(issued[1] ?? "")]).toEqual([undefined, 1]);
});
