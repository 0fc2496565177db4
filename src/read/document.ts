import type { DocumentState } from "../core/document.ts";
import { isUserError } from "../core/user-error.ts";
import { readMarkdown } from "./markdown.ts";

/** Most lines of a document. A line costs about as much as a hundred characters: without this, 2 MB of `- a` took seconds. */
export const maxDocumentLines = 100_000;

/** Reads the text of a document; one that would take too long is `unreadable`. */
export function readDocument(text: string): DocumentState {
  const lines = countLines(text) + countLoneReturns(text);
  if (lines > maxDocumentLines) {
    return { state: "unreadable", why: `has ${lines} lines, more than the ${maxDocumentLines} that are read` };
  }
  try {
    return { state: "read", outline: readMarkdown(text) };
  } catch (error) {
    if (!isUserError(error)) throw error;
    return { state: "unreadable", why: error.message.replace(/^it /, "") };
  }
}

/** Carriage returns that end a line by themselves: Markdown knows them, git does not. */
function countLoneReturns(text: string): number {
  let returns = 0;
  for (let at = text.indexOf("\r"); at !== -1; at = text.indexOf("\r", at + 1)) if (text[at + 1] !== "\n") returns += 1;
  return returns;
}

/** Lines of a text; a line feed at the end begins no other. */
export function countLines(text: string): number {
  let lines = 0;
  let at = 0;
  for (; at < text.length; lines++) {
    const end = text.indexOf("\n", at);
    at = end === -1 ? text.length : end + 1;
  }
  return lines;
}
