import { describe, expect, test } from "@jest/globals";
import type { RunOptions } from "../fake/actions.ts";
import type { FakePullRequest, FakeRepository } from "../fake/index.ts";
import { hostileArchives } from "../hostile-archives.ts";
import { setStage, settled } from "./harness.ts";

/** Evidence from CI: which artifacts count, and what becomes of the others. */

const stage = setStage();

const workflow = ".github/workflows/ci.yml";
const policy = `version: 1
reports:
  junit: { artifact: test-results, file: "**/junit*.xml", workflow: ${workflow} }
rules:
  - id: tests
    gate: G2
    when: { changed: [src/**] }
    require: [{ tests-passed: junit }]
`;
const files = { ".github/lockstep.yml": policy, [workflow]: "on: push\n", "src/a.ts": "a\n" };
const passed = { "out/junit.xml": '<testsuite><testcase name="adds"/><testcase name="subtracts"/></testsuite>' };
const failed = {
  "out/junit.xml": '<testsuite><testcase name="adds"><failure message="got 2"/></testcase></testsuite>',
};
const gate = "lockstep / G2 Regression";

function harbour(more: Readonly<Record<string, string>> = {}): FakeRepository {
  return stage.github.createRepository("acme/harbour", { files: { ...files, ...more } });
}

async function opened(repository: FakeRepository, more: Parameters<FakeRepository["openPullRequest"]>[0] = {}) {
  const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" }, ...more });
  await stage.github.until(() => pull.check(gate) !== undefined);
  await settled(stage);
  return pull;
}

/** A run on the head that uploads something and ends. */
async function ran(
  pull: FakePullRequest,
  content: Parameters<FakeRepository["upload"]>[2] | undefined,
  options: RunOptions & { readonly conclusion?: string } = {},
) {
  const run = pull.repository.startRun(pull.head, options);
  const artifact = content && pull.repository.upload(run, "test-results", content);
  pull.repository.endRun(run, options.conclusion);
  await settled(stage);
  return { run, artifact };
}

/** What the check says, as one text. */
function said(pull: FakePullRequest): string {
  const { status, conclusion, title, summary } = pull.check(gate) ?? {};
  return `${status ?? ""} ${conclusion ?? ""} ${title ?? ""}\n${summary ?? ""}`;
}

describe("a report from CI", () => {
  test("is awaited, and passes when it is there and green", async () => {
    const pull = await opened(harbour());
    expect(said(pull)).toContain("There is no report `junit` yet");
    expect(pull.mergeable).toBe(false);
    await ran(pull, passed);
    expect(pull.check(gate)?.conclusion).toBe("success");
    expect(pull.mergeable).toBe(true);
  });

  test("fails when it is red, though the run is what it is", async () => {
    const pull = await opened(harbour());
    await ran(pull, failed, { conclusion: "failure" });
    expect(pull.check(gate)?.conclusion).toBe("failure");
    expect(said(pull)).toContain("0 of the 1 tests that ran passed");
    await ran(pull, passed);
    expect(pull.mergeable).toBe(true);
  });

  test("counts no longer when a commit was pushed", async () => {
    const pull = await opened(harbour());
    await ran(pull, passed);
    expect(pull.mergeable).toBe(true);
    pull.push({ "src/a.ts": "c\n" });
    await settled(stage);
    expect(pull.mergeable).toBe(false);
    await ran(pull, passed);
    expect(pull.mergeable).toBe(true);
  });
});

