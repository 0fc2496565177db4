import { describe, expect, test } from "@jest/globals";
import type { GitHubClient, GraphQlError } from "../../../src/adapters/github/client.ts";
import { openPullRequestsOf } from "../../../src/adapters/github/sweep.ts";
import { UnavailableError } from "../../../src/pipeline/trouble.ts";

/** What is found where GitHub answers without the repository. */
function openWith(errors: readonly GraphQlError[]) {
  const client = { graphql: () => Promise.resolve({ data: { repository: null }, errors }) };
  return openPullRequestsOf(client as unknown as GitHubClient, 1, "acme/harbour", 7);
}

describe("open pull requests", () => {
  test("of a repository that is not there are none", async () => {
    const missing = { type: "NOT_FOUND", path: ["repository"], message: "Could not resolve to a Repository" };
    expect(await openWith([missing])).toEqual([]);
  });

  test("are not told by an answer without the repository that says nothing of why", async () => {
    const trouble = { path: ["repository"], message: "Something went wrong while executing your query." };
    await expect(openWith([trouble])).rejects.toBeInstanceOf(UnavailableError);
    await expect(openWith([])).rejects.toBeInstanceOf(UnavailableError);
  });
});
