import { type Field, findFields, findFieldsInItem } from "../document/field.ts";
import { isFilled } from "../document/filled.ts";
import { rowsAtHead } from "../document/head-rows.ts";
import { type Scope, sectionsIn, subHeadings } from "../document/scope.ts";
import type { Item } from "../document.ts";

/** A work packet: a slice of a change that is announced with what it is for and how it is verified. */
export interface Packet {
  /** As a person reads it: the sub-heading, the words of the item, or the first cell. May be empty. */
  readonly title: string;
  /** Line (from 1) where it begins. */
  readonly line: number;
  /** By the names asked for; those that are not there are missing. */
  readonly fields: ReadonlyMap<string, Field>;
}

/**
 * Reads the packets under a heading. Each sub-heading right below is one; without sub-headings each row of the tables that
 * have all fields as columns; without these each item of the lists.
 */
export function readPackets(scope: Scope, names: readonly string[]): readonly Packet[] {
  const headings = subHeadings(scope);
  if (headings.length > 0) {
    return headings.map((section) => ({
      title: section.title,
      line: section.line,
      fields: findFields({ outline: scope.outline, sections: [section] }, names),
    }));
  }
  const table = rowsAtHead(scope, names);
  if (table.found) return table.rows.map(({ cells, line }) => packetOfRow(cells, line, names));
  const lists = sectionsIn(scope).flatMap(({ blocks }) => blocks.filter((block) => block.type === "list"));
  return lists.flatMap(({ items }) => items.map((item) => packetOfItem(item, names)));
}

function packetOfRow(cells: readonly string[], line: number, names: readonly string[]): Packet {
  const fields = names.map((name, index): [string, Field] => {
    const values = cells.slice(index, index + 1).filter(isFilled);
    return [name, { line, filled: values.length > 0, values }];
  });
  return { title: cells[0] ?? "", line, fields: new Map(fields) };
}

function packetOfItem(item: Item, names: readonly string[]): Packet {
  return { title: item.text, line: item.line, fields: findFieldsInItem(item, names) };
}
