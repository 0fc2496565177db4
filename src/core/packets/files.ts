import { fieldNameSchema } from "../document/field.ts";
import { isPlaceholder } from "../document/placeholder.ts";
import { maxGlobLength } from "../glob.ts";

/** The option of a requirement that looks at what packets announce. */
export const filesFieldSchema = fieldNameSchema
  .default("Files")
  .meta({ description: "The field of a packet that names its files." });

/**
 * The paths and globs that the values of a field name, in their order and each once. Parts stand between commas, semicolons
 * or line ends. A part that is one word names a file whatever it looks like; of a part of several words those count that look like
 * paths. Nobody has checked that such files exist. A directory, `src/`, becomes `src/**`.
 */
export function filesIn(values: readonly string[]): readonly string[] {
  const found = values.flatMap(partsOf).flatMap((part) => {
    const words = part.split(/\s+/).filter((word) => word !== "" && word.length <= maxGlobLength && !isTarget(word));
    const paths = words.map(withoutFrame).filter((word) => word !== "" && !isPlaceholder(word));
    return words.length === 1 ? paths : paths.filter(looksLikePath);
  });
  return [...new Set(found.map((path) => (path.endsWith("/") ? `${path}**` : path)))];
}

/** Commas between braces belong to a glob. */
function partsOf(value: string): readonly string[] {
  const parts: string[] = [];
  let depth = 0;
  let from = 0;
  for (let at = 0; at < value.length; at++) {
    const character = value.charAt(at);
    if (character === "{") depth++;
    else if (character === "}") depth = Math.max(0, depth - 1);
    else if (character === "\n" || character === ";" || (character === "," && depth === 0)) {
      parts.push(value.slice(from, at));
      from = at + 1;
      depth = 0;
    }
  }
  return [...parts, value.slice(from)];
}

/** Where a link leads, `<https://…>`, and a bare URL: neither is a path of the repository. */
function isTarget(word: string): boolean {
  return word.startsWith("<") || word.includes("://");
}

/** Without what a sentence puts around it, and without a leading `./`. */
function withoutFrame(word: string): string {
  const start = /^(?:[("'`]+)?(?:\.\/)?/.exec(word)?.[0].length ?? 0;
  let end = word.length;
  while (end > start && ".:)\"'`".includes(word.charAt(end - 1))) end--;
  return word.slice(start, end);
}

function looksLikePath(word: string): boolean {
  return /[/*]/.test(word) || /^[^.]*\.[\w.-]*[a-z]\d?$/i.test(word);
}
