/** The parts of a text to paste that begins with a heading: each top heading with the blocks below it. */
type Sections = Map<string, readonly string[]>;

/**
 * Two texts to paste at one place as one. Who pasted first the one and then the other would have two sections of one
 * name. Undefined where that cannot be told: a text that does not begin with a heading.
 */
export function sharedText(one: string, other: string): string | undefined {
  const sections = sectionsOf(one);
  const more = sectionsOf(other);
  if (sections === undefined || more === undefined) return undefined;
  for (const [heading, blocks] of more) {
    const joined = joinBlocks(sections.get(heading) ?? [], blocks);
    if (joined === undefined) return undefined;
    sections.set(heading, joined);
  }
  const text = [...sections].map(([heading, blocks]) => [heading, ...blocks].join("\n\n")).join("\n\n");
  return sections.size === 1 && text === [...sections.keys()][0] ? `${text}\n` : text;
}

function sectionsOf(text: string): Sections | undefined {
  const sections: Sections = new Map();
  let heading: string | undefined;
  for (const block of text.trimEnd().split(/\n{2,}/)) {
    if (/^##? [^\n]+$/.test(block)) {
      if (sections.has(block)) return undefined;
      heading = block;
      sections.set(block, []);
    } else if (heading === undefined) {
      return undefined;
    } else {
      sections.set(heading, [...(sections.get(heading) ?? []), block]);
    }
  }
  return sections;
}

/** The blocks of both; a list and a table are there once, with the items and the columns of both. */
function joinBlocks(one: readonly string[], other: readonly string[]): readonly string[] | undefined {
  if (other.every((block) => one.includes(block))) return one;
  if (one.every((block) => other.includes(block))) return other;
  const [mine, theirs] = [one[0], other[0]];
  if (one.length !== 1 || other.length !== 1 || mine === undefined || theirs === undefined) return undefined;
  if (isList(mine) && isList(theirs)) return [[...new Set([...mine.split("\n"), ...theirs.split("\n")])].join("\n")];
  return isTable(mine) && isTable(theirs) ? [joinTables(mine, theirs)] : undefined;
}

function isList(block: string): boolean {
  return block.split("\n").every((line) => line.startsWith("- "));
}

function isTable(block: string): boolean {
  const lines = block.split("\n");
  return lines.length === 3 && lines.every((line) => line.startsWith("| "));
}

/** Columns of the first, then what only the second has. Of two fillers the one that says what is expected. */
function joinTables(one: string, other: string): string {
  const [names = [], rule = [], row = []] = one.split("\n").map(cellsOf);
  const [moreNames = [], moreRule = [], moreRow = []] = other.split("\n").map(cellsOf);
  for (const [index, name] of moreNames.entries()) {
    const at = names.indexOf(name);
    const filler = moreRow[index] ?? "";
    if (at === -1) {
      names.push(name);
      rule.push(moreRule[index] ?? "---");
      row.push(filler);
    } else if (row[at]?.startsWith("‹") === true) {
      row[at] = filler;
    }
  }
  return [names, rule, row].map((cells) => `| ${cells.join(" | ")} |`).join("\n");
}

/** The cells of a row as they are written; a bar with a backslash before it ends none. */
function cellsOf(line: string): string[] {
  return line
    .split(/(?<!\\)\|/)
    .slice(1, -1)
    .map((cell) => cell.trim());
}
