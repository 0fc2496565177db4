import { describe, expect, test } from "@jest/globals";
import { codeLines } from "../../../src/core/if-change/code-lines.ts";
import { commentStyle } from "../../../src/core/if-change/comment-style.ts";
import { readRegions } from "../../../src/core/if-change/regions.ts";

function linesOf(path: string, text: string): readonly number[] {
  const style = commentStyle(path);
  if (style === undefined) throw new Error(`${path} has no comments`);
  return [...codeLines(text, style)];
}

test.each([
  ["a.ts", "/*\n*/\nf();", [1, 3]],
  ["a.ts", "`\n$" + "{\nf({\n})\n}\n`\nf();", [1, 3, 4, 5, 7]],
  ["a.ts", "`\\`\n`\nf();", [1, 3]],
  ["a.ts", "`$" + "{`$" + "{`\n`}`}\n`\nf();", [1, 4]],
  ["a.sh", "cat <<A <<B\nA\nB\nB\nls", [1, 3, 4, 5]],
  ["a.sh", "cat <<A <<B\nx\nA\nx\nB\nls", [1, 5, 6]],
  ["a.md", "~~~\n```\n~~~\na", [1, 4]],
  ["a.md", "```\na", [1, 2]],
  ["a.hs", "{-\n-}\nf", [1, 3]],
  ["a.lua", "--[[\n]]\nf()", [1, 3]],
])("%s: %j", (path, text, lines) => {
  expect(linesOf(path, text)).toEqual(lines);
});

describe("what is made to be slow is read all the same", () => {
  const million = (text: string) => text.repeat(Math.ceil(1_000_000 / text.length));
  test.each([
    ["comments that nothing closes", "a.ts", million("/*\n")],
    ["templates that nothing closes", "a.ts", million("`${")],
    ["expressions that nothing closes", "a.ts", million("=/[")],
    ["quotes that nothing closes", "a.ts", million("'\\'")],
    ["escaped ends of strings", "a.py", million('"""\\')],
    ["names of here-documents", "a.sh", Array.from({ length: 100_000 }, (_, index) => `<<A${index}`).join(" ")],
    ["fences that nothing closes", "a.md", million("````x\n")],
    ["comments in braces", "a.mdx", million("{/*\n")],
    ["regions that nothing closes", "a.ts", million("// LINT.IfChange\n")],
    ["lists that nothing closes", "a.ts", million("// LINT.ThenChange(\n// x\n")],
    ["parentheses that nothing closes", "a.ts", `// LINT.ThenChange(${million("(")}`],
    ["quotes in a target", "a.ts", `// LINT.ThenChange(x${million("'")})`],
  ])("%s", (_name, path, text) => {
    const marked = path.endsWith(".ts") ? "// LINT.Label(a)\n// LINT.EndLabel\n" : "# LINT.Label(a)\n# LINT.EndLabel\n";
    const { labels } = readRegions(path, `${marked}${text}`);
    expect(labels.has("a")).toBe(!path.includes(".md"));
  });
});
