import { compileGlob, type Glob, globWarning } from "../glob.ts";

/**
 * Most comparisons of a path with one alternative of a glob, in one evaluation. The globs come from the change: without a
 * limit a few files of them could keep a large repository busy for minutes.
 */
export const mostComparisons = 5_000_000;

/** What a glob of a document reaches: files of the repository, nothing, or why it is no glob (half a sentence). */
export type Reach =
  | { readonly reach: "files" }
  | { readonly reach: "nothing"; readonly hint: string }
  | { readonly reach: "invalid"; readonly why: string }
  /** Not known: the files are not, or there is too much to compare. */
  | { readonly reach: "unknown" };

/** Tells what globs reach among the files of a repository. Each glob is looked up once, and all share one limit. */
export function reachIn(tree: readonly string[] | undefined): (pattern: string) => Reach {
  const known = new Map<string, Reach>();
  let left = mostComparisons;
  const find = (pattern: string): Reach => {
    const glob = compiled(pattern);
    if (typeof glob === "string") return { reach: "invalid", why: glob };
    if (tree === undefined) return { reach: "unknown" };
    for (const path of tree) {
      left -= glob.alternatives;
      if (left < 0) return { reach: "unknown" };
      if (glob.matches(path)) return { reach: "files" };
    }
    const warning = globWarning(pattern);
    return { reach: "nothing", hint: warning === undefined ? "" : `; it ${warning}` };
  };
  return (pattern) => {
    const reach = known.get(pattern) ?? find(pattern);
    known.set(pattern, reach);
    return reach;
  };
}

/** The glob, or why it is none. */
function compiled(pattern: string): Glob | string {
  try {
    const glob = compileGlob(pattern);
    return glob.captures.length === 0 ? glob : `{${glob.captures.join("}, {")}} stands for nothing there`;
  } catch (error) {
    return (error as Error).message;
  }
}

/** Most globs of one field. */
const mostGlobs = 100;

/** The globs a field lists: a list of texts, or one text with commas between; undefined when it is neither, or too long. */
export function globsOf(value: unknown): readonly string[] | undefined {
  const parts = typeof value === "string" ? splitAtCommas(value) : value;
  if (!Array.isArray(parts) || parts.length > mostGlobs) return undefined;
  const texts = parts.filter((part): part is string => typeof part === "string").map((text) => text.trim());
  return texts.length === parts.length ? texts : undefined;
}

/** Commas inside braces belong to the glob. */
function splitAtCommas(text: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let start = 0;
  for (let index = 0; index < text.length; index++) {
    const letter = text.charAt(index);
    if (letter === "{") depth += 1;
    else if (letter === "}") depth = Math.max(0, depth - 1);
    else if (letter === "," && depth === 0) {
      parts.push(text.slice(start, index));
      start = index + 1;
    }
  }
  return [...parts, text.slice(start)];
}