describe("a report that is not there", () => {
  test("is awaited while the run goes on, whatever an earlier run has left", async () => {
    const pull = await opened(harbour());
    await ran(pull, passed);
    const { repository } = pull;
    const second = repository.startRun(pull.head);
    repository.upload(second, "test-results", failed);
    pull.comment("/lockstep recheck");
    await settled(stage);
    expect(said(pull)).toContain("has not ended");
    expect(pull.mergeable).toBe(false);
    repository.endRun(second, "failure");
    await settled(stage);
    expect(pull.check(gate)?.conclusion).toBe("failure");
  });

  test("because the run has left no artifact is an error that says so", async () => {
    const pull = await opened(harbour());
    await ran(pull, undefined);
    expect(said(pull)).toContain("the run has left no artifact");
    expect(pull.mergeable).toBe(false);
  });

  test("because its artifact has expired is an error that says so", async () => {
    const pull = await opened(harbour());
    const run = pull.repository.startRun(pull.head);
    pull.repository.upload(run, "test-results", passed).expired = true;
    pull.repository.endRun(run);
    await settled(stage);
    expect(said(pull)).toContain("has expired");
  });

  test("because it expired just now is one too", async () => {
    const pull = await opened(harbour());
    const run = pull.repository.startRun(pull.head);
    pull.repository.upload(run, "test-results", passed).expiresAfterListing = true;
    pull.repository.endRun(run);
    await settled(stage);
    expect(said(pull)).toContain("has expired");
  });

  test("because no file of the artifact has the name is an error that says so", async () => {
    const pull = await opened(harbour());
    await ran(pull, { "out/results.xml": passed["out/junit.xml"] });
    expect(said(pull)).toContain("it has no file that");
    expect(pull.mergeable).toBe(false);
  });

  test.each(["cancelled", "timed_out", "skipped", "action_required", "startup_failure"])(
    "because the run ended as %s is an error that says so",
    async (conclusion) => {
      const pull = await opened(harbour());
      await ran(pull, passed, { conclusion });
      expect(said(pull)).toContain(`the run ended as \`${conclusion}\``);
      expect(pull.mergeable).toBe(false);
    },
  );

  test("because the policy does not say where it comes from is awaited, and the finding says to declare it", async () => {
    const pull = await opened(harbour({ ".github/lockstep.yml": policy.replace("  junit:", "  unit:") }));
    await ran(pull, passed);
    expect(said(pull)).toContain("Declare it under");
    expect(pull.mergeable).toBe(false);
  });
});

describe("a run that is repeated", () => {
  test("is awaited again, and counts as it ended last", async () => {
    const pull = await opened(harbour());
    const { run } = await ran(pull, failed, { conclusion: "failure" });
    pull.repository.repeatRun(run);
    pull.comment("/lockstep recheck");
    await settled(stage);
    expect(said(pull)).toContain("has not ended");
    pull.repository.upload(run, "test-results", passed);
    pull.repository.endRun(run);
    await settled(stage);
    expect(pull.mergeable).toBe(true);
  });
});

describe("a run that is no evidence", () => {
  test.each<readonly [string, RunOptions, string]>([
    ["of another workflow", { path: ".github/workflows/other.yml" }, "has not run on this commit"],
    ["of a path that ends alike", { path: "x/.github/workflows/ci.yml" }, "has not run on this commit"],
    ["for pull_request_target", { event: "pull_request_target" }, "for the event `pull_request_target`"],
    ["by hand", { event: "workflow_dispatch" }, "for the event `workflow_dispatch`"],
    ["for a fork", { headRepository: "mallory/harbour" }, "for a fork"],
    ["for a fork that is gone", { headRepository: null }, "for a fork"],
  ])("%s", async (_, options, why) => {
    const pull = await opened(harbour());
    await ran(pull, passed, options);
    expect(said(pull)).toContain(why);
    expect(pull.mergeable).toBe(false);
  });

  test("does not hide one that is", async () => {
    const pull = await opened(harbour());
    await ran(pull, passed, { event: "push", path: `${workflow}@main` });
    await ran(pull, failed, { event: "pull_request_target" });
    await ran(pull, failed, { headRepository: "mallory/harbour" });
    expect(pull.mergeable).toBe(true);
  });

  test("of a workflow the change edits", async () => {
    const pull = await opened(harbour(), { files: { "src/a.ts": "b\n", [workflow]: "on: push # and more\n" } });
    await ran(pull, passed);
    expect(said(pull)).toContain("not the same as on the base branch");
    expect(pull.mergeable).toBe(false);
  });

  test("of a workflow the change brings", async () => {
    const repository = stage.github.createRepository("acme/harbour", {
      files: { ".github/lockstep.yml": policy, "src/a.ts": "a\n" },
    });
    const pull = await opened(repository, { files: { "src/a.ts": "b\n", [workflow]: "on: push\n" } });
    await ran(pull, passed);
    expect(said(pull)).toContain("is not on the base branch");
    expect(pull.mergeable).toBe(false);
  });

  test("of a workflow the base branch has changed since, until the branch is brought up to date", async () => {
    const repository = harbour();
    const pull = await opened(repository);
    repository.commit("main", { files: { [workflow]: "on: [push]\n" } });
    await ran(pull, passed);
    expect(said(pull)).toContain("not the same as on the base branch");
    pull.rebase();
    await settled(stage);
    await ran(pull, passed);
    expect(pull.mergeable).toBe(true);
  });

  test("on another commit wakes nobody", async () => {
    const repository = harbour();
    const pull = await opened(repository);
    stage.github.forgetRequests();
    const run = repository.startRun(repository.headOf("main"));
    repository.upload(run, "test-results", passed);
    repository.endRun(run);
    await settled(stage);
    expect(stage.github.requests).toEqual([]);
    expect(pull.mergeable).toBe(false);
  });
});

