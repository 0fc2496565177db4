import type { Scope } from "../src/core/document/scope.ts";
import type { Outline } from "../src/core/document.ts";
import { readMarkdown } from "../src/read/markdown.ts";

/** The sections of a document with a title, or the whole document. */
export function scopeOf(text: string, title?: string): Scope {
  const outline: Outline = readMarkdown(text);
  const sections =
    title === undefined ? outline.sections.slice(0, 1) : outline.sections.filter((section) => section.title === title);
  return { outline, sections };
}
