import { nearest } from "../core/nearest.ts";
import type { PolicyPath, PolicyProblem, Reference } from "../core/policy/problem.ts";

/** Something that may be declared in what could not be read: all names of a class, or one of them as `class name`. */
export type Gap = Reference["to"] | `${Reference["to"]} ${string}`;

/** What may be declared in a file that could not be read at all. */
export const everyGap: readonly Gap[] = ["document", "gate", "role", "rule", "stage"];

/** True when what a problem refers to may be declared in a part that could not be read: then it is a mere consequence. */
export function isExcused({ refersTo }: PolicyProblem, gaps: ReadonlySet<string>): boolean {
  return refersTo !== undefined && (gaps.has(refersTo.to) || gaps.has(`${refersTo.to} ${refersTo.name}`));
}

const classes: ReadonlyMap<unknown, Reference["to"]> = new Map([
  ["documents", "document"],
  ["gates", "gate"],
  ["roles", "role"],
  ["rules", "rule"],
  ["stages", "stage"],
]);

/**
 * A policy file as plain data, without the parts that the schema refuses. Whatever has a name or a position keeps it,
 * so that references to it hold and the problems in the rest have the right place.
 */
export function salvage(
  value: unknown,
  problems: readonly PolicyProblem[],
): { readonly value: unknown; readonly gaps: readonly Gap[] } {
  const units = problems.map(({ path, atKey }) => {
    const unit = unitOf(path);
    return { unit, isNameless: atKey === true && unit.length === path.length };
  });
  const rest = units.reduce((left, { unit, isNameless }) => {
    return replaceAt(left, unit, isNameless ? undefined : standIn(unit));
  }, value);
  return { value: rest, gaps: units.flatMap(({ unit }) => gapsAt(unit, rest)) };
}

/** The smallest part of a policy around a path that can be left out alone. */
function unitOf(path: PolicyPath): PolicyPath {
  switch (path[0]) {
    case "rules":
      return path.slice(0, path[2] === "require" ? 4 : 3);
    case "documents":
    case "documentation-order":
    case "gates":
    case "stages":
      return path.slice(0, 2);
    default:
      return path.slice(0, 1);
  }
}

/** Something harmless that the schema takes; undefined where nothing is needed. */
function standIn([section, name, field, ...more]: PolicyPath): unknown {
  const id = `unreadable-${String(name)}`;
  if (section === "version") return 1;
  if (name === undefined) return undefined;
  if (section === "documents") return "unreadable";
  if (section === "documentation-order") return "pull-request";
  if (section !== "rules") return {};
  if (field === undefined) return { id };
  if (field === "id") return id;
  return more.length === 0 ? undefined : { changed: "**" };
}

function gapsAt([section, name]: PolicyPath, rest: unknown): readonly Gap[] {
  if (name === undefined) {
    const meant = classes.get(section) ?? classes.get(nearest(String(section), classes.keys() as Iterable<string>));
    return meant === undefined ? [] : [meant];
  }
  if (section === "rules")
    return [`rule ${String((rest as { rules?: { id?: unknown }[] }).rules?.[Number(name)]?.id)}`];
  const named = classes.get(section);
  return named === undefined ? [] : [`${named} ${name}`];
}

/** A copy with another value at a path, or without that key. */
function replaceAt(value: unknown, [key, ...below]: PolicyPath, replacement: unknown): unknown {
  if (key === undefined) return replacement;
  if (Array.isArray(value)) return value.with(Number(key), replaceAt(value[Number(key)], below, replacement));
  if (typeof value !== "object" || value === null) return value;
  const { [key]: old, ...others } = value as Record<string, unknown>;
  const replaced = replaceAt(old, below, replacement);
  return replaced === undefined ? others : { ...others, [key]: replaced };
}
