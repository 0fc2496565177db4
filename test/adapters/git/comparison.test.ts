import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { comparisonIn } from "../../../src/adapters/git/comparison.ts";
import { changeOf } from "../../../src/adapters/git/raw.ts";
import { createRepository, type TestRepository, type TreeEntry } from "../../git-repository.ts";

let repo: TestRepository;
beforeEach(async () => {
  repo = await createRepository();
});
afterEach(() => repo.dispose());

/** Changes and added lines as short texts. */
async function compare(base: string, head: string): Promise<{ files: readonly string[]; lines: readonly string[] }> {
  const comparison = comparisonIn(repo.path);
  const [records, lines] = await Promise.all([comparison.records(base, head), comparison.addedLines(base, head)]);
  const files = records.map(changeOf).map(({ status, type, previousPath, path }) => {
    return `${status}${type === "regular" ? "" : ` ${type}`} ${previousPath === undefined ? "" : `${previousPath} -> `}${path}`;
  });
  return { files, lines: lines.map(({ path, line, text }) => `${path}:${line}:${text}`) };
}

async function commitAndCompare(before: readonly TreeEntry[], after: readonly TreeEntry[]) {
  return compare(await repo.commitEntries(before), await repo.commitEntries(after));
}

function file(path: string | Uint8Array, content: string | Uint8Array, mode: TreeEntry["mode"] = "100644"): TreeEntry {
  return { path, content, mode };
}

const text = Array.from({ length: 20 }, (_, number) => `line ${number}\n`).join("");
const oid = "1234567890".repeat(4);
const otherOid = "0987654321".repeat(4);

describe("changes and the lines they add", () => {
  interface Row {
    readonly name: string;
    readonly before: readonly TreeEntry[];
    readonly after: readonly TreeEntry[];
    readonly files: readonly string[];
    readonly lines?: readonly string[];
  }
  const rows: Row[] = [
    { name: "nothing", before: [file("x", text)], after: [file("x", text)], files: [] },
    {
      name: "a file is added, one edited, one removed",
      before: [file("edited", "a\nb\nc\n"), file("removed", "1\n2\n3\n")],
      after: [file("added", "new\nfile"), file("edited", "a\nB\nc\nd\n")],
      files: ["added added", "modified edited", "removed removed"],
      lines: ["added:1:new", "added:2:file", "edited:2:B", "edited:4:d"],
    },
    {
      name: "a file is moved and edited: only its new lines are added",
      before: [file("a/old.md", text)],
      after: [file("b/new.md", `${text}more\n`)],
      files: ["renamed a/old.md -> b/new.md"],
      lines: ["b/new.md:21:more"],
    },
    {
      name: "a copy is an addition",
      before: [file("x", text)],
      after: [file("x", `${text}x\n`), file("y", text)],
      files: ["modified x", "added y"],
      lines: ["x:21:x", ...Array.from({ length: 20 }, (_, number) => `y:${number + 1}:line ${number}`)],
    },
    {
      name: "an empty file is never a rename of another",
      before: [file("old", "")],
      after: [file("new", "")],
      files: ["added new", "removed old"],
    },
    {
      name: "a file becomes executable",
      before: [file("run.sh", "x\n")],
      after: [file("run.sh", "x\n", "100755")],
      files: ["mode-changed run.sh"],
    },
    {
      name: "types change, between files that gain lines",
      before: [
        file("a", "1\n"),
        file("b", "target\n"),
        file("c", "target", "120000"),
        file("d", oid, "160000"),
        file("e", "1\n"),
        file("f", "1\n"),
      ],
      after: [
        file("a", "1\n2\n"),
        file("b", "elsewhere", "120000"),
        file("c", "now\ntext\n"),
        file("d", "also\ntext\n"),
        file("e", oid, "160000"),
        file("f", "1\n2\n"),
      ],
      files: ["modified a", "modified symlink b", "modified c", "modified d", "modified submodule e", "modified f"],
      lines: ["a:2:2", "c:1:now", "c:2:text", "d:1:also", "d:2:text", "f:2:2"],
    },
    {
      name: "symbolic links and submodules add no line",
      before: [file("link", "here", "120000"), file("module", oid, "160000")],
      after: [
        file("link", "there", "120000"),
        file("module", otherOid, "160000"),
        file("new-link", "there", "120000"),
        file("new-module", oid, "160000"),
      ],
      files: [
        "modified symlink link",
        "modified submodule module",
        "added symlink new-link",
        "added submodule new-module",
      ],
    },
    {
      name: "a file becomes a directory",
      before: [file("x", "1\n")],
      after: [file("x/y", "2\n")],
      files: ["removed x", "added x/y"],
      lines: ["x/y:1:2"],
    },
    {
      name: "a binary file adds no line, the files around it do",
      before: [],
      after: [
        file("a", "1\n"),
        file("b.png", Buffer.from([0x89, 0x50, 0x0a, 0x00, 0x0a, 0x2b, 0x0a])),
        file("c", "1\n"),
      ],
      files: ["added a", "added b.png", "added c"],
      lines: ["a:1:1", "c:1:1"],
    },
    {
      name: "names that are no UTF-8 stay apart",
      before: [],
      after: [file(Buffer.from([0x66, 0xfe]), "1\n"), file(Buffer.from([0x66, 0xff]), "2\n")],
      files: ["added f\udcfe", "added f\udcff"],
      lines: ["f\udcfe:1:1", "f\udcff:1:2"],
    },
    {
      name: "a hostile file is renamed to a hostile name",
      before: [file('a\n+++ b/"x"', text)],
      after: [file("b\n@@ -1 +1 @@\n-a\n+b", `--- a/x\n${text}`)],
      files: ['renamed a\n+++ b/"x" -> b\n@@ -1 +1 @@\n-a\n+b'],
      lines: ["b\n@@ -1 +1 @@\n-a\n+b:1:--- a/x"],
    },
  ];
  test.each(rows)("$name", async ({ before, after, files, lines }) => {
    expect(await commitAndCompare(before, after)).toEqual({ files, lines: lines ?? [] });
  });

  test("of files with any name", async () => {
    const names = [
      ...["*", "--output=x", "-p", ":(glob)x", "a\nb\tc", 'a "b" \\n', "c:\\d", "diff --git a/x b/x"],
      ...["x\n@@ -0,0 +1 @@\n+fake", "x b/x", "ü/😀 .md"],
    ];
    const { files, lines } = await commitAndCompare([], names.map((name) => file(name, "1\n")).reverse());
    expect(files).toEqual(names.map((name) => `added ${name}`));
    expect(lines).toEqual(names.map((name) => `${name}:1:1`));
  });

  test("are not hidden by attributes", async () => {
    await repo.write({ "code.js": "a\n" });
    const base = await repo.commit("base");
    await repo.write({ ".gitattributes": "* binary\n*.ts -diff\n", "code.js": "a\neval()\n", "code.ts": "eval()\n" });
    const head = await repo.commit("head");
    expect(await repo.git("diff", base, head)).toContain("Binary files a/code.js and b/code.js differ");
    const attributes = [".gitattributes:1:* binary", ".gitattributes:2:*.ts -diff"];
    expect((await compare(base, head)).lines).toEqual([...attributes, "code.js:2:eval()", "code.ts:1:eval()"]);
  });

  test("thousands of removed and added files, among which one moved unchanged is still found", async () => {
    const many = (name: string) => {
      return Array.from({ length: 1200 }, (_, number) => file(`${name}/${number}`, `${name} ${number}\n`));
    };
    const { files } = await commitAndCompare(
      [...many("old"), file("a.md", text)],
      [...many("new"), file("b.md", text)],
    );
    expect(files).toHaveLength(2401);
    expect(files).toContain("renamed a.md -> b.md");
  });
});

