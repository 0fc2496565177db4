const nothing = new Set(["", "n/a", "n.a", "\u2205"]);
const unfinished =
  /^(to do|to be (determined|done|decided|filled( in)?)|xxx+|(tbd|tba|tbc|fixme)\b(?!\/\S*\.).*|todo(\s*[:(\p{Pd}].*)?)$/su;

/** Nothing is there, or nothing any more: empty, a dash, `n/a`, struck out. Give it plain text. */
export function isNothing(text: string): boolean {
  return (nothing.has(withoutFrame(text)) && !isUnfinished(text)) || /^\s*~~(?:(?!~~).)*~~\s*$/su.test(text);
}

/** Something still has to be put there: `TBD`, `todo`, `?`, `…`, or a placeholder in angle brackets. Give it plain text. */
export function isUnfinished(text: string): boolean {
  const trimmed = text.trim();
  return /^([?…]+|\.{2,})$/.test(trimmed) || unfinished.test(withoutFrame(text)) || isPlaceholder(trimmed);
}

/** Somebody has put something there that says something, and did not strike all of it out. Give it plain text. */
export function isFilled(text: string): boolean {
  return !isNothing(text) && !isUnfinished(text);
}

/** `<owner>` is one; an address in angle brackets, `<https://…>`, is how Markdown writes a link. */
function isPlaceholder(text: string): boolean {
  return /^<[^>]*>$/.test(text) && !/^<(https?:\/\/|mailto:)[^\s>]+>$/i.test(text);
}

/**
 * Without case, and without punctuation around it: `(TBD).` is `tbd`, and nothing is left of a dash. Only the beginning:
 * whatever is longer says something.
 */
function withoutFrame(text: string): string {
  const start = text.search(/[^\s\p{Pd}_.,:;!?()[\]…~]/u);
  if (start === -1) return "";
  return text
    .slice(start, start + 200)
    .normalize("NFC")
    .replace(/[\s\p{Pd}_.,:;!?()[\]…~]+$/u, "")
    .toLowerCase();
}
