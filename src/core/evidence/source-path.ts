/** Most segments of a path that are looked at from its end: a path of 4 KB in two thousand takes as much as millions. */
const deepest = 64;

/** The file of the repository a report means; undefined when it is none that matters, `ambiguous` when it could be several. */
export type SourceFile = { readonly path: string } | "ambiguous" | undefined;

/**
 * Finds the files that coverage reports mean. They write paths from the root of another machine, of a package, of a module
 * or of a source folder. The same path means itself; otherwise one of the two must end with the whole of the other, in whole
 * segments. A file that could be several is nobody's guess, unless none of them matters. Only the last {@link deepest} segments
 * are told apart, and only what is as long as a path of the repository is looked up: both sides are a stranger's.
 */
export function sourceFiles(
  paths: readonly string[],
  matters: (path: string) => boolean,
): (reported: string) => SourceFile {
  const known = new Map(paths.map((path) => [path, matters(path)]));
  const bySuffix = new Map<string, { readonly path: string | undefined; readonly matters: boolean }>();
  for (const [path, isWanted] of known) {
    for (const suffix of suffixes(path)) {
      const other = bySuffix.get(suffix);
      bySuffix.set(
        suffix,
        other === undefined ? { path, matters: isWanted } : { path: undefined, matters: other.matters || isWanted },
      );
    }
  }
  const lengths = new Set(paths.map(({ length }) => length));
  const exactly = (path: string): SourceFile => (known.get(path) === true ? { path } : undefined);
  return (reported) => {
    if (known.has(reported)) return exactly(reported);
    const below = bySuffix.get(reported);
    if (below !== undefined)
      return !below.matters ? undefined : below.path === undefined ? "ambiguous" : { path: below.path };
    // The longest suffix that is a whole path of the repository: what stands before it is the way to the checkout.
    for (const suffix of suffixes(reported, lengths)) if (known.has(suffix)) return exactly(suffix);
    return undefined;
  };
}

/** The path without its first segment, without its first two, and so on; of a path deeper than that, its end only. */
function* suffixes(path: string, lengths?: ReadonlySet<number>): Generator<string> {
  const starts: number[] = [];
  for (let at = path.lastIndexOf("/"); at !== -1 && starts.length < deepest; at = path.lastIndexOf("/", at - 1)) {
    starts.push(at + 1);
    if (at === 0) break;
  }
  for (const start of starts.reverse()) if (lengths?.has(path.length - start) !== false) yield path.slice(start);
}
