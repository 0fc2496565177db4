import type { Block, Item, Outline, Section } from "../document.ts";

/** The addressed sections of a document. Each means its whole subtree; the whole document is the root section. */
export interface Scope {
  readonly outline: Outline;
  /** Empty when the document is there and the addressed section is not. */
  readonly sections: readonly Section[];
}

/** Every section of a scope once, with all sub-sections, in document order. */
export function sectionsIn(scope: Scope | undefined): readonly Section[] {
  const seen = new Set<Section>();
  for (const section of scope?.sections ?? []) for (const one of subtree(scope?.outline, section)) seen.add(one);
  return [...seen].sort((a, b) => a.index - b.index);
}

/** A section and all below it. */
export function subtree(outline: Outline | undefined, section: Section): readonly Section[] {
  return outline?.sections.slice(section.index, section.subtreeEnd) ?? [];
}

/** The sub-headings right below; of a whole document with one title (a single level-1 heading), those below the title. */
export function subHeadings({ outline, sections }: Scope): readonly Section[] {
  const owners = new Set(sections.map(({ index }) => index));
  const titles = outline.sections.filter(({ level, parent }) => level === 1 && parent === 0);
  const title = owners.has(0) && titles.length === 1 ? titles[0] : undefined;
  if (title !== undefined) owners.add(title.index);
  return outline.sections.filter((section) => section !== title && owners.has(section.parent ?? -1));
}

/** The words of a section's own range as one text: two are equal exactly when a reader sees the same. */
export function ownWords(section: Section): string {
  return section.blocks.map(blockWords).join("");
}

/** The words of a section and all below it, headings aside. */
export function words(outline: Outline, section: Section): string {
  return subtree(outline, section).map(ownWords).join("");
}

/** Line breaks keep items, rows and code apart; plain text has none, so nothing in it can pass for one. */
function blockWords(block: Block): string {
  switch (block.type) {
    case "paragraph":
    case "quote":
    case "html":
      return block.text === "" ? "" : `${block.text.replaceAll("\n", " ")} `;
    case "list":
      return block.items.map(itemWords).join("");
    case "table":
      return [block.header, ...block.rows.map((row) => row.cells)].map(rowWords).join("");
    case "code":
      return block.text === "" ? "" : `\n\`\`\`\n${block.text}\n`;
  }
}

function itemWords({ text, task, items }: Item): string {
  const own = text === "" ? "" : `\n• ${task === undefined ? "" : `[${task}] `}${text} `;
  return own + items.map(itemWords).join("");
}

function rowWords(cells: readonly string[]): string {
  return cells.every((cell) => cell === "") ? "" : `\n| ${cells.join("\u0001")} `;
}
