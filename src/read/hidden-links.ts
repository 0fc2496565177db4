import { fold } from "./plain-text.ts";

/** Where something struck out begins or ends, in pieces of a text: a character that no text has. */
export const strike = "\ufdd0";

/**
 * Links of a text in pieces, with the pieces that make their labels. A link whose label shows nothing cannot be seen, let
 * alone followed: where it leads is no content. Linear, because neither links nor anchors stand in one of their kind.
 */
export class LinkLabels {
  readonly #links: { readonly target: number; readonly from: number; readonly to: number }[] = [];
  #anchor: number | undefined;

  /** A link: the piece that is its target, and those of its label, without the last. */
  add(target: number, from: number, to: number): void {
    this.#links.push({ target, from, to });
  }

  /** An `<a>`, whose target is this piece: it ends the one before. */
  open(piece: number): void {
    this.close(piece);
    this.#anchor = piece;
  }

  /** A `</a>`, or the end of the text, before this piece. */
  close(piece: number): void {
    if (this.#anchor !== undefined) this.add(this.#anchor, this.#anchor + 1, piece);
    this.#anchor = undefined;
  }

  /** The pieces as a text, without the targets of links whose labels show nothing; no link may be added afterwards. */
  join(pieces: string[]): string {
    this.close(pieces.length);
    // Inner ones come first.
    for (const { target, from, to } of this.#links)
      if (pieces.slice(from, to).every((piece) => piece === strike || fold(piece) === "")) pieces[target] = "";
    return withStrikes(pieces.join(""));
  }
}

/** What is struck out stands between `~~`, however it was written: it is there to be read as no longer so. */
function withStrikes(text: string): string {
  if (!text.includes(strike)) return text;
  return text
    .replace(/\ufdd0([^\ufdd0]*)\ufdd0/g, (both, between: string) => (fold(between) === "" ? between : both))
    .replaceAll(strike, "~~");
}
