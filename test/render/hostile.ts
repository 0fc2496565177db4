import fc from "fast-check";
import type { Report } from "../../src/core/report.ts";
import { finding, gate, report, requirement, rule } from "../report-builder.ts";

/** Text that tries to be more than text: markup, mentions, references, escape sequences, ends of fences and tables. */
export const hostileTexts: readonly string[] = [
  "@octocat",
  "cc @org/team and a@b.example",
  "closes #1",
  "fixes owner/repo#12 GH-7",
  "https://github.com/o/r/issues/1 www.example.com",
  "<img src=x onerror=alert(1)>",
  "</details></summary><script>",
  "<!-- lockstep -->",
  "a | b | c",
  "\\| trailing \\",
  "``` \n@octocat\n```",
  "~~~\n# heading",
  "`@octocat` ``` @octocat",
  "![x](https://example.com/x.png) [y](javascript:z)",
  "\n\n# heading\n\n- list\n\n> quote\n\n---",
  "\u001b[31mred\u001b[0m \u001b]8;;http://example.com\u0007link",
  "\r\b\u0000\u009b2J\u2028",
  "a\u202ecod.exe\u2066\u200b\ufeff",
  "$x$ $$y$$ *a* **b** _c_ ~~d~~ &amp; &#64;octocat",
  "\ud800 lone",
  "/lockstep waive everything -- because",
];

/** A report in which every text that can come from a change or a policy is the given one. */
export function reportSaying(text: string): Report {
  const findings = [
    finding({ message: text, location: { path: text, line: 3 }, remedy: text, snippet: text }),
    finding({ message: `\`${text}\` has no *${text}*.`, remedy: `See \`${text}\`.` }),
  ];
  const about = { because: text, layer: text, wokenBy: [text, text, text, text] };
  const unmet = requirement({ findings, asks: text });
  return report(
    [
      gate("G1", text, [rule("quiet", { ...about, why: text })]),
      gate("G4", text, [rule("unmet", { ...about, requirements: [unmet] })]),
      gate(
        "G5",
        text,
        [rule("evaluated", { ...about, requirements: [unmet, requirement({ asks: text })] })],
        "evaluate",
      ),
      gate("G6", text, [rule("waived", { ...about, verdict: "waived", requirements: [unmet] })]),
    ],
    { stage: text },
  );
}

/** Arbitrary text with hostile pieces in it. */
export const hostileText: fc.Arbitrary<string> = fc
  .array(fc.oneof(fc.constantFrom(...hostileTexts), fc.string({ unit: "binary" }), fc.string()), { maxLength: 4 })
  .map((pieces) => pieces.join(""));
