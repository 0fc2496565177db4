import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type FakeGitHub, startFakeGitHub } from "../fake/index.ts";
import { type AppUnderTest, startAppUnderTest } from "../running-app.ts";
import { settled } from "./harness.ts";
import { logEntry, logFiles, logPolicy, peopleFiles } from "./policies.ts";

/** What was missed while nobody listened comes back by itself. */

let github: FakeGitHub;
let app: AppUnderTest | undefined;
beforeEach(async () => {
  github = await startFakeGitHub();
});
afterEach(async () => {
  await app?.stop();
  await github.close();
});

describe("after the server was away", () => {
  test("failed deliveries are delivered again, once", async () => {
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.webhooks.idle();
    expect(github.webhooks.attempts.map(({ statusCode }) => statusCode)).toEqual([0]);
    app = await startAppUnderTest(github, { reconcile: true });
    await github.until(() => pull.concluded && github.webhooks.attempts.some(({ redelivery }) => redelivery));
    await github.webhooks.idle();
    expect(github.webhooks.attempts.map(({ guid }) => guid)).toEqual(Array(2).fill(github.webhooks.attempts[0]?.guid));
    expect(pull.allChecks()).toHaveLength(6);
  });

  test("pull requests that nobody told of are found, those that are done are left alone, closed ones forgotten", async () => {
    const dataDir = await mkdtemp(join(tmpdir(), "lockstep-app-"));
    try {
      const repository = github.createRepository("acme/harbour", { files: logFiles });
      app = await startAppUnderTest(github, { dataDir });
      const done = repository.openPullRequest({ files: { "src/a.ts": "b\n", ...logEntry } });
      await github.until(() => done.concluded);
      await app.stop();
      const missed = repository.openPullRequest({ files: { "src/a.ts": "c\n" } });
      await github.webhooks.idle();
      github.webhooks.attempts.length = 0;
      github.forgetRequests();
      app = await startAppUnderTest(github, { reconcile: true, dataDir });
      await github.until(() => missed.concluded);
      expect(missed.check()?.conclusion).toBe("failure");
      expect(github.requests.filter(({ operation }) => operation === "Look")).toHaveLength(1);
      await app.stop();
    } finally {
      await rm(dataDir, { recursive: true, force: true });
    }
  });

  test("with its data lost, what a waiver let pass fails again", async () => {
    const repository = github.createRepository("acme/harbour", { files: peopleFiles });
    repository.grant("bob", "maintain");
    app = await startAppUnderTest(github, { reconcile: true });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.concluded);
    pull.comment("/lockstep waive log -- nothing runs differently", { by: "bob" });
    await github.until(() => pull.mergeable);
    await app.stop();
    app = await startAppUnderTest(github, { reconcile: true });
    await github.until(() => pull.concluded && !pull.mergeable);
  });

  test("from a suspended installation, a policy that came meanwhile holds", async () => {
    const repository = github.createRepository("acme/harbour", {
      files: { ...logFiles, ".github/lockstep.yml": "version: 1\n" },
    });
    app = await startAppUnderTest(github);
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.mergeable);
    repository.send("installation", { action: "suspend" });
    await github.webhooks.idle();
    github.deliverTo(undefined);
    repository.commit("main", { files: { ".github/lockstep.yml": logPolicy } });
    await github.webhooks.idle();
    github.deliverTo(`${app.url}/api/github/webhooks`);
    repository.send("installation", { action: "unsuspend" });
    await github.until(() => pull.concluded && !pull.mergeable);
  });

  test("from a suspended installation, a hold still holds", async () => {
    const repository = github.createRepository("acme/harbour", { files: peopleFiles });
    repository.grant("bob", "maintain");
    app = await startAppUnderTest(github);
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n", ...logEntry } });
    await github.until(() => pull.mergeable);
    pull.comment("/lockstep hold until Monday", { by: "bob" });
    await github.until(() => pull.concluded && !pull.mergeable);
    repository.send("installation", { action: "suspend" });
    await github.webhooks.idle();
    github.forgetRequests();
    repository.send("installation", { action: "unsuspend" });
    await github.until(() => github.requests.some(({ operation }) => operation === "Look"));
    pull.push({ "src/a.ts": "c\n" });
    await github.until(() => pull.concluded);
    expect(pull.mergeable).toBe(false);
  });

  test("from an answer that the repository is not there, a sweep finds what was taken for closed", async () => {
    const repository = github.createRepository("acme/harbour", {
      files: { ...logFiles, ".github/lockstep.yml": "version: 1\n" },
    });
    app = await startAppUnderTest(github);
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await github.until(() => pull.mergeable);
    github.model.repositories.delete("acme/harbour");
    const looks = () => github.requests.filter(({ operation }) => operation === "Look").length;
    const before = looks();
    pull.comment("/lockstep recheck", { by: "bob" });
    await github.until(() => looks() > before);
    await settled({ github, app });
    github.model.repositories.set("acme/harbour", repository.state);
    repository.commit("main", { files: { ".github/lockstep.yml": logPolicy } });
    await settled({ github, app });
    repository.send("installation", { action: "unsuspend" });
    await github.until(() => pull.concluded && !pull.mergeable);
  });
});
