import type { FrontMatter } from "../core/document.ts";
import { readYaml } from "./yaml-text.ts";

const maxFrontMatterLength = 64 * 1024;

/** The front matter of a document given as lines, and the number of lines it takes. */
export function readFrontMatter(lines: readonly string[]): {
  readonly frontMatter: FrontMatter;
  readonly length: number;
} {
  const absent = { frontMatter: { state: "absent" }, length: 0 } as const;
  if (lines[0]?.trimEnd() !== "---") return absent;
  const end = lines.findIndex((line, index) => index > 0 && /^(?:---|\.\.\.)\s*$/.test(line));
  if (end === -1) return absent;
  return { frontMatter: parse(lines.slice(1, end).join("\n")), length: end + 1 };
}

function parse(text: string): FrontMatter {
  const invalid = (line: number, message: string): FrontMatter => ({ state: "invalid", line, message });
  if (text.length > maxFrontMatterLength) return invalid(1, "the front matter is longer than 64 KiB");
  const { value, errors } = readYaml("front matter", text);
  const [error] = errors;
  if (error !== undefined) return invalid(error.line + 1, error.message);
  if (value === null || value === undefined) return { state: "read", line: 1, value: {} };
  if (typeof value === "object" && !Array.isArray(value)) {
    return { state: "read", line: 1, value: value as Readonly<Record<string, unknown>> };
  }
  return invalid(1, "the front matter is not a mapping of names to values");
}
