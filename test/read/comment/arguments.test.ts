import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readArguments } from "../../../src/read/comment/arguments.ts";

describe("the arguments of a command", () => {
  test.each<readonly [string, string, readonly string[], string | undefined]>([
    ["none", "", [], undefined],
    ["words", "log for 7d", ["log", "for", "7d"], undefined],
    ["a reason", "log -- the gate does not fit", ["log"], "the gate does not fit"],
    ["a reason with dashes in it", "log -- a -- b --c", ["log"], "a -- b --c"],
    ["an empty reason", "log --", ["log"], ""],
    ["an option is no reason", "log --force", ["log", "--force"], undefined],
    ["a dash that a phone made", "log — because", ["log"], "because"],
    ["quotes", '"Rollout windows" x', ["Rollout windows", "x"], undefined],
    ["quotes of a phone", "“Rollout windows”", ["Rollout windows"], undefined],
    ["backticks", "`log`", ["log"], undefined],
    ["quotes inside a word", 'Decision="roll back" p95=850ms', ["Decision=roll back", "p95=850ms"], undefined],
    ["an empty value", 'Note=""', ["Note="], undefined],
    ["dashes in quotes", '"a -- b"', ["a -- b"], undefined],
    ["an apostrophe is no quote", "don't", ["don't"], undefined],
    ["quotes in a reason stay", 'log -- he said "no', ["log"], 'he said "no'],
  ])("%s", (_name, text, words, reason) => {
    expect(readArguments(text)).toEqual({ words, reason });
  });

  test("a quote that is not closed is said", () => {
    expect(readArguments('log "a b')).toEqual({ problem: 'the quote that begins with "a b is not closed' });
  });

  test("no text throws, and no word has space at its ends that was not quoted", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("a", " ", '"', "-", "`", "=", "\t") }), (text) => {
        const read = readArguments(text);
        if ("words" in read && !/["`]/.test(text)) for (const word of read.words) expect(word).toBe(word.trim());
      }),
    );
  });
});
