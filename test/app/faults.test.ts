import { describe, expect, test } from "@jest/globals";
import type { Fault } from "../fake/faults.ts";
import { setStage, settled } from "./harness.ts";
import { logEntry, logFiles } from "./policies.ts";

/** Trouble at GitHub: the right verdict in the end, no false pass, no second check run, no second comment. */

const stage = setStage();
const faults: readonly Fault[] = [
  "500",
  "502",
  "secondary-limit-with-retry-after",
  "primary-limit",
  "reset-before",
  "reset-after",
];

describe.each(["reads", "writes"] as const)("trouble on %s", (on) => {
  test.each(faults)(
    "%s, once",
    async (fault) => {
      const { github } = stage;
      const repository = github.createRepository("acme/harbour", { files: logFiles });
      github.fail({ on, with: fault, times: 1, retryAfterSeconds: 1 });
      const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
      const seen = new Set<string | null>();
      await github.until(() => {
        if (pull.concluded) seen.add(pull.check()?.conclusion ?? null);
        return pull.concluded && pull.appComments().length > 0;
      });
      await settled(stage);
      expect([...seen]).toEqual(["failure"]);
      expect(pull.allChecks()).toHaveLength(6);
      expect(pull.appComments()).toHaveLength(1);

      pull.push(logEntry);
      await github.until(() => pull.mergeable);
      expect(pull.appComments()).toHaveLength(1);
    },
    20_000,
  );
});

describe("an answer in part", () => {
  test("is asked for again and never becomes a verdict", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    github.fail({ on: "reads", with: "graphql-partial", times: 2 });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.concluded);
    await settled(stage);
    expect(pull.check()?.conclusion).toBe("failure");
    expect(pull.allChecks()).toHaveLength(6);
  }, 20_000);
});

describe("a mutation that is refused", () => {
  test("is done by REST, one check at a time", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    github.api.refuseMutations = true;
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.checks().length === 6);
    await settled(stage);
    expect(pull.check()?.conclusion).toBe("failure");
    expect(pull.appComments()).toHaveLength(1);
  });
});

describe("a comment", () => {
  test("that the app may not write does not keep the checks from being posted", async () => {
    const { github } = stage;
    github.model.mayComment = false;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.concluded);
    await settled(stage);
    expect(pull.allChecks()).toHaveLength(6);
    expect(pull.appComments()).toEqual([]);
  });

  test("that somebody deleted is written anew when there is something to say", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.appComments().length === 1);
    await settled(stage);
    pull.state.comments.length = 0;
    pull.push({ "src/a.ts": "c\n" });
    await github.until(() => pull.appComments().length === 1);
  });

  test("that somebody edited is put right", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.appComments().length === 1);
    await settled(stage);
    const [comment] = pull.state.comments;
    if (comment !== undefined) comment.body = "all is well";
    pull.comment("/lockstep recheck");
    await github.until(() => comment?.body.startsWith("<!-- lockstep -->") === true);
  });
});

describe("a list of files that is not complete", () => {
  test("never becomes a verdict", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({ draft: true, files: { "x.md": "x" } });
    await github.until(() => pull.concluded);
    await settled(stage);
    pull.state.claimedFiles = 2;
    pull.push({ "y.md": "y" });
    pull.state.claimedFiles = 4;
    pull.tell("edited", { changes: { title: {} } });
    await github.webhooks.idle();
    await github.until(() => github.requests.filter(({ kind }) => kind === "query").length > 3);
    expect(pull.check()).toBeUndefined();
    delete pull.state.claimedFiles;
    pull.tell("synchronize");
    await github.until(() => pull.mergeable);
  }, 20_000);
});

describe("an installation that is limited", () => {
  test("waits alone", async () => {
    const { github } = stage;
    const limited = github.createRepository("acme/harbour", { files: logFiles });
    const free = github.createRepository("other/quay", { files: logFiles });
    const order = github.fail({
      on: ({ path, kind }) => kind === "query" && path === "/graphql" && limitedTurn(),
      with: "secondary-limit-with-retry-after",
      retryAfterSeconds: 2,
    });
    let turn = 0;
    function limitedTurn() {
      turn += 1;
      return turn === 1;
    }
    const slow = limited.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => turn > 0);
    const quick = free.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => quick.concluded);
    expect(slow.concluded).toBe(false);
    order.stop();
    await github.until(() => slow.concluded);
  }, 20_000);
});

describe("an installation where reads always fail", () => {
  test("holds up no other", async () => {
    const { github } = stage;
    const failing = github.createRepository("acme/harbour", { files: logFiles });
    const other = github.createRepository("other/quay", { files: logFiles });
    // As where a change is so large that GitHub runs out of time, every time.
    github.fail({ on: ({ kind }) => kind === "query", with: "502", times: 6 });
    failing.openPullRequest({ files: { "src/a.ts": "b\n" } });
    failing.openPullRequest({ files: { "src/a.ts": "c\n" } });
    await github.until(() => github.requests.filter(({ status }) => status === 502).length > 4);
    const pull = other.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.concluded);
  }, 20_000);
});
