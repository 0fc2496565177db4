import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { policyLayerSchema } from "../../src/core/policy.ts";
import type { Finding } from "../../src/core/requirement.ts";
import { requirementKinds } from "../../src/core/requirements/index.ts";
import { readPolicy } from "../../src/read/policy.ts";
import { type Case, type Expected, judgeCase } from "../requirement-table.ts";

const folder = join(import.meta.dirname, "../../docs/reference/requirements");
const pages = readdirSync(folder).filter((name) => name.endsWith(".md") && name !== "README.md");

interface Example extends Omit<Case, "name"> {
  /** The line above the block that says what it shows. */
  readonly sentence: string;
}

function textOf(kind: string): string {
  return readFileSync(join(folder, `${kind}.md`), "utf8");
}

/** Fenced blocks with this info string, and the line of text above each. */
function blocksOf(page: string, info: string): readonly { readonly sentence: string; readonly text: string }[] {
  return [...page.matchAll(/^(.*)\n\n```(.+)\n((?:.*\n)*?)```$/gm)]
    .filter((match) => match[2] === info)
    .map((match) => ({ sentence: match[1] ?? "", text: match[3] ?? "" }));
}

function examplesOf(page: string): readonly Example[] {
  return blocksOf(page, "yaml example").map(({ sentence, text }) => ({ ...(parse(text) as Case), sentence }));
}

function expectedOf({ then }: Pick<Case, "then">): Expected {
  return typeof then === "string" ? { verdict: then } : then;
}

test("every requirement kind has a page and every page a kind", () => {
  expect(pages.sort()).toEqual(requirementKinds.map(({ kind }) => `${kind}.md`).sort());
});

describe.each(pages.map((name) => name.replace(".md", "")))("the page of %s", (kind) => {
  const page = textOf(kind);
  const examples = examplesOf(page);

  test("begins with the name and the summary of its kind", () => {
    const summary = requirementKinds.find((known) => known.kind === kind)?.summary;
    expect(page.split("\n").slice(0, 4)).toEqual([`# ${kind}`, "", summary, ""]);
    expect([...page.matchAll(/^## (.*)$/gm)].map((match) => match[1])).toEqual(["Options", "What counts", "Example"]);
  });

  test("names every option", () => {
    const options = requirementKinds.find((known) => known.kind === kind)?.options;
    const names = options !== undefined && "shape" in options ? Object.keys(options.shape as object) : [];
    expect(names.filter((name) => !page.includes(`\n| \`${name}\` |`))).toEqual([]);
  });

  test("shows policies that are valid", () => {
    const policies = blocksOf(page, "yaml policy");
    expect(policies).not.toEqual([]);
    for (const { text } of policies) {
      expect(policyLayerSchema.safeParse(parse(text)).error).toBeUndefined();
      const { errors, warnings } = readPolicy([{ name: `${kind}.md`, owner: "repository", text }], new Map());
      expect([...errors, ...warnings]).toEqual([]);
      expect(text).toContain(`- ${kind}:`);
    }
  });

  test("shows an example that passes and one that blocks", () => {
    const verdicts = examples.map((example) => expectedOf(example).verdict);
    expect(verdicts).toContain("pass");
    expect(verdicts.some((verdict) => verdict === "fail" || verdict === "pending")).toBe(true);
  });

  test.each(examples.map((example) => [example.sentence, example] as const))("%s", (sentence, example) => {
    const { outcome } = judgeCase(example);
    const { verdict, says = [], at, snippet } = expectedOf(example);
    const findings: readonly Finding[] = "findings" in outcome ? outcome.findings : [];
    const said = findings.map(({ message, remedy }) => `${message} ${remedy}`).join("\n");
    expect({ verdict: outcome.verdict, said }).toEqual({ verdict, said });
    for (const words of [says].flat()) expect(said).toContain(words);
    const [first] = findings;
    if (at !== undefined) expect([first?.location.path, first?.location.line].join(":")).toBe(at);
    if (snippet !== undefined) expect(first?.snippet).toBe(snippet);
    expect(sentence).toMatch(/^[A-Z].*\.$/);
    expect(Object.keys(example.require)).toEqual([kind]);
  });
});
