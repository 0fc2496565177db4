import { describe, expect, test } from "@jest/globals";
import { demandSchema } from "../../../src/core/policy/demand.ts";
import { judgeCase, testRequirement } from "../../requirement-table.ts";

const require = { linked: "STORY-[0-9]+" };
const withDocument = { linked: { id: "STORY-[0-9]+", exists: "docs/stories/{id}.md" } };
const after = { "docs/stories/STORY-1.md": "# One", "docs/stories/STORY-2.md": null };

testRequirement("linked", [
  { name: "an id in the title passes", require, pullRequest: { title: "STORY-1: route" }, then: "pass" },
  {
    name: "an id in the description passes",
    require,
    pullRequest: { body: "For [it](stories/STORY-1.md)" },
    then: "pass",
  },
  {
    name: "without an id it says where it looked",
    require,
    pullRequest: { title: "Route by tenant", body: "<!-- STORY-1 -->" },
    then: {
      verdict: "fail",
      says: "Nothing in the title, the branch or the description of the pull request matches `STORY-[0-9]+`.",
      at: "pull-request",
    },
  },
  {
    name: "an example says more than a pattern",
    require: { linked: { id: "\\bSTORY-[0-9]+\\b", "such-as": "STORY-42", in: ["title"] } },
    pullRequest: { title: "Route by tenant" },
    then: { verdict: "fail", says: "Nothing in the title of the pull request is an id such as `STORY-42`." },
  },
  {
    name: "an id elsewhere than where the policy looks does not count",
    require: { linked: { id: "STORY-[0-9]+", in: ["branch"] } },
    pullRequest: { title: "STORY-1", body: "STORY-1" },
    then: { verdict: "fail", says: "Nothing in the branch of the pull request" },
  },
  {
    name: "a branch can be named instead",
    require: { linked: { id: "^change$", in: ["branch"] } },
    then: "pass",
  },
  {
    name: "an id whose document is there passes",
    require: withDocument,
    after,
    pullRequest: { title: "STORY-1" },
    then: "pass",
  },
  {
    name: "an id without a document fails, also beside one that has it",
    require: withDocument,
    after,
    pullRequest: { title: "STORY-1 and STORY-3" },
    then: {
      verdict: "fail",
      says: "The pull request names `STORY-3`, and there is no file `docs/stories/STORY-3.md`.",
      at: "docs/stories/STORY-3.md",
    },
  },
  {
    name: "a link is no document",
    require: withDocument,
    after,
    pullRequest: { title: "STORY-2" },
    then: { verdict: "fail", says: "there is no file `docs/stories/STORY-2.md`" },
  },
  {
    name: "a document that the change removes is not there",
    require: withDocument,
    before: { "docs/stories/STORY-9.md": "# Nine" },
    pullRequest: { title: "STORY-9" },
    then: { verdict: "fail", says: "there is no file `docs/stories/STORY-9.md`" },
  },
  {
    name: "what could leave its segment is no id that has a document",
    require: { linked: { id: "id:(\\S+)", exists: "docs/{id}.md" } },
    after: { "README.md": "", "docs/a.md": "" },
    pullRequest: { title: "id:../README id:a" },
    then: { verdict: "fail", says: "`../README` is no id that a document can be named after.", at: "pull-request" },
  },
  {
    name: "more ids than are looked up fail",
    require: withDocument,
    pullRequest: { body: Array.from({ length: 21 }, (_, index) => `STORY-${index}`).join(" ") },
    then: { verdict: "fail", says: "names 21 ids" },
  },
]);

describe("the options of linked", () => {
  test.each([
    "docs/stories.md",
    "docs/{story}.md",
    "docs/{id}/{story}.md",
    "../{id}.md",
    "/docs/{id}.md",
    "docs/*/{id}",
    "docs/{id}/",
  ])("the document %s is refused", (exists) => {
    expect(demandSchema.safeParse({ linked: { id: "a", exists } }).success).toBe(false);
  });

  test("only the documents of named ids are looked at", () => {
    expect(judgeCase({ require: withDocument, pullRequest: { title: "STORY-7" } }).needs).toEqual([
      { fact: "title" },
      { fact: "description" },
      { fact: "text", path: "docs/stories/STORY-7.md" },
    ]);
  });
});