describe("an archive that is hostile", () => {
  test.each(hostileArchives)("$name is unread, and the app goes on", async ({ archive, why }) => {
    const pull = await opened(harbour());
    await ran(pull, archive());
    expect(said(pull)).toMatch(why);
    expect(pull.mergeable).toBe(false);
    await ran(pull, passed);
    expect(pull.mergeable).toBe(true);
  });

  test("by what GitHub says of its size is not even fetched", async () => {
    const pull = await opened(harbour());
    const run = pull.repository.startRun(pull.head);
    pull.repository.upload(run, "test-results", passed).claimedBytes = 70_000_000;
    pull.repository.endRun(run);
    await settled(stage);
    expect(said(pull)).toContain("more than the 67108864 that are fetched");
    expect(stage.github.requests.filter(({ kind }) => kind === "storage")).toEqual([]);
  });

  test("by its true size is fetched no further than that", async () => {
    const pull = await opened(harbour());
    const run = pull.repository.startRun(pull.head);
    pull.repository.upload(run, "test-results", Buffer.alloc(67_108_865)).claimedBytes = 1_000;
    pull.repository.endRun(run);
    await settled(stage);
    expect(said(pull)).toContain("more than the 67108864 bytes that are fetched");
  });

  test("100,000 cases are read", async () => {
    const pull = await opened(harbour());
    await ran(pull, { "junit.xml": `<testsuite>${'<testcase name="a"/>'.repeat(100_000)}</testsuite>` });
    expect(pull.mergeable).toBe(true);
  });
});

describe("trouble", () => {
  test.each(["runs", "artifacts", "zip", "storage"])("on the way to the %s does not become a verdict", async (part) => {
    const { github } = stage;
    const pull = await opened(harbour());
    github.fail({
      on: ({ path, kind }) => (part === "storage" ? kind === "storage" : path.endsWith(`/${part}`)),
      with: "500",
      times: 2,
    });
    await ran(pull, passed);
    await github.until(() => pull.mergeable);
    expect(pull.allChecks().filter(({ name }) => name === gate)).toHaveLength(1);
  });
});

describe("a list that is behind", () => {
  test("of what GitHub has said is not believed", async () => {
    const pull = await opened(harbour());
    const run = pull.repository.startRun(pull.head);
    pull.repository.upload(run, "test-results", passed);
    run.lag = 2;
    pull.repository.endRun(run);
    await stage.github.until(() => pull.mergeable);
  });
});

describe("requests", () => {
  test("are not made for reports where no rule that is awake asks for one, nor when a run ends", async () => {
    const { github } = stage;
    const repository = harbour();
    const pull = repository.openPullRequest({ files: { "README.md": "more\n" } });
    await github.until(() => pull.mergeable);
    await settled(stage);
    expect(github.requests.filter(({ path }) => path.includes("/actions/"))).toEqual([]);
    github.forgetRequests();
    await ran(pull, passed);
    expect(github.requests).toEqual([]);
  });

  test("for an artifact are made once: what was read in it is kept", async () => {
    const { github } = stage;
    const pull = await opened(harbour());
    await ran(pull, passed);
    github.forgetRequests();
    pull.comment("/lockstep recheck");
    await settled(stage);
    const kinds = github.requests.map(({ kind, path }) => (kind === "rest" ? path.split("/").at(-1) : kind));
    expect(kinds.filter((kind) => kind !== "mutation").sort()).toEqual(["artifacts", "query", "query", "runs"]);
  });
});
