import { describe, expect, test } from "@jest/globals";
import { parseAddress } from "../../../src/core/address.ts";
import { type Located, locate, type Scope } from "../../../src/core/document/locate.ts";
import type { DocumentState } from "../../../src/core/document.ts";
import type { Facts } from "../../../src/core/facts.ts";
import { readMarkdown } from "../../../src/read/markdown.ts";

const path = "docs/log.md";
const absent: DocumentState = { state: "absent" };
const unreadable: DocumentState = { state: "unreadable", why: "is a symbolic link" };

function stateOf(document: string | DocumentState): DocumentState {
  return typeof document === "string" ? { state: "read", outline: readMarkdown(document) } : document;
}

function factsOf(before: string | DocumentState, after: string | DocumentState, movedTo?: string): Facts {
  const versions = { path, before: stateOf(before), after: stateOf(after), ...(movedTo !== undefined && { movedTo }) };
  return {
    changeSet: { base: "a", mergeBase: "a", head: "b", files: [] },
    pullRequest: {
      title: "",
      description: stateOf(after),
      labels: [],
      author: undefined,
      authorIsBot: false,
      baseBranch: undefined,
      headBranch: undefined,
    },
    documents: new Map([[path, versions]]),
  };
}

function lines(scope: Scope | undefined): readonly number[] | undefined {
  return scope?.sections.map(({ line }) => line);
}

/** The lines of the sections before and after, or the verdict with its message. */
function summary(located: Located): unknown {
  if (located.found) return [lines(located.place.before), lines(located.place.after)];
  const { outcome } = located;
  return "findings" in outcome ? `${outcome.verdict}: ${outcome.findings[0].message}` : outcome.verdict;
}

const text = "# Handbook\n\n## Log\n\n- a\n\n## Plan\n\n### Log\n\n- b\n\n### Owner :rocket: 🚀 ##\n\nme\n";

describe("an address is found", () => {
  test.each<[name: string, heading: string, lines: unknown]>([
    ["as the whole document", "", [[1], [1]]],
    ["by a heading, without case and emoji", "#owner :ROCKET:", [[13], [13]]],
    ["by the end of its heading path", "#Plan/Log", [[9], [9]]],
    ["by its whole heading path", "#Handbook/Plan/Log", [[9], [9]]],
    [
      "in every section of that name that the base has",
      "#Log",
      [
        [3, 9],
        [3, 9],
      ],
    ],
  ])("%s", (_name, heading, expected) => {
    expect(summary(locate(factsOf(text, text), parseAddress(`${path}${heading}`)))).toEqual(expected);
  });

  test("not by a path with a gap", () => {
    expect(summary(locate(factsOf(text, text), parseAddress(`${path}#Handbook/Owner`)))).toMatch(/^fail: /);
  });

  test("by its anchor, whatever the heading says", () => {
    const before = "## Log\n<!-- lockstep:id=live-log -->\n\na\n";
    const after = "## What runs\n<!-- lockstep:id=live-log -->\n\na\n";
    expect(summary(locate(factsOf(before, after), parseAddress(`${path}#live-log`)))).toEqual([[1], [1]]);
  });

  test("at the path and line it has at the head", () => {
    const located = locate(factsOf(text, `\n\n${text}`, "docs/new.md"), parseAddress(`${path}#Plan`));
    expect(located.found && [located.place.path, located.place.line]).toEqual(["docs/new.md", 9]);
  });

  test("in the description of the pull request, which has no older version", () => {
    const located = locate(factsOf(absent, "## Rollback\n\na\n"), parseAddress("pull-request#Rollback"));
    expect(summary(located)).toEqual([undefined, [1]]);
    expect(located.found && located.place.path).toBe("pull-request");
  });

  test("in a new document, and under a heading that is new in an old one", () => {
    expect(summary(locate(factsOf(absent, "## Log\n"), parseAddress(`${path}#Log`)))).toEqual([undefined, [1]]);
    expect(summary(locate(factsOf("# A\n", "## Log\n"), parseAddress(`${path}#Log`)))).toEqual([[], [1]]);
  });
});

describe("a twin of the section", () => {
  const before = "## Log\n\n- red\n- blue\n";

  test("that is put before it does not take its place", () => {
    const decoy = `## Log\n\n- new\n\n${before}`;
    expect(summary(locate(factsOf(before, decoy), parseAddress(`${path}#Log`)))).toEqual([[1], [5]]);
  });

  test("is told apart also when the section was edited", () => {
    const decoy = "## Log\n\n- something else\n\n## Log\n\n- red\n- blue\n- green\n";
    expect(summary(locate(factsOf(before, decoy), parseAddress(`${path}#Log`)))).toEqual([[1], [5]]);
  });

  test("that cannot be told apart in a description is for its author to put together", () => {
    const { outcome } = locate(
      factsOf(absent, "## Log\n\n- one\n\n## Log\n\n- two\n"),
      parseAddress("pull-request#Log"),
    ) as {
      outcome: { findings: readonly { remedy: string }[] };
    };
    expect(outcome.findings[0]?.remedy).toBe("Put what stands below them under one heading.");
  });

  test("that cannot be told apart, or that is new like it, makes the address ambiguous", () => {
    const twins = "## Log\n\n- one\n\n## Log\n\n- two\n";
    const message = `error: *Log* of \`${path}\` is ambiguous: lines 1, 5 have this heading.`;
    expect(summary(locate(factsOf(before, twins), parseAddress(`${path}#Log`)))).toBe(message);
    expect(summary(locate(factsOf(absent, twins), parseAddress(`${path}#Log`)))).toBe(message);
  });
});

