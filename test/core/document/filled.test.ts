import { describe, expect, test } from "@jest/globals";
import { isFilled, isNothing, isUnfinished } from "../../../src/core/document/filled.ts";

describe("a text", () => {
  test.each(["~~@ada~~", " ~~a b~~ ", "", " ", "-", "–", "—", "- -", "n/a", "N/A.", "n.a.", "()", "∅"])(
    "%j is nothing",
    (text) => {
      expect([isNothing(text), isUnfinished(text), isFilled(text)]).toEqual([true, false, false]);
    },
  );

  test.each([
    "TBD",
    "(tbd)",
    "tbd: soon",
    "ToDo",
    "TODO: write",
    "to be decided",
    "?",
    "???",
    "…",
    "...",
    "<name>",
    "xxx",
    "FIXME later",
  ])("%j is unfinished", (text) => {
    expect([isNothing(text), isUnfinished(text), isFilled(text)]).toEqual([false, true, false]);
  });

  test.each([
    "0",
    "none",
    "no",
    "x",
    "✅",
    "todo list is empty",
    "why?",
    "<https://example.com>",
    "a <b>",
    "-1",
    "tbdx",
    "tba/routes.ts",
    "~~@ada~~ @grace",
    "~~@ada~~ @grace ~~@eve~~",
  ])("%j says something", (text) => {
    expect([isNothing(text), isUnfinished(text), isFilled(text)]).toEqual([false, false, true]);
  });

  test("of any length can be looked at", () => {
    for (const part of ["-", "?", ".", "<", "tbd ", " -"])
      expect(typeof isFilled(part.repeat(500_000))).toBe("boolean");
  });
});
