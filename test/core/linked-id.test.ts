import { describe, expect, test } from "@jest/globals";
import { describeLinkPlaces, isSafeId, linkedIds, linkNeeds, linkSchema } from "../../src/core/linked-id.ts";
import type { PullRequest } from "../../src/core/pull-request.ts";
import { readMarkdown } from "../../src/read/markdown.ts";
import { emptyPullRequest } from "../../src/read/pull-request-file.ts";

function pullRequest(given: {
  readonly title?: string;
  readonly body?: string;
  readonly branch?: string;
}): PullRequest {
  const { title = "", body = "", branch } = given;
  return {
    ...emptyPullRequest({ base: "main", head: branch }),
    title,
    description: { state: "read", outline: readMarkdown(body) },
  };
}

const story = linkSchema.parse({ matches: "STORY-[0-9]+" });

describe("ids that a pull request names", () => {
  test.each([
    ["in its title", { title: "STORY-42: route" }, ["STORY-42"]],
    ["in its branch", { branch: "feature/STORY-42-route" }, ["STORY-42"]],
    ["in a heading of its description", { body: "## STORY-42" }, ["STORY-42"]],
    ["in a paragraph", { body: "Part of **STORY**-42." }, ["STORY-42"]],
    [
      "in a list, a table and a quote",
      { body: "- STORY-1\n\n| a |\n|-|\n| STORY-2 |\n\n> STORY-3" },
      ["STORY-1", "STORY-2", "STORY-3"],
    ],
    ["where a link leads", { body: "[the story](https://example.com/STORY-42)" }, ["STORY-42"]],
    ["several times", { title: "STORY-2", body: "STORY-1 and STORY-2" }, ["STORY-2", "STORY-1"]],
    ["nowhere", { title: "Story-42" }, []],
    ["only in a comment of the template", { body: "<!-- e.g. STORY-42 -->" }, []],
  ])("%s", (_name, given, ids) => {
    expect(linkedIds(story, pullRequest(given))).toEqual(ids);
  });

  test("only where the policy looks", () => {
    const search = linkSchema.parse({ matches: "STORY-[0-9]+", in: ["branch"] });
    expect(linkedIds(search, pullRequest({ title: "STORY-1", branch: "STORY-2", body: "STORY-3" }))).toEqual([
      "STORY-2",
    ]);
    expect(linkNeeds(search)).toEqual([]);
    expect(linkNeeds(story)).toEqual([{ fact: "title" }, { fact: "description" }]);
  });

  test("are the group of a pattern that has one", () => {
    const search = linkSchema.parse({ matches: "(?i)closes #([0-9]+)" });
    expect(linkedIds(search, pullRequest({ body: "Closes #12, closes #13; see #14" }))).toEqual(["12", "13"]);
  });

  test("are unknown when the description cannot be read", () => {
    const unread = {
      ...pullRequest({ title: "STORY-1" }),
      description: { state: "unreadable", why: "is too large" },
    } as const;
    expect(linkedIds(story, unread)).toBeUndefined();
    expect(linkedIds({ ...story, in: ["title"] }, unread)).toEqual(["STORY-1"]);
  });

  test("are looked for in places with a name", () => {
    expect(describeLinkPlaces(["title"])).toBe("the title");
    expect(describeLinkPlaces(["title", "branch", "body"])).toBe("the title, the branch or the description");
  });
});

describe("an id that is put into a path", () => {
  test.each(["STORY-42", "0007", "a.b_c", "x".repeat(100)])("%s stays in its segment", (id) => {
    expect(isSafeId(id)).toBe(true);
  });
  test.each([
    "",
    ".",
    "..",
    "a..b",
    "../a",
    "a/b",
    "a\\b",
    "-a",
    ".a",
    "a b",
    "a*",
    "{a}",
    "a\n",
    "é",
    "a\u202e",
    "x".repeat(101),
  ])("%j is refused", (id) => {
    expect(isSafeId(id)).toBe(false);
  });
});
