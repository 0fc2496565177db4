import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { Octokit } from "@octokit/rest";
import { readArchiveInThread } from "../../../src/adapters/archive/read-in-thread.ts";
import { createContentCache } from "../../../src/adapters/github/content-cache.ts";
import { lookAtPullRequest } from "../../../src/adapters/github/look.ts";
import { hostBreaker, octokitClient } from "../../../src/adapters/github/octokit-client.ts";
import { pacingOf } from "../../../src/adapters/github/pacing.ts";
import { artifactReading } from "../../../src/adapters/github/reports/read-artifact.ts";
import { systemClock } from "../../../src/clock.ts";
import type { Look, LookHints } from "../../../src/pipeline/host.ts";
import { type FakeGitHub, type FakePullRequest, startFakeGitHub } from "../../fake/index.ts";

let github: FakeGitHub;
beforeEach(async () => {
  github = await startFakeGitHub();
});
afterEach(async () => {
  await github.close();
  if (github.api.violations.length > 0) throw new Error(github.api.violations.join("\n"));
});

const silent = { debug: () => undefined, info: () => undefined, warn: () => undefined, error: () => undefined };

async function look(pull: FakePullRequest, hints: Partial<LookHints> = {}): Promise<Look> {
  const octokit = new Octokit({
    auth: github.api.tokenForUser("lockstep-harbour[bot]"),
    baseUrl: github.url,
    log: silent,
  });
  const client = octokitClient(octokit, { pacing: pacingOf(systemClock), breaker: hostBreaker(), clock: systemClock });
  const key = {
    kind: "pull-request",
    installation: 1,
    repository: pull.repository.state.fullName,
    number: pull.number,
  } as const;
  const options = {
    ...{ appId: github.app.id, cache: createContentCache(1_000_000), webUrl: "https://github.test" },
    artifacts: artifactReading(readArchiveInThread),
  };
  const answer = await lookAtPullRequest(client, options, key, { documents: [], ...hints });
  if (answer.kind !== "look") throw new Error(answer.kind);
  return answer.look;
}

const repository = (files: Record<string, string | Uint8Array> = { "a.md": "one\n", "src/a.ts": "a\n" }) =>
  github.createRepository("acme/harbour", { files });

describe("documents", () => {
  test("before and after come with the one read when they were hinted at", async () => {
    const pull = repository().openPullRequest({ files: { "a.md": "two\n" } });
    const { source } = await look(pull, { documents: ["a.md"] });
    expect((await source.files("merge-base", ["a.md"], 100)).get("a.md")).toMatchObject({ text: "one\n" });
    expect((await source.files("head", ["a.md"], 100)).get("a.md")).toMatchObject({ text: "two\n" });
    expect(github.requests).toHaveLength(1);
  });

  test("of both commits are fetched in one further read when they were not", async () => {
    const pull = repository().openPullRequest({ files: { "a.md": "two\n" } });
    const { source } = await look(pull);
    const both = await Promise.all([
      source.files("merge-base", ["a.md"], 100),
      source.files("head", ["a.md", "b.md"], 100),
    ]);
    expect(both.map((files) => files.get("a.md"))).toMatchObject([{ text: "one\n" }, { text: "two\n" }]);
    expect(both[1].get("b.md")).toEqual({ state: "absent" });
    expect(github.requests).toHaveLength(2);
  });

  test("before are read at the merge base, not at the tip of the base branch", async () => {
    const harbour = repository();
    const pull = harbour.openPullRequest({ files: { "src/a.ts": "b\n" } });
    harbour.commit("main", { files: { "a.md": "moved on\n" } });
    const { source } = await look(pull, { documents: ["a.md"] });
    expect((await source.files("merge-base", ["a.md"], 100)).get("a.md")).toMatchObject({ text: "one\n" });
    expect((await source.changeSet()).files.map(({ path }) => path)).toEqual(["src/a.ts"]);
  });

  test("before are right where commits were merged into the branch", async () => {
    const harbour = repository();
    const pull = harbour.openPullRequest({ files: { "src/a.ts": "b\n" } });
    const tip = harbour.commit("main", { files: { "a.md": "moved on\n" } });
    pull.moveTo(harbour.state.git.merge(pull.head, tip, "Merge main"));
    harbour.state.branches.set(pull.state.headRef, pull.head);
    const { source } = await look(pull, { documents: ["a.md"] });
    expect((await source.changeSet()).mergeBase).toBe(tip);
    expect((await source.files("merge-base", ["a.md"], 100)).get("a.md")).toMatchObject({ text: "moved on\n" });
  });

  test("that GraphQL would cut are read whole", async () => {
    const long = "x".repeat(600_000);
    const pull = repository().openPullRequest({ files: { "a.md": long } });
    const { source } = await look(pull, { documents: ["a.md"] });
    expect((await source.files("head", ["a.md"], 1_000_000)).get("a.md")).toMatchObject({ state: "text", text: long });
    expect((await source.files("head", ["a.md"], 599_999)).get("a.md")).toMatchObject({
      state: "too-large",
      bytes: 600_000,
    });
  });

  test("that are no text in UTF-8 are binary", async () => {
    const files = { "a.md": Buffer.from([0x61, 0xff, 0x62]), "b.md": Buffer.from([0x61, 0x00]) };
    const { source } = await look(repository().openPullRequest({ files }), { documents: ["a.md", "b.md"] });
    const found = await source.files("head", ["a.md", "b.md"], 100);
    expect([...found.values()].map(({ state }) => state)).toEqual(["binary", "binary"]);
  });

  test("that are directories are no documents", async () => {
    const { source } = await look(repository().openPullRequest({ files: { "x.md": "x" } }), { documents: ["src"] });
    expect((await source.files("head", ["src"], 100)).get("src")).toEqual({ state: "directory" });
  });
});

