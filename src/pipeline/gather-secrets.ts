import type { AddedLine } from "../core/change-set.ts";
import type { SecretState } from "../core/secrets.ts";
import type { FindSecrets } from "./ports.ts";

/**
 * What was found in the added lines of these files; undefined when nothing can be told, because the lines are not known or
 * nobody looks for secrets here.
 */
export async function gatherSecrets(
  paths: readonly string[],
  addedLines: () => Promise<readonly AddedLine[] | undefined>,
  findSecrets: FindSecrets | undefined,
): Promise<ReadonlyMap<string, SecretState> | undefined> {
  if (paths.length === 0) return undefined;
  const lines = findSecrets && (await addedLines());
  if (findSecrets === undefined || lines === undefined) return undefined;
  const added = new Map<string, AddedLine[]>(paths.map((path) => [path, []]));
  for (const line of lines) added.get(line.path)?.push(line);
  return findSecrets(added);
}
