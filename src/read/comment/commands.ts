import { isUserError } from "../../core/user-error.ts";
import { parser, type Token } from "../markdown-parser.ts";
import { hiddenRanges } from "./hidden.ts";

/** Most commands of one comment that are carried out. */
export const maxCommands = 10;

/** Longest line of a command, in characters. */
export const maxLineLength = 2_048;

/** Longest comment that is read, in characters: GitHub takes no longer ones. */
const maxCommentLength = 65_536;

/** Most lines of a comment that are read: nobody writes more, and each costs time. */
const maxLines = 2_000;

/** A line of a comment that is a command. */
export interface CommandLine {
  /** In lower case; `help` where nothing follows the prefix. */
  readonly name: string;
  /** What stands behind the name. */
  readonly rest: string;
  /** The line as it was written, without space at its ends; cut where it is too long to be a command. */
  readonly written: string;
  /** True for a line over {@link maxLineLength}: it is not carried out. */
  readonly tooLong: boolean;
}

/** The prefix without the `u` flag, under which a Kelvin sign would pass for a k. */
const prefix = /^ {0,3}\/lockstep(?=[ \t]|$)/i;

/**
 * The commands of a comment: lines that begin with `/lockstep`. One reader for comments, reviews and line comments. What a
 * reader does not see as plain words is none: fenced and indented code, code spans, HTML, tables, quoted lines. All are
 * given, in order, also those beyond {@link maxCommands}; none of a comment that would take too long. Linear time, and never
 * throws.
 */
export function readCommands(body: string): readonly CommandLine[] {
  const lines = body.slice(0, maxCommentLength).replace(/\r\n?/g, "\n").split("\n", maxLines);
  // Most comments have none, and a text made to be slow should not even be parsed.
  if (!lines.some((line) => prefix.test(line))) return [];
  const found: CommandLine[] = [];
  let isCell = false;
  for (const token of tokensOf(lines)) {
    if (token.type === "table_open") isCell = true;
    if (token.type === "table_close") isCell = false;
    if (token.type !== "inline" || token.map === null || isCell) continue;
    const [first] = token.map;
    const hidden = hiddenRanges(token.content);
    let start = 0;
    let range = 0;
    for (const [index, content] of token.content.split("\n").entries()) {
      while ((hidden[range]?.[1] ?? Number.POSITIVE_INFINITY) <= start) range += 1;
      const isHidden = (hidden[range]?.[0] ?? Number.POSITIVE_INFINITY) < start;
      const written = lines[first + index] ?? "";
      if (!isHidden && prefix.test(written) && prefix.test(content)) found.push(commandIn(written));
      start += content.length + 1;
    }
  }
  return found;
}

function tokensOf(lines: readonly string[]): readonly Token[] {
  try {
    return parser.parse(lines.join("\n"), {});
  } catch (error) {
    if (!isUserError(error)) throw error;
    return [];
  }
}

function commandIn(line: string): CommandLine {
  const written = line.trim();
  const tooLong = written.length > maxLineLength;
  const [, name = "help", rest = ""] = /^\S+[ \t]+(\S+)(.*)$/s.exec(written.slice(0, maxLineLength)) ?? [];
  return {
    name: name.toLowerCase(),
    rest: withoutComments(rest).trim(),
    written: tooLong ? written.slice(0, 200) : written,
    tooLong,
  };
}

/** Without what stands in HTML comments, which nobody sees; one that is not closed hides the rest. */
function withoutComments(text: string): string {
  const kept: string[] = [];
  for (let at = 0; at < text.length; ) {
    const open = text.indexOf("<!--", at);
    kept.push(text.slice(at, open === -1 ? undefined : open));
    if (open === -1) break;
    const close = text.indexOf("-->", open + 2);
    at = close === -1 ? text.length : close + 3;
  }
  return kept.join(" ");
}
