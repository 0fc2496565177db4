import type { Block, Item, Row, Table } from "../core/document.ts";
import { htmlText } from "./html-text.ts";
import { inlineText } from "./inline-text.ts";
import { LinkTargets, type Token } from "./markdown-parser.ts";
import { fold, foldLines, visible } from "./plain-text.ts";

/** Turns block tokens into blocks. Reads tokens from a position on and remembers where it stands. */
export class BlockReader {
  readonly #tokens: readonly Token[];
  readonly #links: LinkTargets;
  readonly #source: readonly string[];
  #at = 0;

  constructor(tokens: readonly Token[], links: LinkTargets, source: readonly string[]) {
    this.#tokens = tokens;
    this.#links = links;
    this.#source = source;
  }

  /** The token that is to be read next. */
  get token(): Token | undefined {
    return this.#tokens[this.#at];
  }

  /** Reads a heading: its raw text. */
  heading(): string {
    const raw = this.#tokens[this.#at + 1]?.content ?? "";
    this.#at += 3;
    return raw;
  }

  /** Reads one top-level block; undefined when it holds no words. */
  block(): Block | undefined {
    const token = this.#next();
    const line = lineOf(token);
    switch (token?.type) {
      case "paragraph_open": {
        const raw = this.token?.content ?? "";
        const lines = this.#wordsUntil("paragraph_close", token.level);
        if (lines.length === 0) return undefined;
        const shifted = shiftedLines(lines, raw);
        return {
          ...{ type: "paragraph", text: lines.join(" "), lines, line },
          ...(shifted.length === 0 ? {} : { shifted }),
        };
      }
      case "blockquote_open": {
        const tasks: Item[] = [];
        const lines = this.#wordsUntil("blockquote_close", token.level, tasks);
        const quote = {
          type: "quote",
          text: lines.join(" "),
          lines,
          line,
          ...(tasks.length > 0 && { tasks }),
        } as const;
        return lines.length === 0 ? undefined : quote;
      }
      case "bullet_list_open":
      case "ordered_list_open":
        return { type: "list", items: this.#items(token.level), line };
      case "table_open":
        return this.#table(token);
      case "fence":
      case "code_block": {
        const text = codeLines(token.content).join("\n");
        return { type: "code", text, line };
      }
      case "html_block": {
        const text = foldLines(htmlText(token.content).text).join("\n");
        return text === "" ? undefined : { type: "html", text, line };
      }
      case "footnote_open":
        this.#words(token);
        return undefined;
      default:
        return undefined;
    }
  }

  #next(): Token | undefined {
    return this.#tokens[this.#at++];
  }