describe("an address that is not found says", () => {
  test.each<
    [name: string, before: string | DocumentState, after: string | DocumentState, address: string, message: string]
  >([
    ["that there is no document", absent, absent, path, "fail: `docs/log.md` does not exist."],
    ["that the document was removed", text, absent, path, "fail: `docs/log.md` is removed by this change."],
    [
      "why the head cannot be read",
      text,
      unreadable,
      path,
      "error: `docs/log.md` cannot be read: it is a symbolic link.",
    ],
    [
      "why the base cannot be read",
      unreadable,
      text,
      path,
      "error: `docs/log.md` cannot be read: its version at the merge base is a symbolic link.",
    ],
    ["that the document was not read", text, text, "other.md", "error: `other.md` cannot be read: it was not read."],
    [
      "which heading is nearest",
      text,
      text,
      `${path}#Plann`,
      "fail: `docs/log.md` has no heading *Plann*; the nearest is `Plan` (line 7).",
    ],
    [
      "which path is nearest",
      text,
      text,
      `${path}#Plans/Log`,
      "fail: `docs/log.md` has no heading *Plans / Log*; the nearest is `Plan / Log` (line 9).",
    ],
    [
      "which headings there are",
      "# A\n# B\n",
      "# A\n# B\n",
      `${path}#Something else`,
      "fail: `docs/log.md` has no heading *Something else*; it has `A`, `B`.",
    ],
    [
      "some of the headings when there are many",
      "",
      "# A\n# B\n# C\n# D\n# E\n# F\n",
      `${path}#Something else`,
      "fail: `docs/log.md` has no heading *Something else*; it has `A`, `B`, `C`, `D`, `E` and others.",
    ],
    [
      "that there are no headings",
      "",
      "a\n",
      `${path}#Log`,
      "fail: `docs/log.md` has no heading *Log*; it has no headings.",
    ],
    [
      "what the heading has become",
      "# A\n\n## Log\n\na\n",
      "# A\n\n## Notes\n\na\n",
      `${path}#Log`,
      "fail: The heading *Log* of `docs/log.md` has become `Notes`.",
    ],
    [
      "that the heading is gone",
      "# A\n\n## Log\n\na\n",
      "# A\n\n## Notes\n\nb\n",
      `${path}#Log`,
      "fail: The heading *Log* of `docs/log.md` is no longer there.",
    ],
    [
      "that the description of the pull request is empty",
      absent,
      absent,
      "pull-request#Rollback",
      "fail: The description of the pull request does not exist.",
    ],
    [
      "what an unclosed fence may hide",
      text,
      `\`\`\`\n${text}`,
      `${path}#Plan`,
      "error: `docs/log.md` cannot be read from line 1 on: this code fence is never closed.",
    ],
    [
      "what is open inside the section",
      text,
      `${text}\n<!-- a\n`,
      `${path}#Plan`,
      "error: `docs/log.md` cannot be read from line 17 on: this HTML comment is never closed.",
    ],
  ])("%s", (_name, before, after, address, message) => {
    expect(summary(locate(factsOf(before, after), parseAddress(address)))).toBe(message);
  });

  test("where to put it, and what", () => {
    const located = locate(factsOf("# A\n", "# A\n"), parseAddress(`${path}#Live log`));
    expect(!located.found && "findings" in located.outcome && located.outcome.findings[0]).toMatchObject({
      location: { path },
      remedy: "Add the heading to `docs/log.md`; the policy asks for `docs/log.md#Live log`.",
      snippet: "## Live log\n",
    });
    const description = locate(factsOf(absent, "# A\n"), parseAddress("pull-request#Rollback"));
    expect(!description.found && "findings" in description.outcome && description.outcome.findings[0]).toMatchObject({
      remedy: "Add the heading to the description of the pull request.",
      snippet: "## Rollback\n",
    });
  });
});

describe("an unclosed fence", () => {
  test("behind the section does no harm to it", () => {
    const after = "## Log\n\n- a\n\n## Else\n\n```\nb\n";
    expect(summary(locate(factsOf("## Log\n", after), parseAddress(`${path}#Log`)))).toEqual([[1], [1]]);
  });

  test("that only the base has does no harm", () => {
    expect(summary(locate(factsOf("## Log\n\n```\n", "## Log\n"), parseAddress(`${path}#Log`)))).toEqual([[1], [1]]);
  });
});
