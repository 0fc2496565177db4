import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { sourceFiles } from "../../../src/core/evidence/source-path.ts";

const tree = [
  "a.ts",
  "src/a.ts",
  "src/deep/b.ts",
  "packages/x/src/index.ts",
  "packages/y/src/index.ts",
  "java/src/com/A.java",
];
const find = sourceFiles(tree, () => true);

test.each([
  ["itself", "src/a.ts", "src/a.ts"],
  ["itself, though others end with it", "a.ts", "a.ts"],
  ["from the root of another machine, the longest", "/home/ci/checkout/src/a.ts", "src/a.ts"],
  ["from a module path", "github.com/acme/x/src/deep/b.ts", "src/deep/b.ts"],
  ["from a package", "deep/b.ts", "src/deep/b.ts"],
  ["from a source folder", "com/A.java", "java/src/com/A.java"],
])("%s", (_name, reported, path) => {
  expect(find(reported)).toEqual({ path });
});

test("of a very deep path the end is looked at, so that a report of such paths takes no minutes", () => {
  const deep = `${"a/".repeat(2_000)}src/a.ts`;
  expect(find(deep)).toEqual({ path: "src/a.ts" });
  expect(sourceFiles([deep], () => true)(deep)).toEqual({ path: deep });
  expect(sourceFiles([deep], () => true)("a/src/a.ts")).toEqual({ path: deep });
  expect(sourceFiles([deep], () => true)(`x/${deep}`)).toBeUndefined();
  expect(find("/a.ts")).toEqual({ path: "a.ts" });
});

test.each([
  ["several it could be", "src/index.ts", "ambiguous"],
  ["none", "lib/c.ts", undefined],
  ["half a segment is not enough", "xsrc/deep/b.ts", undefined],
  ["an end of the name is not enough", "eep/b.ts", undefined],
  ["an end in common is not enough", "other/deep/b.ts", undefined],
  ["nothing", "", undefined],
])("%s", (_name, reported, expected) => {
  expect(find(reported)).toEqual(expected);
});

describe("what does not matter", () => {
  const some = sourceFiles(tree, (path) => path.startsWith("packages/x/"));
  test("is passed over", () => {
    expect([some("src/a.ts"), some("/w/src/a.ts"), some("deep/b.ts")]).toEqual([undefined, undefined, undefined]);
  });
  test("makes what does no less ambiguous", () => {
    expect([some("src/index.ts"), some("x/src/index.ts")]).toEqual(["ambiguous", { path: "packages/x/src/index.ts" }]);
  });
});

test("whatever is found ends with the report's path, or the other way round", () => {
  const segment = fc.constantFrom("a", "b", "c");
  const path = fc.array(segment, { minLength: 1, maxLength: 4 }).map((segments) => segments.join("/"));
  fc.assert(
    fc.property(fc.array(path, { maxLength: 8 }), path, (paths, reported) => {
      const found = sourceFiles(paths, () => true)(reported);
      const longer = paths.filter((each) => `/${each}`.endsWith(`/${reported}`));
      if (paths.includes(reported)) expect(found).toEqual({ path: reported });
      else if (new Set(longer).size > 1) expect(found).toBe("ambiguous");
      else if (longer.length > 0) expect(found).toEqual({ path: longer[0] });
      else if (found !== undefined) expect(`/${reported}`.endsWith(`/${(found as { path: string }).path}`)).toBe(true);
      else expect(paths.some((each) => `/${reported}`.endsWith(`/${each}`))).toBe(false);
    }),
  );
});
