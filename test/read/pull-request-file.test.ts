import { describe, expect, test } from "@jest/globals";
import type { PullRequest } from "../../src/core/pull-request.ts";
import { UserError } from "../../src/core/user-error.ts";
import { readMarkdown } from "../../src/read/markdown.ts";
import { emptyPullRequest, readPullRequestFile } from "../../src/read/pull-request-file.ts";

const branches = { base: "main", head: "topic" };
const read = (text: string) => readPullRequestFile("pr.md", text, branches);

/** The pull request with its description as text; everything else as when nothing is said. */
function expected({
  body = "",
  ...given
}: Partial<Omit<PullRequest, "description">> & { readonly body?: string }): PullRequest {
  return {
    ...emptyPullRequest(branches),
    description: { state: "read", outline: readMarkdown(body) },
    ...given,
  };
}

test("before there is a pull request it is empty", () => {
  expect(emptyPullRequest({ base: undefined, head: undefined })).toMatchObject({
    title: "",
    labels: [],
    author: undefined,
    authorIsBot: false,
    baseBranch: undefined,
    headBranch: undefined,
    description: { state: "read" },
  });
});

describe("JSON", () => {
  const cases: readonly (readonly [string, unknown, PullRequest])[] = [
    [
      "plain",
      { title: "feat: x", body: "## A\n\nb", labels: ["a"], author: "ada" },
      expected({ title: "feat: x", body: "## A\n\nb", labels: ["a"], author: "ada" }),
    ],
    ["nothing", {}, expected({})],
    ["nulls, as gh prints them", { title: null, body: null, labels: null, author: null }, expected({})],
    [
      "what gh pr view prints",
      {
        title: "x",
        labels: [{ id: "1", name: "a", color: "f" }],
        author: { login: "ada", is_bot: false, name: "Ada" },
        baseRefName: "release/1",
        headRefName: "x",
        url: "u",
      },
      expected({ title: "x", labels: ["a"], author: "ada", baseBranch: "release/1", headBranch: "x" }),
    ],
    [
      "a bot as gh names it",
      { author: { login: "app/dependabot", is_bot: true } },
      expected({ author: "dependabot[bot]", authorIsBot: true }),
    ],
    [
      "a bot as the API names it",
      { author: { login: "dependabot[bot]", type: "Bot" } },
      expected({ author: "dependabot[bot]", authorIsBot: true }),
    ],
    ["a person as the API names them", { author: { login: "ada", type: "User" } }, expected({ author: "ada" })],
    ["a bot by its login", { author: "Renovate[Bot]" }, expected({ author: "Renovate[Bot]", authorIsBot: true })],
    ["a login with @", { author: "@ada" }, expected({ author: "ada" })],
  ];
  test.each(cases)("%s", (_name, value, pullRequest) => {
    expect(read(JSON.stringify(value))).toEqual(pullRequest);
    expect(read(`\ufeff\n  ${JSON.stringify(value, null, 2)}\n`)).toEqual(pullRequest);
  });
});

describe("Markdown", () => {
  const cases: readonly (readonly [string, string, PullRequest])[] = [
    [
      "the first heading is the title",
      "# feat: x\n\n## A\n\nb\n",
      expected({ title: "feat: x", body: "\n## A\n\nb\n" }),
    ],
    ["blank lines may stand before it", "\n \n# x\nb", expected({ title: "x", body: "b" })],
    ["without a heading there is no title", "b\n\n# c\n", expected({ body: "b\n\n# c\n" })],
    ["a smaller heading is no title", "## A\n\nb\n", expected({ body: "## A\n\nb\n" })],
    [
      "front matter says the rest",
      "---\nlabels: [a]\nauthor: ada\n---\n# x\n\nb",
      expected({ title: "x", labels: ["a"], author: "ada", body: "\nb" }),
    ],
    [
      "a title in the front matter leaves the heading alone",
      "---\ntitle: x\n---\n# y\n",
      expected({ title: "x", body: "# y\n" }),
    ],
    [
      "line ends of Windows",
      "---\r\ntitle: x\r\n---\r\n## A\r\n\r\nb\r\n",
      expected({ title: "x", body: "## A\n\nb\n" }),
    ],
    ["a byte order mark", "\ufeff---\ntitle: x\n---\n", expected({ title: "x" })],
    ["empty front matter", "---\n---\nb", expected({ body: "b" })],
    ["front matter that never ends is none", "---\ntitle: x\n", expected({ body: "---\ntitle: x\n" })],
    ["nothing", "", expected({})],
  ];
  test.each(cases)("%s", (_name, text, pullRequest) => {
    expect(read(text)).toEqual(pullRequest);
  });
});

describe("what is neither", () => {
  const cases: readonly (readonly [string, string, string])[] = [
    ["broken JSON", '{ "title": ', "pr.md is not valid JSON"],
    ["a title of another type", '{ "title": 1 }', "pr.md: title: expected a text"],
    [
      "all that is wrong",
      '{ "title": 1, "labels": [{}], "author": 3 }',
      'pr.md: title: expected a text; labels.0.name: "name" is missing; author: expected a text or a mapping',
    ],
    ["broken front matter", "---\na: [\n---\n", "pr.md:2: not valid YAML"],
    ["front matter with a tag", "---\na: 1\nb: !!js/function x\n---\n", "pr.md:3: not valid YAML: Unresolved tag"],
    ["front matter that is no mapping", "---\n- a\n---\n", "pr.md:1: the front matter is not a mapping"],
    ["labels that are no list", "---\nlabels: a\n---\n", "pr.md: labels: expected a list"],
  ];
  test.each(cases)("%s", (_name, text, message) => {
    expect(() => read(text)).toThrow(UserError);
    expect(() => read(text)).toThrow(message);
    try {
      read(text);
    } catch (error) {
      expect(error).toMatchObject({ code: "pull-request-file", remedy: expect.stringContaining("looks like {") });
    }
  });
});

describe("texts made to be slow are read", () => {
  test.each([
    ["dashes without end", "---\n".repeat(20_000)],
    ["front matter that never ends", `---\n${"a: b\n".repeat(50_000)}`],
    ["an end that is none", `---\n${"---x\n".repeat(50_000)}`],
    ["blanks", `${" ".repeat(100_000)}#`],
    ["blank lines", `${"\n".repeat(100_000)}# x`],
    ["a heading of blanks", `#${" ".repeat(100_000)}x`],
    ["nested braces", `{"a":`.repeat(20_000)],
    ["keys in keys", `---\n${"? ".repeat(600)}a\n---\n`],
    ["long front matter", `---\n${"a".repeat(70_000)}\n---\n`],
  ])("%s", (_name, text) => {
    let answer: unknown;
    try {
      answer = read(text).title;
    } catch (error) {
      answer = error instanceof UserError ? error.code : error;
    }
    expect(typeof answer).toBe("string");
  });
});
