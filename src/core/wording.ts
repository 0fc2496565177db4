import type { Glob } from "./glob.ts";

/** Several names for a sentence: "`a`, `b` or `c`". */
export function listNames(names: readonly string[], conjunction: "or" | "and" = "or"): string {
  const quoted = names.map((name) => `\`${name}\``);
  return quoted.length < 2 ? quoted.join("") : `${quoted.slice(0, -1).join(", ")} ${conjunction} ${quoted.at(-1)}`;
}

/** Globs for a sentence. */
export function listPatterns(globs: readonly Glob[], conjunction: "or" | "and" = "or"): string {
  return listNames(
    globs.map((glob) => glob.pattern),
    conjunction,
  );
}
