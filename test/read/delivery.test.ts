import { describe, expect, test } from "@jest/globals";
import { readDelivery } from "../../src/read/delivery.ts";

const self = { appId: 7 };
const origin = { installation: { id: 1 }, repository: { full_name: "acme/harbour", default_branch: "main" } };
const pull_request = {
  ...{ number: 3, state: "open", draft: false, updated_at: "2026-11-21T08:00:00Z", changed_files: 5 },
  ...{ head: { sha: "abc" }, base: { ref: "main" } },
};
const read = (event: string, payload: object) => readDelivery(event, { ...origin, ...payload }, self);

describe("pull_request", () => {
  test("says which pull request, and how it stands", () => {
    expect(read("pull_request", { action: "opened", pull_request })).toEqual({
      kind: "pull-request",
      parts: ["head"],
      seen: {
        ...{
          installation: 1,
          repository: "acme/harbour",
          number: 3,
          open: true,
          draft: false,
          head: "abc",
          base: "main",
        },
        ...{ changedFiles: 5, updatedAt: Date.UTC(2026, 10, 21, 8) },
      },
    });
  });

  test.each([
    ["labeled", {}, ["labels"]],
    ["converted_to_draft", {}, ["draft"]],
    ["edited", { changes: { title: { from: "x" } } }, ["title"]],
    ["edited", { changes: { body: { from: null }, base: { ref: { from: "x" } } } }, ["description", "base"]],
    ["assigned", {}, []],
    ["enqueued", {}, []],
  ])("%s with %j touches %j", (action, more, parts) => {
    expect(read("pull_request", { action, pull_request, ...more })).toMatchObject({ parts });
  });
});

describe("checks", () => {
  const check_run = { name: "ci", head_sha: "abc", app: { id: 1 } };
  test.each<[string, object, object]>([
    ["check_run", { action: "completed", check_run }, { kind: "signal", head: "abc", names: ["ci"] }],
    ["check_run", { action: "completed", check_run: { ...check_run, app: { id: 7 } } }, { kind: "ignored" }],
    [
      "check_run",
      { action: "rerequested", check_run: { ...check_run, app: { id: 7 } } },
      { kind: "rerun", head: "abc" },
    ],
    ["check_suite", { action: "rerequested", check_suite: { head_sha: "abc", app: { id: 7 } } }, { kind: "rerun" }],
    [
      "check_suite",
      { action: "completed", check_suite: { head_sha: "abc", app: { id: 1 } } },
      { kind: "signal", names: undefined },
    ],
    ["check_suite", { action: "requested", check_suite: { head_sha: "abc", app: { id: 7 } } }, { kind: "ignored" }],
    ["status", { sha: "abc", context: "ci" }, { kind: "signal", names: ["ci"] }],
    ["workflow_run", { action: "completed" }, { kind: "ignored" }],
  ])("%s %j", (event, payload, expected) => {
    expect(read(event, payload)).toMatchObject(expected);
  });
});

describe("push", () => {
  const commits = [{ added: ["a"], modified: ["b"], removed: [] }, { modified: ["b"] }];
  test("names the paths that changed, each once", () => {
    expect(read("push", { ref: "refs/heads/main", commits })).toMatchObject({
      branch: "main",
      paths: ["a", "b"],
      isDefaultBranch: true,
    });
  });

  test("that was forced, or lists too many commits, may have changed anything", () => {
    expect(read("push", { ref: "refs/heads/x/y", forced: true, commits })).toMatchObject({
      branch: "x/y",
      paths: undefined,
    });
    expect(read("push", { ref: "refs/heads/main", commits: Array(2_048).fill({}) })).toMatchObject({
      paths: undefined,
    });
  });

  test.each(["refs/tags/v1", "refs/heads/gh-readonly-queue/main/pr-1-abc"])("of %s is none of ours", (ref) => {
    expect(read("push", { ref, commits })).toMatchObject({ kind: "ignored" });
  });
});

describe("issue_comment", () => {
  const comment = (body: string, type = "User") =>
    read("issue_comment", {
      action: "created",
      issue: { number: 3, pull_request: {} },
      comment: { body, user: { type } },
    });
  test("asks to look again with a line of its own", () => {
    expect(comment("Please:\r\n/lockstep recheck\r\nThanks")).toMatchObject({ kind: "recheck", number: 3 });
  });

  test.each([
    ["> /lockstep recheck", "User"],
    ["x /lockstep recheck", "User"],
    ["/lockstep recheck now", "User"],
    ["/lockstep recheck", "Bot"],
  ])("%j does not", (body, type) => {
    expect(comment(body, type).kind).toBe("ignored");
  });

  test("of an issue, or one that was edited, does not", () => {
    const payload = {
      action: "created",
      issue: { number: 3 },
      comment: { body: "/lockstep recheck", user: { type: "User" } },
    };
    expect(read("issue_comment", payload).kind).toBe("ignored");
    expect(read("issue_comment", { ...payload, action: "edited", issue: { number: 3, pull_request: {} } }).kind).toBe(
      "ignored",
    );
  });
});

describe("merge_group and installations", () => {
  test("a group says where it goes; one that was given up is closed", () => {
    const merge_group = {
      head_sha: "h",
      head_ref: "refs/heads/gh-readonly-queue/a/b/pr-1-x",
      base_sha: "b",
      base_ref: "refs/heads/a/b",
    };
    expect(read("merge_group", { action: "checks_requested", merge_group })).toMatchObject({
      base: "a/b",
      baseCommit: "b",
      open: true,
    });
    expect(read("merge_group", { action: "destroyed", merge_group })).toMatchObject({ open: false });
  });

  test.each([
    ["installation", { action: "created" }, { gone: false, added: undefined }],
    ["installation", { action: "suspend" }, { gone: true }],
    [
      "installation_repositories",
      { action: "added", repositories_added: [{ full_name: "a/b" }] },
      { added: ["a/b"], removed: [] },
    ],
    [
      "installation_repositories",
      { action: "removed", repositories_removed: [{ full_name: "a/b" }] },
      { added: [], removed: ["a/b"] },
    ],
  ])("%s %j", (event, payload, expected) => {
    expect(read(event, payload)).toMatchObject({ kind: "installation", installation: 1, ...expected });
  });
});

test.each([
  ["star", {}],
  ["pull_request", { action: "opened" }],
  ["push", null],
  ["check_run", "text"],
])("%s with %j is ignored, and never throws", (event, payload) => {
  expect(readDelivery(event, payload, self).kind).toBe("ignored");
});
