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
    [
      "workflow_run",
      { action: "completed", workflow_run: { id: 5, run_attempt: 2, head_sha: "abc" } },
      { kind: "run", head: "abc", id: 5, attempt: 2 },
    ],
    ["workflow_run", { action: "requested", workflow_run: { id: 5, head_sha: "abc" } }, { kind: "ignored" }],
    ["workflow_run", { action: "in_progress", workflow_run: { id: 5, head_sha: "abc" } }, { kind: "ignored" }],
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
  const comment = (body: string, more: { action?: string; type?: string; sender?: string; app?: object } = {}) =>
    read("issue_comment", {
      action: more.action ?? "created",
      issue: { number: 3, pull_request: {} },
      sender: { login: "ada", type: more.sender ?? "User" },
      comment: {
        ...{ node_id: "IC_1", html_url: "https://github.example/c", body },
        user: { login: "ada", type: more.type ?? "User" },
        performed_via_github_app: more.app ?? null,
      },
    });

  test("says who wrote what, where, and which commands are in it", () => {
    expect(comment("Please:\r\n/lockstep recheck\r\nThanks")).toMatchObject({
      ...{ kind: "comment", action: "written", place: "comment", number: 3, id: "IC_1", actor: "ada" },
      commands: [{ name: "recheck", rest: "" }],
    });
  });

  test.each([
    ["a bot wrote", { type: "Bot", sender: "Bot" }],
    ["somebody edited the comment of a bot", { type: "Bot", action: "edited" }],
    ["an app wrote for a person", { app: { slug: "helper" } }],
  ])("that %s has no commands and nobody who acts", (_name, more) => {
    expect(comment("/lockstep recheck", more)).toMatchObject({ kind: "comment", actor: undefined, commands: [] });
  });

  test("that was edited or deleted says so", () => {
    expect(comment("/lockstep recheck", { action: "edited" })).toMatchObject({ action: "edited", actor: "ada" });
    expect(comment("/lockstep recheck", { action: "deleted" })).toMatchObject({ action: "deleted" });
  });

  test("on an issue is none of ours", () => {
    const payload = {
      action: "created",
      issue: { number: 3 },
      comment: { node_id: "IC_1", body: "/lockstep recheck" },
    };
    expect(read("issue_comment", payload).kind).toBe("ignored");
  });
});

describe("reviews", () => {
  const pull_request = {
    ...{ number: 3, state: "open", head: { sha: "h" }, base: { ref: "main" }, updated_at: "2026-11-21T00:00:00Z" },
  };
  const user = { login: "ada", type: "User" };

  test("are read like comments, and say what the pull request is", () => {
    const review = { node_id: "PRR_1", body: "/lockstep approve security", user };
    expect(read("pull_request_review", { action: "submitted", pull_request, review, sender: user })).toMatchObject({
      ...{ kind: "comment", place: "review", action: "written", id: "PRR_1", seen: { head: "h" } },
      commands: [{ name: "approve", rest: "security" }],
    });
  });

  test("that are dismissed may have been approvals", () => {
    const review = { node_id: "PRR_1", body: "", user };
    expect(read("pull_request_review", { action: "dismissed", pull_request, review, sender: user })).toMatchObject({
      kind: "pull-request",
      parts: ["reviews"],
    });
  });

  test("of lines are read like comments", () => {
    const comment = { node_id: "PRRC_1", body: "/lockstep hold", user };
    const payload = { action: "created", pull_request, comment, sender: user };
    expect(read("pull_request_review_comment", payload)).toMatchObject({ place: "line-comment", number: 3 });
  });
});

test("a button that is pressed says which and by whom", () => {
  const payload = {
    ...{ action: "requested_action", requested_action: { identifier: "explain" } },
    ...{ check_run: { name: "lockstep", head_sha: "h", app: { id: 1 } }, sender: { login: "ada", type: "User" } },
  };
  expect(read("check_run", payload)).toMatchObject({ kind: "button", command: "explain", actor: "ada", head: "h" });
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
    ["installation", { action: "deleted" }, { gone: true }],
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
  ["installation", { action: "suspend", installation: { id: 1 } }],
  ["pull_request", { action: "opened" }],
  ["push", null],
  ["check_run", "text"],
])("%s with %j is ignored, and never throws", (event, payload) => {
  expect(readDelivery(event, payload, self).kind).toBe("ignored");
});
