import { describe, expect, test } from "@jest/globals";
import { pathologicalRegexps } from "../../bench/pathological-patterns.ts";
import { compilePattern, maxFound, maxSubjectLength, patternSchema } from "../../src/core/pattern.ts";

describe("a pattern", () => {
  const cases: readonly (readonly [string, string, string, boolean])[] = [
    ["matches anywhere", "b+", "abbc", true],
    ["may be anchored", "^b", "ab", false],
    ["may ignore case", "(?i)FEAT", "feat: x", true],
    ["knows classes", "^[A-Z]{2,}-\\d+:", "OPS-12: x", true],
    ["knows Unicode", "^\\p{Lu}", "Éa", true],
    ["dot is no line feed", "a.b", "a\nb", false],
    ["an empty text may match", "^$", "", true],
    ["may count to nearly a thousand", "^a{998}$", "a".repeat(998), true],
  ];
  test.each(cases)("%s: %s", (_name, source, text, matches) => {
    const pattern = compilePattern(source);
    expect(pattern.matches(text)).toBe(matches);
    expect(pattern).toMatchObject({ type: "pattern", source });
  });

  test("is not searched for behind 64 Ki characters", () => {
    const at = (position: number) => compilePattern("b").matches(`${"a".repeat(position)}b`);
    expect([at(maxSubjectLength - 1), at(maxSubjectLength)]).toEqual([true, false]);
  });
});

describe("a pattern that is refused", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["over 512 characters", "a".repeat(513), "at most 512 characters"],
    ["look-ahead", "a(?=b)", "not a regular expression in RE2 syntax"],
    ["look-behind", "(?<=a)b", "not a regular expression in RE2 syntax"],
    ["a back-reference", "(a)\\1", "not a regular expression in RE2 syntax"],
    ["an open group", "(a", "not a regular expression in RE2 syntax"],
    ["an open class", "[a", "not a regular expression in RE2 syntax"],
    ["a quantifier of nothing", "*a", "not a regular expression in RE2 syntax"],
    ["one repetition too many", "a{1001}", "at most 1000 characters once its {repetitions} are written out"],
    ["a repeated group that is too long", "(abc){400}", "at most 1000 characters once"],
    ["repetitions in repetitions", "((a{20}){20}){20}", "at most 1000 characters once"],
    ["many repetitions", "a{500}b{0,501}", "at most 1000 characters once"],
    ["a repeated class", "[^a-z\\]]{1001}", "at most 1000 characters once"],
    ["a repeated group of nothing", "(){1000}(){1000}", "at most 1000 characters once"],
  ];
  test.each(cases)("%s", (_name, source, message) => {
    expect(patternSchema.safeParse(source).error?.issues[0]?.message).toContain(message);
  });

  test.each(["", 1, null, ["a"]])("%j is no pattern", (source) => {
    expect(patternSchema.safeParse(source).success).toBe(false);
  });

  test("what only looks like a repetition is not counted", () => {
    const sources = ["\\(abc\\){900}", "[(]{900}", "[]()]{900}", "x{2000", "\\p{Greek}{300}", "(?:a{30}){30}", "a{5,}"];
    expect(sources.filter((source) => !patternSchema.safeParse(source).success)).toEqual([]);
  });
});

test.each(pathologicalRegexps.map((each) => [each.name, each] as const))(
  "%s: gets an answer",
  (_name, { pattern, subject }) => {
    const parsed = patternSchema.safeParse(pattern);
    const answer = parsed.success ? parsed.data.matches(subject) : parsed.error.issues[0]?.message;
    expect(answer).not.toBeUndefined();
  },
);

test("there are twenty pathological regular expressions, each within the limit of length", () => {
  expect(pathologicalRegexps).toHaveLength(20);
  expect(pathologicalRegexps.filter(({ pattern }) => pattern.length > 512).map(({ name }) => name)).toEqual([]);
});

describe("everything a pattern finds", () => {
  test.each([
    ["a[0-9]", "a1 b2 a3 a3", ["a1", "a3", "a3"]],
    ["#([0-9]+)", "#1 and #23", ["1", "23"]],
    ["(?:a)(b)?", "a ab", ["b"]],
    ["x*", "axxa", ["xx"]],
    ["z", "a", []],
  ])("%s in %j", (source, text, found) => {
    expect(compilePattern(source).findAll(text)).toEqual(found);
  });

  test("is so many places and no more", () => {
    expect(compilePattern("a").findAll("a".repeat(5000))).toHaveLength(maxFound);
  });
});
