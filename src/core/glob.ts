import { braceExpand, escape as escapeGlob, Minimatch } from "minimatch";
import * as z from "zod";
import { textRead } from "./schema.ts";

/** Longest glob taken, in characters. Compiling 60 KB of `[a-` took over a second. */
export const maxGlobLength = 512;

/** Most alternatives a glob's braces may expand to. */
export const maxBraceExpansions = 255;

/**
 * Extended globs, negation and comments are off: a path is data, and excludes are a list of their own. The platform is
 * fixed so that a policy means the same everywhere. Without optimisation `a/../b` does not come to mean `b`.
 */
const options = {
  dot: true,
  noext: true,
  nonegate: true,
  nocomment: true,
  braceExpandMax: maxBraceExpansions + 1,
  optimizationLevel: 0,
  platform: "linux",
} as const;

/** What captures stand for, by name. */
export type Bindings = ReadonlyMap<string, string>;

/** A pattern of paths as a policy writes it. `{name}` captures part of one path segment and binds it for the rule. */
export interface Glob {
  readonly type: "glob";
  readonly pattern: string;
  /** Names of its captures, each once. */
  readonly captures: readonly string[];
  /** How many patterns its braces stand for: what matching a path takes. */
  readonly alternatives: number;
  /**
   * Why it cannot bind its captures from a path; it matches nothing until they are put in. Undefined: it can. What only
   * asks for files may say `{story}-*.md`, where a path that wakes a rule would leave open what `{story}` stands for.
   */
  readonly unbindable: string | undefined;
  matches(path: string): boolean;
  /** What the captures stand for in a path; undefined when the path does not match. */
  bind(path: string): Bindings | undefined;
}

const captureNotation = /\{([A-Za-z][A-Za-z0-9_-]*)\}/g;

/** Stands around the name of a capture while braces are expanded: no path and no pattern contains it. */
const mark = "\0";
const markedCapture = new RegExp(`${mark}([^${mark}]+)${mark}`, "g");

interface CaptureSegment {
  readonly name: string;
  readonly prefix: string;
  readonly suffix: string;
  /** Segments before it, or, when negative, counted from the end. */
  readonly position: number;
}

/** Compiles a glob; throws an Error with a message for a person. */
export function compileGlob(pattern: string): Glob {
  if (pattern === "") throw new Error("a glob must not be empty");
  if (pattern.length > maxGlobLength) throw new Error(`a glob may have at most ${maxGlobLength} characters`);
  if (pattern.includes(mark)) throw new Error("a glob must not contain the NUL character");
  return compile(pattern);
}

function compile(pattern: string): Glob {
  // Captures look like braces, and braces may hold a / or a **: both are read from what the braces stand for.
  const alternatives = braceExpand(pattern.replace(captureNotation, `${mark}$1${mark}`), options);
  if (alternatives.length > maxBraceExpansions) {
    throw new Error(`the braces of a glob may stand for at most ${maxBraceExpansions} patterns`);
  }
  const read = alternatives.map((alternative) => ({ alternative, ...readCaptures(alternative) }));
  const names = alternatives.map((alternative) => [
    ...new Set([...alternative.matchAll(markedCapture)].map(([, name = ""]) => name)),
  ]);
  const unbindable = read.find((one) => one.unbindable !== undefined)?.unbindable;
  const [captures = []] = names;
  if (names.some((other) => other.length !== captures.length || !other.every((name) => captures.includes(name)))) {
    throw new Error("all that the braces of a glob stand for must have the same captures");
  }
  const binders =
    captures.length === 0
      ? [binder(new Minimatch(pattern, options), [])]
      : (unbindable === undefined ? read : []).map(({ alternative, segments }) =>
          binder(new Minimatch(alternative.replace(markedCapture, "*"), { ...options, nobrace: true }), segments),
        );
  const bind = (path: string) => {
    for (const attempt of binders) {
      const bindings = attempt(path);
      if (bindings !== undefined) return bindings;
    }
    return undefined;
  };
  const size = alternatives.length;
  const matches = (path: string) => bind(path) !== undefined;
  return { type: "glob", pattern, captures, alternatives: size, unbindable, matches, bind };
}

function binder(matcher: Minimatch, captures: readonly CaptureSegment[]): Glob["bind"] {
  return (path) => (matcher.match(path) ? bindSegments(captures, path.split("/")) : undefined);
}

