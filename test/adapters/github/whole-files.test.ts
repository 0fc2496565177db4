import { describe, expect, test } from "@jest/globals";
import { wholeFiles } from "../../../src/adapters/github/whole-files.ts";
import type { FileContent } from "../../../src/pipeline/ports.ts";

const text = (value: string): FileContent => ({ state: "text", oid: "o", text: value });

/** Files that all have one content, and how many of them were asked for, at once and in all. */
function filesOf(content: FileContent) {
  const asked = { atOnce: 0, inAll: 0 };
  return {
    asked,
    contents(_commit: string, paths: readonly string[]) {
      asked.atOnce = Math.max(asked.atOnce, paths.length);
      asked.inAll += paths.length;
      return Promise.resolve(new Map(paths.map((path) => [path, content])));
    },
  };
}
const paths = (count: number) => Array.from({ length: count }, (_, index) => `f${index}`);

describe("files that stand in for patches", () => {
  test("give all their lines", async () => {
    expect(await wholeFiles(filesOf(text("a\r\nb\n")), "c", ["f0"])).toEqual(
      new Map([
        [
          "f0",
          [
            { path: "f0", line: 1, text: "a" },
            { path: "f0", line: 2, text: "b" },
          ],
        ],
      ]),
    );
    expect(await wholeFiles(filesOf({ state: "binary", oid: "o" }), "c", ["f0"])).toEqual(new Map());
  });

  test.each<readonly [string, FileContent, number, number]>([
    ["more text than is read", text("x".repeat(4_000_000)), 3_000, 25],
    ["more lines than are read", text("\n".repeat(400_000)), 3_000, 25],
    ["a file that is too large", { state: "too-large", oid: "o", bytes: 5_000_000 }, 3_000, 25],
    ["more files than are read", text(""), 5_001, 0],
  ])("cannot be told, and are not read to the end, with %s", async (_name, content, count, most) => {
    const files = filesOf(content);
    expect(await wholeFiles(files, "c", paths(count))).toBeUndefined();
    expect(files.asked.inAll).toBeLessThanOrEqual(most);
  });

  test("are read a few at a time", async () => {
    const files = filesOf(text("a\n"));
    expect((await wholeFiles(files, "c", paths(100)))?.size).toBe(100);
    expect(files.asked).toEqual({ atOnce: 25, inAll: 100 });
  });
});