describe("changed files", () => {
  test("renamed ones bring where they came from, for one request more", async () => {
    const harbour = repository({ "src/old.ts": "a\nb\nc\nd\ne\n" });
    const pull = harbour.openPullRequest({ renames: { "src/old.ts": "src/new.ts" } });
    const { source } = await look(pull);
    expect((await source.changeSet()).files).toEqual([
      { path: "src/new.ts", previousPath: "src/old.ts", status: "renamed", type: "regular" },
    ]);
    expect(github.requests.map(({ kind }) => kind)).toEqual(["query", "rest"]);
  });

  test("over a hundred are listed page by page, beside the read when their number is known", async () => {
    const files = Object.fromEntries(Array.from({ length: 250 }, (_, index) => [`src/${index}.ts`, "x"]));
    const pull = repository().openPullRequest({ files });
    const { source } = await look(pull, { changedFiles: 250 });
    expect((await source.changeSet()).files).toHaveLength(250);
    expect(github.requests.map(({ kind }) => kind).sort()).toEqual(["query", "rest", "rest", "rest"]);
  });

  test("that are fewer than GitHub says are never taken for all", async () => {
    const pull = repository().openPullRequest({ files: { "x.md": "x" } });
    pull.state.claimedFiles = 2;
    await expect(look(pull).then(({ source }) => source.changeSet())).rejects.toThrow();
  });

  test("added lines are counted by the hunks", async () => {
    const pull = repository({ "a.ts": "one\ntwo\nthree\n" }).openPullRequest({
      files: { "a.ts": "one\nTWO\r\n@@ -1 +9 @@\nthree\n" },
    });
    const { source } = await look(pull);
    expect(await source.addedLines()).toEqual([
      { path: "a.ts", line: 2, text: "TWO" },
      { path: "a.ts", line: 3, text: "@@ -1 +9 @@" },
    ]);
  });
});

describe("added lines that GitHub does not show", () => {
  const hidden = "a.ts -diff\nb.ts -diff\nsame.ts -diff\n";

  test("are read where the change itself switches their diff off, and where they only moved there are none", async () => {
    const harbour = repository({ "a.ts": "one\n", "src/same.ts": "x\ny\nz\nz\n" });
    const pull = harbour.openPullRequest({
      files: { ".gitattributes": hidden, "a.ts": "one\ntwo\n", "b.ts": "new\n", "p.png": new Uint8Array([0, 1]) },
      renames: { "src/same.ts": "same.ts" },
    });
    const lines = await (await look(pull)).source.addedLines();
    expect(lines?.filter(({ path }) => path !== ".gitattributes")).toEqual([
      { path: "a.ts", line: 1, text: "one" },
      { path: "a.ts", line: 2, text: "two" },
      { path: "b.ts", line: 1, text: "new" },
    ]);
  });

  test("cannot be told of a text too large to read; a large binary file has none", async () => {
    const large = "x".repeat(4 * 1024 * 1024 + 1);
    const attributes = { ".gitattributes": hidden };
    const text = repository().openPullRequest({ files: { ...attributes, "b.ts": large } });
    expect(await (await look(text)).source.addedLines()).toBeUndefined();
    const other = github.createRepository("acme/quay", { files: { "x.md": "x" } });
    const binary = other.openPullRequest({ files: { "b.bin": `\0${large}` } });
    expect(await (await look(binary)).source.addedLines()).toEqual([]);
  });
});

