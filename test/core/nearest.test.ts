import { describe, expect, test } from "@jest/globals";
import { nearest } from "../../src/core/nearest.ts";

const keys = ["when", "require", "because", "enforce", "changed", "labels"];

describe("the candidate a person probably meant", () => {
  const cases: readonly (readonly [string, string, readonly string[], string | undefined])[] = [
    ["one letter is missing", "chnged", keys, "changed"],
    ["one letter is too much", "requires", keys, "require"],
    ["one letter is another", "enforse", keys, "enforce"],
    ["two neighbours are swapped", "wehn", keys, "when"],
    ["two neighbours at the start are swapped", "hwen", keys, "when"],
    ["case is ignored", "BECAUSE", keys, "because"],
    ["white space around it is ignored", " when ", keys, "when"],
    ["the word is part of a candidate", "label", ["no-labels-here", "x"], "no-labels-here"],
    ["a candidate is part of the word", "changed-files", keys, "changed"],
    ["a near candidate wins over one that contains the word", "when", ["whenever", "wen"], "wen"],
    ["the first of equals wins", "bat", ["cat", "hat"], "cat"],
    ["too much differs", "documents", keys, undefined],
    ["a gate of two letters is not another gate", "G9", ["G1", "G2"], undefined],
    ["but its case may differ", "g4", ["G1", "G4"], "G4"],
    ["nothing is near the empty word", "  ", ["a"], undefined],
    ["nothing is near an empty candidate", "a", [""], undefined],
    ["there are no candidates", "when", [], undefined],
    ["words without end get no answer", "a".repeat(101), ["a".repeat(100)], undefined],
    ["candidates without end are passed over", "a".repeat(100), ["a".repeat(101)], undefined],
  ];
  test.each(cases)("%s", (_name, word, candidates, meant) => {
    expect(nearest(word, candidates)).toBe(meant);
  });

  test("any way of walking the candidates will do", () => {
    expect(nearest("wehn", new Map([["when", 1]]).keys())).toBe("when");
  });
});
