import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { readPathPattern } from "../../../src/core/announced/path-pattern.ts";
import { compileGlob } from "../../../src/core/glob.ts";

const table: readonly (readonly [pattern: string, path: string, matches: boolean])[] = [
  ["src/a.ts", "src/a.ts", true],
  ["./src/a.ts", "src/a.ts", true],
  ["/src/a.ts", "src/a.ts", true],
  ["src/a.ts", "src/a.tsx", false],
  ["src/", "src/a.ts", true],
  ["src/", "src/deep/a.ts", true],
  ["src/", "src", false],
  ["src/**", "src/", false],
  ["src/", "srcs/a.ts", false],
  ["src/*", "src/a.ts", true],
  ["src/*", "src/deep/a.ts", false],
  ["src/*.ts", "src/.ts", true],
  ["src/?.ts", "src/a.ts", true],
  ["src/?.ts", "src/.ts", false],
  ["src/?.ts", "src/ab.ts", false],
  ["src/a?b", "src/a/b", false],
  ["src/a*b", "src/a/b", false],
  ["src/**/a.ts", "src/a.ts", true],
  ["src/**/a.ts", "src/x/y/a.ts", true],
  ["src/**/a.ts", "src/x/y/b.ts", false],
  ["src/**/x/**/a.ts", "src/x/x/x/a.ts", true],
  ["src/**/x/**", "src/a/x", false],
  ["src/**/x/**", "src/a/x/b", true],
  ["**/a.ts", "a.ts", true],
  ["**", ".github/workflows/ci.yml", true],
  ["*.md", "docs/a.md", false],
  ["src/[id]/a.ts", "src/[id]/a.ts", true],
  ["src/[id]/a.ts", "src/i/a.ts", false],
  ["src/{a,b}.ts", "src/a.ts", false],
  ["src/a*b*c", "src/aXbYbZc", true],
  ["src/a*b*c", "src/aXbYbZ", false],
  ["src/a**b", "src/axxb", true],
  ["src/a**b", "src/a/b", false],
];

describe("a pattern that a stranger writes", () => {
  test.each(table)("%s and %s: %s", (pattern, path, matches) => {
    expect(readPathPattern(pattern).matches(path)).toBe(matches);
  });

  test.each([
    ["**", 0],
    ["/", 0],
    ["./", 0],
    ["*", 0],
    ["**/*.ts", 0],
    ["?rc/**", 0],
    ["./**", 0],
    ["././*/**", 0],
    ["src/**", 1],
    ["**/index.ts", 1],
    ["src/routing/", 2],
  ])("%s has %i literal segments", (pattern, segments) => {
    expect(readPathPattern(pattern).literalSegments).toBe(segments);
  });

  test("is matched in the time it says, whatever it is", () => {
    // A matcher that goes back for every star would not come to an end.
    const path = `src/${"a".repeat(2000)}/${"a/".repeat(500)}b`;
    for (const pattern of [`src/${"*a".repeat(200)}c/**`, `${"**/a/".repeat(80)}c`, `**/${"?*".repeat(200)}/c`]) {
      expect(readPathPattern(pattern).matches(path)).toBe(false);
      expect(readPathPattern(pattern).steps({ count: 1, characters: path.length })).toBeLessThan(2_000_000);
    }
  });

  test("means what it means in a policy", () => {
    const segment = fc.stringMatching(/^[ab?*]{1,4}$/).map((text) => text.replace(/[*]{2,}/g, "*"));
    const pattern = fc.array(fc.oneof(segment, fc.constant("**")), { minLength: 1, maxLength: 5 });
    const path = fc.array(fc.stringMatching(/^[ab]{1,4}$/), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(pattern, path, (segments, parts) => {
        const [glob, file] = [segments.join("/"), parts.join("/")];
        expect([glob, file, readPathPattern(glob).matches(file)]).toEqual([
          glob,
          file,
          compileGlob(glob).matches(file),
        ]);
      }),
      { numRuns: 2000 },
    );
  });
});
