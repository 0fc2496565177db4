import { describe, expect, test } from "@jest/globals";
import fc from "fast-check";
import MarkdownIt from "markdown-it";
import type { Report } from "../../src/core/report.ts";
import { type CheckContext, checkName, renderChecks } from "../../src/render/check-run.ts";
import { renderComment, renderResolvedComment } from "../../src/render/comment.ts";
import { finding, gate, report, requirement, rule } from "../report-builder.ts";
import { hostileText, hostileTexts, reportSaying } from "./hostile.ts";

const editUrl = "https://github.com/acme/harbour/edit/topic";
const context: CheckContext = { policySource: "main:.github/lockstep.yml", editUrl, present: new Set(["docs/log.md"]) };
const missing = requirement({ findings: [finding({ snippet: "| … |" })] });
const undecidable = requirement({ verdict: "error", findings: [finding()] });
const awaited = requirement({ verdict: "pending", findings: [finding()] });

const standings = (given: Report) => renderChecks(given, context).map(({ name, standing }) => `${name}: ${standing}`);

describe("what the checks say", () => {
  test.each<[string, Report, readonly string[]]>([
    [
      "nothing missing",
      report([gate("G4", "Documentation", [rule("a", { requirements: [requirement()] })])]),
      ["lockstep: met", "lockstep / G4 Documentation: met"],
    ],
    [
      "something missing",
      report([gate("G4", "Documentation", [rule("a", { requirements: [missing] })])]),
      ["lockstep: unmet", "lockstep / G4 Documentation: unmet"],
    ],
    [
      "something awaited",
      report([gate("G2", "Regression", [rule("a", { requirements: [awaited] })])]),
      ["lockstep: unmet", "lockstep / G2 Regression: unmet"],
    ],
    [
      "something undecidable",
      report([gate("G1", "Functional", [rule("a", { requirements: [undecidable] })])]),
      ["lockstep: undecided", "lockstep / G1 Functional: undecided"],
    ],
    [
      "a gate that warns",
      report([gate("G5", "Rollout safety", [rule("a", { requirements: [missing] })], "warn")]),
      ["lockstep: met", "lockstep / G5 Rollout safety: advisory"],
    ],
    [
      "a gate without rules",
      report([gate("G3", "Observability", [])]),
      ["lockstep: met", "lockstep / G3 Observability: met"],
    ],
  ])("%s", (_, given, expected) => {
    expect(standings(given)).toEqual(expected);
  });

  test("a gate's check speaks of its own rules only", () => {
    const [, one, other] = renderChecks(
      report([
        gate("G1", "Functional", [rule("first", { requirements: [missing] })]),
        gate("G2", "Regression", [rule("second", { requirements: [requirement()] })]),
      ]),
      context,
    );
    expect(one?.summary).toContain("first");
    expect(one?.summary).not.toContain("second");
    expect(other?.title).toBe("Nothing blocks: 1 rule met.");
  });

  test("what is to do links to the line of the file on the head branch", () => {
    const [fold] = renderChecks(
      report([gate("G4", "Documentation", [rule("a", { requirements: [missing] })])]),
      context,
    );
    expect(fold?.summary).toContain(`[\`docs/log.md:12\`](${editUrl}/docs/log.md#L12)`);
  });

  test("a file that is not there yet is linked as a new one", () => {
    const absent = requirement({ findings: [finding({ location: { path: "docs/a (new).md" } })] });
    const [fold] = renderChecks(
      report([gate("G4", "Documentation", [rule("a", { requirements: [absent] })])]),
      context,
    );
    expect(fold?.summary).toContain("(https://github.com/acme/harbour/new/topic?filename=docs%2Fa%20%28new%29.md)");
  });

  test("notes stand beside lines of files that are there, on the gate's check, at most fifty", () => {
    const many = Array.from({ length: 60 }, (_, index) => finding({ message: `${index}` }));
    const elsewhere = finding({ location: { path: "docs/absent.md", line: 1 } });
    const given = report([
      gate("G4", "Documentation", [rule("a", { requirements: [requirement({ findings: [elsewhere, ...many] })] })]),
    ]);
    const [fold, gateCheck] = renderChecks(given, context);
    expect(fold?.annotations).toEqual([]);
    expect(gateCheck?.annotations).toHaveLength(50);
    expect(new Set(gateCheck?.annotations.map(({ path, level }) => `${path} ${level}`))).toEqual(
      new Set(["docs/log.md failure"]),
    );
  });

  test("a preview is plainly not binding and never crowds out what is", () => {
    const long = requirement({ findings: [finding({ snippet: "x".repeat(100_000) })] });
    const given = report([gate("G4", "Documentation", [rule("a", { requirements: [missing] })])]);
    const preview = report([
      gate(
        "G4",
        "Documentation",
        Array.from({ length: 300 }, (_, index) => rule(`p${index}`, { requirements: [long] })),
      ),
    ]);
    const [fold] = renderChecks(given, { ...context, preview });
    expect(fold?.summary).toContain("binds nobody until it is merged");
    expect(fold?.summary.length).toBeLessThanOrEqual(65_535);
    expect(fold?.summary).toContain("docs/log.md");
  });
});

