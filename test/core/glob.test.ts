import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { pathologicalGlobs } from "../../bench/pathological-patterns.ts";
import {
  compileGlob,
  countAlternatives,
  globSchema,
  globsSchema,
  globWarning,
  matchesAny,
} from "../../src/core/glob.ts";

describe("what a glob matches", () => {
  const cases: readonly (readonly [string, string, readonly string[], readonly string[]])[] = [
    ["a path is itself", "src/a.ts", ["src/a.ts"], ["src/a.tsx", "a.ts", "x/src/a.ts", "SRC/a.ts"]],
    ["* stays in its segment", "src/*.ts", ["src/a.ts", "src/.ts"], ["src/b/a.ts", "src/a.js"]],
    ["a glob without / is at the top only", "*.md", ["a.md", ".md"], ["docs/a.md"]],
    [
      "** takes any number of segments",
      "src/**/a.ts",
      ["src/a.ts", "src/b/a.ts", "src/b/c/a.ts"],
      ["a.ts", "srcs/a.ts"],
    ],
    ["** at the end takes everything below", "docs/**", ["docs/a", "docs/a/b"], ["docs", "docs2/a"]],
    ["** alone takes everything", "**", ["a", "a/b", ".a", "a/.b/c"], []],
    ["** beside letters is *", "a**b", ["ab", "axb"], ["a/b"]],
    ["? is one character", "?.md", ["a.md", "é.md", "😀.md", "\n.md"], ["ab.md", "/.md", ".md"]],
    ["dotfiles are files like others", "**/*.yml", [".github/a.yml", ".a.yml"], []],
    ["braces are alternatives", "{src,test}/*.{js,ts}", ["src/a.js", "test/a.ts"], ["lib/a.js", "src/a.rs"]],
    ["braces may be empty or hold a /", "a{,/b}/c", ["a/c", "a/b/c"], ["a/b"]],
    ["braces may count", "v{1..3}", ["v1", "v3"], ["v4", "v{1..3}"]],
    ["classes are one character", "[a-c].md", ["a.md", "c.md"], ["d.md", "[a-c].md"]],
    ["classes may be negated", "[!a].md", ["b.md"], ["a.md"]],
    ["! does not negate", "!a.md", ["!a.md"], ["a.md", "b.md"]],
    ["# is no comment", "#a.md", ["#a.md"], ["a.md"]],
    ["parentheses are letters", "app/(group)/+(a)", ["app/(group)/+(a)"], ["app/group/a", "app/(group)/a"]],
    ["a backslash makes a letter of what follows", "app/\\[slug\\]/\\*", ["app/[slug]/*"], ["app/s/x"]],
    ["escaped braces are letters", "\\{a,b\\}", ["{a,b}"], ["a", "b"]],
    ["a line feed in a name is a letter", "src/*", ["src/a\nb"], ["a\nsrc/b"]],
    [".. does not go up", "docs/../a.md", ["docs/../a.md"], ["a.md"]],
    [". is a segment like others", "./a.md", ["./a.md"], ["a.md"]],
    ["several / are one", "a//b", ["a/b"], ["a"]],
  ];
  test.each(cases)("%s: %s", (_name, pattern, matching, other) => {
    const glob = compileGlob(pattern);
    expect([...matching, ...other].filter((path) => glob.matches(path))).toEqual(matching);
    expect(matching.map((path) => glob.bind(path)?.size)).toEqual(matching.map(() => 0));
    expect(glob).toMatchObject({ type: "glob", pattern, captures: [] });
  });

  test("a list matches when any of its globs does, and an empty one never", () => {
    const globs = ["a/*", "b/*"].map(compileGlob);
    expect([matchesAny(globs, "b/x"), matchesAny(globs, "c/x"), matchesAny([], "a/x")]).toEqual([true, false, false]);
  });
});

