import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { commitsBetween } from "../../../src/adapters/git/commits.ts";
import { maxCommits, maxCommitsWithFiles } from "../../../src/core/commits/commit.ts";
import { createRepository, type TestRepository } from "../../git-repository.ts";

let repository: TestRepository;
let base: string;
beforeEach(async () => {
  repository = await createRepository();
  await repository.write({ "a.md": "one\ntwo\nthree\n" });
  base = await repository.commit("Base");
});
afterEach(() => repository.dispose());

async function commits(withFiles = false) {
  const head = await repository.git("rev-parse", "HEAD");
  return commitsBetween(repository.path, base, head, withFiles);
}

/** A commit whose message is exactly these bytes. */
async function commitRaw(message: string | Uint8Array, headers = "") {
  const [tree, parent] = [await repository.git("rev-parse", "HEAD^{tree}"), await repository.git("rev-parse", "HEAD")];
  const person = "Ada <ada@example.com> 1700000000 +0000";
  const head = `tree ${tree}\nparent ${parent}\nauthor ${person}\ncommitter ${person}\n${headers}\n`;
  const raw = Buffer.concat([Buffer.from(head), Buffer.from(message as string)]);
  const oid = await repository.gitWithInput(raw, "hash-object", "-t", "commit", "-w", "--stdin", "--literally");
  await repository.git("reset", "--quiet", "--hard", oid);
}

/** Adds that many commits, all of the same tree. */
async function addCommits(count: number) {
  const stream = Array.from(
    { length: count },
    (_, index) =>
      `commit refs/heads/main\ncommitter A <a@example.com> ${1_700_000_000 + index} +0000\ndata 1\nx\n${index === 0 ? `from ${base}\n` : ""}\n`,
  );
  await repository.gitWithInput(stream.join(""), "fast-import", "--quiet", "--force");
}

describe("the commits of a change", () => {
  test("are those that the base lacks, oldest first, with their parents", async () => {
    const first = await repository.commit("fix: a\n\nBecause.");
    const second = await repository.commit("feat: b");
    expect(await commits()).toEqual([
      { oid: first, subject: "fix: a", body: "Because.", parents: [base] },
      { oid: second, subject: "feat: b", body: "", parents: [first] },
    ]);
  });

  test("are none where the head is the base", async () => {
    expect(await commits(true)).toEqual([]);
  });

  test("are not made up by a message", async () => {
    const forged = `fix: a\n\n${"f".repeat(40)}\n${base}\ncommit ${"e".repeat(40)}\n%x00%H\n`;
    await commitRaw(forged);
    await commitRaw("");
    await commitRaw(`one\0${"f".repeat(40)}\0\0feat: two`);
    const found = await commits();
    expect(found?.map(({ subject }) => subject)).toEqual(["fix: a", "", "one"]);
    expect(found?.[0]?.body).toContain("%x00%H");
  });

  test("are read in the encoding they name, and in none", async () => {
    await commitRaw(Buffer.from([0x66, 0xfc, 0x72]), "encoding ISO-8859-1\n");
    await commitRaw(Buffer.from([0x66, 0xff, 0x72]));
    expect((await commits())?.map(({ subject }) => subject)).toEqual(["für", "f\ufffdr"]);
  });

  test("do not depend on how git is set up", async () => {
    for (const [name, value] of [
      ["log.showSignature", "true"],
      ["log.decorate", "full"],
      ["log.mailmap", "true"],
      ["log.diffMerges", "first-parent"],
      ["format.pretty", "oneline"],
      ["i18n.logOutputEncoding", "ISO-8859-1"],
      ["diff.renames", "copies"],
      ["diff.noPrefix", "true"],
      ["color.ui", "always"],
    ] as const)
      await repository.git("config", name, value);
    await repository.move("a.md", "b.md");
    const oid = await repository.commit("für");
    expect(await commits(true)).toEqual([{ oid, subject: "für", body: "", parents: [base], files: ["a.md", "b.md"] }]);
  });

  test("touch files: added, edited, removed, both paths of a rename, also of a first commit", async () => {
    await repository.write({ "a.md": "one\n", "src/new file\nwith a line.ts": "a" });
    await repository.commit("fix: a");
    await repository.remove("a.md");
    await repository.commit("fix: b");
    await repository.git("checkout", "--quiet", "--orphan", "other");
    await repository.commit("fix: root");
    await repository.git("checkout", "--quiet", "main");
    await repository.git("merge", "--quiet", "--allow-unrelated-histories", "--no-ff", "-m", "Merge other", "other");
    const found = await commits(true);
    expect(found?.map(({ subject, files }) => [subject, files])).toEqual(
      expect.arrayContaining([
        ["fix: a", ["a.md", "src/new file\nwith a line.ts"]],
        ["fix: b", ["a.md"]],
        ["fix: root", ["src/new file\nwith a line.ts"]],
        ["Merge other", undefined],
      ]),
    );
    expect(found?.at(-1)?.parents).toHaveLength(2);
  });

  test("are so many and no more, and fewer where files are asked for", async () => {
    await addCommits(maxCommits);
    const found = await commits(true);
    expect(found).toHaveLength(maxCommits);
    expect(found?.some(({ files }) => files !== undefined)).toBe(false);
    await addCommits(maxCommits + 1);
    expect(await commits()).toBeUndefined();
    await addCommits(maxCommitsWithFiles);
    expect((await commits(true))?.every(({ files }) => files !== undefined)).toBe(true);
  });
});
