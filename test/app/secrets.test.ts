import { describe, expect, test } from "@jest/globals";
import { secretTexts } from "../adapters/secrets/secrets-for-tests.ts";
import { setStage, settled } from "./harness.ts";

/** A secret in a pull request: it blocks, and nothing that the app posts repeats it. */

const stage = setStage();

const policy = `version: 1
rules:
  - id: no-secrets
    gate: G2
    when: { changed: ["**"] }
    require: [{ no-secrets: {} }]
`;

describe("a pull request with a secret", () => {
  test("is held back at its line until the secret is gone, and the secret is shown nowhere", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: { ".github/lockstep.yml": policy } });
    const pull = repository.openPullRequest({
      files: { "src/a.ts": `one\n// secretlint-disable-next-line\nconst token = "${secretTexts.github}";\n` },
    });
    await github.until(() => pull.concluded);
    await settled(stage);
    expect(pull.mergeable).toBe(false);
    const posted = JSON.stringify([pull.checks(), pull.appComments()]);
    expect(posted).toContain("ghp_****");
    expect(posted).not.toContain("a1B2c3");
    expect(pull.check("lockstep / G2 Regression")?.summary ?? posted).toContain("src/a.ts");

    pull.push({ "src/a.ts": "one\n" });
    await github.until(() => pull.mergeable);
  });

  test("does not hide it by switching its diff off", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: { ".github/lockstep.yml": policy } });
    const pull = repository.openPullRequest({
      files: { ".gitattributes": "src/a.ts -diff\n", "src/a.ts": `${secretTexts.stripe}\n` },
    });
    await github.until(() => pull.concluded);
    await settled(stage);
    expect(pull.mergeable).toBe(false);
    expect(JSON.stringify(pull.checks())).toContain("sk_live_****");
  });

  test("does not hide it in a file of very many lines", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: { ".github/lockstep.yml": policy } });
    const pull = repository.openPullRequest({
      files: { "src/a.ts": `${"abcd\n".repeat(200_000)}${secretTexts.stripe}\n` },
    });
    await github.until(() => pull.concluded);
    await settled(stage);
    expect(pull.mergeable).toBe(false);
    expect(JSON.stringify(pull.checks())).toContain("sk_live_****");
  });

  test("does not cost a request with content for every file whose diff it switches off", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: { ".github/lockstep.yml": policy } });
    const paths = Array.from({ length: 300 }, (_, index) => `src/f${index}.ts`);
    const pull = repository.openPullRequest({
      files: {
        ".gitattributes": paths.map((path) => `${path} -diff\n`).join(""),
        ...Object.fromEntries(paths.map((path) => [path, "x".repeat(300_000)])),
      },
    });
    await github.until(() => pull.concluded);
    await settled(stage);
    expect(pull.check("lockstep / G2 Regression")?.summary ?? pull.check()?.summary).toContain(
      "its added lines could not be read",
    );
    // 32 MiB of them are read, 25 at a time.
    expect(github.requests.filter(({ operation }) => operation === "Files").length).toBeLessThanOrEqual(6);
  });

  test("does not cost a read for files that only lose lines, or only move", async () => {
    const { github } = stage;
    const names = Array.from({ length: 100 }, (_, index) => `${index}.ts`);
    const old = Object.fromEntries(
      names.flatMap((name) => [`src/${name}`, `lib/${name}`].map((path) => [path, `a\nb ${name}\n`])),
    );
    const repository = github.createRepository("acme/harbour", { files: { ".github/lockstep.yml": policy, ...old } });
    const pull = repository.openPullRequest({
      files: Object.fromEntries(names.map((name) => [`src/${name}`, "a\n"])),
      renames: Object.fromEntries(names.map((name) => [`lib/${name}`, `src/lib/${name}`])),
    });
    await github.until(() => pull.concluded);
    await settled(stage);
    expect(pull.mergeable).toBe(true);
    expect(github.requests.filter(({ operation }) => operation === "Files").length).toBeLessThanOrEqual(8);
  });
});
