import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const root = join(import.meta.dirname, "../..");

/** A Markdown page of the repository: path from its top, and text. */
export interface Page {
  readonly path: string;
  readonly text: string;
}

/** Every page people read: docs/ and those at the top. */
export function pages(): readonly Page[] {
  const below = readdirSync(join(root, "docs"), { recursive: true, encoding: "utf8" }).map((path) =>
    join("docs", path),
  );
  const top = readdirSync(root, { encoding: "utf8" });
  return [...top, ...below]
    .filter((path) => path.endsWith(".md"))
    .map((path) => ({ path: path.replaceAll("\\", "/"), text: readFileSync(join(root, path), "utf8") }));
}

/** The fenced blocks of a page with that info string, and their first lines. */
export function fences({ text }: Page, info: string): readonly { readonly line: number; readonly text: string }[] {
  const lines = text.split("\n");
  const found: { line: number; text: string }[] = [];
  for (let index = 0; index < lines.length; index++) {
    const mark = /^(`{3,})(.*)$/.exec(lines[index] ?? "");
    if (mark === null) continue;
    const end = lines.indexOf(mark[1] ?? "", index + 1);
    if (mark[2]?.trim() === info) found.push({ line: index + 2, text: lines.slice(index + 1, end).join("\n") });
    index = end === -1 ? lines.length : end;
  }
  return found;
}
