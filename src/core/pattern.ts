import { RE2JS } from "re2js";
import { textRead } from "./schema.ts";

/** Longest pattern taken, in characters: a 60 KB one took re2js seconds to compile. */
export const maxPatternLength = 512;

/** Longest text a pattern is tried on, in characters; what stands behind it is not searched. */
export const maxSubjectLength = 65_536;

/** Longest a pattern may be with its counted repetitions written out: time and memory grow with that, not with its characters. */
export const maxWrittenOut = 1000;

/** Most places of a text that are found: more than anybody asks for, so that more can be told from all. */
export const maxFound = 1000;

/** A user's regular expression in RE2 syntax: linear time whatever the text, because look-around and back-references are refused. */
export interface Pattern {
  readonly type: "pattern";
  readonly source: string;
  /** True when the pattern matches anywhere in the text. */
  matches(text: string): boolean;
  /** Every place where it matches, in order, or the first group there; without empty ones, and at most so many, else {@link maxFound}. */
  findAll(text: string, most?: number): readonly string[];
  /** The names of its named groups: `(?P<scope>…)`. */
  readonly groups: readonly string[];
  /** As {@link Pattern.findAll}, with what the named groups hold there; a group that took no part is left out. */
  findAllNamed(text: string): readonly Found[];
}

/** A place where a pattern matches. */
export interface Found {
  readonly text: string;
  readonly named: ReadonlyMap<string, string>;
}

/** Compiles a pattern; throws an Error with a message for a person. */
export function compilePattern(source: string): Pattern {
  if (source === "") throw new Error("a pattern must not be empty");
  if (source.length > maxPatternLength) throw new Error(`a pattern may have at most ${maxPatternLength} characters`);
  if (writtenOut(source) > maxWrittenOut) {
    throw new Error(
      `a pattern may stand for at most ${maxWrittenOut} characters once its {repetitions} are written out`,
    );
  }
  let compiled: RE2JS;
  try {
    compiled = RE2JS.compile(source);
  } catch (error) {
    throw new Error(`not a regular expression in RE2 syntax: ${(error as Error).message}`, { cause: error });
  }
  const matcherOf = (text: string) => compiled.matcher(text.slice(0, maxSubjectLength));
  const groups = Object.keys(compiled.namedGroups());
  const findAllNamed = (text: string, most: number, names: readonly string[]): readonly Found[] => {
    const matcher = matcherOf(text);
    const group = Math.min(1, matcher.groupCount());
    const found: Found[] = [];
    while (found.length < most && matcher.find()) {
      const text = matcher.group(group);
      const named = names.flatMap((name): [string, string][] => {
        const held = matcher.group(name);
        return held ? [[name, held]] : [];
      });
      if (text) found.push({ text, named: new Map(named) });
    }
    return found;
  };
  return {
    type: "pattern",
    source,
    groups,
    matches: (text) => matcherOf(text).find(),
    findAll: (text, most = maxFound) => findAllNamed(text, most, []).map((found) => found.text),
    findAllNamed: (text) => findAllNamed(text, maxFound, groups),
  };
}

/** The number of atoms of a pattern with its counted repetitions written out: `(ab){3}` has six. */
function writtenOut(source: string): number {
  const around: number[] = [];
  let size = 0;
  let last = 0;
  for (const [token, least, most] of source.matchAll(/\\.|\[\^?\]?(?:\\.|[^\]\\])*\]|\{(\d+)(?:,(\d*))?\}|./gsu)) {
    if (token === "(") {
      around.push(size);
      size = 0;
    } else if (token === ")") {
      last = Math.max(size, 1);
      size = last + (around.pop() ?? 0);
    } else if (least !== undefined) {
      const repeated = last * Math.max(Number(least), Number(most ?? 0), 1);
      size += repeated - last;
      last = repeated;
    } else {
      last = 1;
      size += 1;
    }
  }
  return size;
}

/** A pattern as a policy writes it: a string, compiled when the policy is loaded. */
export const patternSchema = textRead(compilePattern).meta({
  description: `A regular expression in RE2 syntax, at most ${maxPatternLength} characters.`,
});