  /** The lines with words up to the closing token of this type and level; adds the tasks that stand there. */
  #wordsUntil(close: string, level: number, tasks: Item[] = []): string[] {
    const lines: string[] = [];
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token.type === close && token.level === level) break;
      append(lines, this.#words(token));
      append(tasks, this.#taskAt(token));
    }
    return lines;
  }

  /** The task that the words just read are, where they begin an item of a list in a quote. */
  #taskAt({ content, type }: Token): readonly Item[] {
    const [open, paragraph] = this.#tokens.slice(Math.max(0, this.#at - 3), this.#at - 1);
    if (type !== "inline" || paragraph?.type !== "paragraph_open" || open?.type !== "list_item_open") return [];
    const mark = taskMark.exec(content);
    if (mark === null) return [];
    const text = foldLines(inlineText(content.slice(3), this.#links)).join(" ");
    return [{ text, full: text, line: lineOf(open), items: [], task: mark[1] === " " ? "open" : "done" }];
  }

  #words(token: Token): readonly string[] {
    // A footnote stands at the end of the page, in no section.
    if (token.type === "footnote_open") this.#wordsUntil("footnote_close", token.level);
    if (token.type === "inline") return foldLines(inlineText(token.content, this.#links));
    if (token.type === "html_block") return foldLines(htmlText(token.content).text);
    return token.type === "fence" || token.type === "code_block" ? codeLines(token.content).filter(Boolean) : [];
  }

  #items(level: number): Item[] {
    const items: Item[] = [];
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token.level === level) break;
      if (token.type === "list_item_open") items.push(this.#item(token));
    }
    return items;
  }

  #item(open: Token): Item {
    const lines: string[] = [];
    const items: Item[] = [];
    const quotedTasks: Item[] = [];
    let task: Item["task"];
    const first = this.#tokens[this.#at + 1];
    const mark = this.token?.type === "paragraph_open" ? taskMark.exec(first?.content ?? "") : null;
    for (let token = this.#next(); token !== undefined; token = this.#next()) {
      if (token.type === "list_item_close" && token.level === open.level) break;
      if (token.level === open.level + 1 && token.type.endsWith("_list_open")) {
        append(items, this.#items(token.level));
      } else if (token === first && mark !== null) {
        task = mark[1] === " " ? "open" : "done";
        append(lines, foldLines(inlineText(token.content.slice(3), this.#links)));
      } else {
        append(lines, this.#words(token));
        append(quotedTasks, this.#taskAt(token));
      }
    }
    const text = lines.join(" ");
    const full = items.length === 0 ? text : [text, ...items.map((item) => item.full)].filter(Boolean).join(" ");
    const wrapped = lines.length > 1 || lineOf(first) !== lineOf(open) || first?.content.includes("\n") === true;
    const item = {
      ...{ text, full, line: lineOf(open), items },
      ...(wrapped && text !== "" ? { wrapped } : {}),
      ...(quotedTasks.length > 0 && { quotedTasks }),
    };
    return task === undefined ? item : { ...item, task };
  }

  #table(open: Token): Table {
    const rows: Row[] = [];
    let cells: string[] = [];
    for (let token = this.#next(); token !== undefined && token.type !== "table_close"; token = this.#next()) {
      if (token.type === "tr_open") {
        cells = [];
        rows.push({ cells, line: lineOf(token) });
      } else if (token.type === "inline") cells.push(fold(inlineText(token.content, this.#links)));
    }
    const header = rows.shift()?.cells ?? [];
    return { type: "table", header, rows, line: lineOf(open), strayRowLines: this.#strayRows(header.length) };
  }

  /** Looks ahead, past blank lines, for paragraphs whose lines look like rows. */
  #strayRows(columns: number): number[] {
    const stray: number[] = [];
    for (let at = this.#at; this.#tokens[at]?.type === "paragraph_open" && this.#tokens[at]?.level === 0; at += 3) {
      const [start, end] = this.#tokens[at]?.map ?? [0, 0];
      const lines = this.#source.slice(start, end);
      if (!lines.every((line) => looksLikeRow(line.trim(), columns))) break;
      append(
        stray,
        lines.map((_, index) => start + index + 1),
      );
    }
    return stray;
  }
}

/** The box of a task. One without words is a box nevertheless. */
const taskMark = /^\[([ xX])\](?=\s|$)/;

/** In place, and not by `push(...more)`: a document may hold more elements than a call may have arguments. */
function append<Element>(list: Element[], more: readonly Element[]): void {
  for (const element of more) list.push(element);
}

function looksLikeRow(line: string, columns: number): boolean {
  return line.startsWith("|") || (columns > 1 && line.split("|").length === columns);
}

/** What may add a line, take one away or join two of them: tags, character references, code, links. */
const movesLines = /[<&`\]\\]/;

/**
 * Indexes of the lines of a paragraph that its source, line by line and each read alone, does not have in the same place: who
 * wrote a line must not be told by the number of another.
 */
function shiftedLines(lines: readonly string[], raw: string): readonly number[] {
  const written = raw.split("\n");
  if (written.length === lines.length && !movesLines.test(raw)) return [];
  const noTargets = new LinkTargets();
  return lines.flatMap((line, at) => (fold(inlineText(written[at] ?? "", noTargets)) === line ? [] : at));
}

/** The line (from 1) where a token starts. */
export function lineOf(token: Token | undefined): number {
  return (token?.map?.[0] ?? 0) + 1;
}

function codeLines(code: string): string[] {
  return visible(code)
    .trimEnd()
    .split("\n")
    .map((line) => line.trimEnd());
}
