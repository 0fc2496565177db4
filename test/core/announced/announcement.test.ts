import { describe, expect, test } from "@jest/globals";
import { announcementsIn, announcementsOf } from "../../../src/core/announced/announcement.ts";
import { coverOf } from "../../../src/core/announced/cover.ts";
import { scopeOf } from "../../outlines.ts";

const written = (text: string, path = "docs/plan.md") =>
  announcementsIn(scopeOf(`## Scope\n\n${text}\n`, "Scope"), path, "Files").map((one) => one.written);

describe("what a text announces", () => {
  test.each([
    ["- `src/a.ts` and src/b.ts, `src/a.ts`", ["src/a.ts", "src/b.ts"]],
    ["[a](src/a.ts?plain=1#L2)", ["src/a.ts?plain=1"]],
    ["[a](#here) [b](mailto:a@example.com) [c](//example.com/a.ts) [d](ftp://a/b.ts)", []],
    ["[a](src/%E0%A4%A.ts)", ["src/%E0%A4%A.ts"]],
    ["### [NEW] Dockerfile", ["Dockerfile"]],
    ["- [rename] a.ts to b.ts", ["a.ts", "b.ts"]],
    ["> `src/a.ts`", ["src/a.ts"]],
    ["`**` and *emphasis* and 2 * 3", ["**", "*"]],
  ])("%s", (text, names) => {
    expect(written(text)).toEqual(names);
  });

  test("the heading of the place itself announces nothing", () => {
    expect(
      announcementsIn(scopeOf("## src/a.ts\n\n- b.ts\n", "src/a.ts"), "x.md", "Files").map((one) => one.written),
    ).toEqual(["b.ts"]);
  });

  test("a link is meant from the root or from its document, and stays in the repository", () => {
    const patterns = (target: string) =>
      announcementsOf([`a <${target}>`], "docs/deep/plan.md", false)[0]?.patterns.map(({ path }) => path);
    expect(patterns("../a.ts")).toEqual(["../a.ts", "docs/a.ts"]);
    expect(patterns("./a.ts")).toEqual(["a.ts", "docs/deep/a.ts"]);
    expect(patterns("/a.ts")).toEqual(["a.ts"]);
    expect(patterns("../../../a.ts")).toEqual(["../../../a.ts"]);
  });

  test("is read in a text of nothing but what makes it slow", () => {
    for (const text of ["/".repeat(500), "<a".repeat(500), "a/.".repeat(160), "`".repeat(500), "[new]".repeat(100)]) {
      const line = `${text} `.repeat(200);
      expect(announcementsOf([line], "x.md", false).every(({ patterns }) => patterns.length > 0)).toBe(true);
    }
  });
});

describe("what announcements cover", () => {
  const announce = (...texts: readonly string[]) => announcementsOf(texts, "x.md", true);

  test("paths, what is announced for nothing, and what is too wide", () => {
    const cover = coverOf(announce("a.ts", "src/", "lib/**", "**"), ["a.ts", "src/deep/b.ts", "c.ts"], 1);
    expect(["a.ts", "src/deep/b.ts", "c.ts"].map((path) => cover?.has(path))).toEqual([true, true, false]);
    expect(cover?.untouched).toEqual(["lib/**"]);
    expect(cover?.tooWide).toEqual(["**"]);
  });

  test("is not told where it would take too long", () => {
    const paths = Array.from({ length: 3000 }, (_, index) => `src/${"a".repeat(100)}/${index}`);
    const globs = Array.from({ length: 2000 }, (_, index) => `src/*a*b*c${index}`);
    expect(coverOf(announce(...globs), paths, 1)).toBeUndefined();
    const directories = Array.from({ length: 2000 }, (_, index) => `src/${index}/`);
    expect(coverOf(announce(...directories), paths, 1)?.untouched).toHaveLength(2000);
    expect(coverOf(announce(...paths), paths, 1)?.untouched).toEqual([]);
  });
});
