import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { Ajv2020 } from "ajv/dist/2020.js";
import { main } from "../src/cli.ts";
import { reportJsonSchema } from "../src/render/json.ts";
import { createRepository, type TestRepository } from "./git-repository.ts";

const policy = `version: 1
documents:
  status: docs/STATUS.md
stages:
  production: { branches: [main] }
rules:
  - id: runtime-behaviour
    gate: G4
    because: An operator reads the status log.
    when: { changed: [src/routing/**] }
    require:
      - entry-added: status#Live status log
`;

let repository: TestRepository;

beforeAll(async () => {
  repository = await createRepository();
  await repository.write({
    ".github/lockstep.yml": policy,
    "docs/STATUS.md": "# Status\n\n## Live status log\n\n- one\n",
    "broken.yml": "version: 1\nruels: []\n",
    "facts.json": '{ "checks": [{ "name": "a", "status": "done" }] }',
  });
  await repository.commit("Base");
  await repository.git("tag", "base");
  await repository.git("checkout", "--quiet", "-b", "change");
  await repository.write({ "src/routing/a.ts": "export {};\n" });
  await repository.commit("Change");
  await repository.git("checkout", "--quiet", "--orphan", "unrelated");
  await repository.commit("Unrelated");
  await repository.git("checkout", "--quiet", "change");
});

afterAll(async () => {
  await repository.dispose();
});

async function lockstep(args: readonly string[], cwd = repository.path) {
  let stdout = "";
  let stderr = "";
  const status = await main(args, {
    stdout: (text) => {
      stdout += text;
    },
    stderr: (text) => {
      stderr += text;
    },
    cwd,
    colour: false,
    width: 100,
    packageRoot: new URL("../", import.meta.url),
    version: "1.2.3",
  });
  return { status, stdout, stderr };
}

describe("the exit status", () => {
  test.each<[string, readonly string[], number]>([
    ["is 1 when something blocks", ["check"], 1],
    ["is 0 when nothing changed", ["check", "--base", "HEAD"], 0],
    ["is 0 for help", ["check", "--help"], 0],
    ["is 0 for the version", ["--version"], 0],
    ["is 2 for an unknown command", ["chekc"], 2],
    ["is 2 for an unknown flag", ["check", "--frmat", "json"], 2],
    ["is 2 for an unknown format", ["check", "--format", "xml"], 2],
    ["is 2 for an unknown base", ["check", "--base", "nowhere"], 2],
    ["is 2 for an unknown stage", ["check", "--stage", "moon"], 2],
    ["is 2 for a base without common history", ["check", "--base", "unrelated"], 2],
    ["is 2 for a policy file that is not there", ["check", "--policy", "none.yml"], 2],
    ["is 2 for a policy that is invalid", ["check", "--policy", "broken.yml"], 2],
    ["is 2 for a facts file that is invalid", ["check", "--facts", "facts.json"], 2],
    ["is 2 for an invalid policy", ["validate", "broken.yml"], 2],
    ["is 0 for a valid one", ["validate"], 0],
    ["is 2 for a rule that nearly exists", ["explain", "runtime-behavior"], 2],
    ["is 2 for new parts outside a checkout of Lockstep", ["new", "requirement", "a-kind"], 2],
    ["is 2 for a name that is not kebab-case", ["new", "requirement", "A_kind"], 2],
  ])("%s", async (_name, args, status) => {
    expect((await lockstep(args)).status).toBe(status);
  });
});

