import MarkdownIt from "markdown-it";
import { UserError } from "../core/user-error.ts";
import { footnote } from "./footnote.ts";

/**
 * Block rules only: markdown-it's inline rules triple the time, and what we compare is plain text. `html` is on so that
 * comments become blocks of their own; nothing is ever rendered.
 */
export const parser = new MarkdownIt({ html: true });
parser.core.ruler.disable(["inline", "linkify", "replacements", "smartquotes", "text_join"]);

parser.block.ruler.before("reference", "footnote", footnote, { alt: ["paragraph", "reference", "blockquote"] });

/** A block token of markdown-it. */
export type Token = ReturnType<typeof parser.parse>[number];

/** What we read of a token. markdown-it's own class defines each property by descriptor, which takes half of all the time. */
class TokenData {
  type: string;
  tag: string;
  map = null;
  level: number;
  children = null;
  content = "";
  markup = "";
  info = "";
  hidden = false;

  constructor(type: string, tag: string, level: number) {
    this.type = type;
    this.tag = tag;
    this.level = level;
  }
}

/** Tokens that tell us nothing: cells are known by their `inline` token, rows by `tr_open`. */
const unread: ReadonlySet<string> = new Set(
  ["thead", "tbody", "th", "td"].flatMap((name) => [`${name}_open`, `${name}_close`]).concat("tr_close"),
);

/**
 * Lines over which all quotes of a text together may look ahead. A quote looks for its end over the lines below it that have
 * no `>`, and then takes of them only what continues a paragraph: `> # a` and `b`, again and again, makes every quote look
 * at all that is left, which takes minutes. Texts that people write need about as many as they have lines.
 */
const lookAheadFor = (lines: number) => 20_000 + 20 * lines;

/** Most list items, quotes and footnotes of a text: each costs as much as a line, and a line may begin many, as in `- - - a`. */
const mostContainers = 100_000;
const containers: ReadonlySet<string> = new Set(["list_item_open", "blockquote_open", "footnote_open"]);

/** How deep quotes and lists may stand in each other; what lies deeper, markdown-it leaves out, and all behind it. */
const deepest = 100;

class BlockState extends parser.block.State {
  #lookAhead = lookAheadFor(this.lineMax);
  #containers = 0;
  /** Closing tokens carry nothing but type and level, so one of each serves all: a million fewer objects per megabyte. */
  readonly #closing = new Map<string, Token[]>();

  /** @throws UserError when quotes have looked ahead too far */
  lookAhead(lines: number): void {
    this.#lookAhead -= lines;
    if (this.#lookAhead < 0) throw new UserError("tangled", "it has too many quotes with lines between them");
  }

  override push(type: string, tag: string, nesting: Token["nesting"]): Token {
    if (nesting < 0) this.level--;
    if (containers.has(type)) this.#contain();
    const token = nesting < 0 ? this.#closingToken(type, tag) : tokenOf(type, tag, this.level);
    if (nesting > 0) this.level++;
    if (!unread.has(type)) this.tokens.push(token);
    return token;
  }

  #contain(): void {
    this.#containers += 1;
    if (this.#containers > mostContainers)
      throw new UserError("tangled", `it has more list items and quotes than the ${mostContainers} that are read`);
  }

  #closingToken(type: string, tag: string): Token {
    const byLevel = this.#closing.get(type) ?? [];
    this.#closing.set(type, byLevel);
    const token = byLevel[this.level] ?? tokenOf(type, tag, this.level);
    byLevel[this.level] = token;
    return token;
  }
}

parser.block.State = BlockState;

const tokenize = parser.block.tokenize.bind(parser.block);
parser.block.tokenize = (state, startLine, endLine) => {
  if (state.level >= deepest)
    throw new UserError("tangled", "it has lists and quotes that stand too deep in each other");
  if (state.parentType === "blockquote" && state instanceof BlockState) state.lookAhead(endLine - startLine);
  tokenize(state, startLine, endLine);
};

function tokenOf(type: string, tag: string, level: number): Token {
  return new TokenData(type, tag, level) as unknown as Token;
}

/** Where the links of a document lead: by normalised label, from lines like `[label]: target`. */
export class LinkTargets {
  readonly #references: Readonly<Record<string, { readonly href: string }>>;
  /** Characters that references may still put into the text: a long target used often must not fill the memory. */
  #budget: number;

  constructor(references: Readonly<Record<string, { readonly href: string }>> = {}, budget = 0) {
    this.#references = references;
    this.#budget = budget;
  }

  /** The target of a label, or undefined when it is no link. */
  find(label: string): string | undefined {
    if (this.#budget <= 0 || label.length > 999) return undefined;
    const key = parser.utils.normalizeReference(label);
    const target = Object.hasOwn(this.#references, key) ? this.#references[key]?.href : undefined;
    this.#budget -= target?.length ?? 0;
    return target;
  }
}

/** Reads ` (target "title")`, with `from` behind the bracket; undefined when there is none. */
export function inlineTarget(
  text: string,
  from: number,
): { readonly target: string; readonly end: number } | undefined {
  const { parseLinkDestination, parseLinkTitle } = parser.helpers;
  const start = skipSpace(text, from);
  const destination = parseLinkDestination(text, start, text.length);
  let at = skipSpace(text, destination.ok ? destination.pos : start);
  if (destination.ok && at > destination.pos) {
    const title = parseLinkTitle(text, at, text.length);
    if (title.ok) at = skipSpace(text, title.pos);
  }
  return text[at] === ")" ? { target: destination.str, end: at + 1 } : undefined;
}

function skipSpace(text: string, from: number): number {
  let at = from;
  while (at < text.length && " \t\n".includes(text.charAt(at))) at++;
  return at;
}
