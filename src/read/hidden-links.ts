import { fold } from "./plain-text.ts";

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

  /** Empties the targets of links whose labels show nothing, inner ones first; no link may be added afterwards. */
  settle(pieces: string[]): void {
    this.close(pieces.length);
    for (const { target, from, to } of this.#links)
      if (pieces.slice(from, to).every((piece) => fold(piece) === "")) pieces[target] = "";
  }
}
