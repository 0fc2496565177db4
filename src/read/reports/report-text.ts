import { unreadable } from "./unreadable.ts";

/** A report as it is handed over: as text, or as bytes, of which not everything need be text at once. */
export type GivenText = string | Uint8Array;

const mark = "\ufeff";
const feed = 10;

/** About how many bytes are made text at once where a report is read line by line. */
const pieceLength = 16 * 1024;

/** All of a report as text, without the mark that some tools begin with. */
export function wholeText(given: GivenText): string {
  return withoutMark(typeof given === "string" ? given : decoded(given));
}

/** Its first letters, for telling the format; what is broken among them shows itself later. */
export function beginningOf(given: GivenText): string {
  return withoutMark(
    typeof given === "string" ? given.slice(0, 1_001) : new TextDecoder().decode(given.subarray(0, 4_096)),
  );
}

/** A report in pieces of whole lines. A line feed is one byte of its own in UTF-8, never a part of a letter. */
export function* piecesOf(given: GivenText): Generator<string> {
  if (typeof given === "string") {
    yield withoutMark(given);
    return;
  }
  for (let at = 0; at < given.length; ) {
    const end = given.indexOf(feed, at + pieceLength) + 1 || given.length;
    const piece = decoded(given.subarray(at, end));
    yield at === 0 ? withoutMark(piece) : piece;
    at = end;
  }
}

/**
 * A text that is kept for long while the one it was cut from is not. Engines let a part share the memory of the whole; one
 * that is put together anew has its own.
 */
export function detached(text: string): string {
  return ` ${text}`.slice(1);
}

function decoded(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return unreadable("it is not text in UTF-8");
  }
}

function withoutMark(text: string): string {
  return text.startsWith(mark) ? text.slice(1) : text;
}
