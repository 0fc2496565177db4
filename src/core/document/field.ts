import * as z from "zod";
import { type Block, headingKey, type Item, type Section } from "../document.ts";
import { isFilled } from "./filled.ts";
import { type Scope, sectionsIn, subtree } from "./scope.ts";

/** The name of a field, as a policy gives it. */
export const fieldNameSchema = z
  .string()
  .trim()
  .max(200)
  .refine((name) => headingKey(name) !== "", { error: "a field has a name" });

/** A place where a field is named, and what stands there. */
export interface Field {
  /** Of the name. */
  readonly line: number;
  /** A value that says something stands there. */
  readonly filled: boolean;
  /** The value, where it stands on the line of the name. */
  readonly inline?: string;
  /** The texts there that say something: what stands behind the name, or each of the items, lines or cells below it. */
  readonly values: readonly string[];
}

/** A text that may be a field, and the texts that belong to it when it has no value of its own. */
interface Naming {
  readonly text: string;
  readonly line: number;
  readonly below: readonly string[];
  /** Its words go on on further lines, or it cannot be told on which they stand. */
  readonly wrapped: boolean;
}

/**
 * Finds fields by their names, which are compared like headings: `Name: value` on a line of a paragraph or in a list
 * item, where a list or code below counts as the value; a row of a table with two columns; a sub-heading with words below it.
 * Where a name stands several times, the first filled one is meant.
 */
export function findFields(scope: Scope, names: readonly string[]): ReadonlyMap<string, Field> {
  const search = new FieldSearch(names);
  const tops = new Set(scope.sections.map(({ index }) => index));
  // Of a whole document every heading counts: fields often stand below its title.
  const isWhole = scope.sections.some(({ level }) => level === 0);
  for (const section of sectionsIn(scope)) {
    if (tops.has(section.parent ?? -1) || (isWhole && section.level > 0))
      search.put(section.title, section.line, wordsBelow(scope, section));
    for (const { cells, line } of section.blocks.flatMap(pairs))
      search.put(cells[0] ?? "", line, cells.slice(1), cells[1] ?? "");
    for (const naming of namings(section.blocks)) search.read(naming);
  }
  return search.found;
}

/** Finds fields in a list item and in what is nested in it, as {@link findFields} does in a section. */
export function findFieldsInItem(item: Item, names: readonly string[]): ReadonlyMap<string, Field> {
  const search = new FieldSearch(names);
  for (const naming of namingsOfItem(item)) search.read(naming);
  return search.found;
}

class FieldSearch {
  readonly found = new Map<string, Field>();
  readonly #wanted: ReadonlyMap<string, string>;

  constructor(names: readonly string[]) {
    this.#wanted = new Map(names.map((name) => [headingKey(name), name]));
  }

  read({ text, line, below, wrapped }: Naming): void {
    const field = nameIn(text, this.#wanted);
    if (field === undefined) return;
    const value = field.value.trim();
    this.put(field.name, line, value === "" ? below : [field.value], wrapped || value === "" ? undefined : value);
  }

  put(title: string, line: number, texts: readonly string[], inline?: string): void {
    const name = this.#wanted.get(headingKey(title));
    if (name === undefined || this.found.get(name)?.filled === true) return;
    const values = texts.filter((text) => isFilled(text) && nameIn(text, this.#wanted) === undefined);
    if (values.length === 0 && this.found.has(name)) return;
    this.found.set(name, { line, filled: values.length > 0, values, ...(inline === undefined ? {} : { inline }) });
  }
}

/** The name before one of the colons of a text, and what stands behind it. */
function nameIn(text: string, wanted: ReadonlyMap<string, string>): { name: string; value: string } | undefined {
  for (const { index } of text.slice(0, 300).matchAll(/[:：]/g)) {
    const name = wanted.get(headingKey(text.slice(0, index)));
    if (name !== undefined) return { name, value: text.slice(index + 1) };
  }
  return undefined;
}

/** Rows with two cells, the header included: in `| Owner | @ada |` as a header the name stands there as well. */
function pairs(block: Block): readonly { readonly cells: readonly string[]; readonly line: number }[] {
  if (block.type !== "table" || block.header.length !== 2) return [];
  return [{ cells: block.header, line: block.line }, ...block.rows];
}

function namings(blocks: readonly Block[]): readonly Naming[] {
  return blocks.flatMap((block, index): readonly Naming[] => {
    if (block.type === "list") return block.items.flatMap(namingsOfItem);
    if (block.type !== "paragraph") return [];
    const next = blocks[index + 1];
    const following = next?.type === "list" || next?.type === "code" ? textsOf(next) : [];
    const last = block.lines.length - 1;
    const shifted = new Set(block.shifted);
    // The outline has the line of a paragraph only, and blank lines cannot stand inside one.
    return block.lines.map((text, at) => ({
      text,
      line: block.line + at,
      below: at === last && /[:：]$/.test(text) ? following : [],
      wrapped: shifted.has(at),
    }));
  });
}

function namingsOfItem({ text, line, items, wrapped = false }: Item): readonly Naming[] {
  return [{ text, line, below: items.map(({ full }) => full), wrapped }, ...items.flatMap(namingsOfItem)];
}

function wordsBelow({ outline }: Scope, section: Section): readonly string[] {
  return subtree(outline, section).flatMap(({ blocks }) => blocks.flatMap(textsOf));
}

function textsOf(block: Block): readonly string[] {
  switch (block.type) {
    case "list":
      return block.items.map(({ full }) => full);
    case "table":
      return block.rows.flatMap(({ cells }) => cells);
    case "code":
    case "html":
      return [block.text];
    default:
      return block.lines;
  }
}
