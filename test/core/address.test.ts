import { describe, expect, test } from "@jest/globals";
import { addressSchema, describeAddress, parseAddress, pullRequestDocument } from "../../src/core/address.ts";

describe("an address", () => {
  const cases: readonly (readonly [string, string, string, readonly string[]])[] = [
    ["names a whole document", "evidence", "evidence", []],
    ["may be a path", "docs/04_Log.md", "docs/04_Log.md", []],
    ["names a section", "evidence#Rollout windows", "evidence", ["Rollout windows"]],
    ["names a section by the end of its path", "log#Rollout/Windows", "log", ["Rollout", "Windows"]],
    ["may have a / in a heading, escaped", "log#CI\\/CD/Notes", "log", ["CI/CD", "Notes"]],
    ["ignores white space around its parts", " log # A / B ", "log", ["A", "B"]],
    ["may have a # in a heading", "log#Issue #12", "log", ["Issue #12"]],
    ["names the description of the pull request", "pull-request#Rollback", pullRequestDocument, ["Rollback"]],
    ["keeps captures", "packages/{package}/CHANGELOG.md#{package}", "packages/{package}/CHANGELOG.md", ["{package}"]],
  ];
  test.each(cases)("%s: %s", (_name, written, document, headings) => {
    expect(parseAddress(written)).toEqual({ type: "address", written, document, headings });
  });

  const refused: readonly (readonly [string, string, string])[] = [
    ["an empty text", "", "an address names a document"],
    ["a heading without a document", "#Heading", "an address names a document"],
    ["a # without a heading", "log#", "a heading in an address must not be empty"],
    ["an empty heading between two", "log#A//B", "a heading in an address must not be empty"],
    ["a / at the end", "log#A/", "a heading in an address must not be empty"],
    ["a heading of an emoji only", "log#🚀", "a heading in an address must not be empty"],
  ];
  test.each(refused)("%s is refused", (_name, written, message) => {
    expect(() => parseAddress(written)).toThrow(message);
    expect(addressSchema.safeParse(written).error?.issues[0]?.message).toContain(message);
  });

  test("a policy writes it as a text of at most 512 characters", () => {
    expect(addressSchema.parse("a#b")).toEqual(parseAddress("a#b"));
    expect(addressSchema.safeParse("a".repeat(513)).success).toBe(false);
    expect(addressSchema.safeParse(1).success).toBe(false);
  });

  const sentences: readonly (readonly [string, string])[] = [
    ["docs/a.md", "`docs/a.md`"],
    ["docs/a.md#A/B", "*A / B* of `docs/a.md`"],
    ["pull-request", "the description of the pull request"],
    ["pull-request#A", "*A* of the description of the pull request"],
  ];
  test.each(sentences)("%s reads as %s", (written, sentence) => {
    expect(describeAddress(parseAddress(written))).toBe(sentence);
  });
});
