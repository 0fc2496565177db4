import type { z } from "zod";
import { nearest } from "../nearest.ts";

/** Keys and indices from the top of a policy document down to a value. */
export type PolicyPath = readonly (string | number)[];

/** Something wrong with a policy: where, and what a person can do. */
export interface PolicyProblem {
  /** Name of the layer: a file, or `preset NAME`. */
  readonly layer: string;
  readonly path: PolicyPath;
  /** True when the problem is the key at the end of the path, not its value. */
  readonly atKey?: boolean;
  readonly message: string;
  /** What the problem is that nothing declares; no problem where it may stand in something that could not be read. */
  readonly refersTo?: Reference;
}

/** Something a policy refers to by name. */
export interface Reference {
  readonly to: "document" | "gate" | "role" | "rule" | "stage";
  readonly name: string;
}

/** `; did you mean "x"?`, or nothing when no candidate is near. */
export function didYouMean(word: string, candidates: Iterable<string>): string {
  const candidate = nearest(word, candidates);
  return candidate === undefined ? "" : `; did you mean "${candidate}"?`;
}

type Issue = z.core.$ZodIssue;

/** Turns what zod found into problems, one per unknown key, with suggestions. */
export function problemsFrom(
  layer: string,
  issues: readonly Issue[],
  above: PolicyPath = [],
): readonly PolicyProblem[] {
  return issues.flatMap((issue): readonly PolicyProblem[] => {
    const path = [...above, ...issue.path.map((key) => (typeof key === "symbol" ? String(key) : key))];
    switch (issue.code) {
      case "unrecognized_keys": {
        const known = issue.message.split(",");
        return issue.keys.map((key) => ({
          layer,
          path: [...path, key],
          atKey: true,
          message: `unknown key "${key}"${didYouMean(key, known) || `; known here: ${known.join(", ")}`}`,
        }));
      }
      case "invalid_value": {
        if (issue.values.length === 1) return [{ layer, path, message: issue.message }];
        const values = issue.values.map(String);
        const expected = `expected ${listOf(values)}`;
        if (typeof issue.input !== "string") return [{ layer, path, message: expected }];
        const unknown = `"${issue.input}" is not known`;
        const suggestion = didYouMean(issue.input, values);
        const message = suggestion ? `${unknown}${suggestion} E${expected.slice(1)}` : `${unknown}; ${expected}`;
        return [{ layer, path, message }];
      }
      case "invalid_union":
        return fromUnion(layer, issue, path);
      case "invalid_type":
        return [
          { layer, path, message: issue.input === undefined ? missing(path) : `expected ${article(issue.expected)}` },
        ];
      case "invalid_key":
        return [
          {
            layer,
            path,
            atKey: true,
            message: `"${String(path.at(-1))}" is not a name: ${issue.issues[0]?.message ?? "letters, digits and dashes"}`,
          },
        ];
      case "too_small":
        return [{ layer, path, message: `${sizeWords(issue.origin, issue.minimum)} at least` }];
      case "too_big":
        return [{ layer, path, message: `${sizeWords(issue.origin, issue.maximum)} at most` }];
      case "custom":
        return [{ layer, path, message: issue.message, ...(issue.params?.["atKey"] === true && { atKey: true }) }];
      default:
        return [{ layer, path, message: issue.message }];
    }
  });
}

/** The branch of a union that was probably meant is the one whose type fits the value. */
function fromUnion(
  layer: string,
  issue: Extract<Issue, { code: "invalid_union" }>,
  path: PolicyPath,
): readonly PolicyProblem[] {
  const fitting = issue.errors.filter((branch) => !branch.some((inner) => isOfOtherType(inner, issue.input)));
  const [meant] = fitting;
  if (meant !== undefined) return problemsFrom(layer, meant, path);
  const expected = issue.errors.flat().flatMap((inner) => {
    if (inner.path.length > 0) return [];
    if (inner.code === "invalid_value") return inner.values.map(String);
    return inner.code === "invalid_type" ? [article(inner.expected)] : [];
  });
  // A union may say for itself what it expects; zod says no more than this.
  const own = issue.message === "Invalid input" ? `expected ${listOf([...new Set(expected)])}` : issue.message;
  const message = issue.input === undefined ? missing(path) : own;
  return [{ layer, path, message }];
}

/** True when a value is not even of the type a branch is about: a mapping is no choice of words. */
function isOfOtherType(inner: Issue, input: unknown): boolean {
  if (inner.path.length > 0) return false;
  if (inner.code === "invalid_union")
    return inner.errors.every((branch) => branch.some((issue) => isOfOtherType(issue, input)));
  return inner.code === "invalid_type" || (inner.code === "invalid_value" && typeof input === "object");
}

function sizeWords(origin: string, limit: number | bigint): string {
  const noun = origin === "string" ? "character" : origin === "array" ? "item" : "";
  return `needs ${limit}${noun === "" ? "" : ` ${noun}${limit === 1 ? "" : "s"}`}`;
}

function missing(path: PolicyPath): string {
  return `"${String(path.at(-1) ?? "policy")}" is missing`;
}

function listOf(words: readonly string[]): string {
  return words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words.at(-1)}`;
}

function article(type: string): string {
  const names: Record<string, string> = {
    string: "a text",
    number: "a number",
    int: "a whole number",
    boolean: "true or false",
    array: "a list",
    object: "a mapping",
    record: "a mapping",
  };
  return names[type] ?? type;
}

/** A problem with the place in the text where it stands, for editors and terminals. */
export interface LocatedProblem {
  readonly severity: "error" | "warning";
  /** A path, or `preset NAME`. */
  readonly file: string;
  /** Both from 1. */
  readonly line: number;
  readonly column: number;
  readonly message: string;
  /** The text of that line. */
  readonly sourceLine: string | undefined;
}
