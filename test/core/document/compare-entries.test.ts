import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { addedEntries } from "../../../src/core/document/compare-entries.ts";
import { scopeOf } from "../../outlines.ts";

const list = (...items: readonly string[]) => `## Log\n\n${items.map((item) => `- ${item}\n`).join("")}`;
const table = (...rows: readonly string[]) => `## Log\n\n| A | B |\n|---|---|\n${rows.join("\n")}\n`;

function judge(before: string, after: string) {
  const { added, rejected } = addedEntries(scopeOf(before, "Log"), scopeOf(after, "Log"));
  return [...added.map(({ text }) => `+${text}`), ...rejected.map(({ entry, why }) => `${why} ${entry.text}`)];
}

const base = list("we chose red", "we chose blue", "we chose green");
const cases: Readonly<Record<string, readonly [before: string, after: string, entries: readonly string[]]>> = {
  "nothing is new in the same text": [base, base, []],
  "an item at the end is new": [base, `${base}- we hired Ann\n`, ["+we hired Ann"]],
  "an item at the top is new": [base, base.replace("- ", "- we hired Ann\n- "), ["+we hired Ann"]],
  "an item in a list of its own is new": [base, `${base}\n* we hired Ann\n`, ["+we hired Ann"]],
  "an item in a sub-section is new": [
    `${base}\n### 2026\n\n- a\n`,
    `${base}\n### 2026\n\n- a\n- we hired Ann\n`,
    ["+we hired Ann"],
  ],
  "the first item is new": ["## Log\n", list("we hired Ann"), ["+we hired Ann"]],
  "an item that takes the place of a placeholder is new": [list("None yet."), list("we hired Ann"), ["+we hired Ann"]],
  "an edited item is not new": [base, base.replace("blue", "yellow"), ["edited we chose yellow"]],
  "an item with other words in the place of another is edited": [
    base,
    base.replace("we chose blue", "it rains"),
    ["edited it rains"],
  ],
  "an edited item next to a new one": [
    base,
    base.replace("- we chose blue", "- it rains\n- we chose yellow"),
    ["+it rains", "edited we chose yellow"],
  ],
  "an item that moved and was edited is not new": [
    list("a b c d e", "two", "three"),
    list("two", "three", "a b c d x"),
    ["edited a b c d x"],
  ],
  "an item that was rotated out makes room for a new one": [
    base,
    list("we chose blue", "we chose green", "we hired Ann"),
    ["+we hired Ann"],
  ],
  "a moved item is not new": [base, list("we chose green", "we chose red", "we chose blue"), ["moved we chose green"]],
  "a repeated item is a copy": [base, `${base}- we chose *red*\n`, ["copied we chose red"]],
  "a new item twice counts once": [base, `${base}- new\n- new\n`, ["+new", "copied new"]],
  "an item copied from elsewhere is not new": [
    `${base}\n## Else\n\n- we hired Ann\n`,
    `${base}- we hired Ann\n\n## Else\n\n- we hired Ann\n`,
    ["copied we hired Ann"],
  ],
  "an item moved from elsewhere is not new": [
    `${base}\n## Else\n\n- we hired Ann\n`,
    `${base}- we hired Ann\n\n## Else\n`,
    ["moved we hired Ann"],
  ],
  "the same new item in two sections is new": [
    `${base}\n## Else\n`,
    `${base}- we hired Ann\n\n## Else\n\n- we hired Ann\n`,
    ["+we hired Ann"],
  ],
  "a paragraph that became an item is not new": [
    "## Log\n\nwe chose red\n",
    list("we chose red"),
    ["moved we chose red"],
  ],
  "a nested item that became a top-level one is not new": [
    list("red\n  - blue"),
    list("red", "blue"),
    ["edited red", "moved blue"],
  ],
  "a new nested item edits its parent": [base, base.replace("red\n", "red\n  - nested\n"), ["edited we chose red"]],
  "an empty item is not new": [
    base,
    `${base}-\n- <!-- a -->\n- &nbsp;\n- TBD\n`,
    ["empty ", "empty ", "empty ", "empty TBD"],
  ],
  "an item in a comment, a fence or a quote is none": [
    base,
    `${base}\n<!--\n- a\n-->\n\n\`\`\`\n- a\n\`\`\`\n\n> - a\n`,
    [],
  ],
  "what a release moved away was not edited": [
    "# Changes\n\n## Log\n\n### Added\n\n- red\n- blue\n",
    "# Changes\n\n## Log\n\n### Added\n\n- green\n\n## 1.0\n\n### Added\n\n- red\n- blue\n",
    ["+green"],
  ],
  "a row is new": [table("| a | b |"), table("| a | b |", "| c | d |"), ["+c | d"]],
  "a blank row is not": [table("| a | b |"), table("| a | b |", "| - |  |"), ["empty - | "]],
  "an edited row is not": [table("| a | b |"), table("| a | c |"), ["edited a | c"]],
  "a row with the words of an item is no copy": [list("a"), `${list("a")}\n${table("| a | b |").slice(8)}`, ["+a | b"]],
  "a sub-heading with text is new": [base, `${base}\n### 2026-01-01\n\nWe hired Ann.\n`, ["+2026-01-01"]],
  "a sub-heading and its items are new": [base, `${base}\n### 2026-01-01\n\n- Ann\n`, ["+2026-01-01", "+Ann"]],
  "a sub-heading whose text stands deeper is new": [base, `${base}\n### A\n\n#### B\n\ntext\n`, ["+A"]],
  "a sub-heading without text is empty": [base, `${base}\n### 2026-01-01\n\nTBD\n`, ["empty 2026-01-01"]],
  "a sub-heading over what was there already is not new": [
    base,
    base.replace("- we chose blue", "### 2026\n\n- we chose blue"),
    ["moved 2026"],
  ],
  "a renamed sub-heading is not new": ["## Log\n\n### A\n\ntext\n", "## Log\n\n### B\n\ntext\n", ["moved B"]],
  "a sub-heading with other text below is kept": ["## Log\n\n### A\n\ntext\n", "## Log\n\n### A\n\nother\n", []],
  "a new sub-heading with the title of another is new": [
    "## Log\n\n### Update\n\nred\n",
    "## Log\n\n### Update\n\nblue\n\n### Update\n\nred\n",
    ["+Update"],
  ],
};

