import { ownWords, type Scope, sectionsIn } from "./scope.ts";

/**
 * Whether what a reader sees under the sections differs. Headings, the order of sub-sections and everything that plain
 * text leaves out (reflow, emphasis, comments, table alignment) do not count, nor does the front matter.
 */
export function contentChanged(before: Scope | undefined, after: Scope): boolean {
  const older = sectionsIn(before).map(ownWords).filter(Boolean);
  const newer = sectionsIn(after).map(ownWords).filter(Boolean);
  if (older.toSorted().join("\n\n") === newer.toSorted().join("\n\n")) return false;
  // A heading that was put in, or taken out, splits the same words differently.
  return older.join("") !== newer.join("");
}
