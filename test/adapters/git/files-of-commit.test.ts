import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type ObjectReader, startObjectReader } from "../../../src/adapters/git/cat-file.ts";
import { readFilesOfCommit } from "../../../src/adapters/git/files-of-commit.ts";
import type { FileContent } from "../../../src/pipeline/ports.ts";
import { createRepository, type TestRepository } from "../../git-repository.ts";

describe("what stands at a path of a commit", () => {
  let repo: TestRepository;
  let objects: ObjectReader;
  let commit: string;

  beforeAll(async () => {
    repo = await createRepository();
    const first = await repo.commit("first");
    commit = await repo.commitEntries([
      { path: "docs/deep/page.md", content: "# Page\n" },
      { path: "run.sh", content: "#!/bin/sh\n", mode: "100755" },
      { path: "empty", content: "" },
      { path: "bom", content: "\ufeff# Title\n" },
      { path: "utf-16", content: Buffer.from("\ufeff# Title\n", "utf16le") },
      { path: "latin-1", content: Buffer.from("caf\u00e9\n", "latin1") },
      { path: "nul-early", content: `${"a".repeat(7999)}\0` },
      { path: "nul-late", content: `${"a".repeat(8000)}\0` },
      { path: "limit", content: "a".repeat(10_000) },
      { path: "large", content: "a".repeat(10_001) },
      { path: "link", content: "docs", mode: "120000" },
      { path: "module", content: first, mode: "160000" },
      { path: "a\nb\t\"c\" 'd'\\", content: "odd\n" },
      { path: "-n", content: "dash\n" },
      { path: ":(glob)*", content: "magic\n" },
      { path: "*", content: "star\n" },
      { path: "docs deep/ü/😀.md", content: "unicode\n" },
      { path: Buffer.from([0x66, 0xff]), content: "ff\n" },
      { path: Buffer.from([0x66, 0xfe]), content: "fe\n" },
    ]);
    objects = startObjectReader(repo.path);
  });
  afterAll(async () => {
    await objects.close();
    await repo.dispose();
  });

  const oid = expect.stringMatching(/^[0-9a-f]{40}$/) as unknown as string;
  const text = (content: string): FileContent => ({ state: "text", oid, text: content });
  const paths: { path: string; is: FileContent }[] = [
    { path: "docs/deep/page.md", is: text("# Page\n") },
    { path: "run.sh", is: text("#!/bin/sh\n") },
    { path: "empty", is: text("") },
    { path: "bom", is: text("# Title\n") },
    { path: "utf-16", is: { state: "binary", oid } },
    { path: "latin-1", is: { state: "binary", oid } },
    { path: "nul-early", is: { state: "binary", oid } },
    { path: "nul-late", is: { state: "binary", oid } },
    { path: "limit", is: text("a".repeat(10_000)) },
    { path: "large", is: { state: "too-large", oid, bytes: 10_001 } },
    { path: "link", is: { state: "symlink" } },
    { path: "link/deep/page.md", is: { state: "absent" } },
    { path: "module", is: { state: "submodule" } },
    { path: "module/x", is: { state: "absent" } },
    { path: "docs", is: { state: "directory" } },
    { path: "docs/", is: { state: "absent" } },
    { path: "docs//deep/page.md", is: { state: "absent" } },
    { path: "docs/../run.sh", is: { state: "absent" } },
    { path: "./run.sh", is: { state: "absent" } },
    { path: "/run.sh", is: { state: "absent" } },
    { path: "run.sh/x", is: { state: "absent" } },
    { path: "Docs/deep/page.md", is: { state: "absent" } },
    { path: "docs/deep", is: { state: "directory" } },
    { path: "docs/*", is: { state: "absent" } },
    { path: "", is: { state: "absent" } },
    { path: "run.sh\0", is: { state: "absent" } },
    { path: "constructor", is: { state: "absent" } },
    { path: "a\nb\t\"c\" 'd'\\", is: text("odd\n") },
    { path: "-n", is: text("dash\n") },
    { path: ":(glob)*", is: text("magic\n") },
    { path: "*", is: text("star\n") },
    { path: "docs deep/ü/😀.md", is: text("unicode\n") },
    { path: "f\udcff", is: text("ff\n") },
    { path: "f\udcfe", is: text("fe\n") },
    { path: "f\ufffd", is: { state: "absent" } },
    { path: "f\ud800", is: { state: "absent" } },
  ];
  test.each(paths)("$path is $is.state", async ({ path, is }) => {
    const found = await readFilesOfCommit(objects, commit, [path], 10_000);
    expect([...found]).toEqual([[path, is]]);
  });

  test("many paths at once, in the order asked", async () => {
    const names = paths.map(({ path }) => path);
    const found = await readFilesOfCommit(objects, commit, names, 10_000);
    expect([...found.keys()]).toEqual(names);
    expect([...found.values()]).toEqual(paths.map(({ is }) => is));
  });

  test("an object the repository lacks is no absent file: nothing can be said", async () => {
    const lost = await repo.git("rev-parse", `${commit}:run.sh`);
    const other = await createRepository();
    const tree = await other.gitWithInput(`100644 blob ${lost}\tx\n`, "mktree", "--missing");
    const broken = await other.git("commit-tree", tree, "-m", "broken");
    const reader = startObjectReader(other.path);
    await expect(readFilesOfCommit(reader, broken, ["x"], 10)).rejects.toMatchObject({ code: "git-failed" });
    await expect(readFilesOfCommit(reader, "0".repeat(40), ["x"], 10)).rejects.toMatchObject({ code: "git-failed" });
    expect([...(await readFilesOfCommit(reader, broken, ["y"], 10))]).toEqual([["y", { state: "absent" }]]);
    await reader.close();
    await other.dispose();
  });

  test.each([
    { name: "is cut off", bytes: "100644 x\0" },
    { name: "has no name", bytes: "100644" },
    { name: "has a name twice", bytes: `100644 x\0${"a".repeat(20)}100644 x\0${"b".repeat(20)}` },
  ])("a tree that $name is refused", async ({ bytes }) => {
    const tree = await repo.gitWithInput(bytes, "hash-object", "-w", "-t", "tree", "--literally", "--stdin");
    const outer = await repo.gitWithInput(`040000 tree ${tree}\tdir\n`, "mktree");
    const broken = await repo.git("commit-tree", outer, "-m", "broken");
    await expect(readFilesOfCommit(objects, broken, ["dir/x"], 10)).rejects.toMatchObject({
      code: "unexpected-output",
    });
  });
});
