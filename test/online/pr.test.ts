import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { main } from "../../src/cli.ts";
import { runAuditExport, runAuditVerify, runPr, runServe, runSetup } from "../../src/online.ts";
import { logFiles } from "../app/policies.ts";
import { type FakeGitHub, startFakeGitHub } from "../fake/index.ts";

let github: FakeGitHub;
beforeAll(async () => {
  github = await startFakeGitHub();
  process.env["GITHUB_API_URL"] = github.url;
  process.env["GITHUB_TOKEN"] = github.api.tokenForUser("ada");
});
afterAll(async () => {
  delete process.env["GITHUB_API_URL"];
  delete process.env["GITHUB_TOKEN"];
  await github.close();
});

async function lockstep(...argv: readonly string[]) {
  const said = { stdout: "", stderr: "" };
  const exit = await main(argv, {
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
    ...{
      cwd: process.cwd(),
      colour: false,
      width: 100,
      packageRoot: new URL("../../", import.meta.url),
      version: "0.0.0",
    },
    online: () => Promise.resolve({ runPr, runServe, runSetup, runAuditVerify, runAuditExport }),
  });
  return { exit, ...said };
}

describe("lockstep pr", () => {
  test("reads reports from CI as the app would", async () => {
    const workflow = ".github/workflows/ci.yml";
    const policy = `version: 1
reports: { junit: { artifact: results, file: "**", workflow: ${workflow} } }
rules: [{ id: tests, gate: G2, when: { changed: "src/**" }, require: [{ tests-passed: junit }] }]
`;
    const files = { ".github/lockstep.yml": policy, [workflow]: "on: push\n", "src/a.ts": "a\n" };
    const repository = github.createRepository("acme/quay", { files });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    const run = repository.startRun(pull.head);
    repository.upload(run, "results", { "junit.xml": '<testsuite><testcase name="adds"/></testsuite>' });
    expect((await lockstep("pr", "acme/quay#1")).stdout).toContain("has not ended");
    repository.endRun(run);
    expect(await lockstep("pr", "acme/quay#1")).toMatchObject({ exit: 0 });
  });

  test("says of a pull request what the app would, and writes nothing", async () => {
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    const { exit, stdout } = await lockstep("pr", "acme/harbour#1", "--format", "json");
    expect(exit).toBe(1);
    expect(JSON.parse(stdout)).toMatchObject({ verdict: "fail", policy: { source: "main:.github/lockstep.yml" } });
    expect(
      github.requests.filter(({ kind, method }) => kind === "mutation" || (kind === "rest" && method !== "GET")),
    ).toEqual([]);
  });

  test.each([
    ["acme/harbour", 2, "names no pull request"],
    ["acme/harbour#99", 2, "cannot be found"],
    ["acme/nowhere#1", 2, "cannot be found"],
  ])("%s is answered with %i", async (name, status, message) => {
    const { exit, stderr } = await lockstep("pr", name);
    expect([exit, stderr]).toEqual([status, expect.stringContaining(message)]);
  });

  test("without a token says so", async () => {
    const token = process.env["GITHUB_TOKEN"];
    delete process.env["GITHUB_TOKEN"];
    const { exit, stderr } = await lockstep("pr", "acme/harbour#1");
    process.env["GITHUB_TOKEN"] = token;
    expect([exit, stderr]).toEqual([2, expect.stringContaining("GITHUB_TOKEN is not set")]);
  });

  test("when GitHub fails is an answer that could not be had, not a bug", async () => {
    const trouble = github.fail({ on: "reads", with: "502" });
    const { exit, stderr } = await lockstep("pr", "acme/harbour#1");
    trouble.stop();
    expect([exit, stderr]).toEqual([2, expect.stringContaining("GitHub")]);
    expect(stderr).not.toContain("bug");
  });
});
