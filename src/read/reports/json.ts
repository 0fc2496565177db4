import { maxJsonValues } from "./limits.ts";
import { unreadable } from "./unreadable.ts";

/** A JSON object as it was parsed; it may have any key, `__proto__` included, so it is only ever read. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Parses JSON of a bounded number of values. */
export function parseJson(text: string): unknown {
  if (countsMoreValues(text)) unreadable(`it has more than ${maxJsonValues} values`);
  try {
    return JSON.parse(text);
  } catch {
    // The message of the engine repeats the text, which nobody vouches for.
    return unreadable("it is not valid JSON");
  }
}

/** An upper bound: commas and opening brackets, those in strings included. */
function countsMoreValues(text: string): boolean {
  if (text.length <= maxJsonValues) return false;
  let count = 0;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === 0x2c || code === 0x5b || code === 0x7b) count += 1;
  }
  return count > maxJsonValues;
}

/** Whether a value is an object. */
export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object; anything else makes the report unreadable. `what` begins with an article. */
export function objectOf(value: unknown, what: string): JsonObject {
  return isObject(value) ? value : unreadable(`${what} is no mapping`);
}

/** The value as a list. */
export function listOf(value: unknown, what: string): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : unreadable(`${what} is no list`);
}

/** The value as a text; undefined for anything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

/** The value as a whole number from 0 that is exact. */
export function countOf(value: unknown, what: string): number {
  return Number.isSafeInteger(value) && (value as number) >= 0 ? (value as number) : unreadable(`${what} is no count`);
}

/** An own value of an object: keys of its prototype, such as `constructor`, are no data. */
export function own(object: JsonObject, key: string): unknown {
  return Object.hasOwn(object, key) ? object[key] : undefined;
}
