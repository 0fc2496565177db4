import { type Case, testRequirement } from "../../requirement-table.ts";

const require = { scope: "pull-request#Packets" };
const after = { "src/routing/a.ts": "a", "docs/00.md": "b" };

function body(...lines: readonly string[]) {
  return { body: ["## Packets", "", ...lines, "", "## Other", "", "- `src/**`", "- `docs/**`", ""].join("\n") };
}

const announced: readonly (readonly [string, ...string[]])[] = [
  ["files in backticks", "- `src/routing/a.ts`", "- `docs/00.md`"],
  ["globs and directories", "- `src/**`", "- `docs/`"],
  ["paths in a sentence", "Route in `src/routing/a.ts`, and say so in docs/00.md."],
  ["links to files", "- [the router](src/routing/a.ts#L3)", "- [status](./docs/00.md)"],
  ["links with a leading slash, and with encoded letters", "[a](/src/routing/a%2Ets) and [b](/docs/00.md)"],
  [
    "what a runbook proposes",
    "### Routing",
    "#### [MODIFY] [a.ts](src/routing/a.ts)",
    "- x",
    "#### [NEW] [s](docs/00.md)",
  ],
  ["marks before plain paths", "- [DELETE] src/routing/a.ts", "- [modify] docs/00.md"],
  ["a table", "| File | Why |", "|-|-|", "| `src/routing/*.ts` | a |", "| `docs/??.md` | b |"],
  ["a field of its own", "Files: `src/routing/a.ts`, docs/00.md"],
  [
    "packets with fields",
    "### A",
    "",
    "- Goal: a",
    "- Files: `src/routing/`",
    "### B",
    "",
    "Files:",
    "",
    "- `docs/00.md`",
  ],
  ["packets as rows", "| Goal | Files |", "|-|-|", "| a | `src/routing/a.ts`; `docs/00.md` |"],
];

const notAnnounced: readonly (readonly [string, ...string[]])[] = [
  ["everything, which says nothing", "- `**`", "- `/`", "- `**/*`", "- `*/**`", "- ./", "- `**/*.ts`", "- `????/**`"],
  ["a glob without letters of its own", "[all](**)"],
  ["another section", "Nothing here."],
  ["code that is no field", "```", "src/routing/a.ts", "docs/00.md", "```"],
  ["a comment", "<!--", "- `src/routing/a.ts`", "- `docs/00.md`", "-->"],
  ["a link out of the repository", "[a](https://example.com/src/routing/a.ts) <https://example.com/docs/00.md>"],
  ["a directory without its slash", "- `src`", "- docs"],
  ["other letters", "- `SRC/routing/a.ts`", "- `docs/00.MD`"],
  ["braces, which are letters here", "- `{src,docs}/**`"],
  [
    "another field than the one for files",
    "### A",
    "",
    "- Goal: `src/routing/a.ts` and `docs/00.md`",
    "- Files: `test/a.ts`",
  ],
];

