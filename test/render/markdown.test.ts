import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import type { Report } from "../../src/core/report.ts";
import { renderMarkdown } from "../../src/render/markdown.ts";
import { finding, gate, report, requirement, rule } from "../report-builder.ts";
import { hostileText, hostileTexts, reportSaying } from "./hostile.ts";

const policySource = "main:.github/lockstep.yml";

const failing = report(
  [
    gate("G2", "Regression", [
      rule("ci", {
        requirements: [
          requirement({
            verdict: "pending",
            findings: [
              finding({
                message: "The check `ci / test` has not finished.",
                location: { path: "pull-request" },
                remedy: "Make it succeed.",
              }),
            ],
          }),
        ],
      }),
      rule("tests-change", { why: "no file changed that matches src/**" }),
    ]),
    gate("G4", "Documentation", [
      rule("window", {
        because: "An operator reads the log.",
        requirements: [requirement({ findings: [finding({ snippet: "| Window | p95 |\n| --- | --- |\n| … | … |" })] })],
      }),
    ]),
    gate(
      "G5",
      "Rollout safety",
      [
        rule("rollback", {
          requirements: [requirement({ findings: [finding({ message: "*Rollback* names no owner." })] })],
        }),
      ],
      "evaluate",
    ),
  ],
  { stage: "production" },
);

test("a change that is blocked has a headline, a table, a to-do list and the rest folded", () => {
  expect(`\n${renderMarkdown(failing, { policySource })}`).toBe(`
## ✗ Blocked by G2 and G4: 1 thing to do, 1 to wait for.

G5 would block as well if it were enforced.

\`1a2b3c4\`..\`9f8e7d6\` · 4 files · stage \`production\` · policy \`main:.github/lockstep.yml\`

| | Gate | Verdict | Rules |
| --- | --- | --- | --- |
| … | G2 Regression | pending | 1 of 1 rule not met |
| ✗ | G4 Documentation | fail | 1 of 1 rule not met |
| ✗ | G5 Rollout safety | fail, would block | 1 of 1 rule not met |

### To do

**1.** \`pull request\` (pending): The check \`ci / test\` has not finished.\\
→ Make it succeed.\\
Rule \`G2/ci\`

**2.** \`docs/log.md:12\`: \`docs/log.md\` has no new row under *Rollout windows*.\\
→ Add a row under *Rollout windows*.\\
Rule \`G4/window\`: An operator reads the log.

\`\`\`
| Window | p95 |
| --- | --- |
| … | … |
\`\`\`

<details><summary>Would block if enforced: 1 finding</summary>

- \`docs/log.md:12\`: *Rollback* names no owner. Rule \`G5/rollback\`

</details>

<details><summary>Met or not applicable: 1 rule</summary>

- – \`G2/tests-change\`: not applicable, no file changed that matches src/\\*\\*

</details>
`);
});

test("a change that passes has a headline and a table", () => {
  const passing = report([gate("G4", "Documentation", [rule("log", { requirements: [requirement()] })])]);
  expect(`\n${renderMarkdown(passing, { policySource })}`).toBe(`
## ✓ Nothing blocks: 1 rule met.

\`1a2b3c4\`..\`9f8e7d6\` · 4 files · policy \`main:.github/lockstep.yml\`

| | Gate | Verdict | Rules |
| --- | --- | --- | --- |
| ✓ | G4 Documentation | pass | 1 rule met |

<details><summary>Met or not applicable: 1 rule</summary>

- ✓ \`G4/log\`: pass

</details>
`);
});

describe("hostile text", () => {
  const parser = new MarkdownIt({ html: true, linkify: true });

  /** Everything that is not code: the text in it, the HTML, and the kinds of tokens. */
  function parsed(markdown: string) {
    const tokens = parser.parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])]);
    const of = (...types: string[]) => tokens.filter(({ type }) => types.includes(type)).map(({ content }) => content);
    return {
      text: of("text").join("\n"),
      html: of("html_block", "html_inline"),
      types: tokens.map(({ type }) => type),
    };
  }
  const ownHtml = /^(<details><summary>[\w ,:]+<\/summary>|<\/details>)\n?$/;

  function expectHarmless(given: Report, text: string) {
    const { text: read, html, types } = parsed(renderMarkdown(given, { policySource: text }));
    const { types: expected } = parsed(renderMarkdown(reportSaying("harmless"), { policySource: "harmless" }));
    const frame = (all: string[]) =>
      all.filter((type) => /table|^t[rdh]_|heading|fence|html|hr|quote|list|paragraph/.test(type));
    expect(read).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\./i);
    expect(html.filter((piece) => !ownHtml.test(piece))).toEqual([]);
    expect(types.filter((type) => /link|image/.test(type))).toEqual([]);
    expect(frame(types)).toEqual(frame(expected));
  }

  test.each(hostileTexts)("%j changes nothing around it", (text) => {
    expectHarmless(reportSaying(text), text);
  });

  test("no text does", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expectHarmless(reportSaying(text), text);
      }),
    );
  });
});

describe("the limit of GitHub", () => {
  function many(count: number, length: number, snippet: string): Report {
    const requirements = Array.from({ length: count }, (_, index) =>
      requirement({
        findings: [finding({ message: `${index} ${"@".repeat(length)}`, snippet: `${snippet}${index}` })],
      }),
    );
    const passing = Array.from({ length: count }, (_, index) =>
      rule(`passes-${index}`, { requirements: [requirement()] }),
    );
    return report([gate("G4", "Documentation", [rule("a", { requirements }), ...passing])]);
  }

  test("holds whatever there is to say", () => {
    fc.assert(
      fc.property(fc.nat(400), fc.nat(2_000), fc.nat(3_000), fc.boolean(), (count, length, snippet, wide) => {
        const given = many(count, length, (wide ? "`" : "\u0000").repeat(snippet));
        expect(renderMarkdown(given, { policySource: "`".repeat(length) }).length).toBeLessThanOrEqual(65_535);
      }),
      { numRuns: 30 },
    );
  });

  test("what is left out is counted", () => {
    const output = renderMarkdown(many(300, 100, "x".repeat(300)), { policySource });
    const shown = output.match(/^\*\*\d+\.\*\*/gm)?.length ?? 0;
    expect(shown).toBeGreaterThan(50);
    expect(output).toContain(`**Left out here for its length:** ${300 - shown} findings and`);
    expect(output).toContain("rules that passed or did not apply.");
  });

  test("many gates do not crowd out what is to do", () => {
    const gates = Array.from({ length: 3_000 }, (_, index) =>
      gate(`g${index}`, "x".repeat(60), [rule("a", { requirements: [requirement({ findings: [finding()] })] })]),
    );
    const output = renderMarkdown(report(gates), { policySource });
    expect(output).toContain("### To do");
    expect(output).toMatch(/Left out here for its length:\*\* 2,\d{3} gates\./);
    expect(output).toContain("and 2,990 more");
  });

  test("a text to paste that is too long is replaced by its size", () => {
    const huge = report([
      gate("G4", "D", [
        rule("a", { requirements: [requirement({ findings: [finding({ snippet: "x".repeat(70_000) })] })] }),
      ]),
    ]);
    expect(renderMarkdown(huge, { policySource })).toContain(
      "(The text to paste has 70,000 characters: too long to show here.)",
    );
  });

  test("can be made lower, where something else must fit beside it", () => {
    expect(renderMarkdown(many(300, 100, "x"), { policySource, limit: 5_000 }).length).toBeLessThanOrEqual(5_000);
  });
});
