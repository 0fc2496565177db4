import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import { maxLineLength, readCommands } from "../../../src/read/comment/commands.ts";

const fence = "```";

/** Name, comment, and the commands in it as `name|rest`. */
const cases: readonly (readonly [string, string, readonly string[]])[] = [
  ["a line of its own", "/lockstep recheck", ["recheck|"]],
  ["arguments", "/lockstep waive log for 7d -- wrong gate", ["waive|log for 7d -- wrong gate"]],
  ["the prefix alone asks for help", "/lockstep", ["help|"]],
  ["space behind it", "/lockstep recheck  \t", ["recheck|"]],
  ["up to three spaces before it", "   /lockstep recheck", ["recheck|"]],
  ["four spaces are code", "    /lockstep recheck", []],
  ["a tab is code", "\t/lockstep recheck", []],
  ["behind text on another line", "Looks right.\n/lockstep recheck\nThanks.", ["recheck|"]],
  ["in the middle of a line", "Please /lockstep recheck", []],
  ["several, in order", "/lockstep hold\n/lockstep unhold\n\n/lockstep recheck", ["hold|", "unhold|", "recheck|"]],
  ["the same twice", "/lockstep hold\n/lockstep hold", ["hold|", "hold|"]],
  ["CRLF", "a\r\n/lockstep recheck\r\nb", ["recheck|"]],
  ["CR alone", "a\r/lockstep recheck\rb", ["recheck|"]],
  ["a tab between", "/lockstep\trecheck", ["recheck|"]],
  ["capital letters of a phone", "/Lockstep Recheck", ["recheck|"]],
  ["a line separator is no line end", "a\u2028/lockstep recheck", []],
  ["a form feed is no line end", "a\f/lockstep recheck", []],
  ["a vertical tab is no line end", "a\v/lockstep recheck", []],
  ["a quoted line", "> /lockstep recheck", []],
  ["a quoted line without space", ">/lockstep recheck", []],
  ["a quote in a quote", "> > /lockstep recheck", []],
  ["below a quote, after a blank line", "> /lockstep hold\n\n/lockstep recheck", ["recheck|"]],
  ["below a quote, at once: typed, not quoted", "> what about this?\n/lockstep recheck", ["recheck|"]],
  ["a fence", `${fence}\n/lockstep recheck\n${fence}`, []],
  ["a fence with a language", `${fence}sh\n/lockstep recheck\n${fence}`, []],
  ["a fence of tildes", "~~~\n/lockstep recheck\n~~~", []],
  ["a longer fence around a shorter", `${fence}\`\n${fence}\n/lockstep recheck\n${fence}\`\n`, []],
  ["a fence that is not closed", `${fence}\n/lockstep recheck`, []],
  ["a fence that a longer line does not close", `~~~\n${fence}\n/lockstep recheck`, []],
  ["behind a closed fence", `${fence}\nx\n${fence}\n/lockstep recheck`, ["recheck|"]],
  ["a fence in a list item", `- ${fence}\n  /lockstep recheck\n  ${fence}`, []],
  ["a fence in a quote", `> ${fence}\n> /lockstep recheck\n> ${fence}`, []],
  ["backticks behind a fence make it none", `${fence} \`\n/lockstep recheck\n${fence}`, ["recheck|"]],
  ["a code span", "`/lockstep recheck`", []],
  ["a code span over lines", "`a\n/lockstep recheck\nb`", []],
  ["a code span of two backticks over lines", "``a\n/lockstep recheck\n` b``", []],
  ["an escaped backtick begins no code span", "\\`a\n/lockstep recheck\nb\\`", ["recheck|"]],
  ["a single backtick begins none", "it`s\n/lockstep recheck", ["recheck|"]],
  ["an HTML comment", "<!-- /lockstep recheck -->", []],
  ["an HTML comment over lines", "<!--\n/lockstep recheck\n-->", []],
  ["an HTML comment with blank lines", "<!--\n\n/lockstep recheck\n\n-->", []],
  ["an HTML comment that is not closed", "<!--\n\n/lockstep recheck", []],
  ["an HTML comment that begins within a paragraph", "text <!--\n/lockstep recheck\n-->", []],
  ["one that is not closed within a paragraph", "text <!-- a\n/lockstep recheck", []],
  ["behind an HTML comment", "<!-- a -->\n\n/lockstep recheck", ["recheck|"]],
  ["an HTML comment behind it", "/lockstep hold <!-- /lockstep unhold --> now", ["hold|now"]],
  ["an HTML block", "<details>\n/lockstep recheck\n</details>", []],
  ["a paragraph in an HTML block", "<details>\n\n/lockstep recheck\n\n</details>", ["recheck|"]],
  ["pre", "<pre>\n\n/lockstep recheck\n</pre>", []],
  ["an attribute over lines", 'text <a title="\n/lockstep recheck\n">', []],
  ["CDATA", "<![CDATA[\n/lockstep recheck\n]]>", []],
  ["a list item", "- /lockstep recheck", []],
  ["a numbered item", "1. /lockstep recheck", []],
  ["a task", "- [ ] /lockstep recheck", []],
  ["a heading", "# /lockstep recheck", []],
  ["a rule of dashes below it", "/lockstep recheck\n---", ["recheck|"]],
  ["a table", "/lockstep recheck | x\n--- | ---\n/lockstep hold | y", []],
  ["bold", "**/lockstep recheck**", []],
  ["a link", "[/lockstep recheck](https://example.com)", []],
  ["a link definition", '[a]: https://example.com "\n/lockstep recheck\n"', []],
  ["an escaped slash", "\\/lockstep recheck", []],
  ["an entity for the slash", "&#47;lockstep recheck", []],
  ["another word", "/lockstepper recheck", []],
  ["a path", "/lockstep/recheck", []],
  ["a colon", "/lockstep: recheck", []],
  ["a zero-width space before it", "\u200b/lockstep recheck", []],
  ["a zero-width space in it", "/lock\u200bstep recheck", []],
  ["a byte order mark before it", "\ufeff/lockstep recheck", []],
  ["a right-to-left override before it", "\u202e/lockstep recheck", []],
  ["a Cyrillic letter", "/l\u043eckstep recheck", []],
  ["a Kelvin sign", "/loc\u212astep recheck", []],
  ["a full-width slash", "\uff0flockstep recheck", []],
  ["a no-break space behind it", "/lockstep\u00a0recheck", []],
  ["a no-break space before it", "\u00a0/lockstep recheck", []],
  ["two slashes", "//lockstep recheck", []],
  ["a zero-width space in the name is another name", "/lockstep re\u200bcheck", ["re\u200bcheck|"]],
  ["a NUL", "\0/lockstep recheck", []],
  ["markup in the arguments stays", "/lockstep hold **now** @acme/all #1", ["hold|**now** @acme/all #1"]],
  ["nothing", "", []],
];

