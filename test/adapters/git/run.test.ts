import { tmpdir } from "node:os";
import { describe, expect, test } from "@jest/globals";
import { failure, gitEnvironment, runGit, startError } from "../../../src/adapters/git/run.ts";

describe("the environment git runs in", () => {
  test("forgets the repository of a surrounding git command, and what changes a comparison", () => {
    const inherited = {
      PATH: "/bin",
      GIT_DIR: ".git",
      GIT_WORK_TREE: "/w",
      GIT_INDEX_FILE: "/w/.git/index.lock",
      GIT_PREFIX: "docs/",
      GIT_OBJECT_DIRECTORY: "/o",
      GIT_DIFF_OPTS: "-u9",
    };
    expect(gitEnvironment(inherited)).toEqual({
      PATH: "/bin",
      GIT_OPTIONAL_LOCKS: "0",
      GIT_TERMINAL_PROMPT: "0",
      GIT_NO_REPLACE_OBJECTS: "1",
      LC_ALL: "C",
    });
  });

  test("keeps configuration, which may say that a directory is safe", () => {
    const inherited = { GIT_CONFIG_COUNT: "1", GIT_CONFIG_KEY_0: "safe.directory", GIT_CONFIG_VALUE_0: "*" };
    expect(gitEnvironment(inherited)).toMatchObject(inherited);
  });

  test("keeps the quarantine of a push that is being received", () => {
    const inherited = { GIT_QUARANTINE_PATH: "/q", GIT_OBJECT_DIRECTORY: "/q", GIT_ALTERNATE_OBJECT_DIRECTORIES: "/o" };
    expect(gitEnvironment(inherited)).toMatchObject(inherited);
  });
});

describe("a failure is told in one sentence", () => {
  const failures: { name: string; stderr: string; code: string; message: string; remedy?: string }[] = [
    {
      name: "no repository",
      stderr: "fatal: not a git repository (or any of the parent directories): .git\n",
      code: "not-a-repository",
      message: "/w is not in a git repository",
    },
    {
      name: "a repository of another user, with the remedy git prints",
      stderr:
        "fatal: detected dubious ownership in repository at '/w'\nTo add an exception for this directory, call:\n\n" +
        "\tgit config --global --add safe.directory /w\n",
      code: "dubious-ownership",
      message: "git does not trust /w, because it belongs to another user",
      remedy: "If you trust it: git config --global --add safe.directory /w",
    },
    {
      name: "anything else, in git's words",
      stderr: "warning: something\nfatal: bad object 123\nmore\n",
      code: "git-failed",
      message: "git log failed in /w: bad object 123",
    },
    { name: "nothing said", stderr: "", code: "git-failed", message: "git log failed in /w: no reason given" },
  ];
  test.each(failures)("$name", ({ stderr, code, message, remedy }) => {
    expect(failure("/w", "log", stderr)).toMatchObject({ code, message, remedy });
  });

  test("git that is not there", () => {
    const error = Object.assign(new Error("spawn git ENOENT"), { code: "ENOENT" });
    expect(startError(error)).toMatchObject({
      code: "git-missing",
      message: "git is not installed, or not on the PATH",
    });
  });
});

describe("running git", () => {
  test("gives exit code, output and complaint", async () => {
    expect(await runGit(tmpdir(), ["--version"])).toMatchObject({ exitCode: 0, stderr: "" });
    expect(await runGit(tmpdir(), ["no-such-command"])).toMatchObject({
      exitCode: 1,
      stderr: expect.stringMatching(/./),
    });
  });

  test("ends when its output is refused", async () => {
    const refuse = () => {
      throw new Error("enough");
    };
    await expect(runGit(tmpdir(), ["--version"], refuse)).rejects.toThrow("enough");
  });

  test("fails when git is not on the PATH", async () => {
    const path = process.env["PATH"];
    process.env["PATH"] = "";
    try {
      await expect(runGit(tmpdir(), ["--version"])).rejects.toMatchObject({ code: "git-missing" });
    } finally {
      process.env["PATH"] = path;
    }
  });
});
