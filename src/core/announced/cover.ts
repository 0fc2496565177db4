import type { Announcement } from "./announcement.ts";
import type { PathPattern } from "./path-pattern.ts";

/** Most steps spent on matching: about a second. Both the patterns and the paths are a stranger's. */
const maxSteps = 500_000_000;

/** What announcements say about paths. */
export interface Cover {
  readonly has: (path: string) => boolean;
  /** Globs that announce nothing, because they say too little. */
  readonly tooWide: readonly string[];
  /** What is announced, is certainly a path, and is none of the paths. */
  readonly untouched: readonly string[];
}

/**
 * Compares announcements with all the paths a change touches. A glob counts with at least so many literal segments. Undefined
 * when that would take too many steps.
 */
export function coverOf(
  announcements: readonly Announcement[],
  paths: readonly string[],
  literalSegments: number,
): Cover | undefined {
  const size = { count: paths.length, characters: paths.reduce((sum, path) => sum + path.length + 1, 0) };
  const patterns = announcements.flatMap((announcement) => announcement.patterns);
  if (patterns.reduce((sum, pattern) => sum + pattern.steps(size), 0) > maxSteps) return undefined;
  const touched = new Set(paths);
  const covered = new Set<string>();
  const tooWide: string[] = [];
  const untouched: string[] = [];
  const coveredBy = (pattern: PathPattern): boolean => {
    const found = pattern.isGlob ? paths.filter((path) => pattern.matches(path)) : literal(pattern, touched);
    for (const path of found) covered.add(path);
    return found.length > 0;
  };
  for (const { written, patterns: meant, isCertain } of announcements) {
    const narrow = meant.filter((pattern) => !pattern.isGlob || pattern.literalSegments >= literalSegments);
    if (narrow.length === 0) tooWide.push(written);
    else if (!narrow.map(coveredBy).includes(true) && isCertain) untouched.push(written);
  }
  return { has: (path) => covered.has(path), tooWide, untouched };
}

function literal({ path }: PathPattern, touched: ReadonlySet<string>): readonly string[] {
  return touched.has(path) ? [path] : [];
}
