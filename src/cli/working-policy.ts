import { existsSync } from "node:fs";
import { dirname, join, relative, resolve } from "node:path";
import { readNamedFile, readPresets } from "../adapters/files/files.ts";
import type { Policy } from "../core/policy.ts";
import { UserError } from "../core/user-error.ts";
import { policyPath } from "../pipeline/check.ts";
import { type PolicyReading, type PolicySource, readPolicy } from "../read/policy.ts";
import type { Io } from "./io.ts";

/** The policy as it lies in the working tree: what a person is writing, not what judges a change. */
export interface WorkingPolicy extends PolicyReading {
  /** As a person would name it from where they are. */
  readonly name: string;
  readonly policy: Policy | undefined;
}

/**
 * Reads the policy of the working tree: the named file, or the nearest `.github/lockstep.yml` above a directory, which is the
 * current one if none is given.
 *
 * @throws UserError when there is none
 */
export async function readWorkingPolicy(
  io: Io,
  file: string | undefined,
  organisationFile: string | undefined,
  directory = ".",
): Promise<WorkingPolicy> {
  const path = file === undefined ? findUpwards(resolve(io.cwd, directory)) : resolve(io.cwd, file);
  if (path === undefined) {
    throw new UserError(
      "no-policy",
      `there is no ${policyPath} here or above`,
      'Name a file, or write one: the least is "version: 1", and "extends: [operating-model]" brings rules.',
    );
  }
  const source = async (owner: PolicySource["owner"], at: string): Promise<PolicySource> => ({
    name: relative(io.cwd, at) || at,
    owner,
    text: await readNamedFile(at),
  });
  const sources = [
    ...(organisationFile === undefined ? [] : [await source("organisation", resolve(io.cwd, organisationFile))]),
    await source("repository", path),
  ];
  const presets = await readPresets(new URL("presets/", io.packageRoot));
  return { ...readPolicy(sources, presets), name: sources.at(-1)?.name ?? path };
}

function findUpwards(directory: string): string | undefined {
  const candidate = join(directory, policyPath);
  if (existsSync(candidate)) return candidate;
  const parent = dirname(directory);
  return parent === directory ? undefined : findUpwards(parent);
}
