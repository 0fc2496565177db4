import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach } from "@jest/globals";
import { main } from "../src/cli.ts";

/** An empty directory in which the command line is run. */
export interface Desk {
  /** The directory. */
  readonly path: () => string;
  readonly lockstep: (
    ...argv: readonly string[]
  ) => Promise<{ readonly exit: number; readonly stdout: string; readonly stderr: string }>;
  /** The same in a directory below. */
  readonly lockstepIn: (directory: string, ...argv: readonly string[]) => ReturnType<Desk["lockstep"]>;
  readonly write: (path: string, text: string) => Promise<void>;
  readonly read: (path: string) => Promise<string>;
}

/** A desk that is new for every test of a file. */
export function setDesk(): Desk {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), "lockstep-desk-"));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));
  async function lockstepIn(directory: string, ...argv: readonly string[]) {
    const said = { stdout: "", stderr: "" };
    const exit = await main([...argv], {
      stdout: (text) => {
        said.stdout += text;
      },
      stderr: (text) => {
        said.stderr += text;
      },
      ...{
        cwd: join(root, directory),
        colour: false,
        width: 100,
        version: "0.0.0",
        packageRoot: new URL("../", import.meta.url),
      },
    });
    return { exit, ...said };
  }
  return {
    path: () => root,
    lockstep: (...argv) => lockstepIn(".", ...argv),
    lockstepIn,
    async write(path, text) {
      await mkdir(dirname(join(root, path)), { recursive: true });
      await writeFile(join(root, path), text);
    },
    read: (path) => readFile(join(root, path), "utf8"),
  };
}
