import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { comparisonIn } from "../../../src/adapters/git/comparison.ts";
import { PatchReader } from "../../../src/adapters/git/patch.ts";
import type { RawRecord } from "../../../src/adapters/git/raw.ts";
import { createRepository, type TestRepository } from "../../git-repository.ts";

const old = "a".repeat(40);
const now = "b".repeat(40);
const none = "0".repeat(40);

function record(path: string, letter: RawRecord["letter"] = "M", newMode = "100644"): RawRecord {
  return { oldMode: "100644", newMode, oldOid: old, newOid: now, letter, path };
}

function read(records: readonly RawRecord[], patch: string | Buffer, size = Number.POSITIVE_INFINITY) {
  const reader = new PatchReader(records);
  const bytes = Buffer.from(patch);
  for (let at = 0; at < bytes.length; at += Math.min(size, bytes.length)) reader.push(bytes.subarray(at, at + size));
  return reader.end().map(({ path, line, text }) => `${path}:${line}:${text}`);
}

const head = (name: string) =>
  `diff --git a/${name} b/${name}\nindex ${old}..${now} 100644\n--- a/${name}\n+++ b/${name}\n`;

describe("lines are read by the counts of their hunk", () => {
  const patches: { name: string; records: readonly RawRecord[]; patch: string; lines: readonly string[] }[] = [
    { name: "no file, no line", records: [], patch: "", lines: [] },
    {
      name: "one line for one",
      records: [record("x")],
      patch: `${head("x")}@@ -3 +3 @@ fn\n-a\n+b\n`,
      lines: ["x:3:b"],
    },
    {
      name: "several hunks",
      records: [record("x")],
      patch: `${head("x")}@@ -0,0 +1,2 @@\n+a\n+\n@@ -7,2 +9,0 @@ @@ -1 +1 @@\n-c\n-d\n@@ -20,0 +21 @@\n+e\n`,
      lines: ["x:1:a", "x:2:", "x:21:e"],
    },
    {
      name: "content that looks like a patch",
      records: [record("x"), record("y")],
      patch:
        `${head("x")}@@ -1,3 +1,5 @@\n--- a/y\n-\n-diff --git a/y b/y\n+++ b/y\n+@@ -1 +1 @@\n+diff --git a/y b/y\n` +
        `+index ${old}..${now}\n+\\ No newline at end of file\n${head("y")}@@ -0,0 +1 @@\n+y\n`,
      lines: [
        "x:1:++ b/y",
        "x:2:@@ -1 +1 @@",
        "x:3:diff --git a/y b/y",
        `x:4:index ${old}..${now}`,
        "x:5:\\ No newline at end of file",
        "y:1:y",
      ],
    },
    {
      name: "files that do not end with a line feed",
      records: [record("x"), record("y")],
      patch:
        `${head("x")}@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+b\n\\ No newline at end of file\n` +
        `${head("y")}@@ -1 +1 @@\n-a\n\\ No newline at end of file\n+a\n`,
      lines: ["x:1:b", "y:1:a"],
    },
    {
      name: "a carriage return before the line feed, but no other",
      records: [record("x")],
      patch: `${head("x")}@@ -0,0 +1,3 @@\n+a\r\n+b\rc\r\r\n+\r\n`,
      lines: ["x:1:a", "x:2:b\rc\r", "x:3:"],
    },
    {
      name: "a byte order mark in the first line only",
      records: [record("x")],
      patch: `${head("x")}@@ -0,0 +1,2 @@\n+\ufeffa\n+\ufeffb\n`,
      lines: ["x:1:a", "x:2:\ufeffb"],
    },
    {
      name: "context, should configuration bring some",
      records: [record("x")],
      patch: `${head("x")}@@ -1,3 +1,4 @@\n a\n\n+b\n c\n`,
      lines: ["x:3:b"],
    },
    {
      name: "a removed file has no section",
      records: [record("x", "D", "000000"), record("y")],
      patch: `${head("y")}@@ -0,0 +1 @@\n+y\n`,
      lines: ["y:1:y"],
    },
    {
      name: "a symbolic link that became a file has two sections",
      records: [record("x", "T"), record("y")],
      patch:
        `diff --git a/x b/x\ndeleted file mode 120000\nindex ${old}..${none}\n--- a/x\n+++ /dev/null\n@@ -1 +0,0 @@\n-t\n` +
        `\\ No newline at end of file\ndiff --git a/x b/x\nnew file mode 100644\nindex ${none}..${now}\n--- /dev/null\n+++ b/x\n` +
        `@@ -0,0 +1 @@\n+x\n${head("y")}@@ -0,0 +1 @@\n+y\n`,
      lines: ["x:1:x", "y:1:y"],
    },
    {
      name: "a submodule and a symbolic link add no line",
      records: [record("m", "M", "160000"), record("l", "A", "120000"), record("y")],
      patch:
        `${head("m")}@@ -1 +1 @@\n-Subproject commit ${old}\n+Subproject commit ${now}\n` +
        `${head("l")}@@ -0,0 +1 @@\n+t\n\\ No newline at end of file\n${head("y")}@@ -0,0 +1 @@\n+y\n`,
      lines: ["y:1:y"],
    },
    {
      name: "a file moved or made executable unchanged adds no line",
      records: [record("x", "R"), record("m")],
      patch:
        'diff --git "a/o\\nld" b/x\nsimilarity index 100%\nrename from "o\\nld"\nrename to x\n' +
        "diff --git a/m b/m\nold mode 100644\nnew mode 100755\n",
      lines: [],
    },
    {
      name: "a file with a NUL in an added line is binary, the next is not",
      records: [record("x"), record("y")],
      patch: `${head("x")}@@ -0,0 +1,3 @@\n+a\n+b\0b\n+c\n${head("y")}@@ -0,0 +1 @@\n+y\n`,
      lines: ["y:1:y"],
    },
  ];
  test.each(patches)("$name", ({ records, patch, lines }) => {
    expect(read(records, patch)).toEqual(lines);
    expect(read(records, patch, 1)).toEqual(lines); // byte by byte
  });

  test("bytes that are no UTF-8 become replacement characters", () => {
    const patch = Buffer.concat([Buffer.from(`${head("x")}@@ -0,0 +1 @@\n+caf`), Buffer.of(0xe9, 0x0a)]);
    expect(read([record("x")], patch)).toEqual(["x:1:caf\ufffd"]);
  });
});

