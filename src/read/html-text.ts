import { LinkLabels, strike } from "./hidden-links.ts";
import { parser } from "./markdown-parser.ts";

const tag = /<\/?([a-z][a-z0-9-]*)(?:\s+[a-z_:][\w:.-]*(?:\s*=\s*(?:[^\s"'=<>`]+|'[^']*'|"[^"]*"))?)*\s*\/?>/iy;
const autolink = /<([a-z][a-z0-9+.-]{1,31}:[^\s<>]*|[\w.!#$%&'*+/=?^`{|}~-]+@[a-z0-9.-]+)>/iy;
const entity = /&(?:#x[0-9a-f]{1,6}|#[0-9]{1,7}|[a-z][a-z0-9]{1,31});/iy;
const attribute = /\s([a-z_:][\w:.-]*)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'=<>`]+)))?/gi;
const breakingTags = new Set(
  "br p div li ul ol dl dt dd table tr td th hr details summary h1 h2 h3 h4 h5 h6".split(" "),
);

const strikingTags = new Set(["del", "s", "strike"]);

/** A piece of markup at a position: what a reader sees of it, and where it ends. */
interface Seen {
  readonly text: string;
  readonly end: number;
  /** It is a tag that opens a link, or closes one. */
  readonly link?: "opens" | "closes";
}

/**
 * Reads the HTML in one text, from left to right. Linear: where the next `-->` (or the like) stands is remembered, so a
 * flood of openings does not search for it again and again.
 */
export class HtmlReader {
  readonly #source: string;
  readonly #found = new Map<string, number>();

  constructor(source: string) {
    this.#source = source;
  }

  /** What starts with the `<` at a position; undefined when it is a plain `<`. */
  markup(at: number): Seen | undefined {
    const source = this.#source;
    if (source.startsWith("<!--", at)) {
      if (source.startsWith(">", at + 4)) return { text: "", end: at + 5 };
      if (source.startsWith("->", at + 4)) return { text: "", end: at + 6 };
      return this.#until("-->", at + 4);
    }
    if (source.startsWith("<![CDATA[", at)) return this.#until("]]>", at + 9);
    if (source.startsWith("<?", at)) return this.#until("?>", at + 2);
    if (source.startsWith("<!", at)) return /[a-z]/i.test(source.charAt(at + 2)) ? this.#until(">", at + 3) : undefined;
    if (this.#until(">", at) === undefined) return undefined;
    return match(autolink, source, at, (link) => link[1] ?? "") ?? this.#tag(at);
  }

  /** The character reference that starts with the `&` at a position. */
  entity(at: number): Seen | undefined {
    return match(entity, this.#source, at, ([written]) => parser.utils.unescapeAll(written));
  }

  #tag(at: number): Seen | undefined {
    const seen = match(tag, this.#source, at, seenOfTag);
    if (seen === undefined || !/^<\/?a[\s/>]/i.test(this.#source.slice(at, at + 4))) return seen;
    return { ...seen, link: this.#source[at + 1] === "/" ? "closes" : "opens" };
  }

  #until(closing: string, from: number): Seen | undefined {
    let found = this.#found.get(closing) ?? -1;
    if (found < from) {
      const next = this.#source.indexOf(closing, from);
      found = next === -1 ? Number.POSITIVE_INFINITY : next;
      this.#found.set(closing, found);
    }
    return Number.isFinite(found) ? { text: "", end: found + closing.length } : undefined;
  }
}

function match(
  pattern: RegExp,
  source: string,
  at: number,
  seen: (found: RegExpExecArray) => string,
): Seen | undefined {
  pattern.lastIndex = at;
  const found = pattern.exec(source);
  return found === null ? undefined : { text: seen(found), end: pattern.lastIndex };
}

/** Of a tag a reader sees a line break, or where a link or an image leads; GitHub drops tags it does not know. */
function seenOfTag([written, name = ""]: RegExpExecArray): string {
  const tagName = name.toLowerCase();
  if (breakingTags.has(tagName)) return "\n";
  if (strikingTags.has(tagName)) return strike;
  if ((tagName !== "a" && tagName !== "img") || written.startsWith("</")) return "";
  const attributes = new Map<string, string>();
  for (const [, key = "", double, single, bare] of written.matchAll(attribute)) {
    // Of two with one name the first counts.
    if (!attributes.has(key.toLowerCase())) attributes.set(key.toLowerCase(), double ?? single ?? bare ?? "");
  }
  if (tagName === "img" && ["width", "height"].some((side) => isTiny(attributes.get(side)))) return "";
  const shown = [...attributes].filter(([key]) => (tagName === "a" ? key === "href" : key === "src" || key === "alt"));
  return shown.map(([, value]) => ` <${value}> `).join("");
}

/** A side of an image that nobody sees: nothing, or a dot as for counting visits. */
function isTiny(side: string | undefined): boolean {
  const size = Number.parseFloat(side ?? "");
  return size >= 0 && size <= 1;
}

/** The words of raw HTML; `unclosedAt` is the position of a comment that is never closed, which hides all behind it. */
export function htmlText(html: string): { readonly text: string; readonly unclosedAt: number | undefined } {
  const reader = new HtmlReader(html);
  const pieces: string[] = [];
  const labels = new LinkLabels();
  let copied = 0;
  for (const special of html.matchAll(/[<&]/g)) {
    if (special.index < copied) continue;
    const seen = special[0] === "<" ? reader.markup(special.index) : reader.entity(special.index);
    if (seen !== undefined) {
      pieces.push(html.slice(copied, special.index));
      if (seen.link === "opens") labels.open(pieces.length);
      if (seen.link === "closes") labels.close(pieces.length);
      pieces.push(seen.text);
      copied = seen.end;
    } else if (html.startsWith("<!--", special.index)) {
      pieces.push(html.slice(copied, special.index));
      return { text: labels.join(pieces), unclosedAt: special.index };
    }
  }
  pieces.push(html.slice(copied));
  return { text: labels.join(pieces), unclosedAt: undefined };
}
