import { describe, expect, test } from "@jest/globals";
import { conclusions, setStage, settled } from "./harness.ts";
import { logEntry, logFiles } from "./policies.ts";

/** What a person sees on a pull request. */

const stage = setStage();

describe("a pull request that lacks something", () => {
  test("is blocked by the check and told once what is missing; the missing entry turns both", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.concluded);
    expect(pull.mergeable).toBe(false);
    expect(conclusions(pull)).toEqual({
      ...{ lockstep: "failure", G4: "failure" },
      ...{ G1: "success", G2: "success", G3: "success", G5: "success" },
    });
    const [comment] = pull.appComments();
    expect(comment?.body).toMatch(/^<!-- lockstep -->\n/);
    expect(comment?.body).toContain(
      `http://127.0.0.1/acme/harbour/edit/change-1/docs/STATUS.md#L`.replace("http://127.0.0.1", ""),
    );

    pull.push(logEntry);
    await github.until(() => pull.concluded);
    expect(pull.mergeable).toBe(true);
    expect(pull.appComments().map(({ body }) => body)).toEqual([expect.stringContaining("What was missing is there.")]);
  });

  test("gets annotations on its new check of the gate, and none again when the check is only changed", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.concluded);
    const gate = () => pull.check("lockstep / G4 Documentation");
    expect(gate()?.annotations).toHaveLength(1);
    expect(pull.check()?.annotations).toEqual([]);
    github.webhooks.send("issue_comment", {});
    pull.comment("/lockstep recheck");
    await settled(stage);
    expect(gate()?.annotations).toHaveLength(1);
  });

  test("is left alone as a draft: checks, but no comment until it is ready", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" }, draft: true });
    await github.until(() => pull.concluded);
    await settled(stage);
    expect(pull.appComments()).toEqual([]);
    pull.ready();
    await github.until(() => pull.appComments().length === 1);
  });
});

describe("a pull request that was made to be hard to read", () => {
  test.each([
    ["a description of quotes without end", "> # a\nb\n".repeat(6_000), "it has too many quotes"],
    [
      "a description with lists in lists without end",
      `---\n${"- ".repeat(30_000)}\na\n---\n`,
      "has no heading *Verification*",
    ],
  ])("is judged all the same: %s", async (_name, body, says) => {
    const { github } = stage;
    const files = {
      ".github/lockstep.yml": `version: 1
rules:
  - { id: told, gate: G1, when: { changed: [src/**] }, require: [{ fields-filled: { in: "pull-request#Verification", fields: [Outcome] } }] }
`,
      "src/a.ts": "a\n",
    };
    const pull = github
      .createRepository("acme/harbour", { files })
      .openPullRequest({ files: { "src/a.ts": "b\n" }, body });
    await github.until(() => pull.concluded);
    expect(pull.mergeable).toBe(false);
    expect(pull.check()?.summary).toContain(says);
  });
});

describe("a pull request where nothing is missing", () => {
  test("gets its checks and no comment", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n", ...logEntry } });
    await github.until(() => pull.concluded);
    expect(pull.mergeable).toBe(true);
    await settled(stage);
    expect(pull.appComments()).toEqual([]);
  });
});

describe("several pull requests on one commit", () => {
  test("that come at the same moment get one set of checks", async () => {
    const { github } = stage;
    github.setLatency(30);
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    repository.branch("release");
    const one = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    const other = repository.openPullRequest({ at: one.head, base: "release", head: "same" });
    await settled(stage);
    expect([one.allChecks().length, other.mergeable]).toEqual([6, false]);
  });

  test("must all pass, and the check says who holds it back", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    repository.branch("release");
    repository.commit("release", { files: { ".github/lockstep.yml": "version: 1\n" } });
    const strict = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    const lax = repository.openPullRequest({ at: strict.head, base: "release", head: "same" });
    await settled(stage);
    await github.until(() => lax.concluded && lax.check()?.conclusion === "failure");
    pullsAgree();
    lax.push(logEntry);
    await settled(stage);
    strict.close();
    await settled(stage);
    expect(lax.mergeable).toBe(true);

    function pullsAgree() {
      expect(lax.check()?.title).toMatch(/Held back by #1|Blocked by G4/);
    }
  });
});

describe("a retargeted pull request", () => {
  test("loses its green at once, before anything is read, and is judged by the new branch's policy", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    repository.branch("lax");
    repository.commit("lax", { files: { ".github/lockstep.yml": "version: 1\n" } });
    const pull = repository.openPullRequest({ base: "lax", files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.mergeable);
    await settled(stage);
    github.forgetRequests();
    pull.retarget("main");
    await github.until(() => pull.check()?.status === "in_progress");
    expect(github.requests[0]?.kind).toBe("mutation");
    await github.until(() => pull.concluded);
    expect(pull.mergeable).toBe(false);
  });
});

describe("a retargeted pull request that cannot be read", () => {
  test("is taken back once, however often it is tried", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    repository.branch("lax");
    repository.commit("lax", { files: { ".github/lockstep.yml": "version: 1\n" } });
    const pull = repository.openPullRequest({ base: "lax", files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.mergeable);
    await settled(stage);
    const trouble = github.fail({ on: "reads", with: "502", times: 4 });
    pull.retarget("main");
    await github.until(() => pull.concluded && pull.check()?.conclusion === "failure");
    trouble.stop();
    expect(pull.allChecks().filter(({ name }) => name === "lockstep")).toHaveLength(2);
  });
});

describe("Re-run", () => {
  test("makes new check runs, which count from then on", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.concluded);
    await settled(stage);
    const first = pull.check()?.id ?? 0;
    github.rerequest(repository, first);
    await github.until(() => (pull.check()?.id ?? 0) > first);
    await settled(stage);
    expect(pull.allChecks().filter(({ name }) => name === "lockstep")).toHaveLength(2);
    expect(pull.check()?.conclusion).toBe("failure");
  });
});
