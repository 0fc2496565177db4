#!/usr/bin/env node
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { homedir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { Script } from "node:vm";

/** Says which build this is; the build puts it in. */
declare const buildId: string;

type CommandLine = typeof import("./cli.ts");

/** First version with everything the command line uses; `engines` in package.json says the same. */
const oldest = [22, 13] as const;

/** In the user's own directory: a shared one could be filled by somebody else, and what is in it is run. */
const cacheDirectory = join(process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache"), "lockstep");

/** V8 compares no more of the source than its length, so the name has to say which build it is. */
const cacheFile = join(cacheDirectory, `${buildId}-${process.version}-${process.arch}.code`);

/**
 * Loads the command line with the machine code of an earlier run. Node's own compile cache is filled before anything has
 * run, without the functions that are compiled when they are first called; those took a third of an ordinary check
 * (docs/explanation/adr/0003-bundled-command-line.md).
 */
function load(): { readonly commandLine: CommandLine; readonly keep: () => void } {
  const filename = join(import.meta.dirname, "cli.cjs");
  const wrapped = `(function (exports, require, module, __filename, __dirname) {${readFileSync(filename, "utf8")}\n})`;
  const cachedData = attempt(() => readFileSync(cacheFile));
  const script = new Script(wrapped, { filename, ...(cachedData === undefined ? {} : { cachedData }) });
  const module = { exports: {} };
  const run = script.runInThisContext() as (...args: unknown[]) => void;
  run(module.exports, createRequire(filename), module, filename, import.meta.dirname);
  const keep = () => {
    if (cachedData === undefined || script.cachedDataRejected === true)
      attempt(() => {
        store(script.createCachedData());
      });
  };
  return { commandLine: module.exports as CommandLine, keep };
}

/** All at once or not at all: another process may be reading. Older builds make room. */
function store(code: Buffer): void {
  mkdirSync(cacheDirectory, { recursive: true, mode: 0o700 });
  const temporary = `${cacheFile}.${process.pid}`;
  writeFileSync(temporary, code, { mode: 0o600 });
  renameSync(temporary, cacheFile);
  for (const name of readdirSync(cacheDirectory)) {
    if (name.endsWith(".code") && !name.startsWith(buildId)) rmSync(join(cacheDirectory, name), { force: true });
  }
}

/** A cache that cannot be read or written costs time, nothing else. */
function attempt<T>(action: () => T): T | undefined {
  try {
    return action();
  } catch {
    return undefined;
  }
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < oldest[0] || (major === oldest[0] && minor < oldest[1])) {
  process.stderr.write(`lockstep needs Node ${oldest.join(".")} or newer; this is Node ${process.versions.node}.\n`);
  process.exitCode = 2;
} else {
  const { commandLine, keep } = load();
  // A reader that closes the pipe early, such as head, is not an error.
  process.stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
  });
  // Names that the bundler does not see: these stay modules of their own, loaded when a command asks for them.
  const module = (name: string) => import(pathToFileURL(join(import.meta.dirname, name)).href);
  const io = {
    ...commandLine.processIo(),
    online: () => module("online.js"),
    secrets: () => module("adapters/secrets/find-secrets.js"),
    demo: () => module("demo.js"),
  };
  void commandLine.main(process.argv.slice(2), io).then((status) => {
    process.exitCode = status;
    keep();
  });
}
