import { expect, test } from "@jest/globals";
import { similarity, wordBag } from "../../../src/core/document/similarity.ts";

test.each([
  ["the same words in another order and case are fully alike", "Red and blue", "blue AND red", 1],
  ["no common word is not alike", "a b", "c d", 0],
  ["two texts without words are fully alike", "", " | ", 1],
  ["a text without words is not alike any other", "", "a", 0],
  ["half the words are half alike", "a b c d", "a b x y", 0.5],
  ["a repeated word counts as often as both have it", "a a a", "a", 0.5],
])("%s", (_name, a, b, expected) => {
  expect(similarity(wordBag(a), wordBag(b))).toBe(expected);
});

test("only the first words are looked at", () => {
  expect(wordBag("a ".repeat(1000)).size).toBe(200);
  expect(wordBag("a ".repeat(1000), Number.POSITIVE_INFINITY).size).toBe(1000);
});
