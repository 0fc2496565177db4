import { describe, expect, test } from "@jest/globals";
import { setStage, settled } from "./harness.ts";

/** How many requests a verdict costs. Documentation of the figures: docs/explanation/requests.md. */

const stage = setStage();

const documents = ["one", "two", "three", "four"];
const policy = `version: 1
rules:
  - id: documents
    gate: G4
    when: { changed: [src/**] }
    require: [${documents.map((name) => `{ entry-added: docs/${name}.md#Log }`).join(", ")}]
  - id: forbidden
    gate: G1
    when: { changed: ["zzz/**"] }
    require: [{ title: "^never$" }]
`;
const files = {
  ".github/lockstep.yml": policy,
  ...Object.fromEntries(documents.map((name) => [`docs/${name}.md`, "## Log\n\n- begun\n"])),
};
const sources = (count: number) =>
  Object.fromEntries(Array.from({ length: count }, (_, index) => [`src/${index}.ts`, "x\n"]));

/** Lets the app learn which policy and documents the repository has, as it does from its first pull request. */
async function learned() {
  const { github } = stage;
  const repository = github.createRepository("acme/harbour", { files });
  const first = repository.openPullRequest({ files: { "src/x.ts": "x" } });
  await github.until(() => first.concluded);
  await settled(stage);
  github.forgetRequests();
  return { github, repository };
}

describe("requests", () => {
  test.each([1, 5, 100])("two for a pull request of %i files with four documents and six checks", async (count) => {
    const { github, repository } = await learned();
    const pull = repository.openPullRequest({ files: sources(count) });
    await github.until(() => pull.concluded);
    await settled(stage);
    expect(github.requests.map(({ kind }) => kind)).toEqual(["query", "mutation"]);
    expect(pull.checks()).toHaveLength(6);
    expect(pull.check("lockstep / G4 Documentation")?.summary).toContain("docs/four.md");
  });

  test("one more for the first pull request of a repository, whose documents are not known yet", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files });
    const pull = repository.openPullRequest({ files: sources(5) });
    await github.until(() => pull.concluded);
    await settled(stage);
    expect(github.requests.map(({ kind }) => kind)).toEqual(["token", "query", "query", "mutation"]);
  });

  test("one read, and a reaction twice, when a command leads to nothing that has to be written", async () => {
    const { github, repository } = await learned();
    const pull = repository.openPullRequest({ files: sources(5) });
    await github.until(() => pull.concluded);
    await settled(stage);
    github.forgetRequests();
    pull.comment("/lockstep recheck");
    await settled(stage);
    // The look, and two reactions: seen, and done.
    expect(github.requests.map(({ kind }) => kind).sort()).toEqual(["mutation", "mutation", "query"]);
  });

  test.each([2_999, 3_000])("at most 33 for %i files", async (count) => {
    const { github, repository } = await learned();
    const pull = repository.openPullRequest({ files: sources(count) });
    await github.until(() => pull.concluded);
    await settled(stage);
    expect(github.countRequests()).toBeLessThanOrEqual(33);
    expect(pull.mergeable).toBe(false);
  });

  test("3,001 files with the violation last: blocked, by comparing trees", async () => {
    const { github, repository } = await learned();
    const entries = Object.fromEntries(documents.map((name) => [`docs/${name}.md`, "## Log\n\n- begun\n- more\n"]));
    const pull = repository.openPullRequest({ files: { ...sources(2_996), ...entries, "zzz/last.ts": "x" } });
    await github.until(() => pull.concluded);
    await settled(stage);
    expect(pull.check("lockstep / G4 Documentation")?.conclusion).toBe("success");
    expect(pull.check("lockstep / G1 Functional")?.conclusion).toBe("failure");
    expect(pull.mergeable).toBe(false);
    expect(github.countRequests()).toBeLessThanOrEqual(5);
  });
});