describe("a patch that does not fit is refused", () => {
  const one = `${head("x")}@@ -1 +1 @@\n-a\n+b\n`;
  test.each([
    { name: "more files than records", records: [record("x")], patch: one + one },
    { name: "fewer files than records", records: [record("x"), record("y")], patch: one },
    { name: "files in another order", records: [{ ...record("x"), newOid: "c".repeat(40) }], patch: one },
    { name: "a line before the first file", records: [record("x")], patch: `@@ -1 +1 @@\n-a\n+b\n` },
    { name: "a hunk that ends early", records: [record("x")], patch: `${head("x")}@@ -1 +1 @@\n-a\n` },
    { name: "a hunk that ends in a line", records: [record("x")], patch: one.slice(0, -1) },
    { name: "a hunk with too many lines", records: [record("x")], patch: `${one}+c\n` },
    {
      name: "a hunk with too many removed lines",
      records: [record("x")],
      patch: `${head("x")}@@ -1 +1 @@\n-a\n-b\n+c\n`,
    },
    {
      name: "a word that git does not say",
      records: [record("x")],
      patch: `${head("x")}Binary files a/x and b/x differ\n`,
    },
  ])("$name", ({ records, patch }) => {
    expect(() => read(records, patch)).toThrow(expect.objectContaining({ code: "unexpected-output" }));
  });

  test("more text than fits in memory", () => {
    const reader = new PatchReader([record("x")]);
    reader.push(Buffer.from(`${head("x")}@@ -0,0 +1 @@\n+`));
    const megabyte = Buffer.alloc(1024 * 1024, "a");
    const all = () => {
      for (let count = 0; count < 65; count += 1) reader.push(megabyte);
    };
    expect(all).toThrow(expect.objectContaining({ code: "output-too-large" }));
  });
});

describe("added lines, whatever the content", () => {
  let repo: TestRepository;
  beforeAll(async () => {
    repo = await createRepository();
  });
  afterAll(() => repo.dispose());

  const line = fc.constantFrom(
    ...[
      "",
      "a",
      "b",
      "+",
      "-",
      " ",
      "--- a/x",
      "+++ b/x",
      "@@ -1 +1 @@",
      "diff --git a/0 b/0",
      "\\ No newline at end of file",
    ],
    ...["\r", `index ${old}..${now}`, "\u2028", "\f"],
  );
  const content = fc
    .tuple(fc.array(line, { maxLength: 8 }), fc.boolean())
    .map(([lines, ended]) => lines.join("\n") + (ended ? "\n" : ""));
  const versions = fc.array(fc.tuple(content, content), { minLength: 1, maxLength: 60 });

  test("stand in the head at their number, and what is left of the head was in the base, in that order", async () => {
    await fc.assert(
      fc.asyncProperty(versions, async (files) => {
        const base = await repo.commitEntries(files.map(([before], at) => ({ path: `${at}`, content: before })));
        const head = await repo.commitEntries(files.map(([, after], at) => ({ path: `${at}`, content: after })));
        const added = await comparisonIn(repo.path).addedLines(base, head);
        for (const [at, [before, after]] of files.entries()) {
          const mine = added.filter(({ path }) => path === `${at}`);
          const headLines = linesOf(after);
          expect(mine.map((one) => headLines[one.line - 1]?.replace(/\r?\n?$/, ""))).toEqual(
            mine.map((one) => one.text),
          );
          const numbers = new Set(mine.map((one) => one.line));
          const kept = headLines.filter((_, index) => !numbers.has(index + 1));
          expect(isSubsequence(kept, linesOf(before))).toBe(true);
        }
      }),
      { numRuns: 12 },
    );
  });

  /** Lines with their line feed: to git, a line without one at the end of a file is another line. */
  const linesOf = (whole: string): readonly string[] => whole.match(/[^\n]*\n|[^\n]+$/g) ?? [];

  function isSubsequence(part: readonly string[], whole: readonly string[]): boolean {
    let at = 0;
    for (const item of whole) if (item === part[at]) at += 1;
    return at === part.length;
  }
});
