/**
 * A pattern of paths as a stranger writes it, such as `src/**`. Only `*`, `**` and `?` mean something; braces and brackets
 * are letters. Matching takes no more than {@link PathPattern.steps}, whatever the pattern: never give such text to a policy's globs.
 */
export interface PathPattern {
  /** As it is compared: without a leading `/` or `./`; `src/` has become what is below. */
  readonly path: string;
  /** Segments without `*` and `?`: how narrow it is. */
  readonly literalSegments: number;
  readonly isGlob: boolean;
  /** The most steps it may take to match it against all of these; 0 where they are looked up instead. */
  steps(paths: Paths): number;
  matches(path: string): boolean;
}

/** How much there is to match against. */
export interface Paths {
  readonly count: number;
  /** Of all paths together. */
  readonly characters: number;
}

/** Reads a pattern. A leading `/` or `./` is dropped, and `src/` means what is below. */
export function readPathPattern(written: string): PathPattern {
  const trimmed = written.replace(/^(?:\.?\/)+/, "");
  const pattern = trimmed.endsWith("/") || trimmed === "" ? `${trimmed}**` : trimmed;
  const segments = pattern.split("/");
  const literalSegments = segments.filter((segment) => !isWild(segment) && !/^\.{0,2}$/.test(segment)).length;
  const isGlob = isWild(pattern);
  const directory = /^[^*?]+\/(?=\*\*$)/.exec(pattern)?.[0];
  // A directory is not among what is below it.
  const wanted = segments.at(-1) === "**" ? [...segments, "*"] : segments;
  const matches = (path: string): boolean => {
    if (!isGlob) return path === pattern;
    // Nearly all globs are directories, and this is much quicker.
    if (directory !== undefined) return path.length > directory.length && path.startsWith(directory);
    return matchSequence(wanted, path.split("/"), "**", matchSegment);
  };
  const steps = (paths: Paths): number =>
    isGlob ? (pattern.length + 2) * (directory === undefined ? paths.characters : paths.count) : 0;
  return { path: pattern, literalSegments, isGlob, steps, matches };
}

function isWild(text: string): boolean {
  return /[*?]/.test(text);
}

function matchSegment(pattern: string, segment: string): boolean {
  if (!isWild(pattern)) return pattern === segment;
  return matchSequence(pattern, segment, "*", (wanted, given) => wanted === "?" || wanted === given);
}

/** Wanted parts against given ones, where `star` stands for any number: only the last star is ever taken back. */
function matchSequence(
  wanted: ArrayLike<string>,
  given: ArrayLike<string>,
  star: string,
  isMatch: (wanted: string, given: string) => boolean,
): boolean {
  let at = 0;
  let from: { readonly wanted: number; given: number } | undefined;
  for (let index = 0; index < given.length; ) {
    const part = wanted[at];
    if (part === star) {
      at += 1;
      from = { wanted: at, given: index };
    } else if (part !== undefined && isMatch(part, given[index] ?? "")) {
      at += 1;
      index += 1;
    } else if (from !== undefined) {
      from.given += 1;
      index = from.given;
      at = from.wanted;
    } else return false;
  }
  while (wanted[at] === star) at += 1;
  return at === wanted.length;
}
