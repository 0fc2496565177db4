/**
 * Characters that act instead of showing: controls, escape sequences, bidirectional overrides, zero-width spaces, line
 * separators and halves of surrogate pairs. The two joiners stay: scripts and emoji are written with them.
 */
const acting = /(?!\u200c|\u200d)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

function picture(character: string): string {
  const code = character.codePointAt(0) ?? 0;
  if (code < 0x20) return String.fromCodePoint(0x2400 + code);
  return code === 0x7f ? "␡" : `\\u{${code.toString(16)}}`;
}

/** Text from a change on one line, with every character that acts made visible: escape becomes `␛`, a newline `␊`. */
export function visible(text: string): string {
  return text.replace(acting, picture);
}

/** The lines of a block of text, each made {@link visible}; tabs are kept. */
export function visibleLines(text: string): readonly string[] {
  const lines = text.replace(/\r\n?/g, "\n").replace(/\n+$/, "").split("\n");
  return lines.map((line) => line.split("\t").map(visible).join("\t"));
}

/** Text of a policy, which may be folded over several lines, as one line. */
export function oneLine(text: string): string {
  return visible(text.replace(/\s+/g, " ").trim());
}

/** Cuts text that nobody reads to the end, and says how much was cut. */
export function clip(text: string, most: number): string {
  if (text.length <= most) return text;
  const kept = text.slice(0, most).replace(/[\ud800-\udbff]$/, "");
  return `${kept}… (${thousands(text.length - kept.length)} more characters)`;
}

/** 65535 as `65,535`. */
export function thousands(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** "1 rule", "2 rules". */
export function counted(count: number, noun: string): string {
  return `${thousands(count)} ${noun}${count === 1 ? "" : "s"}`;
}

/** "a, b and c" in three pieces, or "a, b and 3 more" when there are more than `most`. */
export function listing(names: readonly string[], most: number): readonly string[] {
  const shown = names.length > most ? [...names.slice(0, most), `${thousands(names.length - most)} more`] : names;
  const last = shown.length - 1;
  return shown.map((name, index) =>
    index === last && index > 0 ? `and ${name}` : index < last - 1 ? `${name},` : name,
  );
}

/** The longest sentence shown, in characters. */
export const longest = 1_000;
