import { type Delimiter, delimiterAt, pairEmphasis, runLength } from "./emphasis.ts";
import { LinkLabels, strike } from "./hidden-links.ts";
import { HtmlReader } from "./html-text.ts";
import { inlineTarget, type LinkTargets, parser } from "./markdown-parser.ts";

interface Bracket {
  readonly piece: number;
  readonly start: number;
  readonly image: boolean;
  readonly delimiters: number;
  nested: boolean;
}

/**
 * The text of a paragraph, heading or cell as a reader sees it, line breaks kept, links as `label <target>`. One pass,
 * linear on any input. It follows CommonMark, but looks for the counterpart of an emphasis mark at the innermost one only.
 */
export function inlineText(raw: string, links: LinkTargets): string {
  return /[\\`*_~<&\]]/.test(raw) ? new InlineReader(raw, links).read() : raw;
}

class InlineReader {
  readonly #raw: string;
  readonly #links: LinkTargets;
  readonly #html: HtmlReader;
  readonly #pieces: string[] = [];
  readonly #labels = new LinkLabels();
  readonly #delimiters: Delimiter[] = [];
  #brackets: Bracket[] = [];
  #backticks: Map<number, number[]> | undefined;
  #at = 0;

  constructor(raw: string, links: LinkTargets) {
    this.#raw = raw;
    this.#links = links;
    this.#html = new HtmlReader(raw);
  }

  read(): string {
    const special = /[\\`*_~<&[\]]/g;
    while (this.#at < this.#raw.length) {
      special.lastIndex = this.#at;
      const next = special.exec(this.#raw)?.index ?? this.#raw.length;
      if (next > this.#at) this.#pieces.push(this.#raw.slice(this.#at, next));
      this.#at = next;
      if (next < this.#raw.length) this.#special(this.#raw.charAt(next));
    }
    this.#pair(0);
    return this.#labels.join(this.#pieces);
  }

  #special(character: string): void {
    if (character === "\\") this.#escape();
    else if (character === "`") this.#code();
    else if (character === "<" || character === "&") {
      const seen = character === "<" ? this.#html.markup(this.#at) : this.#html.entity(this.#at);
      if (seen?.link === "opens") this.#labels.open(this.#pieces.length);
      if (seen?.link === "closes") this.#labels.close(this.#pieces.length);
      this.#put(seen?.text ?? character, seen?.end ?? this.#at + 1);
    } else if (character === "[") this.#openBracket();
    else if (character === "]") this.#closeBracket();
    else this.#delimiter();
  }

  #put(text: string, end: number): void {
    this.#pieces.push(text);
    this.#at = end;
  }

  #escape(): void {
    const next = this.#raw.charCodeAt(this.#at + 1);
    if (parser.utils.isMdAsciiPunct(next)) this.#put(this.#raw.charAt(this.#at + 1), this.#at + 2);
    else this.#put(next === 10 ? "" : "\\", this.#at + 1);
  }

  #code(): void {
    const length = runLength(this.#raw, this.#at);
    const start = this.#at + length;
    this.#backticks ??= backtickRuns(this.#raw);
    const closings = this.#backticks.get(length) ?? [];
    while ((closings.at(-1) ?? start) < start) closings.pop();
    const closing = closings.pop();
    if (closing === undefined) {
      this.#put("`".repeat(length), start);
      return;
    }
    const content = this.#raw.slice(start, closing).replaceAll("\n", " ");
    const padded = content.startsWith(" ") && content.endsWith(" ") && content.trim() !== "";
    this.#put(padded ? content.slice(1, -1) : content, closing + length);
  }

  #delimiter(): void {
    const run = delimiterAt(this.#raw, this.#at, this.#pieces.length);
    this.#delimiters.push(run);
    this.#put("", this.#at + run.length);
  }

  /** Pairs the emphasis marks from a position on, and writes those that stay. */
  #pair(from: number): void {
    const runs = this.#delimiters.splice(from);
    pairEmphasis(runs);
    for (const { piece, mark, count } of runs)
      this.#pieces[piece] = mark === "~" && count === 0 ? strike : mark.repeat(count);
  }

  #openBracket(): void {
    const last = this.#pieces.length - 1;
    const image = this.#raw[this.#at - 1] === "!" && (this.#pieces[last]?.endsWith("!") ?? false);
    if (image) this.#pieces[last] = this.#pieces[last]?.slice(0, -1) ?? "";
    const start = this.#at + 1;
    this.#brackets.push({ piece: last + 1, start, image, delimiters: this.#delimiters.length, nested: false });
    this.#put(image ? "![" : "[", start);
  }

  #closeBracket(): void {
    const bracket = this.#brackets.pop();
    const link = bracket === undefined ? undefined : this.#link(bracket);
    if (bracket === undefined || link === undefined) {
      const outer = this.#brackets.at(-1);
      if (outer !== undefined) outer.nested = true;
      this.#put("]", this.#at + 1);
      return;
    }
    // Marks inside the label do not pair with marks around the link.
    this.#pair(bracket.delimiters);
    this.#pieces[bracket.piece] = "";
    // A link holds no other link: brackets that are still open around it are plain ones.
    if (!bracket.image) {
      this.#brackets = [];
      this.#labels.add(this.#pieces.length, bracket.piece + 1, this.#pieces.length);
    }
    const bare = this.#pieces.length === bracket.piece + 2 && this.#pieces[bracket.piece + 1] === link.target;
    this.#put(link.target === "" || bare ? "" : ` <${link.target}>`, link.end);
  }

  #link(bracket: Bracket): { readonly target: string; readonly end: number } | undefined {
    const next = this.#at + 1;
    const inline = this.#raw[next] === "(" ? inlineTarget(this.#raw, next + 1) : undefined;
    if (inline !== undefined) return inline;
    const close = this.#raw[next] === "[" ? this.#raw.indexOf("]", next) : -1;
    const named = close > next + 1 ? this.#links.find(this.#raw.slice(next + 1, close)) : undefined;
    if (named !== undefined) return { target: named, end: close + 1 };
    const own = bracket.nested ? undefined : this.#links.find(this.#raw.slice(bracket.start, this.#at));
    return own === undefined ? undefined : { target: own, end: close === next + 1 ? close + 1 : next };
  }
}

/** Where runs of backticks of each length start, last one first. */
function backtickRuns(text: string): Map<number, number[]> {
  const runs = new Map<number, number[]>();
  for (const { 0: run, index } of text.matchAll(/`+/g)) {
    const starts = runs.get(run.length) ?? [];
    starts.push(index);
    runs.set(run.length, starts);
  }
  for (const starts of runs.values()) starts.reverse();
  return runs;
}
