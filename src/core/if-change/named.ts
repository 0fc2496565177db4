import { type ChangeSet, touchedPaths } from "../change-set.ts";
import type { Facts, Need } from "../facts.ts";
import { type Glob, matchesAny } from "../glob.ts";
import { commentStyle } from "./comment-style.ts";
import type { FileReader } from "./file-reader.ts";
import { sectionAddress } from "./find-target.ts";
import type { Region } from "./regions.ts";
import type { Target } from "./target.ts";

/** The files whose marks are read. */
export interface Scope {
  readonly in?: readonly Glob[] | undefined;
  readonly except?: readonly Glob[] | undefined;
}

/** A target and where it is named. */
export interface Naming {
  readonly target: Target;
  readonly path: string;
  readonly region: Region;
}

/** Most targets that are looked up for one change. */
export const mostTargets = 1000;

/** Whether the marks of a file are read. */
export function isInScope({ in: globs, except = [] }: Scope, path: string): boolean {
  return (
    commentStyle(path) !== undefined && (globs === undefined || matchesAny(globs, path)) && !matchesAny(except, path)
  );
}

/** Paths the change touches whose marks are read, each once: of a rename, either. */
export function touchedInScope(scope: Scope, { files }: ChangeSet): readonly string[] {
  return [...new Set(files.flatMap(touchedPaths))].filter((path) => isInScope(scope, path));
}

/** What the marks of these files name at the head; at most one more than {@link mostTargets}. */
export function namedBy(paths: readonly string[], reader: FileReader): readonly Naming[] {
  const namings: Naming[] = [];
  for (const path of paths) {
    if (namings.length > mostTargets) break;
    namings.push(...namingsIn(path, reader.after(path).regions));
  }
  return namings.slice(0, mostTargets + 1);
}

function namingsIn(path: string, regions: readonly Region[]): readonly Naming[] {
  return regions.flatMap((region) => region.targets.map((target) => ({ target, path, region })));
}

/**
 * Files the change leaves alone that may name what it takes away: marks come in pairs, so they are looked for where the
 * files and labels that are gone pointed. Only those whose marks are read.
 */
export function pointedBack(scope: Scope, paths: readonly string[], reader: FileReader): readonly string[] {
  const lost = paths.filter((path) => {
    if (reader.versions(path)?.after.state === "absent") return true;
    const labels = reader.after(path).labels;
    return [...reader.before(path).labels.keys()].some((label) => !labels.has(label));
  });
  const named = lost.flatMap((path) => namingsIn(path, reader.before(path).regions));
  const touched = new Set(paths);
  const others = new Set(named.map(({ target }) => target.path).filter((path) => !touched.has(path)));
  return [...others].filter((path) => isInScope(scope, path)).slice(0, mostTargets);
}

/** What must be looked at to judge these targets: the files, and documents where a label may be a heading. */
export function needsOfTargets(namings: readonly Naming[]): readonly Need[] {
  return namings
    .slice(0, mostTargets)
    .flatMap(({ target }): readonly Need[] => [
      { fact: "text", path: target.path },
      ...(sectionAddress(target) === undefined ? [] : [{ fact: "document", path: target.path } as const]),
    ]);
}

/** What files that the change leaves alone name among what it touches. */
export function namedBack(paths: readonly string[], reader: FileReader, { changeSet }: Facts): readonly Naming[] {
  const touched = new Set(changeSet.files.flatMap(touchedPaths));
  return namedBy(
    paths.filter((path) => !touched.has(path)),
    reader,
  ).filter(({ target }) => touched.has(target.path));
}