describe("the commands of a comment", () => {
  test.each(cases)("%s", (_name, body, expected) => {
    expect(readCommands(body).map(({ name, rest }) => `${name}|${rest}`)).toEqual(expected);
  });

  test("a line that is too long is told apart", () => {
    const [command] = readCommands(`/lockstep hold ${"a".repeat(maxLineLength)}`);
    expect(command).toMatchObject({ name: "hold", tooLong: true });
    expect(command?.written.length).toBe(200);
  });

  test("what stands behind the longest comment GitHub takes is not read", () => {
    expect(readCommands(`${"a\n".repeat(32_768)}/lockstep recheck`)).toEqual([]);
  });

  test("only the first 2,000 lines are read", () => {
    expect(readCommands(`${"a\n".repeat(1_999)}/lockstep recheck`)).toHaveLength(1);
    expect(readCommands(`${"a\n".repeat(2_000)}/lockstep recheck`)).toEqual([]);
  });

  test("a comment that is a tangle of quotes has none", () => {
    const tangle = (quotes: number) => `/lockstep hold\n${"> # a\nb\n".repeat(quotes)}`;
    expect(readCommands(tangle(10))).toHaveLength(1);
    expect(readCommands(tangle(1_000))).toEqual([]);
  });

  // Counting what is covered makes everything several times slower.
  const { isCovered = false } = globalThis as { readonly isCovered?: boolean };
  const whole = isCovered ? test.skip : test;

  whole("no comment takes over 10 milliseconds, whatever it repeats", () => {
    // Time of the processor, not of the clock, and the best of several rounds: a busy machine is not the reader's doing.
    const runs = 5;
    const fastest = (body: string, enough: number) => {
      let best = Number.POSITIVE_INFINITY;
      for (let round = 0; round < 20 && best >= enough; round += 1) {
        const before = process.cpuUsage();
        for (let run = 0; run < runs; run += 1) readCommands(body);
        best = Math.min(best, process.cpuUsage(before).user / 1_000 / runs);
      }
      return best;
    };
    // A slow machine is neither: plain words take about 0.8 milliseconds where this was written.
    const most = Math.max(10, 12 * fastest("plain words of a comment\n".repeat(3_000), 0.8));
    const unit = fc.array(
      fc.constantFrom(
        "`",
        "> ",
        "- ",
        "<!--",
        "<a ",
        "*a_ ",
        "[",
        "|a",
        "\n",
        "\\",
        "<b>\n",
        "~~~\n",
        "# a\n",
        "a|b\n-|-\n",
        "    ",
      ),
      { minLength: 1, maxLength: 4 },
    );
    fc.assert(
      fc.property(unit, (pieces) => {
        const command = "/lockstep hold\n";
        const repeated = `${command}${pieces.join("").repeat(40_000)}`.slice(0, 65_500);
        expect(fastest(`${repeated}\n${command}`, most)).toBeLessThan(most);
      }),
      { numRuns: 60 },
    );
  });

  test("no comment throws, and what is found stood in it", () => {
    const piece = fc.constantFrom(
      ...[
        "/lockstep waive a",
        "\n",
        "\r\n",
        "`",
        "```",
        "~~~",
        "<!--",
        "-->",
        ">",
        "- ",
        "    ",
        "|",
        "\\",
        "<b",
        "a",
        "\t",
        "\0",
      ],
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 60 }), (pieces) => {
        const body = pieces.join("");
        for (const { name } of readCommands(body)) expect(body.toLowerCase()).toContain(`/lockstep ${name}`);
      }),
      { numRuns: 2_000 },
    );
  });

  test("quoted, fenced, indented or commented out, nothing is a command", () => {
    const text = fc.array(fc.constantFrom("/lockstep hold", "text", "", "- a", "`b`", "/lockstep waive x -- y"));
    fc.assert(
      fc.property(text, (lines) => {
        expect(readCommands(lines.map((line) => `> ${line}`).join("\n"))).toEqual([]);
        expect(readCommands(["~~~", ...lines, "~~~"].join("\n"))).toEqual([]);
        expect(readCommands(["<!--", ...lines, "-->"].join("\n"))).toEqual([]);
        expect(readCommands(`text\n\n${lines.map((line) => `\t${line}`).join("\n")}`)).toEqual([]);
      }),
    );
  });
});
