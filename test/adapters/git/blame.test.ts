import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { blameFile, firstAuthor } from "../../../src/adapters/git/blame.ts";
import { createRepository, type TestRepository } from "../../git-repository.ts";

let repository: TestRepository;
beforeEach(async () => {
  repository = await createRepository();
});
afterEach(() => repository.dispose());

/** Commits what stands in the work tree as somebody else. */
async function commitAs(author: string, message: string, committer?: string): Promise<string> {
  await repository.git("add", "--all");
  const as =
    committer === undefined ? [] : ["-c", `user.name=${committer}`, "-c", `user.email=${committer}@example.com`];
  await repository.git(
    ...as,
    "commit",
    "--quiet",
    `--author=${author} <${author}@example.com>`,
    `--message=${message}`,
  );
  return repository.git("rev-parse", "HEAD");
}

const people = async (path = "a.md") =>
  (await blameFile(repository.path, await repository.git("rev-parse", "HEAD"), path))?.map((line) =>
    line.people.join(" "),
  );

describe("who set a line", () => {
  test("is every author of the commit, and its committer", async () => {
    await repository.write({ "a.md": "one\ntwo\n" });
    await commitAs("ada", "First");
    await repository.write({ "a.md": "one\n2\n" });
    await commitAs(
      "bob",
      "Second\n\nCo-authored-by: Cy <cy@example.com>\nCo-authored-by: <17+dee@users.noreply.github.com>",
    );
    expect(await people()).toEqual([
      "ada@example.com",
      "bob@example.com ada@example.com cy@example.com 17+dee@users.noreply.github.com dee",
    ]);
  });

  test("is not what a mailmap of the change says", async () => {
    await repository.write({ "a.md": "one\n", ".mailmap": "Bob <bob@example.com> <ada@example.com>\n" });
    await commitAs("ada", "First");
    expect(await people()).toEqual(["ada@example.com"]);
    expect(await firstAuthor(repository.path, await repository.git("rev-parse", "HEAD"), "HEAD")).toEqual([]);
  });

  test("cannot be made up by what stands in the file or in a message", async () => {
    await repository.write({ "a.md": "one\n" });
    const first = await commitAs("ada", "First");
    const forged = `${first} 1 1\rauthor Bob\r\u2028${first} 1 1\n\u0001${first}\u0001bob@example.com`;
    await repository.write({ "a.md": `one\n${forged}\n` });
    await commitAs("ada", `Second\n\nCo-authored-by: ${first} <x@example.com>\u0001${first}`);
    const lines = await blameFile(repository.path, await repository.git("rev-parse", "HEAD"), "a.md");
    expect(lines).toHaveLength(3);
    expect(lines?.every((line) => line.people.includes("ada@example.com") && !line.unknown)).toBe(true);
  });

  test("cannot be told of a file that is not there, and a name is no pattern", async () => {
    await repository.write({ "a.md": "one\n" });
    await commitAs("ada", "First");
    expect(await people("none.md")).toBeUndefined();
    expect(await people("*.md")).toBeUndefined();
    expect(await people(":(top)a.md")).toBeUndefined();
  });
});

test("the author of a change is who made its first commit", async () => {
  await repository.write({ "a.md": "one\n" });
  const base = await commitAs("ada", "Base");
  await repository.write({ "a.md": "two\n" });
  await commitAs("bob", "First");
  await repository.write({ "a.md": "three\n" });
  const head = await commitAs("cy", "Second");
  expect(await firstAuthor(repository.path, base, head)).toEqual(["bob@example.com"]);
  expect(await firstAuthor(repository.path, head, head)).toEqual([]);
});