describe("hostile text", () => {
  const parser = new MarkdownIt({ html: true, linkify: true });
  const ownHtml = /^(<details><summary>[^<>@#]+<\/summary>|<\/details>|<!-- lockstep -->)\n?$/;

  function expectHarmless(markdown: string) {
    const tokens = parser.parse(markdown, {}).flatMap((token) => [token, ...(token.children ?? [])]);
    const text = tokens
      .filter(({ type }) => type === "text")
      .map(({ content }) => content)
      .join("\n");
    const html = tokens
      .filter(({ type }) => type === "html_block" || type === "html_inline")
      .map(({ content }) => content);
    const links = tokens.filter(({ type }) => type === "link_open").map((token) => String(token.attrGet("href")));
    expect(text).not.toMatch(/@\w|#\d|GH-\d|:\/\/|www\./i);
    expect(html.filter((piece) => !ownHtml.test(piece))).toEqual([]);
    expect(links.filter((url) => !/^https:\/\/github\.com\/acme\/harbour\/(edit|new)\/topic[/?]/.test(url))).toEqual(
      [],
    );
    expect(tokens.filter(({ type }) => type === "image")).toEqual([]);
    expect(markdown.length).toBeLessThanOrEqual(65_535);
  }

  function expectAllHarmless(text: string) {
    const given = reportSaying(text);
    const surroundings = { policySource: text, editUrl, present: new Set([text]), preview: given };
    const checks = renderChecks(given, surroundings);
    for (const { summary, title, name } of checks) {
      expectHarmless(summary);
      expect(title).not.toMatch(/\n/);
      expect(name).not.toMatch(/[\p{Cc}\p{Zl}]/u);
    }
    expect(new Set(checks.map(({ name }) => name)).size).toBe(checks.length);
    expectHarmless(renderComment(given, surroundings).replace("check `lockstep`", "check"));
    expectHarmless(renderResolvedComment(given));
    // A command in what we write must not be one, should somebody quote it.
    expect(renderComment(given, surroundings)).not.toMatch(/^\/lockstep/m);
  }

  test.each(hostileTexts.filter((text) => !text.startsWith("/lockstep")))("%j changes nothing around it", (text) => {
    expectAllHarmless(text);
  });

  test("no text does", () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expectAllHarmless(text.replaceAll("/lockstep", "lockstep"));
      }),
      { numRuns: 50 },
    );
  });
});

describe("names of checks", () => {
  test("are the fold's, the gate's, and that of the policy's own gate", () => {
    expect([
      checkName(),
      checkName({ id: "G4", name: "Documentation" }),
      checkName({ id: "policy", name: "Policy" }),
    ]).toEqual(["lockstep", "lockstep / G4 Documentation", "lockstep / Policy"]);
  });
});
