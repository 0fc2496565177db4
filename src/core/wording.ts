import type { Glob } from "./glob.ts";

/** Several names for a sentence: "`a`, `b` or `c`". */
export function listNames(names: readonly string[], conjunction: "or" | "and" = "or"): string {
  return listWords(
    names.map((name) => `\`${name}\``),
    conjunction,
  );
}

/** Several words for a sentence, as they are: "a, b or c". */
export function listWords(words: readonly string[], conjunction: "or" | "and" = "or"): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} ${conjunction} ${words.at(-1)}`;
}

/** Globs for a sentence. */
export function listPatterns(globs: readonly Glob[], conjunction: "or" | "and" = "or"): string {
  return listNames(
    globs.map((glob) => glob.pattern),
    conjunction,
  );
}
