import { describe, expect, test } from "@jest/globals";
import { setStage, settled } from "./harness.ts";
import { logEntry, logFiles, logPolicy } from "./policies.ts";

/** The merge queue: the same check names on the head of the group, or it would wait for ever. */

const stage = setStage();
const withCi = `${logPolicy}  - id: ci
    gate: G2
    when: { changed: [src/**] }
    require: [{ check-passed: ci }]
`;

async function queued(policy = logPolicy, files = { "src/a.ts": "b\n", ...logEntry }) {
  const { github } = stage;
  const repository = github.createRepository("acme/harbour", {
    files: { ...logFiles, ".github/lockstep.yml": policy },
  });
  const pull = repository.openPullRequest({ files });
  await github.until(() => pull.concluded);
  return { github, repository, pull };
}

describe("a merge group", () => {
  test("gets the checks of its pull request", async () => {
    const { github, repository, pull } = await queued();
    const head = pull.enqueue();
    await github.until(() => repository.checksAt(head).length === 6);
    expect(repository.checksAt(head).map(({ conclusion }) => conclusion)).toEqual(Array(6).fill("success"));
  });

  test("carries every member", async () => {
    const { github, repository, pull } = await queued();
    const other = repository.openPullRequest({ files: { "src/z.ts": "z\n" } });
    await github.until(() => other.concluded);
    const first = pull.enqueue();
    const second = other.enqueue();
    await github.until(() => [first, second].every((head) => repository.checksAt(head).length === 6));
    await settled(stage);
    const at = (head: string) => repository.checksAt(head).find(({ name }) => name === "lockstep");
    expect(at(first)?.conclusion).toBe("success");
    expect(at(second)?.conclusion).toBe("failure");
  });

  test("waits for others' checks on the group's head, not on the pull request's, without failing meanwhile", async () => {
    const { github, repository, pull } = await queued(withCi);
    repository.setCheck(pull.head, "ci", "success");
    await github.until(() => pull.mergeable);
    const head = pull.enqueue();
    const fold = () => repository.checksAt(head).find(({ name }) => name === "lockstep");
    await github.until(() => fold() !== undefined);
    expect(fold()?.status).toBe("in_progress");
    repository.setCheck(head, "ci", "failure");
    await github.until(() => fold()?.status === "completed");
    expect(fold()?.conclusion).toBe("failure");
  });

  test("does not take another app's check for that of the app a rule names", async () => {
    const pinned = withCi.replace("check-passed: ci", "check-passed: { names: ci, app: github-actions }");
    const { github, repository, pull } = await queued(pinned);
    repository.setCheck(pull.head, "ci", "success");
    await github.until(() => pull.mergeable);
    const head = pull.enqueue();
    const fold = () => repository.checksAt(head).find(({ name }) => name === "lockstep");
    repository.setCheck(head, "ci", "success", 99);
    await github.until(() => fold() !== undefined);
    await settled(stage);
    expect(fold()?.status).toBe("in_progress");
    repository.setCheck(head, "ci", "success");
    await github.until(() => fold()?.status === "completed");
    expect(fold()?.conclusion).toBe("success");
  });

  test("whose members cannot be told fails closed", async () => {
    const { github, repository, pull } = await queued();
    repository.state.queue.push({ branch: "main", number: 99, baseCommit: pull.head, headCommit: pull.head });
    const head = pull.enqueue();
    repository.state.queue.length = 0;
    await github.until(() => repository.checksAt(head).length > 0);
    await settled(stage);
    expect(repository.checksAt(head).find(({ name }) => name === "lockstep")?.conclusion).toBe("action_required");
  });
});
