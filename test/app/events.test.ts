import { describe, expect, test } from "@jest/globals";
import { setStage, settled } from "./harness.ts";
import { logEntry, logFiles, logPolicy } from "./policies.ts";

/** Which events make the app look, and what those cost that cannot change anything. */

const stage = setStage();

const signals = `${logPolicy}  - id: ci
    gate: G2
    when: { changed: [src/**] }
    require: [{ check-passed: ci }]
  - id: labelled
    gate: G1
    when: { labels: [risky] }
    require: [{ title: "^risky:" }]
`;

async function judged(files: Record<string, string> = logFiles, opening = {}) {
  const { github } = stage;
  const repository = github.createRepository("acme/harbour", { files });
  const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n", ...logEntry }, ...opening });
  await github.until(() => pull.concluded);
  await settled(stage);
  github.forgetRequests();
  return { github, repository, pull };
}

describe("an event that cannot change the outcome costs no request", () => {
  test.each<[string, (context: Awaited<ReturnType<typeof judged>>) => void]>([
    [
      "a label no rule looks at",
      ({ pull }) => {
        pull.label("later");
      },
    ],
    [
      "a new title and description",
      ({ pull }) => {
        pull.edit({ title: "x", body: "y" });
      },
    ],
    ["a check of somebody else", ({ repository, pull }) => repository.setCheck(pull.head, "lint", "success")],
    [
      "a commit status of somebody else",
      ({ repository, pull }) => {
        repository.setStatus(pull.head, "lint", "success");
      },
    ],
    ["a comment", ({ pull }) => pull.comment("Looks good. /lockstep recheck is what I would say")],
    ["a comment of a bot that asks", ({ pull }) => pull.comment("/lockstep recheck", { by: "other[bot]", bot: true })],
    [
      "a push to the base that touches nothing of ours",
      ({ repository }) => repository.commit("main", { files: { "x.md": "x" } }),
    ],
    ["our own checks", ({ repository, pull, github }) => repository.setCheck(pull.head, "x", "success", github.app.id)],
    ["an event of another kind", ({ repository }) => repository.send("star", { action: "created" })],
    [
      "being assigned",
      ({ pull }) => {
        pull.tell("assigned");
      },
    ],
  ])("%s", async (_, act) => {
    const context = await judged();
    act(context);
    await settled(stage);
    expect(context.github.countRequests()).toBe(0);
  });
});

describe("an event that can change the outcome", () => {
  test("a check that a rule waits for, by its name, on the head of a fork as well", async () => {
    const { github, repository, pull } = await judged(
      { ...logFiles, ".github/lockstep.yml": signals },
      { fork: "mallory/harbour" },
    );
    expect(pull.mergeable).toBe(false);
    // Waiting for a check is nothing to tell anybody in a comment.
    expect(pull.appComments()).toEqual([]);
    repository.setCheck(pull.head, "ci", "success");
    await github.until(() => pull.mergeable);
    repository.setCheck(pull.head, "ci", undefined);
    await github.until(() => !pull.mergeable && pull.concluded);
    repository.setCheck(pull.head, "ci", "failure");
    await settled(stage);
    expect(pull.mergeable).toBe(false);
  });

  test("a commit status that a rule waits for", async () => {
    const { github, repository, pull } = await judged({ ...logFiles, ".github/lockstep.yml": signals });
    repository.setStatus(pull.head, "ci", "success");
    await github.until(() => pull.mergeable);
  });

  test("a check of the app that a rule names, while one of that name by another app and a status change nothing", async () => {
    const pinned = signals.replace(/check-passed: ci\b/, "check-passed: { names: ci, app: 15368 }");
    expect(pinned).not.toBe(signals);
    const { github, repository, pull } = await judged({ ...logFiles, ".github/lockstep.yml": pinned });
    repository.setCheck(pull.head, "ci", "success", 99);
    repository.setStatus(pull.head, "ci", "success");
    await settled(stage);
    expect(pull.mergeable).toBe(false);
    github.forgetRequests();
    repository.setCheck(pull.head, "ci", "success");
    await github.until(() => pull.mergeable);
    await settled(stage);
    expect(github.requests.map(({ kind }) => kind)).toEqual(["query", "rest", "mutation"]);
  });

  test("a label and a title that a rule looks at", async () => {
    const { github, repository, pull } = await judged({ ...logFiles, ".github/lockstep.yml": signals });
    repository.setCheck(pull.head, "ci", "success");
    await github.until(() => pull.mergeable);
    pull.label("risky");
    await github.until(() => !pull.mergeable);
    pull.edit({ title: "risky: a" });
    await github.until(() => pull.mergeable);
  });

  test("a push to the base that changes the policy: its open pull requests are looked at again", async () => {
    const { github, repository, pull } = await judged();
    repository.commit("main", { files: { ".github/lockstep.yml": signals } });
    await github.until(() => !pull.mergeable && pull.concluded);
  });

  test("a comment that asks to look again, where a delivery was lost", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    github.deliverTo(undefined);
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.webhooks.idle();
    github.deliverTo(`${stage.app.url}/api/github/webhooks`);
    pull.comment("Hello?\n\n/lockstep recheck");
    await github.until(() => pull.concluded);
  });
});

describe("a delivery that comes twice", () => {
  test("writes nothing twice", async () => {
    const { github, pull } = await judged();
    const runs = pull.allChecks().length;
    for (const { id } of [...github.webhooks.attempts]) github.webhooks.again(id);
    await settled(stage);
    expect(github.requests.filter(({ kind }) => kind === "mutation")).toEqual([]);
    expect(pull.allChecks()).toHaveLength(runs);
  });
});

describe("installation", () => {
  test("looks at the pull requests that are open already", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    github.deliverTo(undefined);
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.webhooks.idle();
    github.deliverTo(`${stage.app.url}/api/github/webhooks`);
    repository.send("installation", { action: "created" });
    await github.until(() => pull.concluded);
  });
});
