import { describe, expect, test } from "@jest/globals";
import { conclusions, setStage, settled } from "./harness.ts";
import { logEntry, logFiles, logPolicy } from "./policies.ts";

/** Where the policy comes from, and the three answers that are never confused. */

const stage = setStage();
const change = { files: { "src/a.ts": "b\n" } };

describe("no policy", () => {
  test("is silence", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: { "src/a.ts": "a" } });
    const pull = repository.openPullRequest(change);
    await settled(stage);
    expect(pull.allChecks()).toEqual([]);
    expect(pull.appComments()).toEqual([]);
    expect(github.requests.filter(({ kind }) => kind === "mutation")).toEqual([]);
  });

  test("where there was one: the checks, which may be required, say so and let pass", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const first = repository.openPullRequest(change);
    await github.until(() => first.concluded);
    repository.commit("main", { files: { ".github/lockstep.yml": null } });
    await github.until(() => first.mergeable);
    expect(first.check()?.conclusion).toBe("neutral");
    const later = repository.openPullRequest(change);
    await github.until(() => later.mergeable);
  });

  test("a pull request that brings the first one is told what it would say", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", {
      files: { "src/a.ts": "a", "docs/STATUS.md": "## Log\n" },
    });
    const pull = repository.openPullRequest({ files: { ".github/lockstep.yml": logPolicy, "src/a.ts": "b" } });
    await github.until(() => pull.concluded);
    expect(conclusions(pull)).toEqual({ lockstep: "neutral" });
    expect(pull.check()?.summary).toContain("Preview");
    expect(pull.check()?.summary).toContain("docs/STATUS.md");
  });
});

describe("an invalid policy", () => {
  test("at the base blocks with line and column; a change that repairs it alone may pass", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", {
      files: { ...logFiles, ".github/lockstep.yml": "version: 2\n" },
    });
    const pull = repository.openPullRequest(change);
    await github.until(() => pull.concluded);
    expect(pull.check()?.conclusion).toBe("action_required");
    expect(pull.check()?.summary).toContain("main:.github/lockstep.yml:1:10");
    const repair = repository.openPullRequest({ files: { ".github/lockstep.yml": logPolicy } });
    await github.until(() => repair.mergeable);
    const more = repository.openPullRequest({ files: { ".github/lockstep.yml": logPolicy, "src/a.ts": "b" } });
    await github.until(() => more.concluded);
    expect(more.mergeable).toBe(false);
    repair.merge();
    await github.until(() => pull.check()?.conclusion === "failure");
  });

  test("at the head is a finding on its line, and has no other effect", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({ files: { ".github/lockstep.yml": "version: 1\nrulez: []\n" } });
    await github.until(() => pull.concluded);
    expect(pull.mergeable).toBe(false);
    const check = pull.check("lockstep / Policy");
    expect(check?.conclusion).toBe("failure");
    expect(check?.annotations).toMatchObject([{ path: ".github/lockstep.yml", location: { startLine: 2 } }]);
  });

  test("that is a symbolic link is refused", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", {
      files: { ...logFiles, ".github/lockstep.yml": { symlink: "../elsewhere.yml" } },
    });
    const pull = repository.openPullRequest(change);
    await github.until(() => pull.concluded);
    expect(pull.check()).toMatchObject({
      conclusion: "action_required",
      summary: expect.stringContaining("symbolic link"),
    });
  });
});

