import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { bindGlob, capturesIn, compileGlob, globSchema, substitute } from "../../src/core/glob.ts";

const bound = (pattern: string, path: string) => {
  const bindings = compileGlob(pattern).bind(path);
  return bindings === undefined ? undefined : Object.fromEntries(bindings);
};

describe("what captures bind", () => {
  const cases: readonly (readonly [string, string, string, Record<string, string> | undefined])[] = [
    ["a segment", "packages/{name}/src/**", "packages/core/src/a/b.ts", { name: "core" }],
    ["a segment that begins with a dot", "{name}/a", ".github/a", { name: ".github" }],
    ["the last segment", "docs/{page}", "docs/a.md", { page: "a.md" }],
    ["a part of a segment", "docs/{page}.md", "docs/a.b.md", { page: "a.b" }],
    ["what stands between two texts", "v{n}-final", "v12-final", { n: "12" }],
    ["nothing empty", "v{n}", "v", undefined],
    ["nothing where before and behind overlap", "ab{n}bc", "abc", undefined],
    ["no two segments", "a/{x}/c", "a/b/b/c", undefined],
    ["behind **, counted from the end", "**/{name}/index.ts", "a/b/c/index.ts", { name: "c" }],
    ["behind **, which takes no segment", "**/{name}/index.ts", "c/index.ts", { name: "c" }],
    ["before **", "{name}/**/index.ts", "a/b/c/index.ts", { name: "a" }],
    ["on both sides of **", "{first}/**/{last}", "a/b/c/d", { first: "a", last: "d" }],
    ["the same name twice, where it agrees", "{x}/test/{x}.ts", "a/test/a.ts", { x: "a" }],
    ["the same name twice, where it does not", "{x}/test/{x}.ts", "a/test/b.ts", undefined],
    ["several names", "{a}/{b}", "1/2", { a: "1", b: "2" }],
    ["beside braces", "{src,lib}/{pkg}/*.{js,ts}", "lib/a/x.ts", { pkg: "a" }],
    ["in braces", "{src/{pkg},{pkg}/src}/x", "a/src/x", { pkg: "a" }],
    ["behind braces that hold a /", "{a,b/c}/{x}/d", "b/c/x/d", { x: "x" }],
    ["behind nested braces that hold a /", "{a,{b,c}/d}/{x}", "b/d/foo", { x: "foo" }],
    ["behind braces that hold a **", "{**,a}/{x}", "a/b/c", { x: "c" }],
    ["behind braces that make a **", "{,a}*{,b}*/{x}", "q/r/s", { x: "s" }],
    ["behind several /", "a//{x}/c", "a/foo/c", { x: "foo" }],
    ["names with dashes and digits", "{a-1_B}/x", "q/x", { "a-1_B": "q" }],
    ["names of properties of objects", "{constructor}/{toString}", "a/b", { constructor: "a", toString: "b" }],
    ["a line feed and a quote", "{x}/y", 'a\n"b/y', { x: 'a\n"b' }],
  ];
  test.each(cases)("%s: %s", (_name, pattern, path, expected) => {
    expect(bound(pattern, path)).toEqual(expected);
    expect(compileGlob(pattern).matches(path)).toBe(expected !== undefined);
  });

  test("escaped braces capture nothing", () => {
    expect(compileGlob("\\{x\\}/y").captures).toEqual([]);
    expect(compileGlob("\\{x\\}/y").matches("{x}/y")).toBe(true);
  });

  test("each name counts once", () => {
    expect(compileGlob("{b}/{a}/{b}").captures).toEqual(["b", "a"]);
    expect(capturesIn("{b}/{a}/{b} {} {1} {a b}")).toEqual(["b", "a", "b"]);
  });
});

