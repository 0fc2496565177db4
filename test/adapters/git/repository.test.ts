import { mkdtemp, realpath, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "@jest/globals";
import { GitError, type GitRepository, openRepository } from "../../../src/adapters/git/repository.ts";
import { createRepository, type TestRepository } from "../../git-repository.ts";

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function open(path: string): Promise<GitRepository> {
  const git = await openRepository(path);
  cleanups.push(() => git.close());
  return git;
}

/** A new repository, opened. */
async function start(...init: string[]): Promise<{ readonly repo: TestRepository; readonly git: GitRepository }> {
  const repo = await createRepository(init);
  cleanups.push(() => repo.dispose());
  return { repo, git: await open(repo.path) };
}

/** Clones into a new directory, over a transport, and returns the path. */
async function clone(origin: TestRepository, ...args: string[]): Promise<string> {
  const parent = await realpath(await mkdtemp(join(tmpdir(), "lockstep-")));
  cleanups.push(() => rm(parent, { recursive: true, force: true, maxRetries: 3 }));
  await origin.git("clone", "-q", ...args, pathToFileURL(origin.path).href, join(parent, "clone"));
  return join(parent, "clone");
}

describe("a ref", () => {
  test("names a commit, by branch, tag, id, or the way to it", async () => {
    const { repo, git } = await start();
    const first = await repo.commit("first");
    const second = await repo.commit("second");
    await repo.git("branch", "topic/ümlaut");
    await repo.git("tag", "-a", "-m", "annotated", "v1", first);
    const refs = ["main", "topic/ümlaut", "HEAD", second, second.slice(0, 12), "v1", "HEAD~1", "refs/heads/main"];
    expect(await Promise.all(refs.map((ref) => git.resolve(ref)))).toEqual([
      ...Array.from({ length: 5 }, () => second),
      first,
      first,
      second,
    ]);
  });

  test("that names no commit is told apart, and is never an option", async () => {
    const { repo, git } = await start();
    await repo.write({ file: "x" });
    await repo.commit("first");
    const blob = await repo.git("rev-parse", "HEAD:file");
    const refs = ["", "nothing", "--help", "HEAD:file", blob, "main..main", "main\nmain", "main\0", "0".repeat(40)];
    expect(await Promise.all(refs.map((ref) => git.resolve(ref)))).toEqual(refs.map(() => undefined));
  });

  test("is read anew every time", async () => {
    const { repo, git } = await start();
    const first = await repo.commit("first");
    expect(await git.resolve("main")).toBe(first);
    const second = await repo.commit("second");
    expect(await git.resolve("main")).toBe(second);
  });
});

describe("the current branch", () => {
  test("is the one HEAD is on, by its whole name, or undefined when detached", async () => {
    const { repo, git } = await start();
    await repo.commit("first");
    await repo.git("tag", "topic/one");
    await repo.git("switch", "-q", "-c", "topic/one");
    expect(await git.currentBranch()).toBe("topic/one");
    await repo.git("switch", "-q", "--detach");
    expect(await git.currentBranch()).toBeUndefined();
  });
});

describe("what is not committed", () => {
  test("is what differs from HEAD, and what is not tracked; folders with nothing tracked as one", async () => {
    const { repo, git } = await start();
    await repo.write({ "a.txt": "a", "b.txt": "b", "c.txt": "c" });
    await repo.commit("first");
    expect(await git.uncommitted()).toEqual([]);
    await repo.write({ "a.txt": "A", "ä b/x.txt": "", "ä b/y.txt": "" });
    await repo.remove("b.txt");
    await repo.move("c.txt", "d.txt");
    await repo.git("add", "c.txt", "d.txt");
    expect([...(await git.uncommitted())].sort()).toEqual(["a.txt", "b.txt", "c.txt", "d.txt", "ä b/"]);
  });
});

describe("the default branch", () => {
  test("is where origin/HEAD points", async () => {
    const { repo: origin } = await start();
    await origin.commit("first");
    await origin.git("branch", "--move", "trunk");
    const git = await open(await clone(origin));
    expect(await git.defaultBranch()).toBe("origin/trunk");
  });

  const rows: { name: string; refs: readonly string[]; is: string | undefined }[] = [
    {
      name: "origin/main before all others",
      refs: ["remotes/origin/master", "remotes/origin/main"],
      is: "origin/main",
    },
    { name: "origin/master before a local main", refs: ["remotes/origin/master"], is: "origin/master" },
    { name: "a local main without a remote", refs: ["heads/master", "remotes/fork/main"], is: "main" },
    { name: "never a branch of a similar name", refs: ["remotes/origin/main/old"], is: "main" },
    { name: "written out when a tag has the same name", refs: ["tags/main"], is: "heads/main" },
  ];
  test.each(rows)("is $name", async ({ refs, is }) => {
    const { repo, git } = await start();
    await repo.commit("first");
    for (const ref of refs) await repo.git("update-ref", `refs/${ref}`, "HEAD");
    expect(await git.defaultBranch()).toBe(is);
  });

  test("is undefined when none has one of these names, or origin/HEAD points nowhere", async () => {
    const { repo, git } = await start();
    await repo.commit("first");
    await repo.git("branch", "--move", "work");
    await repo.git("symbolic-ref", "refs/remotes/origin/HEAD", "refs/remotes/origin/gone");
    expect(await git.defaultBranch()).toBeUndefined();
  });
});

describe("the merge base", () => {
  test("is the commit a branch left from, or the last one merged into it", async () => {
    const { repo, git } = await start();
    const first = await repo.commit("first");
    await repo.git("switch", "-q", "-c", "topic");
    await repo.write({ topic: "1\n" });
    await repo.commit("on topic");
    await repo.git("switch", "-q", "main");
    await repo.write({ main: "1\n" });
    const second = await repo.commit("on main");
    const heads = async () => [(await git.resolve("main")) ?? "", (await git.resolve("topic")) ?? ""] as const;
    expect(await git.mergeBase(...(await heads()))).toBe(first);

    await repo.git("switch", "-q", "topic");
    await repo.git("merge", "-q", "--no-edit", "main");
    await repo.write({ main: "2\n" });
    const head = await repo.commit("after the merge");
    expect(await git.mergeBase(...(await heads()))).toBe(second);
    expect((await git.changeSet(second, second, head)).files.map(({ path }) => path)).toEqual(["main", "topic"]);
  });

  test("is undefined for histories without a common commit", async () => {
    const { repo, git } = await start();
    const main = await repo.commit("first");
    await repo.git("switch", "-q", "--orphan", "other");
    const other = await repo.commit("other");
    expect(await git.mergeBase(main, other)).toBeUndefined();
  });

  test("is undefined where a shallow clone was cut off before it", async () => {
    const { repo: origin } = await start();
    await origin.commit("first");
    await origin.git("switch", "-q", "-c", "topic");
    await origin.commit("on topic");
    await origin.git("switch", "-q", "main");
    await origin.commit("on main");
    const git = await open(await clone(origin, "--depth=1", "--no-single-branch"));
    const [main, topic] = [await git.resolve("origin/main"), await git.resolve("origin/topic")];
    expect(await git.isShallow()).toBe(true);
    expect(await git.mergeBase(main ?? "", topic ?? "")).toBeUndefined();
  });
});

describe("files and trees", () => {
  test("changes, lines, trees and contents of two commits", async () => {
    const { repo, git } = await start();
    await repo.write({
      "docs/a.md": "# A\n",
      "docs/old.md": "# Old\n\nLong enough to be recognised.\n",
      "run.sh": "#!/bin/sh\n",
    });
    const base = await repo.commit("base");
    await repo.write({ "docs/a.md": "# A\n\nMore.\n" });
    await repo.move("docs/old.md", "docs/new.md");
    const head = await repo.commit("head");
    const [changeSet, lines, tree, before, after] = await Promise.all([
      git.changeSet(base, base, head),
      git.addedLines(base, head),
      git.tree(head),
      git.readFiles(base, ["docs/a.md", "docs/new.md"], 1000),
      git.readFiles(head, ["docs/a.md"], 1000),
    ]);
    expect(changeSet).toEqual({
      base,
      mergeBase: base,
      head,
      files: [
        { path: "docs/a.md", status: "modified", type: "regular" },
        { path: "docs/new.md", previousPath: "docs/old.md", status: "renamed", type: "regular" },
      ],
    });
    expect(lines).toEqual([
      { path: "docs/a.md", line: 2, text: "" },
      { path: "docs/a.md", line: 3, text: "More." },
    ]);
    expect(tree).toEqual(["docs/a.md", "docs/new.md", "run.sh"]);
    expect(before.get("docs/a.md")).toMatchObject({ state: "text", text: "# A\n" });
    expect(before.get("docs/new.md")).toEqual({ state: "absent" });
    expect(after.get("docs/a.md")).toMatchObject({ state: "text", text: "# A\n\nMore.\n" });
  });

  test("a tree lists regular files only, by any name", async () => {
    const { repo, git } = await start();
    const first = await repo.commit("first");
    const commit = await repo.commitEntries([
      { path: "a\tb\nc", content: "" },
      { path: "link", content: "x", mode: "120000" },
      { path: "module", content: first, mode: "160000" },
      { path: "z/run.sh", content: "", mode: "100755" },
      { path: Buffer.from([0x7a, 0xff]), content: "" },
    ]);
    expect(await git.tree(commit)).toEqual(["a\tb\nc", "z/run.sh", "z\udcff"]);
  });

  test("only commit ids are taken, and only of commits there are", async () => {
    const { repo, git } = await start();
    const commit = await repo.commit("first");
    for (const id of ["HEAD", "--output=x", "", commit.slice(0, 12), `${commit}\n`, commit.toUpperCase()]) {
      await expect(git.changeSet(commit, commit, id)).rejects.toThrow(TypeError);
      await expect(git.changeSet(id, commit, commit)).rejects.toThrow(TypeError);
      await expect(git.addedLines(id, commit)).rejects.toThrow(TypeError);
      await expect(git.mergeBase(commit, id)).rejects.toThrow(TypeError);
      await expect(git.tree(id)).rejects.toThrow(TypeError);
      await expect(git.readFiles(id, [], 10)).rejects.toThrow(TypeError);
    }
    const missing = "1".repeat(40);
    await expect(git.changeSet(commit, commit, missing)).rejects.toThrow(GitError);
    await expect(git.mergeBase(commit, missing)).rejects.toThrow(GitError);
    await expect(git.tree(missing)).rejects.toThrow(GitError);
    await expect(git.readFiles(missing, ["x"], 10)).rejects.toThrow(GitError);
  });

  test("replacements of objects are not believed", async () => {
    const { repo, git } = await start();
    await repo.write({ a: "real\n" });
    const real = await repo.commit("real");
    await repo.write({ a: "fake\n" });
    const fake = await repo.commit("fake");
    await repo.git("replace", real, fake);
    expect((await git.readFiles(real, ["a"], 100)).get("a")).toMatchObject({ text: "real\n" });
    expect((await git.changeSet(real, real, fake)).files).toHaveLength(1);
  });
});

describe("a repository", () => {
  test("without commits has a branch and nothing else", async () => {
    const { git } = await start();
    expect(await git.currentBranch()).toBe("main");
    expect(await git.resolve("HEAD")).toBeUndefined();
    expect(await git.defaultBranch()).toBeUndefined();
    expect(await git.isShallow()).toBe(false);
  });

  test("with ids of SHA-256 works alike", async () => {
    const { repo, git } = await start("--object-format=sha256");
    await repo.write({ "docs/a.md": "1\n" });
    const base = await repo.commit("base");
    await repo.write({ "docs/a.md": "1\n2\n" });
    const head = await repo.commit("head");
    expect(await git.resolve("main")).toBe(head);
    expect(head).toHaveLength(64);
    expect(await git.mergeBase(base, head)).toBe(base);
    expect((await git.changeSet(base, base, head)).files).toHaveLength(1);
    expect(await git.addedLines(base, head)).toEqual([{ path: "docs/a.md", line: 2, text: "2" }]);
    expect((await git.readFiles(head, ["docs/a.md"], 100)).get("docs/a.md")).toMatchObject({ text: "1\n2\n" });
  });

  test("that is bare works alike", async () => {
    const { repo, git } = await start("--bare");
    const base = await repo.commitEntries([{ path: "a", content: "1\n" }]);
    const head = await repo.commitEntries([{ path: "a", content: "1\n2\n" }]);
    expect(await git.resolve("HEAD")).toBe(head);
    expect(await git.addedLines(base, head)).toEqual([{ path: "a", line: 2, text: "2" }]);
    expect((await git.readFiles(base, ["a"], 100)).get("a")).toMatchObject({ text: "1\n" });
  });

  test("that was cloned without blobs gets those it needs", async () => {
    const { repo: origin } = await start();
    await origin.git("config", "uploadpack.allowFilter", "true");
    await origin.write({ a: "1\n" });
    await origin.commit("base");
    await origin.write({ a: "1\n2\n" });
    await origin.commit("head");
    const git = await open(await clone(origin, "--filter=blob:none", "--no-checkout"));
    const [base, head] = [(await git.resolve("HEAD~1")) ?? "", (await git.resolve("HEAD")) ?? ""];
    expect((await git.changeSet(base, base, head)).files).toHaveLength(1);
    expect((await git.readFiles(head, ["a"], 100)).get("a")).toMatchObject({ text: "1\n2\n" });
  });

  test("that was closed answers no more", async () => {
    const { repo, git } = await start();
    const commit = await repo.commit("first");
    expect(await git.resolve("HEAD")).toBe(commit);
    await git.close();
    await expect(git.resolve("HEAD")).rejects.toThrow("the repository was closed");
    await expect(git.readFiles(commit, ["a"], 10)).rejects.toThrow("the repository was closed");
  });
});
