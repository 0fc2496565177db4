import { describe, expect, test } from "@jest/globals";
import { changeOf, readRaw } from "../../../src/adapters/git/raw.ts";
import type { FileChange } from "../../../src/core/change-set.ts";

const a = "a".repeat(40);
const b = "b".repeat(40);
const none = "0".repeat(40);

describe("a record becomes a change", () => {
  const records: { name: string; raw: string; change: FileChange }[] = [
    {
      name: "an added file",
      raw: `:000000 100644 ${none} ${b} A\0x\0`,
      change: { path: "x", status: "added", type: "regular" },
    },
    {
      name: "a removed symbolic link, whose type is what it was",
      raw: `:120000 000000 ${a} ${none} D\0x\0`,
      change: { path: "x", status: "removed", type: "symlink" },
    },
    {
      name: "a modified executable",
      raw: `:100755 100755 ${a} ${b} M\0x\0`,
      change: { path: "x", status: "modified", type: "regular" },
    },
    {
      name: "a file modified along with its mode",
      raw: `:100644 100755 ${a} ${b} M\0x\0`,
      change: { path: "x", status: "modified", type: "regular" },
    },
    {
      name: "a file whose mode alone changed",
      raw: `:100644 100755 ${a} ${a} M\0x\0`,
      change: { path: "x", status: "mode-changed", type: "regular" },
    },
    {
      name: "a file that became a symbolic link",
      raw: `:100644 120000 ${a} ${b} T\0x\0`,
      change: { path: "x", status: "modified", type: "symlink" },
    },
    {
      name: "a file that became a symbolic link to its own text",
      raw: `:100644 120000 ${a} ${a} T\0x\0`,
      change: { path: "x", status: "modified", type: "symlink" },
    },
    {
      name: "a submodule moved to another commit",
      raw: `:160000 160000 ${a} ${b} M\0x\0`,
      change: { path: "x", status: "modified", type: "submodule" },
    },
    {
      name: "a renamed file, old name first",
      raw: `:100644 100644 ${a} ${b} R085\0old\0new\0`,
      change: { path: "new", previousPath: "old", status: "renamed", type: "regular" },
    },
    {
      name: "ids of SHA-256",
      raw: `:100644 100644 ${"a".repeat(64)} ${"b".repeat(64)} M\0x\0`,
      change: { path: "x", status: "modified", type: "regular" },
    },
    {
      name: "a name that looks like records",
      raw: `:100644 100644 ${a} ${b} M\0:100644 100644 ${a}\n\t"\0`,
      change: { path: `:100644 100644 ${a}\n\t"`, status: "modified", type: "regular" },
    },
  ];
  test.each(records)("$name", ({ raw, change }) => {
    expect(readRaw(Buffer.from(raw)).map(changeOf)).toEqual([change]);
  });

  test("no output is no change", () => {
    expect(readRaw(Buffer.alloc(0))).toEqual([]);
  });
});

describe("output that is something else is refused", () => {
  test.each([
    { name: "an unmerged file", raw: `:100644 000000 ${a} ${none} U\0x\0` },
    { name: "a copy", raw: `:100644 100644 ${a} ${b} C100\0x\0y\0` },
    { name: "a merge", raw: `::100644 100644 100644 ${a} ${a} ${b} MM\0x\0` },
    { name: "a cut-off record", raw: `:100644 100644 ${a} ${b} M\0x` },
    { name: "a rename without its second name", raw: `:100644 100644 ${a} ${b} R100\0x\0` },
  ])("$name", ({ raw }) => {
    expect(() => readRaw(Buffer.from(raw))).toThrow(expect.objectContaining({ code: "unexpected-output" }));
  });
});