describe("an edited policy", () => {
  test("of a fork changes nothing for the change that edits it, and is previewed", async () => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({
      files: { ".github/lockstep.yml": "version: 1\n", "src/a.ts": "b\n" },
      fork: "mallory/harbour",
      author: "mallory",
    });
    await github.until(() => pull.concluded);
    expect(pull.mergeable).toBe(false);
    expect(pull.check("lockstep / G4 Documentation")?.conclusion).toBe("failure");
    expect(pull.check()?.summary).toContain("binds nobody");
  });

  test.each([
    ["tens of thousands of globs", "{ changed: &globs [GLOBS] }", "{ changed: *globs }", 199],
    ["many conditions on added lines", "{ lines: { matches: x } }", "{ lines: { matches: x } }", 20],
  ])("with %s is not tried", async (_name, first, when, more) => {
    const { github } = stage;
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const globs = Array.from({ length: 190 }, (_, index) => `x${index}/**`).join(", ");
    const rules = [first.replace("GLOBS", globs), ...Array<string>(more).fill(when)].map(
      (each, index) => `  - { id: r${index}, gate: G1, when: ${each}, require: [{ changed: b }] }\n`,
    );
    const policy = `version: 1\nrules:\n${rules.join("")}`;
    const files = Object.fromEntries(Array.from({ length: 100 }, (_, index) => [`lib/${index}.ts`, "a"]));
    const pull = repository.openPullRequest({ files: { ...files, ".github/lockstep.yml": policy } });
    await github.until(() => pull.concluded);
    expect(pull.check()?.summary).toContain("it has too many patterns to try them on this change");
  });
});

describe("the organisation's policy", () => {
  const organisation = logPolicy.replace("version: 1\n", "version: 1\n").replace("id: log", "id: everybody-logs");

  test("lies under that of every repository, and a push to it is heard", async () => {
    const { github } = stage;
    const home = github.createRepository("acme/.github", { files: { ".github/lockstep.yml": organisation } });
    const repository = github.createRepository("acme/harbour", {
      files: { "docs/STATUS.md": "## Log\n", "src/a.ts": "a" },
    });
    const pull = repository.openPullRequest(change);
    await github.until(() => pull.concluded);
    expect(pull.check("lockstep / G4 Documentation")?.summary).toContain("everybody-logs");
    home.commit("main", { files: { ".github/lockstep.yml": "version: 1\n" } });
    await github.until(() => pull.mergeable);
  });

  test("is edited in its own repository, where it is laid over nothing", async () => {
    const { github } = stage;
    const locked = organisation.replace("gate: G4", "gate: G4\n    locked: true");
    const home = github.createRepository("acme/.github", { files: { ".github/lockstep.yml": locked } });
    const pull = home.openPullRequest({ files: { ".github/lockstep.yml": `${locked}# more\n` } });
    await github.until(() => pull.concluded);
    expect(pull.mergeable).toBe(true);
    home.commit("main", { files: { ".github/lockstep.yml": "version: 2\n" } });
    const repair = home.openPullRequest({ files: { ".github/lockstep.yml": locked } });
    await github.until(() => repair.mergeable);
  });

  test("that vanishes is not taken for none, on a branch that was never judged either", async () => {
    const { github } = stage;
    const home = github.createRepository("acme/.github", { files: { ".github/lockstep.yml": organisation } });
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n", ...logEntry } });
    await github.until(() => pull.mergeable);
    await settled(stage);
    github.model.repositories.delete(home.state.fullName);
    pull.comment("/lockstep recheck");
    await github.until(() => !pull.mergeable);
    expect(pull.check()?.conclusion).toBe("action_required");
    repository.branch("release");
    const other = repository.openPullRequest({ base: "release", files: { "src/a.ts": "c\n", ...logEntry } });
    await github.until(() => other.concluded);
    expect(other.check()?.conclusion).toBe("action_required");
  });

  test("is not taken for none where its repository is taken out of the installation, and holds again when it is back", async () => {
    const { github } = stage;
    const home = github.createRepository("acme/.github", { files: { ".github/lockstep.yml": organisation } });
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n", ...logEntry } });
    await github.until(() => pull.mergeable);
    await settled(stage);
    github.model.repositories.delete(home.state.fullName);
    repository.send("installation_repositories", {
      action: "removed",
      repositories_removed: [{ full_name: "acme/.github" }],
    });
    await github.until(() => !pull.mergeable);
    expect(pull.check()?.conclusion).toBe("action_required");
    await settled(stage);
    github.model.repositories.set(home.state.fullName, home.state);
    repository.send("installation_repositories", {
      action: "added",
      repositories_added: [{ full_name: "acme/.github" }],
    });
    await github.until(() => pull.mergeable);
  });
});
