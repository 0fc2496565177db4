import { mkdir, mkdtemp, readFile, realpath, rm, symlink, writeFile } from "node:fs/promises";
import { devNull, tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterEach, describe, expect, test } from "@jest/globals";
import { locate } from "../../../src/adapters/git/locate.ts";
import { createRepository, type TestRepository } from "../../git-repository.ts";

const posixTest = process.platform === "win32" ? test.skip : test;

const cleanups: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).reverse()) await cleanup();
});

async function create(...init: string[]): Promise<TestRepository> {
  const repo = await createRepository(init);
  cleanups.push(() => repo.dispose());
  return repo;
}

async function temporaryDirectory(): Promise<string> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "lockstep-")));
  cleanups.push(() => rm(path, { recursive: true, force: true, maxRetries: 3 }));
  return path;
}

async function withEnvironment<T>(variables: Readonly<Record<string, string>>, act: () => Promise<T>): Promise<T> {
  const inherited = process.env;
  process.env = { ...inherited, ...variables };
  try {
    return await act();
  } finally {
    process.env = inherited;
  }
}

describe("the repository of a directory", () => {
  test("has its root at the top of the work tree, however deep the directory", async () => {
    const repo = await create();
    await repo.write({ "docs/deep/page.md": "" });
    expect(await locate(repo.path)).toEqual({ root: repo.path, shallow: false });
    expect(await locate(join(repo.path, "docs/deep"))).toEqual({ root: repo.path, shallow: false });
  });

  posixTest("is found through a symbolic link, and under a name with a line feed", async () => {
    const repo = await create();
    await repo.write({ "docs/page.md": "" });
    const link = join(await temporaryDirectory(), "link");
    await symlink(join(repo.path, "docs"), link);
    expect((await locate(link)).root).toBe(repo.path);
    await mkdir(join(repo.path, "two\nlines"));
    await repo.git("init", "-q", "--template=", "two\nlines");
    expect((await locate(join(repo.path, "two\nlines"))).root).toBe(join(repo.path, "two\nlines"));
  });

  test("has its root at the git directory where there is no work tree", async () => {
    const bare = await create("--bare");
    expect((await locate(bare.path)).root).toBe(bare.path);
    const repo = await create();
    expect((await locate(join(repo.path, ".git"))).root).toBe(join(repo.path, ".git"));
  });

  test("is the linked work tree, not the main one", async () => {
    const repo = await create();
    await repo.commit("first");
    const path = join(await temporaryDirectory(), "linked tree");
    await repo.git("worktree", "add", "-q", "--detach", path);
    expect((await locate(path)).root).toBe(path);
  });

  test("is shallow when the clone was", async () => {
    const origin = await create();
    await origin.commit("first");
    await origin.commit("second");
    const path = join(await temporaryDirectory(), "clone");
    await origin.git("clone", "-q", "--depth=1", pathToFileURL(origin.path).href, path);
    expect(await locate(path)).toEqual({ root: path, shallow: true });
  });

  test("is not the one a surrounding git command was about", async () => {
    const other = await create();
    const repo = await create();
    await repo.write({ "docs/page.md": "" });
    const docs = join(repo.path, "docs");
    const [directory, tree] = [{ GIT_DIR: join(other.path, ".git") }, { GIT_WORK_TREE: other.path }];
    for (const variables of [directory, tree, { ...directory, ...tree, GIT_PREFIX: "x/" }]) {
      expect((await withEnvironment(variables, () => locate(docs))).root).toBe(repo.path);
    }
  });
});

describe("there is no repository", () => {
  test("when the directory is in none", async () => {
    const path = await temporaryDirectory();
    const message = `${path} is not in a git repository`;
    await expect(locate(path)).rejects.toMatchObject({ code: "not-a-repository", message });
  });

  test("when there is no directory", async () => {
    const path = join(await temporaryDirectory(), "nowhere");
    await expect(locate(path)).rejects.toMatchObject({ code: "directory-missing" });
  });

  test("when git does not trust it, and the message tells how to", async () => {
    const repo = await create();
    // What git's own tests use.
    await withEnvironment(
      { GIT_TEST_ASSUME_DIFFERENT_OWNER: "1", GIT_CONFIG_GLOBAL: devNull, GIT_CONFIG_NOSYSTEM: "1" },
      async () => {
        await expect(locate(repo.path)).rejects.toMatchObject({
          code: "dubious-ownership",
          remedy: expect.stringMatching(/^If you trust it: git config --global --add safe\.directory \S+$/),
        });
      },
    );
  });
});

describe("in a hook", () => {
  /** A hook that opens the repository it runs in, resolves what is pushed, and notes what it saw. */
  async function installHook(gitDirectory: string, name: string, commit: string): Promise<() => Promise<string>> {
    const module = new URL("../../../src/adapters/git/repository.ts", import.meta.url).href;
    const out = join(gitDirectory, "seen");
    const program = join(gitDirectory, "hook.mjs");
    await writeFile(
      program,
      `import { writeFileSync } from "node:fs";
      import { openRepository } from ${JSON.stringify(module)};
      const git = await openRepository(".");
      const commit = await git.resolve("${commit}");
      const files = (await git.changeSet(commit, await git.resolve(commit + "~1"), commit)).files;
      writeFileSync(${JSON.stringify(out)}, JSON.stringify({ root: git.root, commit, paths: files.map(({ path }) => path) }));`,
    );
    await mkdir(join(gitDirectory, "hooks"), { recursive: true });
    const script = `#!/bin/sh\nexec "${process.execPath}" --no-warnings "${program}"\n`;
    await writeFile(join(gitDirectory, "hooks", name), script, { mode: 0o755 });
    return () => readFile(out, "utf8");
  }

  test("before a push, from a linked work tree, the repository is the one pushed from", async () => {
    const server = await create("--bare");
    const repo = await create();
    await repo.commit("first");
    const path = join(await temporaryDirectory(), "linked");
    await repo.git("worktree", "add", "-q", "-b", "side", path);
    await writeFile(join(path, "new.md"), "");
    await repo.git("-C", path, "add", "new.md");
    await repo.git("-C", path, "commit", "-q", "-m", "second");
    const commit = await repo.git("rev-parse", "side");
    const seen = await installHook(join(repo.path, ".git"), "pre-push", commit);
    await repo.git("-C", path, "push", "-q", server.path, "side");
    expect(JSON.parse(await seen())).toEqual({ root: path, commit, paths: ["new.md"] });
  });

  test("on receiving a push, what is still in quarantine can be seen", async () => {
    const server = await create("--bare");
    const repo = await create();
    await repo.commit("first");
    await repo.write({ "new.md": "" });
    const commit = await repo.commit("second");
    const seen = await installHook(server.path, "pre-receive", commit);
    await repo.git("push", "-q", server.path, "main");
    expect(JSON.parse(await seen())).toEqual({ root: server.path, commit, paths: ["new.md"] });
  });
});