describe("against a reference", () => {
  /** The same for literals, `*`, `?` and `**` as a segment, written to be obviously right. */
  function matches(pattern: readonly string[], path: readonly string[]): boolean {
    const [first, ...rest] = pattern;
    if (first === undefined) return path.length === 0;
    // Behind other segments a final ** asks for at least one more; alone it takes all there is.
    if (first === "**" && rest.length === 0) return path.length > 0;
    if (first === "**") return path.some((_, index) => matches(rest, path.slice(index)));
    return path[0] !== undefined && segmentMatches(first, path[0]) && matches(rest, path.slice(1));
  }
  function segmentMatches(pattern: string, segment: string): boolean {
    const [first, rest] = [pattern[0], pattern.slice(1)];
    if (first === undefined) return segment === "";
    if (first === "*")
      return segmentMatches(rest, segment) || (segment !== "" && segmentMatches(pattern, segment.slice(1)));
    return segment !== "" && (first === "?" || first === segment[0]) && segmentMatches(rest, segment.slice(1));
  }
  const text = (letters: string) =>
    fc.string({ unit: fc.constantFrom(...Array.from(letters)), minLength: 1, maxLength: 4 });
  const notDots = (segment: string) => segment !== "." && segment !== "..";
  const path = fc.array(text("ab.").filter(notDots), { minLength: 1, maxLength: 4 });
  const pattern = fc.array(fc.oneof(text("ab.*?").filter(notDots), fc.constant("**")), { minLength: 1, maxLength: 4 });

  test("literals, stars, question marks and globstars mean what the reference says", () => {
    fc.assert(
      fc.property(pattern, path, (wanted, given) => {
        const glob = compileGlob(wanted.join("/"));
        expect(glob.matches(given.join("/"))).toBe(matches(wanted, given));
      }),
      { numRuns: 2000 },
    );
  });

  test("a path without special characters matches itself and no other path", () => {
    const literal = fc.array(text("abAB.-_ é#!@+").filter(notDots), { minLength: 1, maxLength: 4 });
    fc.assert(
      fc.property(literal, literal, (one, other) => {
        const glob = compileGlob(one.join("/"));
        expect(glob.matches(one.join("/"))).toBe(true);
        expect(glob.matches(other.join("/"))).toBe(one.join("/") === other.join("/"));
      }),
      { numRuns: 500 },
    );
  });
});

describe("limits", () => {
  test.each([
    ["512 characters are taken", "a".repeat(512), undefined],
    ["513 are not", "a".repeat(513), "a glob may have at most 512 characters"],
    ["255 alternatives are taken", "{1..255}", undefined],
    ["256 are not", "{1..256}", "the braces of a glob may stand for at most 255 patterns"],
    [
      "alternatives that come to the same are counted all the same",
      "{b,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}{a,a}",
      "at most 255",
    ],
    ["NUL is no character of a path", "a\0b", "must not contain the NUL character"],
  ])("%s", (_name, pattern, message) => {
    const parsed = globSchema.safeParse(pattern);
    expect(parsed.error?.issues[0]?.message ?? "").toContain(message ?? "");
    expect(parsed.success).toBe(message === undefined);
  });

  test.each(pathologicalGlobs.map((each) => [each.name, each] as const))(
    "%s: gets an answer",
    (_name, { pattern, subject }) => {
      let answer: unknown;
      try {
        answer = compileGlob(pattern).matches(subject);
      } catch (error) {
        answer = error;
      }
      expect(answer instanceof Error ? answer.message : answer).toEqual(expect.anything());
      expect(answer instanceof RangeError).toBe(false);
    },
  );
});

test("there are twenty pathological globs, each within the limit of length", () => {
  expect(pathologicalGlobs).toHaveLength(20);
  expect(pathologicalGlobs.filter(({ pattern }) => pattern.length > 512).map(({ name }) => name)).toEqual([]);
});

describe("what is probably not meant", () => {
  test.each([
    ["./src/**", 'matches nothing: paths start without "./"'],
    ["/src/**", 'matches nothing: paths start without "/"'],
    ["src/", 'matches nothing: write "src/**"'],
    ["!src/**", 'does not negate: "!" is a letter like any other'],
    [" src/**", "has white space at an end"],
    ["src/** ", "has white space at an end"],
    ["docs/../src/**", 'matches nothing: paths have no ".."'],
    ["../src/**", 'matches nothing: paths have no ".."'],
    ["app/[slug]/page.tsx", 'write "app/\\\\[slug\\\\]/page.tsx"'],
    ["app/[[...slug]]", 'write "app/\\\\[\\\\[...slug\\\\]\\\\]"'],
  ])("%s", (pattern, warning) => {
    expect(globWarning(pattern)).toContain(warning);
  });

  test.each(["src/**", ".github/**", "docs/[0-9]*.md", "app/\\[slug\\]/page.tsx", "a b/c", "a!", "...", "{pkg}/x"])(
    "%s is not odd",
    (pattern) => {
      expect(globWarning(pattern)).toBeUndefined();
    },
  );
});

describe("globs as a policy writes them", () => {
  test("one or several", () => {
    const patterns = (written: unknown) => globsSchema.parse(written).map(({ pattern }) => pattern);
    expect([patterns("a"), patterns(["a", "b"])]).toEqual([["a"], ["a", "b"]]);
  });

  test.each([[[]], [""], [[""]], [1], [null], [{ a: 1 }], [Array.from({ length: 201 }, () => "a")]])(
    "%j is refused",
    (written) => {
      expect(globsSchema.safeParse(written).success).toBe(false);
    },
  );
});

test.each([
  ["src/**", 1],
  ["{a}/b", 1],
  ["{a,b}/{c,d,e}", 6],
  ["{a,{b,c}}", 3],
  ["{1..9}", 9],
  ["{a,b}".repeat(50), 256],
  [`{a,b}${"c".repeat(512)}`, 1],
])("%s stands for so many patterns", (text, count) => {
  expect(countAlternatives(text)).toBe(count);
});