describe("where a capture may stand", () => {
  const refused: readonly (readonly [string, string])[] = [
    ["{a,{x}}/y", "must have the same captures"],
    ["{{x}/a,{y}/a}", "must have the same captures"],
  ];
  test.each(refused)("not in %s", (pattern, message) => {
    expect(globSchema.safeParse(pattern).error?.issues[0]?.message).toContain(message);
  });

  const unbindable: readonly (readonly [string, string])[] = [
    ["{x}*", "the capture {x} may only stand beside plain text in its path segment"],
    ["[{x}]", "the capture {x} may only stand beside plain text in its path segment"],
    ["a?{x}/b", "the capture {x} may only stand beside plain text in its path segment"],
    ["{x}{y}", "the capture {x} may only stand beside plain text in its path segment"],
    ["{x}-{y}/b", "the capture {x} may only stand beside plain text in its path segment"],
    ["b/{x}{,-*}", "the capture {x} may only stand beside plain text in its path segment"],
    ["a/**/{x}/**/b", "the capture {x} must not have ** on both sides"],
  ];
  test.each(unbindable)("%s binds nothing, and matches once it is put in", (pattern, message) => {
    const glob = compileGlob(pattern);
    expect([glob.unbindable, glob.bind("a1"), glob.matches("a/1/b")]).toEqual([message, undefined, false]);
    expect(bindGlob(glob, new Map(glob.captures.map((name) => [name, "1"]))).unbindable).toBeUndefined();
  });

  test("what is put in stands beside anything", () => {
    const story = bindGlob(compileGlob("stories/**/{story}{,-*}.md"), new Map([["story", "A-1"]]));
    const paths = ["stories/A-1.md", "stories/A/A-1-queue.md", "stories/A-12.md", "stories/A-1/x.md"];
    expect(paths.filter((path) => story.matches(path))).toEqual(["stories/A-1.md", "stories/A/A-1-queue.md"]);
  });
});

describe("captured values are put in literally", () => {
  const glob = compileGlob("docs/{name}/notes.md");
  const put = (value: string) => bindGlob(glob, new Map([["name", value]]));

  test.each([
    "core",
    "*",
    "**",
    "?",
    "[ab]",
    "{a,b}",
    "{name}",
    "!x",
    "#x",
    "\\",
    "\\*",
    "(a|b)",
    "a b",
    "..",
    ".",
    "a\nb",
    "ä€😀",
    "$&",
    "$1",
  ])("%j", (value) => {
    const literal = put(value);
    expect(literal.matches(`docs/${value}/notes.md`)).toBe(true);
    const others = ["docs/x/notes.md", "docs/a/notes.md", "notes.md", "docs/notes.md", "docs/a/b/notes.md"];
    expect(others.filter((path) => literal.matches(path))).toEqual([]);
    expect(literal.captures).toEqual([]);
  });

  test("of any segment, only that segment matches", () => {
    const segment = fc.string({ unit: "binary", minLength: 1 }).filter((text) => !/[/\0]/.test(text));
    fc.assert(
      fc.property(segment, segment, (value, other) => {
        expect(put(value).matches(`docs/${value}/notes.md`)).toBe(true);
        expect(put(value).matches(`docs/${other}/notes.md`)).toBe(value === other);
      }),
      { numRuns: 500 },
    );
  });

  test("a name that is not bound stays a capture", () => {
    const half = bindGlob(compileGlob("{a}/{b}"), new Map([["a", "1"]]));
    expect([half.captures, half.bind("1/2")?.get("b"), half.matches("2/2")]).toEqual([["b"], "2", false]);
  });

  test("a glob without captures stays itself", () => {
    const plain = compileGlob("src/**");
    expect(bindGlob(plain, new Map([["a", "1"]]))).toBe(plain);
  });

  test("a long value does not make a glob invalid that was accepted", () => {
    const value = "[".repeat(600);
    expect(put(value).matches(`docs/${value}/notes.md`)).toBe(true);
  });

  test("into texts as they are, or quoted", () => {
    const bindings = new Map([["a", "$&"]]);
    expect(substitute("{a} {b} {a}", bindings)).toBe("$& {b} $&");
    expect(substitute("{a}", bindings, (value) => `<${value}>`)).toBe("<$&>");
  });
});
