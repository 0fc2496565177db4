import { expect, test } from "@jest/globals";
import type { PullRequest } from "../../src/core/pull-request.ts";
import { matchTrigger, triggerSchema } from "../../src/core/trigger.ts";
import { factsOfChange } from "../facts.ts";

interface Case {
  readonly name: string;
  readonly when: Readonly<Record<string, unknown>>;
  readonly files?: readonly string[];
  readonly pullRequest?: Partial<PullRequest>;
  readonly stage?: string;
  /** What woke it, or why it sleeps. */
  readonly wake: readonly string[] | string;
}

const governance = { labels: "governance" };
const all = { changed: "src/**", labels: ["a", "b"], base: "main", stage: ["production"], title: "^feat" };
const allMet = { labels: ["B"], baseBranch: "main", title: "feat: x" };

const cases: readonly Case[] = [
  { name: "a label wakes", when: governance, pullRequest: { labels: ["Governance"] }, wake: ["label governance"] },
  {
    name: "a missing label does not",
    when: governance,
    pullRequest: { labels: ["other"] },
    wake: "the pull request is not labelled governance",
  },
  {
    name: "an unwanted label does not",
    when: { labels: { "none-of": ["wip"] } },
    pullRequest: { labels: ["WIP"] },
    wake: "the pull request is not labelled other than wip",
  },
  {
    name: "an author wakes, whatever the case",
    when: { author: "Ada" },
    pullRequest: { author: "ada" },
    wake: ["author Ada"],
  },
  {
    name: "an author may be written with @",
    when: { author: "@ada" },
    pullRequest: { author: "Ada" },
    wake: ["author @ada"],
  },
  {
    name: "bots are a class",
    when: { author: "bots" },
    pullRequest: { author: "x[bot]", authorIsBot: true },
    wake: ["author bots"],
  },
  { name: "people are a class", when: { author: "people" }, pullRequest: { author: "ada" }, wake: ["author people"] },
  {
    name: "a bot is none of the people",
    when: { author: "people" },
    pullRequest: { author: "x", authorIsBot: true },
    wake: "the author is not people",
  },
  {
    name: "everybody but bots",
    when: { author: { "none-of": ["bots"] } },
    pullRequest: { author: "x", authorIsBot: true },
    wake: "the author is not other than bots",
  },
  { name: "a title wakes", when: { title: "^feat" }, pullRequest: { title: "feat: x" }, wake: ["title ^feat"] },
  {
    name: "another title does not",
    when: { title: "^feat" },
    pullRequest: { title: "fix" },
    wake: "the title does not match ^feat",
  },
  {
    name: "a base branch wakes",
    when: { base: "release/*" },
    pullRequest: { baseBranch: "release/1" },
    wake: ["base branch release/*"],
  },
  {
    name: "another base branch does not",
    when: { base: ["main", "release/*"] },
    pullRequest: { baseBranch: "x" },
    wake: "the base branch is not main, release/*",
  },
  { name: "a base branch that is not known counts as met", when: { base: "main" }, wake: ["base branch main"] },
  {
    name: "a head branch wakes",
    when: { head: "hotfix/**" },
    pullRequest: { headBranch: "hotfix/a/b" },
    wake: ["head branch hotfix/**"],
  },
  {
    name: "another head branch does not",
    when: { head: "hotfix/**" },
    pullRequest: { headBranch: "x" },
    wake: "the head branch is not hotfix/**",
  },
  { name: "a head branch that is not known counts as met", when: { head: "x" }, wake: ["head branch x"] },
  {
    name: "a stage wakes",
    when: { stage: ["dev", "production"] },
    stage: "production",
    wake: ["stage dev or production"],
  },
  {
    name: "another stage does not",
    when: { stage: ["dev", "staging"] },
    stage: "production",
    wake: "the stage is not dev or staging",
  },
  { name: "a stage that is not known counts as met", when: { stage: ["dev"] }, wake: ["stage dev"] },

  {
    name: "all conditions hold",
    when: all,
    files: ["M src/a"],
    pullRequest: allMet,
    stage: "production",
    wake: ["src/a"],
  },
  {
    name: "all hold but the file",
    when: all,
    files: ["M a"],
    pullRequest: allMet,
    stage: "production",
    wake: "no file changed that matches src/**",
  },
  {
    name: "all hold but the label",
    when: all,
    files: ["M src/a"],
    pullRequest: { ...allMet, labels: [] },
    stage: "production",
    wake: "the pull request is not labelled a or b",
  },
  {
    name: "all hold but the stage",
    when: all,
    files: ["M src/a"],
    pullRequest: allMet,
    stage: "dev",
    wake: "the stage is not production",
  },
  {
    name: "conditions on the pull request are named when there is no other",
    when: { labels: "a", title: "x" },
    pullRequest: { labels: ["a"], title: "x" },
    wake: ["label a", "title x"],
  },
];

test.each(cases.map((row) => [row.name, row] as const))(
  "%s",
  (_name, { when, files = [], pullRequest, stage, wake }) => {
    const facts = factsOfChange(files, { ...(pullRequest && { pullRequest }), ...(stage && { stage }) });
    const expected =
      typeof wake === "string"
        ? { woken: false, why: wake }
        : { woken: true, occasions: [{ bindings: new Map(), by: wake }] };
    expect(matchTrigger(triggerSchema.parse(when), facts)).toEqual(expected);
  },
);
