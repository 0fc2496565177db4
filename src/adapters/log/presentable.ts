import { scrubbed } from "./scrub.ts";

/** How deep, how wide and how long a value may be in the log. */
const most = { depth: 5, causes: 2, errors: 5, items: 50, keys: 50, characters: 8_000 };

/** Never shown, whatever they hold, by the letters of their names. */
const secretNames =
  /^(authorization|cookies?|setcookie|x?hubsignature(256)?|signature|(access|refresh|installation|github)?token|jwt|pem|pass(word|wd|phrase)?|(client|webhook)?secret|privatekey|credentials?)$/;

/** What others wrote, or what is said to and by GitHub: may be private, and is not ours to keep. */
const withheldNames = /^(payload|body|rawbody|headers|rawheaders|request|req|response|res|data|config)$/;

/** Cuts a text that nobody reads to the end. */
export function shortened(text: string): string {
  return text.length <= most.characters
    ? text
    : `${text.slice(0, most.characters)}… (${text.length - most.characters} more)`;
}

/**
 * A value as it may be logged: plain, bounded, without payloads, headers and values under the names of secrets; of an
 * error only name, message, stack, status, code, causes and parts. Idempotent; never throws.
 */
export function presentable(value: unknown): unknown {
  return present(value, 0, 0);
}

/** {@link presentable}, for each key of an object. */
export function presentableFields(fields: object): Record<string, unknown> {
  return fieldsOf(fields, 0, 0);
}

function present(value: unknown, depth: number, causes: number): unknown {
  if (typeof value === "string") return shortened(value);
  if (typeof value === "bigint") return String(value);
  if (typeof value === "function" || typeof value === "symbol") return undefined;
  if (typeof value !== "object" || value === null) return value;
  if (isError(value)) return errorFields(value, depth, causes);
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "invalid date" : value.toISOString();
  if (value instanceof URL) return shortened(value.href);
  if (ArrayBuffer.isView(value) || value instanceof ArrayBuffer) return `[${value.byteLength} bytes]`;
  if (depth >= most.depth) return "[more]";
  if (Array.isArray(value)) return value.slice(0, most.items).map((item) => present(item, depth + 1, causes));
  if (value instanceof Map || value instanceof Set) return `[${value.size} items]`;
  return fieldsOf(value, depth, causes);
}

/** `instanceof` alone misses errors of other realms. */
function isError(value: object): value is Error {
  return value instanceof Error || Object.prototype.toString.call(value) === "[object Error]";
}

function fieldsOf(object: object, depth: number, causes: number): Record<string, unknown> {
  const fields: Record<string, unknown> = {};
  for (const key of Object.keys(object).slice(0, most.keys)) {
    fields[shortened(key)] = field(key, own(object, key), depth, causes);
  }
  return fields;
}

function field(key: string, value: unknown, depth: number, causes: number): unknown {
  const letters = key.toLowerCase().replace(/[^a-z0-9]/g, "");
  if (value === undefined || value === null) return value;
  if (secretNames.test(letters)) return scrubbed;
  if (withheldNames.test(letters)) return "[withheld]";
  if (letters === "event" && typeof value === "object") {
    return { id: present(own(value, "id"), most.depth, causes), name: present(own(value, "name"), most.depth, causes) };
  }
  return present(value, depth + 1, causes);
}

/** Octokit's and Probot's errors carry requests with tokens and whole payloads: only what is named here is kept. */
function errorFields(error: Error, depth: number, causes: number): Record<string, unknown> {
  const kept: Record<string, unknown> = {};
  for (const name of ["name", "message", "stack", "status", "code"]) {
    const value = own(error, name);
    if (typeof value === "string" || typeof value === "number") kept[name] = present(value, depth, causes);
  }
  if (causes >= most.causes) return kept;
  const cause = own(error, "cause");
  if (cause !== undefined) kept["cause"] = present(cause, depth, causes + 1);
  const errors = own(error, "errors");
  if (Array.isArray(errors))
    kept["errors"] = errors.slice(0, most.errors).map((part) => present(part, depth, causes + 1));
  return kept;
}

/** A getter may throw, and a line of the log must not. */
function own(object: object, key: string): unknown {
  try {
    return (object as Record<string, unknown>)[key];
  } catch {
    return "[unreadable]";
  }
}
