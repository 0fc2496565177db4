import { existsSync, realpathSync } from "node:fs";
import { dirname, join, relative, resolve, sep } from "node:path";
import { locate } from "../adapters/git/locate.ts";
import { isUserError } from "../core/user-error.ts";
import { policyPath } from "../pipeline/check.ts";
import type { Io } from "./io.ts";

/**
 * The top of the repository a directory is in, without symbolic links: paths of a policy begin there. Where git knows of
 * none, the nearest directory with a policy; else the directory itself.
 *
 * @throws UserError when there is no such directory
 */
export async function repositoryTop(io: Io, directory = "."): Promise<string> {
  const from = resolve(io.cwd, directory);
  const located = await locate(from).catch((error: unknown) => {
    if (isUserError(error) && ["not-a-repository", "git-missing"].includes(error.code)) return undefined;
    throw error;
  });
  return located?.root ?? withPolicy(realpathSync(from)) ?? realpathSync(from);
}

function withPolicy(directory: string): string | undefined {
  if (existsSync(join(directory, policyPath))) return directory;
  const parent = dirname(directory);
  return parent === directory ? undefined : withPolicy(parent);
}

/** A path as somebody would write it from where they are, with `/`. */
export function fromHere(io: Io, path: string): string {
  return relative(realpathSync(io.cwd), path).split(sep).join("/");
}
