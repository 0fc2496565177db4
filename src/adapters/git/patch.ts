import type { AddedLine } from "../../core/change-set.ts";
import { GitError } from "./git-error.ts";
import { type RawRecord, typeOfMode } from "./raw.ts";
import { tooLarge } from "./run.ts";

/** Most bytes of added text held. */
const maxTextBytes = 64 * 1024 * 1024;

const hunkHeader = /^@@ -\d+(?:,(?<old>\d+))? \+(?<start>\d+)(?:,(?<new>\d+))? @@/;
const indexHeader = /^index [0-9a-f]+\.\.(?<oid>[0-9a-f]+)/;
// Git quotes names in these (`core.quotePath` or not), so that a name cannot add a line; and no name is read from them.
const otherHeader =
  /^(?:old mode|new mode|deleted file mode|new file mode|similarity index|rename from|rename to|---|\+\+\+) /;

const plus = 0x2b;
const minus = 0x2d;
const space = 0x20;
const backslash = 0x5c;

/** The part of a patch about one file; a change of type has two, the old file's removal and the new one's addition. */
interface Section {
  readonly path: string;
  readonly oid: string;
  /** True when lines added here are lines of a text file, as far as is known. */
  text: boolean;
}

/** Sections in the order git prints them: the one of the raw records, without removed files. */
function sectionsOf(record: RawRecord): readonly Section[] {
  if (record.letter === "D") return [];
  const text = typeOfMode(record.newMode) === "regular";
  const section = { path: record.path, oid: record.newOid, text };
  if (record.letter !== "T") return [section];
  return [{ path: record.path, oid: "0".repeat(record.newOid.length), text: false }, section];
}

/**
 * Reads the added lines from the output of `git diff-tree -p -U0 --text --full-index --diff-filter=d`, which `push` takes piece
 * by piece. Sections are matched with the raw records of the same comparison by order, and lines by the counts in the
 * hunk headers: neither names nor content can pose as structure. A file with a NUL in an added line is binary and adds no line.
 */
export class PatchReader {
  readonly #sections: Iterator<Section>;
  readonly #lines: AddedLine[] = [];
  #section: Section | undefined;
  #sectionLines: AddedLine[] = [];
  #oldLeft = 0;
  #newLeft = 0;
  #lineNumber = 0;
  #kind: number | undefined;
  #parts: Buffer[] = [];
  #heldBytes = 0;

  constructor(records: readonly RawRecord[]) {
    this.#sections = records.flatMap(sectionsOf).values();
  }

  /** Takes a piece of output; throws a GitError when it is no such patch, or too much of it. */
  push(chunk: Buffer): void {
    for (let from = 0; from < chunk.length; ) {
      const end = chunk.indexOf(0x0a, from);
      this.#take(chunk.subarray(from, end === -1 ? chunk.length : end));
      if (end === -1) return;
      this.#endLine();
      from = end + 1;
    }
  }

  /** The lines, once all output was pushed; throws a GitError when something is missing. */
  end(): readonly AddedLine[] {
    if (this.#inHunk || this.#kind !== undefined) throw unexpected("an unfinished patch");
    this.#endSection();
    if (!this.#sections.next().done) throw unexpected("a patch with too few files");
    return this.#lines;
  }

  get #inHunk(): boolean {
    return this.#oldLeft > 0 || this.#newLeft > 0;
  }

  /** Holds bytes of the current line, unless nobody will want them: a binary file may be one line of any length. */
  #take(bytes: Buffer): void {
    if (bytes.length === 0) return;
    this.#kind ??= bytes[0];
    if (this.#inHunk) {
      if (this.#kind !== plus || this.#section?.text !== true) return;
      if (bytes.includes(0)) {
        this.#section.text = false;
        this.#sectionLines = [];
        this.#parts = [];
        return;
      }
      this.#heldBytes += bytes.length;
      if (this.#heldBytes > maxTextBytes) throw tooLarge("the change adds", maxTextBytes);
    }
    this.#parts.push(bytes);
  }

  #endLine(): void {
    const kind = this.#kind;
    const bytes = this.#parts.length === 1 ? (this.#parts[0] as Buffer) : Buffer.concat(this.#parts);
    this.#kind = undefined;
    this.#parts = [];
    if (this.#inHunk) this.#readBody(kind, bytes);
    else this.#readHeader(bytes.toString("latin1"));
  }

  #readBody(kind: number | undefined, bytes: Buffer): void {
    if (kind === backslash) return; // "\ No newline at end of file"
    if (kind === plus) {
      if (this.#section?.text === true) {
        this.#sectionLines.push({
          path: this.#section.path,
          line: this.#lineNumber,
          text: textOf(bytes, this.#lineNumber),
        });
      }
      this.#lineNumber += 1;
      this.#newLeft -= 1;
    } else if (kind === minus) {
      this.#oldLeft -= 1;
    } else if (kind === space || kind === undefined) {
      // Context, which -U0 leaves out; `diff.suppressBlankEmpty` prints an empty line without its space.
      this.#lineNumber += 1;
      this.#oldLeft -= 1;
      this.#newLeft -= 1;
    } else {
      throw unexpected("a hunk with an unknown line");
    }
    if (this.#oldLeft < 0 || this.#newLeft < 0) throw unexpected("a hunk with wrong counts");
  }

  #readHeader(line: string): void {
    if (line.startsWith("diff --git ")) {
      this.#endSection();
      const next = this.#sections.next();
      if (next.done) throw unexpected("a patch with too many files");
      this.#section = next.value;
      return;
    }
    if (this.#section === undefined) throw unexpected("a patch without a file");
    const hunk = hunkHeader.exec(line)?.groups;
    if (hunk !== undefined) {
      this.#oldLeft = Number(hunk["old"] ?? 1);
      this.#newLeft = Number(hunk["new"] ?? 1);
      this.#lineNumber = Number(hunk["start"]);
      return;
    }
    const index = indexHeader.exec(line)?.groups;
    if (index !== undefined && index["oid"] !== this.#section.oid) throw unexpected("a patch in another order");
    if (index === undefined && !otherHeader.test(line) && !line.startsWith("\\"))
      throw unexpected("an unknown patch line");
  }

  #endSection(): void {
    for (const line of this.#sectionLines) this.#lines.push(line);
    this.#sectionLines = [];
  }
}

/** The text of an added line, without its mark, its carriage return and, in the first line, the byte order mark. */
function textOf(bytes: Buffer, line: number): string {
  const text = bytes.toString("utf8", 1, bytes.at(-1) === 0x0d ? bytes.length - 1 : bytes.length);
  return line === 1 && text.startsWith("\ufeff") ? text.slice(1) : text;
}

function unexpected(what: string): GitError {
  return new GitError("unexpected-output", `git diff-tree printed ${what}`);
}