describe("configuration does not matter", () => {
  const before = [file("docs/a.md", text), file("docs/b.md", "1\n\n2\n"), file("module", oid, "160000")];
  const after = [
    file("docs/c.md", `${text}more\n`),
    file("docs/b.md", "0\n1\n\n2\n"),
    file("module", otherOid, "160000"),
    file(".gitmodules", '[submodule "m"]\n\tpath = module\n\turl = .\n\tignore = all\n'),
  ];
  test.each([
    ["diff.noprefix", "true"],
    ["diff.mnemonicPrefix", "true"],
    ["diff.srcPrefix", "\n@@ -1 +1 @@"],
    ["diff.renames", "false"],
    ["diff.renames", "copies"],
    ["diff.renameLimit", "1"],
    ["diff.algorithm", "patience"],
    ["diff.context", "5"],
    ["diff.interHunkContext", "9"],
    ["diff.suppressBlankEmpty", "true"],
    ["diff.relative", "true"],
    ["diff.submodule", "log"],
    ["diff.ignoreSubmodules", "all"],
    ["submodule.m.ignore", "all"],
    ["diff.external", "false"],
    ["diff.orderFile", "order"],
    ["diff.colorMoved", "zebra"],
    ["diff.indentHeuristic", "false"],
    ["diff.wsErrorHighlight", "all"],
    ["color.ui", "always"],
    ["core.quotePath", "false"],
    ["core.abbrev", "4"],
    ["core.attributesFile", "attributes"],
  ])("%s = %s", async (name, value) => {
    const [base, head] = [await repo.commitEntries(before), await repo.commitEntries(after)];
    const expected = {
      files: ["added .gitmodules", "modified docs/b.md", "renamed docs/a.md -> docs/c.md", "modified submodule module"],
      lines: [
        ...['[submodule "m"]', "\tpath = module", "\turl = .", "\tignore = all"].map(
          (line, at) => `.gitmodules:${at + 1}:${line}`,
        ),
        "docs/b.md:1:0",
        "docs/c.md:21:more",
      ],
    };
    await repo.write({ order: "module\n", attributes: "* diff=shout\n", ".gitattributes": "* diff=shout\n" });
    await repo.git("config", "diff.shout.textconv", "tr a-z A-Z <");
    await repo.git("config", "diff.shout.command", "false");
    await repo.git("config", "diff.shout.binary", "true");
    await repo.git("config", name, value);
    expect(await compare(base, head)).toEqual(expected);
  });
});

test("a comparison that failed is tried again", async () => {
  const comparison = comparisonIn(repo.path);
  const tree = await repo.gitWithInput("", "mktree");
  const base = await repo.commitEntries([]);
  await expect(comparison.records(base, oid)).rejects.toMatchObject({ code: "git-failed" });
  await expect(comparison.addedLines(base, oid)).rejects.toMatchObject({ code: "git-failed" });
  expect(await comparison.records(base, tree)).toEqual([]);
});