describe("what is printed", () => {
  test("results go to stdout, everything else to stderr", async () => {
    const { stdout, stderr } = await lockstep(["check", "--format", "json"]);
    expect(JSON.parse(stdout)).toMatchObject({ version: 1, verdict: "fail", blocks: true });
    expect(stderr).toBe("");
    expect(await lockstep(["check", "--base", "nowhere"])).toMatchObject({
      stdout: "",
      stderr: expect.stringMatching(/--base: "nowhere" names no commit\nName a branch/),
    });
  });

  test("an unknown flag gets a suggestion", async () => {
    expect((await lockstep(["check", "--frmat"])).stderr).toContain("(Did you mean --format?)");
  });

  test("a mistake is answered with the help of its command", async () => {
    expect((await lockstep(["check", "--frmat"])).stderr).toContain("(lockstep check --help shows what there is)");
    expect((await lockstep(["new", "runbook"])).stderr).toContain("(lockstep new runbook --help shows what there is)");
    expect((await lockstep(["chek"])).stderr).toContain("(lockstep --help shows what there is)");
  });

  test("an invalid policy is shown with line, column and caret", async () => {
    const { stdout } = await lockstep(["validate", "broken.yml"]);
    expect(stdout).toContain('broken.yml:2:1 unknown key "ruels"; did you mean "rules"?');
    expect(stdout).toContain("ruels: []\n");
    expect(stdout).toMatch(/\n\s*\^/);
  });

  test("without a policy it says so, and where it looked; JSON has a null policy", async () => {
    const bare = await createRepository();
    try {
      await bare.write({ "a.txt": "a" });
      await bare.commit("Base");
      expect(await lockstep(["check"], bare.path)).toEqual({
        status: 0,
        stdout: "",
        stderr: "No policy, nothing is gated (looked at main:.github/lockstep.yml).\n",
      });
      const { status, stdout } = await lockstep(["check", "--format", "json"], bare.path);
      expect(status).toBe(0);
      expect(JSON.parse(stdout)).toMatchObject({ verdict: "not-applicable", blocks: false, policy: null, gates: [] });
    } finally {
      await bare.dispose();
    }
  });

  test("a change without a difference says what is compared", async () => {
    const { status, stdout, stderr } = await lockstep([
      "check",
      "--base",
      "base~0",
      "--policy",
      ".github/lockstep.yml",
      "--head",
      "base",
    ]);
    expect({ status, stdout: stdout.includes("Nothing blocks") }).toEqual({ status: 0, stdout: true });
    expect(stderr).toContain("Nothing differs between base~0 and base");
  });

  test("--stage and the base branch pick the stage", async () => {
    const stage = async (...args: string[]) =>
      (JSON.parse((await lockstep(["check", "--format", "json", ...args])).stdout) as { stage: unknown }).stage;
    expect(await stage()).toBe("production");
    expect(await stage("--base", "base")).toBe(null);
    expect(await stage("--base", "base", "--stage", "production")).toBe("production");
  });

  test("every JSON report is as its schema says", async () => {
    const validate = new Ajv2020({ strict: false }).compile(reportJsonSchema());
    for (const args of [["check"], ["check", "--base", "HEAD"], ["check", "--base", "base", "--stage", "production"]]) {
      const { stdout } = await lockstep([...args, "--format", "json"]);
      expect({ valid: validate(JSON.parse(stdout)), errors: validate.errors }).toEqual({ valid: true, errors: null });
    }
  });

  test.each(["check", "validate", "explain", "schema", "new requirement"])(
    "the help of %s has an example",
    async (command) => {
      const { stdout } = await lockstep([...command.split(" "), "--help"]);
      expect(stdout).toMatch(/Examples?:\n\s+\$ lockstep /);
    },
  );

  test("schema prints the policy's and the report's", async () => {
    for (const [args, title] of [
      [["schema"], "Lockstep policy"],
      [["schema", "--of", "report"], "Lockstep report"],
    ] as const) {
      expect(JSON.parse((await lockstep(args)).stdout)).toMatchObject({ title });
    }
  });

  test("explain says which rules a path wakes, and what a rule asks", async () => {
    expect((await lockstep(["explain", "src/routing/a.ts"])).stdout).toContain("runtime-behaviour");
    expect((await lockstep(["explain", "runtime-behaviour"])).stdout).toContain("a new entry under *Live status log*");
    expect((await lockstep(["explain", "README.md"])).stdout).toMatch(/nothing/i);
  });
});

describe("outside a repository", () => {
  test("it says that there is none", async () => {
    expect(await lockstep(["check"], "/")).toMatchObject({
      status: 2,
      stdout: "",
      stderr: expect.stringContaining("is not in a git repository"),
    });
  });
});
