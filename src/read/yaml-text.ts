import {
  type Document,
  isAlias,
  isMap,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  parseDocument,
  type YAMLError,
} from "yaml";
import type { LocatedProblem, PolicyPath } from "../core/policy/problem.ts";
import { controlCharacter, type DataProblem, type PlainData, plainData, startOf } from "./yaml-data.ts";

/** A YAML text that is open for questions: its value, what is wrong with it, and where in the text a value stands. */
export interface YamlText {
  /** The value as plain data; undefined when there are syntax errors. */
  readonly value: unknown;
  readonly errors: readonly LocatedProblem[];
  /** The place of a value, or of its key; of the nearest thing above it when the path leads nowhere. */
  locate(
    path: PolicyPath,
    atKey?: boolean,
  ): { readonly line: number; readonly column: number; readonly sourceLine: string | undefined };
}

/** Reads YAML 1.2 core: no tags of its own, no merge keys, no duplicate keys, bounded in size. Never throws. */
export function readYaml(file: string, text: string): YamlText {
  const counter = new LineCounter();
  const source = text.replace(/^\ufeff/, "");
  const lines = source.split(/\r?\n/);
  const place = (offset: number) => {
    const { line, col } = counter.linePos(offset);
    return { line: Math.max(line, 1), column: Math.max(col, 1), sourceLine: lines[Math.max(line, 1) - 1] };
  };
  const document = parsed(source, counter);
  if (document === undefined) {
    const error = { severity: "error", file, message: tooDeep, ...place(0) } as const;
    return { value: undefined, errors: [error], locate: () => place(0) };
  }
  const syntax = syntaxProblems(document, source);
  const plain = syntax.length > 0 ? undefined : plainData(document.contents);
  const problems = plain?.problems ?? syntax;
  return {
    value: problems.length === 0 ? plain?.value : undefined,
    errors: problems.map(({ offset, message }) => ({ severity: "error", file, message, ...place(offset) })),
    locate: (path, atKey = false) => place(offsetOf(document.contents, plain?.targets, path, atKey)),
  };
}

const tooDeep = "the YAML is nested too deeply";

/** Undefined for text in which the parser, which calls itself at every level it leaves, runs out of stack. */
function parsed(source: string, lineCounter: LineCounter): Document | undefined {
  try {
    return parseDocument(source, {
      lineCounter,
      prettyErrors: false,
      uniqueKeys: false,
      strict: true,
      schema: "core",
      merge: false,
      customTags: [],
      resolveKnownTags: false,
    });
  } catch (error) {
    if (error instanceof RangeError) return undefined;
    throw error;
  }
}

function syntaxProblems(document: Document, source: string): readonly DataProblem[] {
  const control = source.search(controlCharacter);
  if (control !== -1) return [{ offset: control, message: "not valid YAML: a control character" }];
  const found = [...document.errors, ...document.warnings];
  // Nesting that is too deep is reported once per level: the first says it all.
  const exhausted = found.find(({ code }) => code === "RESOURCE_EXHAUSTION");
  return (exhausted === undefined ? found : [exhausted]).map((error) => ({
    offset: error.pos[0],
    message: wording(error),
  }));
}

function wording(problem: YAMLError): string {
  switch (problem.code) {
    case "MULTIPLE_DOCS":
      return "there is a second YAML document; only one is read";
    case "RESOURCE_EXHAUSTION":
      return tooDeep;
    default:
      return `not valid YAML: ${problem.message.replace(/\s+/g, " ")}`;
  }
}

function offsetOf(
  contents: unknown,
  targets: PlainData["targets"] | undefined,
  path: PolicyPath,
  atKey: boolean,
): number {
  let node = contents;
  let offset = startOf(node) ?? 0;
  for (const [depth, key] of path.entries()) {
    const container = isAlias(node) ? targets?.get(node) : node;
    // A name where the text has a list: the list is the short form of the mapping that would have the name.
    if (isSeq(container) && typeof key === "string") continue;
    if (isSeq(container)) node = container.items[key as number];
    else if (isMap(container)) {
      const pair = container.items.find(
        (item) => isPair(item) && String(isScalar(item.key) ? item.key.value : item.key) === String(key),
      );
      if (pair === undefined) return offset;
      offset = startOf(pair.key) ?? offset;
      if (atKey && depth === path.length - 1) return offset;
      node = pair.value;
    } else return offset;
    offset = startOf(node) ?? offset;
  }
  return offset;
}
