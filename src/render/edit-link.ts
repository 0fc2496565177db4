import { pullRequestDocument } from "../core/address.ts";
import type { Location } from "../core/requirement.ts";

/** Where a place can be edited; undefined when there is no such page. */
export type EditLink = (location: Location) => string | undefined;

/**
 * Links that open files of the head branch for editing, or a new file under the right name.
 *
 * @param editUrl `https://HOST/OWNER/REPO/edit/BRANCH`, its parts encoded
 * @param present paths of files that are there at the head
 */
export function editLinks(editUrl: string | undefined, present: ReadonlySet<string>): EditLink {
  return ({ path, line, isGlob }) => {
    if (editUrl === undefined || path === pullRequestDocument || path === "" || isGlob === true) return undefined;
    if (present.has(path))
      return `${editUrl}/${path.split("/").map(encoded).join("/")}${line === undefined ? "" : `#L${line}`}`;
    return `${editUrl.replace(/\/edit\//, "/new/")}?filename=${encoded(path)}`;
  };
}

/** Parentheses would end a link of Markdown. A lone half of a surrogate pair has no encoding. */
function encoded(text: string): string {
  return encodeURIComponent(text.replace(/\p{Cs}/gu, "\ufffd")).replace(
    /[()'*!]/g,
    (character) => `%${character.charCodeAt(0).toString(16)}`,
  );
}