describe("the pull request", () => {
  test("has all its labels and checks, however many", async () => {
    const labels = Array.from({ length: 130 }, (_, index) => `label-${index}`);
    const harbour = repository();
    const pull = harbour.openPullRequest({ files: { "x.md": "x" }, labels });
    for (let index = 0; index < 120; index += 1) harbour.setCheck(pull.head, `check ${index}`, "success");
    const { pullRequest, source } = await look(pull);
    expect(pullRequest.labels).toEqual(labels);
    expect(await source.checks(false)).toHaveLength(120);
  });

  test("has the apps of checks for those who ask, for one request per hundred, asked once", async () => {
    const harbour = repository();
    const pull = harbour.openPullRequest({ files: { "x.md": "x" } });
    for (let index = 0; index < 120; index += 1) harbour.setCheck(pull.head, `check ${index}`, "success", 7);
    harbour.setCheck(pull.head, "ci", undefined);
    harbour.setCheck(pull.head, "lockstep", "success", github.app.id);
    harbour.setStatus(pull.head, "ci", "success");
    const { source } = await look(pull);
    expect((await source.checks(false))?.every(({ app }) => app === undefined)).toBe(true);
    github.forgetRequests();
    const checks = await source.checks(true);
    expect(await source.checks(true)).toBe(checks);
    expect(github.requests.map(({ kind }) => kind)).toEqual(["rest", "rest"]);
    expect(checks?.filter(({ app }) => app?.slug === "app-7")).toHaveLength(120);
    expect(checks?.filter(({ name }) => name === "ci" || name === "lockstep")).toEqual([
      { name: "ci", status: "completed", conclusion: "success" },
      { name: "ci", status: "in_progress", conclusion: undefined, app: { id: 15368, slug: "github-actions" } },
    ]);
  });

  test("of a ghost, of a bot, and from a fork that is gone", async () => {
    const harbour = repository();
    const ghost = await look(harbour.openPullRequest({ files: { "x.md": "x" }, author: null }));
    const bot = await look(harbour.openPullRequest({ files: { "x.md": "x" }, author: "dependabot", bot: true }));
    const orphan = harbour.openPullRequest({ files: { "x.md": "x" }, fork: "mallory/harbour" });
    orphan.state.headRepository = null;
    expect(ghost.pullRequest).toMatchObject({ author: undefined, authorIsBot: false });
    expect(bot.pullRequest).toMatchObject({ author: "dependabot[bot]", authorIsBot: true });
    expect((await look(orphan)).editUrl).toBeUndefined();
  });

  test("our comment is found behind a hundred others, and nobody else's is taken for it", async () => {
    const pull = repository().openPullRequest({ files: { "x.md": "x" } });
    pull.comment("<!-- lockstep -->\nours", { by: "lockstep-harbour[bot]", bot: true });
    for (let index = 0; index < 120; index += 1) pull.comment("<!-- lockstep -->\nforged", { by: "mallory" });
    expect((await look(pull)).posted.comment?.body).toBe("<!-- lockstep -->\nours");
  });

  test("our own checks are not among the results rules look at, and the newest of a name counts", async () => {
    const harbour = repository();
    const pull = harbour.openPullRequest({ files: { "x.md": "x" } });
    harbour.setCheck(pull.head, "lockstep", "failure", github.app.id);
    const newer = harbour.setCheck(pull.head, "lockstep", undefined, github.app.id);
    harbour.setCheck(pull.head, "lockstep", "success", 99);
    const { source, posted } = await look(pull);
    expect(await source.checks(false)).toEqual([{ name: "lockstep", status: "completed", conclusion: "success" }]);
    expect(posted.checks).toMatchObject([
      { name: "lockstep", concluded: false, id: expect.stringContaining(newer.nodeId) },
    ]);
  });
});
