/** The file of the repository a report means; undefined when it is none that matters, `ambiguous` when it could be several. */
export type SourceFile = { readonly path: string } | "ambiguous" | undefined;

/**
 * Finds the files that coverage reports mean. They write paths from the root of another machine, of a package, of a module
 * or of a source folder. The same path means itself; otherwise one of the two must end with the whole of the other, in whole
 * segments. A file that could be several is nobody's guess, unless none of them matters. Linear in the segments of all paths.
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
  const exactly = (path: string): SourceFile => (known.get(path) === true ? { path } : undefined);
  return (reported) => {
    if (known.has(reported)) return exactly(reported);
    const below = bySuffix.get(reported);
    if (below !== undefined)
      return !below.matters ? undefined : below.path === undefined ? "ambiguous" : { path: below.path };
    // The longest suffix that is a whole path of the repository: what stands before it is the way to the checkout.
    for (const suffix of suffixes(reported)) if (known.has(suffix)) return exactly(suffix);
    return undefined;
  };
}

/** The path without its first segment, without its first two, and so on. */
function* suffixes(path: string): Generator<string> {
  for (let at = path.indexOf("/"); at !== -1; at = path.indexOf("/", at + 1)) yield path.slice(at + 1);
}
