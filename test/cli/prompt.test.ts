import { describe, expect, test } from "@jest/globals";
import { setDesk } from "../desk.ts";
import { createRepository } from "../git-repository.ts";

const { lockstep, write } = setDesk();

const policy = `version: 1
documents: { evidence: docs/E.md }
rules:
  - id: window
    gate: G4
    when: { changed: [deploy/**] }
    require: [{ row-added: { to: "evidence#Windows", columns: { Window: { type: date }, Rate: { type: percent } } } }]
`;

describe("lockstep prompt", () => {
  test("holds the documents, the gates and the form of the answers, also without a change", async () => {
    await write(".github/lockstep.yml", policy);
    const { exit, stdout } = await lockstep("prompt");
    expect(exit).toBe(0);
    for (const part of [
      "`docs/E.md` (evidence)",
      "### G4 Documentation",
      "**window**",
      "a new row",
      "## Output of each cycle",
      "There is no change yet.",
    ])
      expect(stdout).toContain(part);
    const short = (await lockstep("prompt", "--short")).stdout;
    expect(short.trim().split("\n")).toHaveLength(1);
    expect(short).toContain("gate G4 documentation");
  });

  test("asks for the description of the pull request only where a rule looks at it", async () => {
    await write(".github/lockstep.yml", policy);
    for (const short of [[], ["--short"]]) {
      const without = (await lockstep("prompt", ...short)).stdout;
      expect(without).toContain("`lockstep check --format json`");
      expect(without).not.toContain("pr.md");
    }
    await write(".github/lockstep.yml", policy.replace("{ changed: [deploy/**] }", "{ labels: rollout }"));
    for (const short of [[], ["--short"]])
      expect((await lockstep("prompt", ...short)).stdout).toContain(
        "`lockstep check --pull-request pr.md --format json`",
      );
  });

  test("says exceptions that many rules have once", async () => {
    const except = `["docs/**", "**/*.md", "**/test/**", "**/*.test.ts"]`;
    const rule = (id: string) =>
      `  - { id: ${id}, gate: G2, when: { changed: ["**"], except: ${except} }, require: [{ changed: "a/**" }] }\n`;
    await write(".github/lockstep.yml", `version: 1\nrules:\n${["one", "two", "three"].map(rule).join("")}`);
    const { stdout } = await lockstep("prompt");
    expect(stdout).toContain(
      "*The usual* exceptions of a rule are `docs/**`, `**/*.md`, `**/test/**`, `**/*.test.ts`.\n",
    );
    expect(stdout.match(/except: \*the usual\*:/g)).toHaveLength(3);
  });

  test("holds what the change needs, ready to paste, and which rule asks", async () => {
    const repository = await createRepository();
    try {
      await repository.write({ ".github/lockstep.yml": policy });
      await repository.commit("Policy");
      await repository.git("checkout", "--quiet", "-b", "change");
      await repository.write({ "deploy/a.yml": "" });
      await repository.commit("Change");
      const { stdout } = await lockstep("prompt", "-C", repository.path);
      expect(stdout).toContain("judged by `.github/lockstep.yml`");
      expect(stdout).toMatch(/Rule `G4\/window`\n\n```\n## Windows\n\n\| Window \| Rate \|/);
      expect((await lockstep("prompt", "-C", repository.path, "--base", "HEAD")).stdout).toContain(
        "There is no change yet.",
      );
      for (const wrong of [
        ["--base", "nowhere"],
        ["--pull-request", "none.md"],
        ["--stage", "moon"],
      ])
        expect(await lockstep("prompt", "-C", repository.path, ...wrong)).toMatchObject({ exit: 2, stdout: "" });
    } finally {
      await repository.dispose();
    }
  });

  test("is refused without a policy", async () => {
    expect((await lockstep("prompt")).exit).toBe(2);
  });
});
