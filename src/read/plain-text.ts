/**
 * Characters a reader cannot see: zero-width, soft hyphen, bidirectional controls, variation selectors, control codes.
 * White space is not among them, but U+FEFF is, which JavaScript takes for white space.
 */
const invisible = /[\p{Default_Ignorable_Code_Point}\u{FFF9}-\u{FFFB}]|(?!\s)\p{Cc}/gu;

/** No script stacks more than 30 marks on a letter (Unicode's stream-safe text); normalising longer runs takes quadratic time. */
const excessMarks = /(\p{M}{30})\p{M}+/gu;

const printableAscii = /^[\x20-\x7e\n]*$/;
const plainAlready = /^[\x21-\x7e]+(?: [\x21-\x7e]+)*$/;

/** Without invisible characters, every kind of space an ordinary one, in Unicode NFC; line breaks stay. */
export function visible(text: string): string {
  if (printableAscii.test(text)) return text;
  return text
    .replace(invisible, "")
    .replace(/[^\S\n]|\u2800/g, " ")
    .replace(excessMarks, "$1")
    .normalize("NFC");
}

/** {@link visible}, and white space folded: single spaces, none at the ends. */
export function fold(text: string): string {
  return plainAlready.test(text) ? text : visible(text).replace(/\s+/g, " ").trim();
}

/** The non-empty lines of a text, each folded. */
export function foldLines(text: string): readonly string[] {
  if (!text.includes("\n")) {
    const line = fold(text);
    return line === "" ? [] : [line];
  }
  return text.split("\n").map(fold).filter(Boolean);
}
