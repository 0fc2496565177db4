import { type Alias, isAlias, isMap, isNode, isScalar, isSeq, type Node, type YAMLMap } from "yaml";

/** Most values, aliases followed: many times what a policy of 500 rules has, and little enough to look at each. */
const maxValues = 50_000;

/** So many characters of a text count as another value: each of them may be compiled. */
const charactersOfValue = 16;

/** What a scalar of the core schema can be. */
type Plain = string | number | boolean | null;

/** Something wrong at an offset of the text. */
export interface DataProblem {
  readonly offset: number;
  readonly message: string;
}

/** What no text may contain: control characters other than tabs and line ends. */
export const controlCharacter = /[^\P{Cc}\t\n\r]/u;

/** The value of a YAML document, as far as it could be taken. */
export interface PlainData {
  readonly value: unknown;
  readonly problems: readonly DataProblem[];
  /** What each alias stands for. */
  readonly targets: ReadonlyMap<Alias, Node>;
}

/**
 * Nodes as plain data. Not left to `yaml`, which takes quadratic time for duplicate keys and for aliases, and
 * exponential time for keys that are mappings themselves.
 */
export function plainData(contents: unknown): PlainData {
  const problems: DataProblem[] = [];
  const targets = new Map<Alias, Node>();
  const anchors = new Map<string, { readonly node: Node; readonly value: unknown; readonly size: number }>();
  let size = 0;
  const refuse = (node: unknown, message: string) => {
    problems.push({ offset: startOf(node) ?? 0, message });
  };
  const convert = (node: unknown): unknown => {
    size += 1;
    if (size > maxValues) return undefined;
    if (isAlias(node)) return follow(node);
    const before = size;
    const value = isMap(node) ? mapping(node) : isSeq(node) ? node.items.map(convert) : scalar(node);
    if (isNode(node) && node.anchor !== undefined) anchors.set(node.anchor, { node, value, size: size - before + 1 });
    return value;
  };
  const follow = (alias: Alias): unknown => {
    const target = anchors.get(alias.source);
    if (target === undefined) {
      refuse(alias, `nothing before it has the anchor &${alias.source}`);
      return undefined;
    }
    targets.set(alias, target.node);
    size += target.size - 1;
    return target.value;
  };
  const scalar = (node: unknown): unknown => {
    const value = isScalar(node) ? node.value : null;
    if (typeof value === "string") {
      size += Math.floor(value.length / charactersOfValue);
      if (controlCharacter.test(value)) refuse(node, "a control character");
    }
    return value;
  };
  const mapping = ({ items }: YAMLMap): unknown => {
    const entries = new Map<string, unknown>();
    for (const { key, value } of items) {
      const name = isScalar<Plain>(key) ? String(key.value ?? "") : undefined;
      if (name === undefined) refuse(key, "a key must be plain text");
      else if (entries.has(name)) refuse(key, "this key stands twice in the same mapping");
      else entries.set(name, convert(value));
    }
    return Object.fromEntries(entries);
  };
  let value: unknown;
  try {
    value = convert(contents);
  } catch (thrown) {
    if (!(thrown instanceof RangeError)) throw thrown;
    refuse(contents, "the YAML is nested too deeply");
  }
  if (size > maxValues) refuse(undefined, `there are more than ${maxValues} values, counting those behind aliases`);
  return { value, problems, targets };
}

/** Where a node begins. */
export function startOf(node: unknown): number | undefined {
  return (node as Node | null | undefined)?.range?.[0];
}
