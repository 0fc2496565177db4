import { clip, longest, visible, visibleLines } from "./visible.ts";

/**
 * GitHub looks for mentions, references and addresses in the rendered text, where an escaped `@` is an `@` again, so a
 * zero-width space has to stand behind it. A dollar sign would start a formula.
 */
const special = /[&<>|$@\\`*_[\]~]|#(?=\d)|\bGH-(?=\d)|:(?=\/\/)|\bwww(?=\.)/gi;

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  "|": "&#124;",
  $: "&#36;",
};

function escaped(match: string): string {
  return entities[match] ?? (/[@#:a-z]/i.test(match) ? `${match}&#8203;` : `\\${match}`);
}

/** Foreign text that shows as it is: no markup, no mention, no reference, no link, whether in a sentence or a table. */
export function plainText(text: string): string {
  return visible(clip(text, longest)).replace(special, escaped);
}

/** Foreign text as code on one line, whatever backticks are in it. Not for tables, whose cells end at any `|`. */
export function inlineCode(text: string): string {
  const shown = visible(clip(text, longest));
  if (shown === "") return "";
  const fence = "`".repeat(longestRun(shown) + 1);
  const padding = /^`|`$|^ .* $/.test(shown) ? " " : "";
  return `${fence}${padding}${shown}${padding}${fence}`;
}

/** A block of code with the text as it is, behind a fence that nothing in it can close. */
export function codeBlock(text: string): string {
  const body = visibleLines(text).join("\n");
  const fence = "`".repeat(Math.max(3, longestRun(body) + 1));
  return `${fence}\n${body}\n${fence}`;
}

/**
 * A sentence of Lockstep's own around foreign names: what stands in backticks becomes code, what stands in asterisks
 * emphasis, everything else plain text. A name with a backtick in it only moves the border between the two.
 */
export function sentence(text: string): string {
  return clip(text, longest)
    .split(/(`[^`]+`)/)
    .map((piece, index) => (index % 2 === 1 ? inlineCode(piece.slice(1, -1)) : emphasised(piece)))
    .join("");
}

function emphasised(text: string): string {
  return text
    .split(/(\*[^\s*](?:[^*]*[^\s*])?\*)/)
    .map((piece, index) => (index % 2 === 1 ? `*${plainText(piece.slice(1, -1))}*` : plainText(piece)))
    .join("");
}

function longestRun(text: string): number {
  return (text.match(/`+/g) ?? []).reduce((most, run) => Math.max(most, run.length), 0);
}
