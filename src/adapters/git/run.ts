import { type ChildProcessWithoutNullStreams, spawn } from "node:child_process";
import { dirname } from "node:path";
import { GitError } from "./git-error.ts";

/** Most bytes of output held for one command: a million changed files are about 200 MB. */
const maxOutputBytes = 256 * 1024 * 1024;
const maxErrorBytes = 64 * 1024;

// What a hook or a calling git leaves behind about *its* repository (`git rev-parse --local-env-vars`), or that changes what a
// comparison prints. The repository is always found from the directory: a hook's GIT_DIR may be relative or mean another one.
// The configuration variables (GIT_CONFIG_COUNT and friends) stay, because containers state `safe.directory` with them.
const droppedVariables = new Set([
  "GIT_DIR",
  "GIT_WORK_TREE",
  "GIT_IMPLICIT_WORK_TREE",
  "GIT_COMMON_DIR",
  "GIT_INDEX_FILE",
  "GIT_PREFIX",
  "GIT_INTERNAL_SUPER_PREFIX",
  "GIT_NAMESPACE",
  "GIT_CONFIG",
  "GIT_GRAFT_FILE",
  "GIT_SHALLOW_FILE",
  "GIT_REPLACE_REF_BASE",
  "GIT_ATTR_SOURCE",
  "GIT_EXTERNAL_DIFF",
  "GIT_DIFF_OPTS", // overrides -U0
  "GIT_FLUSH",
]);

// Objects of a push that is being received stand in a quarantine, which only these make visible.
const objectVariables = new Set(["GIT_OBJECT_DIRECTORY", "GIT_ALTERNATE_OBJECT_DIRECTORIES"]);

/** The environment git runs in: nothing of a surrounding git command, no prompt, no lock, English. */
export function gitEnvironment(inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const quarantined = inherited["GIT_QUARANTINE_PATH"] !== undefined;
  const kept = Object.entries(inherited).filter(
    ([name]) => !droppedVariables.has(name) && (quarantined || !objectVariables.has(name)),
  );
  return {
    ...Object.fromEntries(kept),
    GIT_OPTIONAL_LOCKS: "0",
    GIT_TERMINAL_PROMPT: "0",
    GIT_NO_REPLACE_OBJECTS: "1",
    LC_ALL: "C",
  };
}

/** Starts git in a directory (an absolute path). */
export function startGit(directory: string, args: readonly string[]): ChildProcessWithoutNullStreams {
  return spawn("git", ["-C", directory, ...args], {
    env: gitEnvironment(process.env),
    windowsHide: true,
    // Windows looks for git.exe in the current directory first, and that may be what a pull request brought.
    ...(process.platform === "win32" ? { cwd: dirname(process.execPath) } : {}),
  });
}

/** The error for a process that could not be started. */
export function startError(error: NodeJS.ErrnoException): GitError {
  if (error.code === "ENOENT") {
    return new GitError("git-missing", "git is not installed, or not on the PATH", "Install git 2.28 or later.");
  }
  return new GitError("git-failed", `git could not be started: ${error.message}`);
}

/** The error for a command that failed in a directory, from what it printed. */
export function failure(directory: string, command: string, stderr: string): GitError {
  if (/^fatal: not a git repository/m.test(stderr)) {
    return new GitError("not-a-repository", `${directory} is not in a git repository`);
  }
  const [remedy] = /git config --global --add safe\.directory .*/.exec(stderr) ?? [];
  if (remedy !== undefined) {
    const message = `git does not trust ${directory}, because it belongs to another user`;
    return new GitError("dubious-ownership", message, `If you trust it: ${remedy}`);
  }
  const reason = /^(?:fatal|error): (.*)/m.exec(stderr)?.[1] ?? stderr.trim().split("\n")[0];
  return new GitError("git-failed", `git ${command} failed in ${directory}: ${reason || "no reason given"}`);
}

/** What a finished command left. */
export interface Finished {
  readonly exitCode: number | null;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs git to its end, whatever the exit code. `take` gets the output piece by piece instead; it may throw to end it. */
export function runGit(directory: string, args: readonly string[], take?: (chunk: Buffer) => void): Promise<Finished> {
  return new Promise((resolve, reject) => {
    const child = startGit(directory, args);
    const output: Buffer[] = [];
    let bytes = 0;
    let stderr = "";
    const collect = (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > maxOutputBytes) throw tooLarge(`git ${args[0]} printed`, maxOutputBytes);
      output.push(chunk);
    };
    child.stdin.on("error", () => {}); // it may be gone already; the exit code tells
    child.stdin.end();
    child.stdout.on("data", (chunk: Buffer) => {
      try {
        (take ?? collect)(chunk);
      } catch (error) {
        child.stdout.removeAllListeners("data");
        child.kill();
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    });
    child.stderr.on("data", (chunk: Buffer) => {
      if (stderr.length < maxErrorBytes) stderr += chunk.toString("utf8");
    });
    child.on("error", (error) => {
      reject(startError(error));
    });
    child.on("close", (exitCode) => {
      resolve({ exitCode, stdout: Buffer.concat(output), stderr });
    });
  });
}

/** The output of a command that has to succeed; otherwise a GitError. */
export async function gitOutput(directory: string, args: readonly string[]): Promise<Buffer> {
  const { exitCode, stdout, stderr } = await runGit(directory, args);
  if (exitCode !== 0) throw failure(directory, args[0] ?? "", stderr);
  return stdout;
}

/** The error for more output than is held in memory. */
export function tooLarge(what: string, bytes: number): GitError {
  return new GitError("output-too-large", `${what} more than ${bytes / 1024 / 1024} MB, which is too much to look at`);
}
