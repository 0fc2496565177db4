import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { main } from "../../src/cli.ts";
import { createRepository, type TestRepository } from "../git-repository.ts";

const policy = `version: 1
stages: { staging: { branches: [main] }, production: { branches: [release] } }
rules:
  - id: regression
    gate: G2
    when: { changed: [src/**] }
    require:
      - tests-passed: { report: junit, minimum: { staging: 50%, production: 100% } }
      - coverage: { report: lcov, paths: src/**, changed-lines: 80% }
      - findings-at-most: { report: scan, format: dependency-review, high: 0 }
`;

let repository: TestRepository;
beforeAll(async () => {
  repository = await createRepository();
  await repository.write({ ".github/lockstep.yml": policy, "src/a.ts": "one\n" });
  await repository.commit("Base");
  await repository.git("checkout", "--quiet", "-b", "change");
  await repository.write({ "src/a.ts": "one\ntwo\n" });
  await repository.commit("Change");
  // Not committed: what CI wrote beside the checkout.
  await repository.write({
    "ci/junit.xml": '<testsuite><testcase name="a"/><testcase name="b"><failure/></testcase></testsuite>',
    "ci/lcov.info": `SF:${repository.path}/src/a.ts\nDA:1,0\nDA:2,1\nend_of_record\n`,
    "ci/scan.json": "[]",
    "ci/facts.json":
      '{ "reports": { "junit": "<testsuite><testcase/></testsuite>", "lcov": { "path": "lcov.info" }, "scan": "[]" } }',
    "ci/broken.xml": "<testsuite>",
  });
});
afterAll(async () => {
  await repository.dispose();
});

async function check(...argv: readonly string[]) {
  const said = { stdout: "", stderr: "" };
  const status = await main(["check", "--base", "main", ...argv], {
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
    cwd: repository.path,
    colour: false,
    width: 100,
    packageRoot: new URL("../../", import.meta.url),
    version: "0.0.0",
  });
  return { status, ...said };
}

const all = ["--report", "junit=ci/junit.xml", "--report", "lcov=ci/lcov.info", "--report", "scan=ci/scan.json"];

describe("lockstep check with CI reports", () => {
  test("passes when all thresholds of the stage are met", async () => {
    expect(await check(...all)).toMatchObject({
      status: 0,
      stdout: expect.stringContaining("Nothing blocks: 1 rule met"),
    });
  });

  test("takes the thresholds of another stage", async () => {
    expect(await check(...all, "--stage", "production")).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/1 of the 2 tests that ran passed:\s+50%, and\s+100% must/),
    });
  });

  test("takes reports from the facts file", async () => {
    expect(await check("--facts", "ci/facts.json", "--stage", "production")).toMatchObject({ status: 0 });
  });

  test("waits for every report that is not there", async () => {
    const { status, stdout } = await check(...all.slice(0, 2), "--format", "json");
    expect(status).toBe(1);
    const said = stdout.match(/There is no report `\w+` yet/g);
    expect(said).toEqual(["There is no report `lcov` yet", "There is no report `scan` yet"]);
  });

  test("never passes for a report that cannot be read", async () => {
    expect(await check(...all, "--report", "junit=ci/broken.xml")).toMatchObject({
      status: 1,
      stdout: expect.stringMatching(/`junit` \(`ci\/broken\.xml`\) cannot\s+be read/),
    });
  });

  test.each([
    ["an argument that is none", ["--report", "ci/junit.xml"], '--report: "ci/junit.xml" is not NAME=PATH'],
    ["a report that is not there", ["--report", "junit=ci/none.xml"], "there is no such file"],
  ])("cannot answer for %s", async (_name, argv, message) => {
    expect(await check(...argv)).toMatchObject({ status: 2, stderr: expect.stringContaining(message) });
  });
});
