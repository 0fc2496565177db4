import { expect, test } from "@jest/globals";
import * as z from "zod";
import { isFaultless, strict } from "../../src/core/schema.ts";

const schema = strict({ when: z.string(), require: z.string().optional() });

test("a strict object takes what it knows", () => {
  expect(schema.parse({ when: "a" })).toEqual({ when: "a" });
});

test("it refuses what it does not know, and the message lists what it does", () => {
  const issues = schema.safeParse({ when: "a", wehn: "b", x: 1 }).error?.issues;
  expect(issues).toMatchObject([{ code: "unrecognized_keys", keys: ["wehn", "x"], message: "when,require" }]);
});

test("other messages are left alone", () => {
  expect(schema.safeParse({ when: 1 }).error?.issues[0]?.message).toContain("expected string");
});

test("a check on the whole is left out where something in it is wrong already", () => {
  const some = strict({ a: z.string().optional() }).refine(() => false, { error: "a is needed", when: isFaultless });
  const messages = (value: unknown) => some.safeParse(value).error?.issues.map(({ message }) => message);
  expect([messages({}), messages({ b: 1 })]).toEqual([["a is needed"], ["a"]]);
});
