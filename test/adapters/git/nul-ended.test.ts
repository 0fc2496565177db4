import { expect, test } from "@jest/globals";
import { nulEnded } from "../../../src/adapters/git/nul-ended.ts";

const entries = (text: string) => nulEnded(Buffer.from(text), "status").map(String);

test("entries end with a NUL each", () => {
  expect(entries("")).toEqual([]);
  expect(entries("a\0b c\0\0")).toEqual(["a", "b c", ""]);
});

test("what ends without one is refused", () => {
  expect(() => entries("a\0b")).toThrow("git status printed an unfinished path");
});
