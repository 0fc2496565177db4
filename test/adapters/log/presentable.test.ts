import { expect, test } from "@jest/globals";
import { presentable } from "../../../src/adapters/log/presentable.ts";

test("what was made presentable once stays as it is", () => {
  const once = presentable({ err: new Error("a", { cause: new TypeError("b") }), list: [1, "two", { token: "x" }] });
  expect(presentable(once)).toEqual(once);
});

test("an event that is a name is kept, one that is an object keeps id and name", () => {
  expect(presentable({ event: "push" })).toEqual({ event: "push" });
  expect(presentable({ event: { id: "1", name: "push", payload: {} } })).toEqual({ event: { id: "1", name: "push" } });
});
