import { maxDocumentBytes } from "../read/markdown.ts";
import type { CodeHost, Committed, FileEdit, Look } from "./host.ts";

/** Puts a row into a file of the head branch, as one commit. There already: nothing is written a second time. */
export async function insertRow(
  { path, line, insert, message }: FileEdit,
  { source, target, headBranch }: Look,
  host: Pick<CodeHost, "commit">,
): Promise<Committed> {
  if (headBranch === undefined) return { refused: "the pull request comes from another repository" };
  const content = (await source.files("head", [path], maxDocumentBytes)).get(path);
  if (content?.state !== "text") return { refused: `${path} is no text file` };
  // Each line with its end, so that no other line is touched.
  const lines = content.text.split(/(?<=\n)/);
  if (lines.some((each) => each.trimEnd() === insert)) return { head: target.head };
  const above = lines[line - 1];
  if (above === undefined) return { refused: `${path} has no line ${line}` };
  const end = above.endsWith("\r\n") ? "\r\n" : "\n";
  const before = [...lines.slice(0, line - 1), above.endsWith("\n") ? above : `${above}${end}`];
  const text = [...before, `${insert}${end}`, ...lines.slice(line)].join("");
  return host.commit(target, headBranch, path, text, message);
}