testRequirement("scope", [
  ...announced.map(
    ([name, ...lines]): Case => ({
      name: `${name} announce`,
      require,
      after,
      pullRequest: body(...lines),
      then: "pass",
    }),
  ),
  ...notAnnounced.map(
    ([name, ...lines]): Case => ({
      name: `${name} announces nothing`,
      require,
      after,
      pullRequest: body(...lines),
      then: {
        verdict: "fail",
        says: ["`src/routing/a.ts` is changed and not announced", "`docs/00.md`"],
        at: "src/routing/a.ts",
      },
    }),
  ),
  {
    name: "where a field names files, the path to paste is no line of its own",
    require,
    after,
    pullRequest: body("### A", "", "- Goal: a", "- Files: `docs/`"),
    then: {
      verdict: "fail",
      says: "Name it behind *Files* in *Packets* of the description of the pull request",
      snippet: "`src/routing/a.ts`",
    },
  },
  {
    name: "elsewhere it is",
    require,
    after,
    pullRequest: body("- `docs/`"),
    then: { verdict: "fail", says: "Announce it in *Packets*", snippet: "- `src/routing/a.ts`" },
  },
  {
    name: "a glob that is too wide is named",
    require,
    after,
    pullRequest: body("- `**`", "- `docs/**`"),
    then: { verdict: "fail", says: ["`**` is too wide to announce anything", "at least one segment"] },
  },
  {
    name: "the policy can ask for narrower globs",
    require: { scope: { in: "pull-request#Packets", widest: 2 } },
    after,
    pullRequest: body("- `src/**`", "- `docs/00.md`"),
    then: { verdict: "fail", says: ["`src/**` is too wide", "at least 2 segments"], at: "src/routing/a.ts" },
  },
  {
    name: "the policy can take any glob",
    require: { scope: { in: "pull-request#Packets", widest: 0 } },
    after,
    pullRequest: body("- `**`"),
    then: "pass",
  },
  {
    name: "excepted files need not be announced",
    require: { scope: { in: "pull-request#Packets", except: "docs/**" } },
    after,
    pullRequest: body("- `src/**`"),
    then: "pass",
  },
  {
    name: "a removed file is announced like any other",
    require,
    before: { "src/old.ts": "a" },
    pullRequest: body("- `src/new.ts`"),
    then: { verdict: "fail", says: "`src/old.ts` is changed and not announced." },
  },
  {
    name: "a rename touches both of its paths",
    require,
    before: { "src/old.ts": "a" },
    after: { "src/new.ts": "a" },
    renamed: { "src/old.ts": "src/new.ts" },
    pullRequest: body("- [NEW] src/new.ts"),
    then: { verdict: "fail", says: "`src/old.ts` is changed and not announced." },
  },
  {
    name: "any of several places announces, and one that is not there does no harm",
    require: { scope: { in: ["pull-request#Packets", "docs/plan.md#Proposed Changes", "docs/none.md"] } },
    before: { "docs/plan.md": "" },
    after: { ...after, "docs/plan.md": "## Proposed Changes\n\n- [status](00.md)\n" },
    pullRequest: body("- `src/**`"),
    then: "pass",
  },
  {
    name: "a place that is not there is named beside what nobody announces",
    require: { scope: { in: ["pull-request#Packets", "docs/none.md"] } },
    after,
    pullRequest: body("- `src/**`"),
    then: { verdict: "fail", says: ["`docs/00.md` is changed", "`docs/none.md` does not exist"] },
  },
  {
    name: "without any place it fails",
    require: { scope: ["pull-request#Packets", "docs/none.md"] },
    then: { verdict: "fail", says: "has no heading *Packets*" },
  },
  {
    name: "a place that cannot be read might announce",
    require: { scope: ["pull-request#Packets", "docs/plan.md"] },
    after: { ...after, "docs/plan.md": null },
    pullRequest: body("- `src/**`"),
    then: { verdict: "error", says: ["`docs/00.md` is changed", "cannot be read"] },
  },
  {
    name: "links of a document lead from where it is, never out of the repository",
    require: { scope: "docs/deep/plan.md" },
    before: { "docs/deep/plan.md": "" },
    after: { ...after, "docs/deep/plan.md": "- [r](../../src/routing/a.ts)\n- [s](../../../docs/00.md)\n" },
    then: { verdict: "fail", says: "`docs/00.md` is changed", at: "docs/00.md" },
  },
  {
    name: "what is announced and not touched is named where something is missing",
    require,
    after,
    pullRequest: body("- `src/routing/b.ts`", "- `docs/**`", "- nothing and/or words"),
    then: {
      verdict: "fail",
      says: ["`src/routing/a.ts` is changed", "Announced and not touched: `src/routing/b.ts`."],
    },
  },
  {
    name: "what is announced and not touched passes otherwise",
    require,
    after,
    pullRequest: body("- `src/**`", "- `docs/**`", "- `test/**`"),
    then: "pass",
  },
  {
    name: "the policy can ask that what is announced is touched",
    require: { scope: { in: "pull-request#Packets", untouched: "fail" } },
    after,
    pullRequest: body("- `src/**`", "- `docs/**` and/or `test/**`", "- [x](lib/x.ts)"),
    then: {
      verdict: "fail",
      says: ["`test/**` is announced and not touched.", "`lib/x.ts` is announced and not touched."],
      at: "pull-request:1",
    },
  },
  {
    name: "a thousand hostile globs are too many to compare",
    require,
    after: Object.fromEntries(Array.from({ length: 200 }, (_, index) => [`x/${"a".repeat(200)}${index}`, ""])),
    pullRequest: body(...Array.from({ length: 100 }, (_, index) => `- \`x/${"*a".repeat(200)}${index}b\``)),
    then: { verdict: "error", says: "more globs than can be compared" },
  },
]);