describe("entries", () => {
  test.each(Object.entries(cases))("%s", (_name, [before, after, entries]) => {
    expect(judge(before, after)).toEqual(entries);
  });

  test("know their kind and line", () => {
    const text = `${table("| a | b |")}\n- c\n\n### D\n\nd\n`;
    expect(addedEntries(undefined, scopeOf(text, "Log")).added).toEqual([
      { kind: "row", text: "a | b", line: 5 },
      { kind: "item", text: "c", line: 7 },
      { kind: "sub-heading", text: "D", line: 9 },
    ]);
  });

  test("of a section that the base does not have may not come from elsewhere", () => {
    const before = scopeOf("## Else\n\n- red\n", "Log");
    expect(before.sections).toEqual([]);
    const { added, rejected } = addedEntries(before, scopeOf(list("red", "blue"), "Log"));
    expect([added.map(({ text }) => text), rejected.map(({ why }) => why)]).toEqual([["blue"], ["moved"]]);
  });

  test("of a whole document with a title are the sections below the title", () => {
    const before = "# Log\n\n## One\n\nred\n";
    const { added } = addedEntries(scopeOf(before), scopeOf(`${before}\n## Two\n\nblue\n`));
    expect(added.map(({ text }) => text)).toEqual(["Two"]);
  });

  test("of any document are not new in itself", () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom("- a\n", "  - b\n", "# c\n", "\n", "| d |\n|-|\n", "| e |\n", "f\n")),
        (parts) => {
          const text = parts.join("");
          expect(addedEntries(scopeOf(text), scopeOf(text))).toEqual({ added: [], rejected: [] });
        },
      ),
    );
  });

  test("are one more when one item is appended", () => {
    const item = fc.stringMatching(/^[a-z]{2,6}( [a-z]{2,6}){0,4}$/);
    fc.assert(
      fc.property(fc.uniqueArray(item, { minLength: 1, maxLength: 12 }), (items) => {
        const fresh = `${items.join("-")} new`;
        const { added, rejected } = addedEntries(scopeOf(list(...items), "Log"), scopeOf(list(...items, fresh), "Log"));
        expect(rejected).toEqual([]);
        expect(added).toEqual([{ kind: "item", text: fresh, line: items.length + 3 }]);
      }),
    );
  });
});
