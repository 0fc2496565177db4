import { type ChangeSet, touchedPaths } from "../core/change-set.ts";
import { type Coverage, wholeChange } from "../core/decision.ts";
import type { RuleReport } from "../core/report.ts";
import { isWokenByFiles } from "../core/trigger.ts";
import { digestOf } from "./audit.ts";
import type { Grounds } from "./check.ts";

/** Most paths that a decision remembers one by one; a change of more is remembered as a whole. */
export const maxCoveredPaths = 5_000;

/** What a change does to paths: each with a text that is the same for the same content before and after. */
export type Identities = ReadonlyMap<string, string>;

/**
 * The paths of a change that a rule looked at: those that woke it, or all where something else did. A file can be called
 * like anything: which of the two it was, the rule says.
 */
export function coveredPaths(
  { id, wokenBy }: Pick<RuleReport, "id" | "wokenBy">,
  { policy, facts }: Pick<Grounds, "policy" | "facts">,
): readonly string[] {
  const all = changedPaths(facts.changeSet);
  const rule = policy.rules.find((each) => each.id === id);
  if (rule === undefined || !isWokenByFiles(rule.when, facts)) return all;
  const known = new Set(all);
  // A rule that was woken by added lines says `path:line`, which may be the path of another file.
  const own = wokenBy.flatMap((by) => [by, by.replace(/:\d+$/, "")].filter((path) => known.has(path)));
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
