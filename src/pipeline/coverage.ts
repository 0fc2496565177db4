import { type ChangeSet, touchedPaths } from "../core/change-set.ts";
import { type Coverage, wholeChange } from "../core/decision.ts";
import type { RuleReport } from "../core/report.ts";
import { digestOf } from "./audit.ts";

/** Most paths that a decision remembers one by one; a change of more is remembered as a whole. */
export const maxCoveredPaths = 5_000;

/** What a change does to paths: each with a text that is the same for the same content before and after. */
export type Identities = ReadonlyMap<string, string>;

/**
 * The paths of a change that a rule looked at: those that woke it, or all where something else did. A rule that was woken
 * by added lines says `path:line`.
 */
export function coveredPaths({ wokenBy }: Pick<RuleReport, "wokenBy">, changeSet: ChangeSet): readonly string[] {
  const all = changedPaths(changeSet);
  const known = new Set(all);
  const own = wokenBy.flatMap((by) => [by, by.replace(/:\d+$/, "")].find((path) => known.has(path)) ?? []);
  return own.length === 0 ? all : [...new Set(own)];
}

/** Every path that a change touches: of a rename both. */
export function changedPaths({ files }: ChangeSet): readonly string[] {
  return [...new Set(files.flatMap(touchedPaths))];
}

/** What a decision about these paths covers. A path whose content could not be told is covered by nothing it could be again. */
export function coverageOf(paths: readonly string[], identities: Identities, changeSet: ChangeSet): Coverage {
  const entries = [...paths]
    .sort()
    .map((path): [string, string] => [path, identities.get(path) ?? `unknown at ${changeSet.head}`]);
  if (entries.length > maxCoveredPaths) return { [wholeChange]: digestOf(entries) };
  return Object.fromEntries(entries);
}
