import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { findSecrets } from "../../src/adapters/secrets/find-secrets.ts";
import type { Io } from "../../src/cli/io.ts";
import { main } from "../../src/cli.ts";
import { secretTexts } from "../adapters/secrets/secrets-for-tests.ts";
import { createRepository, type TestRepository } from "../git-repository.ts";

const policy = `version: 1
rules:
  - id: no-secrets
    gate: G2
    when: { changed: [src/**] }
    require: [{ no-secrets: { except: src/fixtures/** } }]
`;

let repository: TestRepository;
beforeAll(async () => {
  repository = await createRepository();
  // What was there before is nobody's doing now.
  await repository.write({ ".github/lockstep.yml": policy, "src/a.ts": `${secretTexts.gitlab}\n` });
  await repository.commit("Base");
  await repository.git("checkout", "--quiet", "-b", "clean");
  await repository.write({ "src/a.ts": `${secretTexts.gitlab}\nx\n`, "src/fixtures/b.ts": secretTexts.npm });
  await repository.commit("Clean");
  await repository.git("checkout", "--quiet", "-b", "leak");
  const leaks = Object.values(secretTexts).map((text) => `// secretlint-disable-next-line\n${text}\n`);
  await repository.write({ "src/leak.ts": leaks.join("") });
  await repository.commit("Leak");
  await repository.git("checkout", "--quiet", "-b", "elsewhere", "main");
  await repository.write({ "docs/a.md": "x\n" });
  await repository.commit("Elsewhere");
});
afterAll(async () => {
  await repository.dispose();
});

async function check(head: string, more: readonly string[] = [], given: Partial<Io> = {}) {
  const said = { output: "", loaded: 0 };
  const write = (text: string) => {
    said.output += text;
  };
  const status = await main(["check", "--base", "main", "--head", head, ...more], {
    ...{ stdout: write, stderr: write, cwd: repository.path, colour: false, width: 100, version: "0.0.0" },
    packageRoot: new URL("../../", import.meta.url),
    secrets: () => {
      said.loaded += 1;
      return Promise.resolve({ findSecrets });
    },
    ...given,
  });
  return { status, ...said };
}

describe("lockstep check with no-secrets", () => {
  test("passes what adds none, whatever stood there before and in excepted files", async () => {
    expect(await check("clean")).toMatchObject({ status: 0, loaded: 1 });
  });

  test.each(["text", "json", "markdown", "sarif"])("shows none of what it found, as %s", async (format) => {
    const { status, output } = await check("leak", ["--format", format, "--verbose"]);
    expect(status).toBe(1);
    for (const rule of Object.keys(secretTexts)) expect(output).toContain(rule);
    // The letters every made-up secret consists of.
    expect(output).not.toMatch(/a1B2c3|Z2Y3X4/);
  });

  test("loads nothing when no rule asks for it", async () => {
    expect(await check("elsewhere")).toMatchObject({ status: 0, loaded: 0 });
  });

  test("is undecidable, and blocks, where nothing can look", async () => {
    const { status, output } = await check("clean", [], { secrets: undefined } as unknown as Partial<Io>);
    expect(status).toBe(1);
    expect(output).toContain("was not searched for secrets");
  });
});