/** The captures of a pattern without braces, or why a path does not tell what they stand for. The engine takes several / in a row for one. */
function readCaptures(pattern: string): {
  readonly segments: readonly CaptureSegment[];
  readonly unbindable?: string;
} {
  const segments = pattern.split(/\/+/);
  const found: CaptureSegment[] = [];
  for (const [index, segment] of segments.entries()) {
    const [capture, ...more] = [...segment.matchAll(markedCapture)];
    if (capture?.[1] === undefined) continue;
    const prefix = segment.slice(0, capture.index);
    const suffix = segment.slice(capture.index + capture[0].length);
    if (more.length > 0 || /[*?[\]{}()\\]/.test(prefix + suffix)) {
      return {
        segments: [],
        unbindable: `the capture {${capture[1]}} may only stand beside plain text in its path segment`,
      };
    }
    const before = segments.slice(0, index).includes("**");
    if (before && segments.slice(index).includes("**")) {
      return { segments: [], unbindable: `the capture {${capture[1]}} must not have ** on both sides` };
    }
    found.push({ name: capture[1], prefix, suffix, position: before ? index - segments.length : index });
  }
  return { segments: found };
}

function bindSegments(captures: readonly CaptureSegment[], path: readonly string[]): Bindings | undefined {
  const bindings = new Map<string, string>();
  for (const { name, prefix, suffix, position } of captures) {
    const segment = path.at(position) ?? "";
    const value = segment.slice(prefix.length, segment.length - suffix.length);
    if (value === "" || prefix + value + suffix !== segment) return undefined;
    if ((bindings.get(name) ?? value) !== value) return undefined;
    bindings.set(name, value);
  }
  return bindings;
}

/** The glob with what its captures stand for put in, literally: a directory called `*` stays a directory called `*`. */
export function bindGlob(glob: Glob, bindings: Bindings): Glob {
  if (glob.captures.length === 0) return glob;
  // Not measured again: what a path contributes must not make a policy that was accepted invalid.
  return compile(substitute(glob.pattern, bindings, (value) => escapeGlob(value, { magicalBraces: true })));
}

/** The patterns without braces that a glob stands for; of one with captures, itself. */
export function simplePatterns({ pattern, captures }: Glob): readonly string[] {
  return captures.length > 0 ? [pattern] : braceExpand(pattern, options);
}

/** How many patterns the braces of a text stand for, were it a glob: at most one more than a glob may have. */
export function countAlternatives(text: string): number {
  return text.length > maxGlobLength || !text.includes("{") ? 1 : braceExpand(text, options).length;
}

/** Puts what captures stand for into a text; names that are not bound stay. */
export function substitute(
  text: string,
  bindings: Bindings,
  quote: (value: string) => string = (value) => value,
): string {
  return text.replace(captureNotation, (notation, name: string) => {
    const value = bindings.get(name);
    return value === undefined ? notation : quote(value);
  });
}

/** Names of the captures a text mentions. */
export function capturesIn(text: string): readonly string[] {
  return [...text.matchAll(captureNotation)].map((match) => match[1] ?? "");
}

/** Why a pattern that compiles is probably not what its author meant; undefined when nothing is odd about it. */
export function globWarning(pattern: string): string | undefined {
  if (/^\.?\//.test(pattern)) return `matches nothing: paths start without "${pattern.startsWith("/") ? "/" : "./"}"`;
  if (pattern.endsWith("/")) return `matches nothing: write "${pattern}**" for what is below the directory`;
  if (pattern.startsWith("!")) return 'does not negate: "!" is a letter like any other; use "except"';
  if (pattern !== pattern.trim()) return "has white space at an end, which is part of the pattern";
  if (pattern.split("/").includes("..")) return 'matches nothing: paths have no ".."';
  if (/(^|\/)\[+[^\]/]+\]+(\/|$)/.test(pattern)) {
    return `matches one letter for [...]: write "${pattern.replace(/[[\]]/g, "\\\\$&")}" for a directory of that name`;
  }
  return undefined;
}

/** A glob as a policy writes it. */
export const globSchema = textRead(compileGlob).meta({
  description: "A glob over paths, such as `src/**`. `{name}` captures one path segment for the rule.",
});

/** One glob or several: a path matches the list when it matches any of them. */
export const globsSchema = z
  .union([globSchema.transform((glob) => [glob]), z.array(globSchema).min(1).max(200)])
  .meta({ description: "A glob or a list of globs, of which any may match." });

/** True when any of the globs matches the path. */
export function matchesAny(globs: readonly Glob[], path: string): boolean {
  return globs.some((glob) => glob.matches(path));
}
