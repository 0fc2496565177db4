import { execFile } from "node:child_process";
import { mkdir, mkdtemp, realpath, rename, rm, symlink, writeFile } from "node:fs/promises";
import { devNull, tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";

/** A throw-away repository in a temporary directory, on the branch `main`, with a fixed author and fixed dates. */
export interface TestRepository {
  /** The absolute path, without symbolic links. */
  readonly path: string;
  /** Writes files, by path; directories come into being. */
  write(files: Readonly<Record<string, string | Uint8Array>>): Promise<void>;
  /** Makes a symbolic link. */
  link(path: string, target: string): Promise<void>;
  /** Removes files or directories. */
  remove(...paths: string[]): Promise<void>;
  move(from: string, to: string): Promise<void>;
  /**
   * Commits everything that stands in the work tree, even nothing new, and returns the commit id. `by` is the login of
   * somebody else who does it.
   */
  commit(message: string, by?: string): Promise<string>;
  /**
   * Commits exactly these entries on top of the current branch, past the work tree, for names no file system takes.
   * The content of a submodule (mode 160000) is a commit id.
   */
  commitEntries(entries: readonly TreeEntry[]): Promise<string>;
  /** Runs git, undisturbed by the configuration of this computer, and returns what it prints, without the last line feed. */
  git(...args: string[]): Promise<string>;
  /** The same, with something to read on standard input. */
  gitWithInput(input: string | Uint8Array, ...args: string[]): Promise<string>;
  dispose(): Promise<void>;
}

/** A file for `commitEntries`; the mode is 100644 unless said otherwise. */
export interface TreeEntry {
  readonly path: string | Uint8Array;
  readonly content: string | Uint8Array;
  readonly mode?: "100644" | "100755" | "120000" | "160000";
}

const run = promisify(execFile);

/** Makes a repository; `init` are further arguments of `git init`. */
export async function createRepository(init: readonly string[] = []): Promise<TestRepository> {
  const path = await realpath(await mkdtemp(join(tmpdir(), "lockstep-")));
  let commits = 0;

  async function gitAs(by: string | undefined, input: string | Uint8Array, ...args: string[]): Promise<string> {
    const env = environment(commits, by);
    const options = { cwd: path, env, encoding: "buffer", maxBuffer: 256 * 1024 * 1024 } as const;
    const running = run("git", args, options);
    running.child.stdin?.on("error", () => {}); // git may be done before it read anything
    running.child.stdin?.end(input);
    return (await running).stdout.toString("utf8").replace(/\n$/, "");
  }
  const gitWithInput = (input: string | Uint8Array, ...args: string[]) => gitAs(undefined, input, ...args);
  const git = (...args: string[]) => gitWithInput("", ...args);

  await git("init", "--quiet", "--template=", "--initial-branch=main", ...init);
  return {
    path,
    git,
    gitWithInput,
    async write(files) {
      for (const [name, content] of Object.entries(files)) {
        await mkdir(dirname(join(path, name)), { recursive: true });
        await writeFile(join(path, name), content);
      }
    },
    async link(name, target) {
      await mkdir(dirname(join(path, name)), { recursive: true });
      await symlink(target, join(path, name));
    },
    async remove(...names) {
      for (const name of names) await rm(join(path, name), { recursive: true });
    },
    async move(from, to) {
      await mkdir(dirname(join(path, to)), { recursive: true });
      await rename(join(path, from), join(path, to));
    },
    async commit(message, by) {
      await git("add", "--all");
      await gitAs(by, "", "commit", "--quiet", "--allow-empty", "--no-verify", `--message=${message}`);
      commits += 1;
      return git("rev-parse", "HEAD");
    },
    async commitEntries(entries) {
      const branch = await git("symbolic-ref", "HEAD");
      const parent = await git("for-each-ref", "--format=%(objectname)", branch);
      const start = `commit ${branch}\ncommitter Ada Author <ada@example.com> ${1704110400 + 60 * commits} +0000\ndata 7\nentries\n`;
      const from = parent === "" ? "" : `from ${parent}\n`;
      await gitWithInput(
        Buffer.concat([Buffer.from(`${start}${from}deleteall\n`), ...entries.map(importEntry)]),
        "fast-import",
        "--quiet",
      );
      commits += 1;
      return git("rev-parse", "HEAD");
    },
    dispose: () => rm(path, { recursive: true, force: true, maxRetries: 3 }),
  };
}

/** An entry in the language of `git fast-import`, the path in octal. */
function importEntry({ path, content, mode = "100644" }: TreeEntry): Buffer {
  const octal = [...Buffer.from(path)].map((byte) => `\\${byte.toString(8).padStart(3, "0")}`).join("");
  if (mode === "160000") return Buffer.from(`M 160000 ${Buffer.from(content).toString()} "${octal}"\n`);
  const bytes = Buffer.from(content);
  return Buffer.concat([Buffer.from(`M ${mode} inline "${octal}"\ndata ${bytes.length}\n`), bytes, Buffer.from("\n")]);
}

/** One commit a minute; no variable of a surrounding git command, such as the hook the tests may run in. */
function environment(commits: number, by?: string): NodeJS.ProcessEnv {
  const name = by ?? "Ada Author";
  const email = by === undefined ? "ada@example.com" : `${by}@users.noreply.github.com`;
  const date = new Date(Date.UTC(2024, 0, 1, 12, commits)).toISOString();
  return {
    ...Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GIT_"))),
    GIT_CONFIG_GLOBAL: devNull,
    GIT_CONFIG_NOSYSTEM: "1",
    GIT_AUTHOR_NAME: name,
    GIT_AUTHOR_EMAIL: email,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_NAME: name,
    GIT_COMMITTER_EMAIL: email,
    GIT_COMMITTER_DATE: date,
    GIT_TERMINAL_PROMPT: "0",
    LC_ALL: "C",
  };
}
