import { describe, expect, test } from "@jest/globals";
import type { RunOptions } from "../fake/actions.ts";
import type { FakePullRequest, FakeRepository } from "../fake/index.ts";
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
