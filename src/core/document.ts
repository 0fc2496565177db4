/**
 * The outline of a document: what a reader of the rendered page sees, as sections with their blocks.
 * Built by `read/markdown.ts`. Text in it is *plain*: emphasis and code marks, HTML comments, entities and backslash
 * escapes resolved, invisible characters dropped, white space folded, Unicode NFC; links keep their target as
 * `label <target>`. So two texts are equal exactly when a reader could not tell them apart.
 */
export interface Outline {
  /** In document order. The first is the root (level 0): what stands before the first heading. */
  readonly sections: readonly Section[];
  readonly frontMatter: FrontMatter;
  /** What makes the rest of the document unreliable, such as a fence that is never closed. Fails closed. */
  readonly problems: readonly OutlineProblem[];
  readonly lineCount: number;
  /** The first line that ends with a carriage return alone: a line of the outline is none of git's from there on. */
  readonly loneReturn?: number;
}

export interface OutlineProblem {
  /** The line (from 1) where it starts. */
  readonly line: number;
  /** For a person, such as "this code fence is never closed". */
  readonly message: string;
}

/** `value` is the parsed YAML mapping; `absent` means no block, `invalid` a block that is no YAML mapping. */
export type FrontMatter =
  | { readonly state: "absent" }
  | { readonly state: "invalid"; readonly line: number; readonly message: string }
  | { readonly state: "read"; readonly line: number; readonly value: Readonly<Record<string, unknown>> };

/** A heading and what belongs to it. */
export interface Section {
  /** Position in {@link Outline.sections}. */
  readonly index: number;
  /** 0 for the root, 1 to 6 for headings. */
  readonly level: number;
  /** As a person reads it; empty for the root. */
  readonly title: string;
  /** {@link title} for comparing: see {@link headingKey}. */
  readonly key: string;
  /** From a comment `<!-- lockstep:id=NAME -->` right after the heading: a name that survives a new heading text. */
  readonly anchor?: string;
  /** Line (from 1) of the heading; 1 for the root. */
  readonly line: number;
  /** Last line of its own range, before the next heading of any level. */
  readonly endLine: number;
  /** Index of the section it belongs to; undefined for the root. */
  readonly parent: number | undefined;
  /** Index behind the last section below it: its subtree is `sections.slice(index, subtreeEnd)`. */
  readonly subtreeEnd: number;
  /** Its own range, without sub-sections. */
  readonly blocks: readonly Block[];
}

export type Block = Paragraph | List | Table | Verbatim;

/** Anything with words: a paragraph, or a quote with all that is in it. */
export interface Paragraph {
  readonly type: "paragraph" | "quote";
  readonly text: string;
  /** The words before folding, line by line, for fields written as `Name: value` on lines of their own. */
  readonly lines: readonly string[];
  readonly line: number;
  /** Of a paragraph: indexes of lines that do not stand so on the line of the document that counting from {@link line} gives. */
  readonly shifted?: readonly number[];
  /** Tasks in a quote. */
  readonly tasks?: readonly Item[];
}

/** A top-level list of a section. */
export interface List {
  readonly type: "list";
  readonly items: readonly Item[];
  readonly line: number;
}

export interface Item {
  /** Its own words, without nested items. */
  readonly text: string;
  /** Its own words and all that is nested in it. */
  readonly full: string;
  readonly line: number;
  readonly task?: "open" | "done";
  /** Set where its own words do not all stand on its line. */
  readonly wrapped?: boolean;
  /** Tasks in quotes of its own; they are no items of it. */
  readonly quotedTasks?: readonly Item[];
  readonly items: readonly Item[];
}

/** A top-level table. Ragged rows are padded and cut to the header's width, as GitHub does. */
export interface Table {
  readonly type: "table";
  readonly header: readonly string[];
  readonly rows: readonly Row[];
  readonly line: number;
  /** Lines right after the table that look like rows but stand outside it (a blank line ended the table). */
  readonly strayRowLines: readonly number[];
}

export interface Row {
  readonly cells: readonly string[];
  readonly line: number;
}

/** Code and raw HTML: compared line by line, without trailing white space; HTML without its comments. */
export interface Verbatim {
  readonly type: "code" | "html";
  readonly text: string;
  readonly line: number;
}

/** A version of a document: `unreadable` (a symbolic link, too large, binary …) makes requirements undecidable. */
export type DocumentState =
  | { readonly state: "absent" }
  | { readonly state: "unreadable"; readonly why: string }
  | { readonly state: "read"; readonly outline: Outline };

/** A heading text for comparing: without case, emoji, white space at the ends and a trailing `:` or `#`. Give it plain text. */
export function headingKey(plain: string): string {
  const words = plain
    .normalize("NFC")
    .replace(/[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}]|\u200d|\ufe0f/gu, "")
    .replace(/\s+/g, " ")
    .trim();
  // By hand: a pattern such as /[ :#]+$/ takes quadratic time on a heading of colons.
  let end = words.length;
  while (end > 0 && " :#".includes(words.charAt(end - 1))) end--;
  return words.slice(0, end).toLowerCase();
}
