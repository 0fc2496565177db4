import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { panel } from "../src/cli/skeleton/runbook.ts";
import { main } from "../src/cli.ts";
import { compilePattern } from "../src/core/pattern.ts";
import { createRepository, type TestRepository } from "./git-repository.ts";

/** The preset `runbook` and what `lockstep new runbook` writes, which must agree. */

const root = join(import.meta.dirname, "..");
const preset = parse(readFileSync(join(root, "presets/runbook.yml"), "utf8")) as {
  readonly rules: readonly { readonly id: string; readonly require: readonly Readonly<Record<string, unknown>>[] }[];
  readonly roles: Readonly<Record<string, unknown>>;
};
const path = ".agent/cache/runbooks/INFRA/INFRA-12-runbook.md";

describe("what `lockstep new runbook` writes", () => {
  let repository: TestRepository;
  beforeEach(async () => {
    repository = await createRepository();
    await repository.write({
      ".github/lockstep.yml": "version: 1\nextends: [runbook]\n",
      ".agent/cache/stories/INFRA/INFRA-12-queue.md": "# INFRA-12: Lorries wait apart\n",
    });
    await repository.commit("base");
    await repository.git("checkout", "--quiet", "-b", "change");
    expect((await run("new", "runbook", "INFRA-12")).exit).toBe(0);
  });
  afterEach(() => repository.dispose());

  const run = async (...argv: readonly string[]) => {
    let stdout = "";
    const exit = await main([...argv], {
      stdout: (text) => {
        stdout += text;
      },
      stderr: () => {},
      ...{
        cwd: repository.path,
        colour: false,
        width: 100,
        version: "0.0.0",
        packageRoot: new URL("../", import.meta.url),
      },
    });
    return { exit, stdout };
  };

  /** The rules that are awake, by their verdicts. */
  const check = async () => {
    await repository.commit("head");
    const { gates } = JSON.parse((await run("check", "--base", "main", "--format", "json")).stdout) as {
      gates: { rules: { id: string; verdict: string }[] }[];
    };
    const awake = gates.flatMap(({ rules }) => rules).filter(({ verdict }) => verdict !== "not-applicable");
    const ids = (wanted: string) =>
      awake.flatMap(({ id, verdict }) => (verdict === wanted ? [id.replace("runbook-", "")] : [])).toSorted();
    return { passing: ids("pass"), failing: ids("fail"), awake: awake.length };
  };
  const sections = ["guardrails", "interface", "lifecycle", "outline", "patterns", "quality"];

  test("fails as it is pasted, in every section", async () => {
    expect(await check()).toEqual({ passing: [], failing: sections, awake: 6 });
  });

  test("passes when it is filled in", async () => {
    const written = readFileSync(join(repository.path, path), "utf8");
    await repository.write({ [path]: written.replaceAll(/<[^<>]+>/g, "what it is") });
    expect(await check()).toEqual({ passing: sections, failing: [], awake: 6 });
  });

  test("stands on the page of the preset, as it is written", () => {
    const page = readFileSync(join(root, "docs/reference/presets/runbook.md"), "utf8");
    expect(page).toContain(`\`\`\`markdown\n${readFileSync(join(repository.path, path), "utf8")}\`\`\``);
  });
});

test("each of the panel has a role, a task of the checklist, and an approval that both rules ask for", () => {
  const roles = panel.map((role) => role.toLowerCase()).toSorted();
  expect(Object.keys(preset.roles).toSorted()).toEqual(roles);
  for (const id of ["runbook-panel", "runbook-panel-new"]) {
    const asked = preset.rules.find((rule) => rule.id === id)?.require.flatMap((one) => one["approved-by"] ?? []);
    expect(asked?.toSorted()).toEqual(roles);
  }
});

describe("the id of a story", () => {
  const linked = preset.rules.flatMap(({ require }) => require).find((one) => "linked" in one)?.["linked"];
  const pattern = compilePattern((linked as { readonly id: string }).id);
  const found = (text: string) => pattern.findAllNamed(text).map(({ text, named }) => [text, named.get("scope")]);

  test.each([
    "INFRA-12: Lorries wait apart",
    "INFRA-12 lorries wait apart",
    "[INFRA-12] Lorries wait apart",
    "feat(INFRA-12): lorries wait apart, in UTF-8",
    'Revert "INFRA-12: Lorries wait apart"',
    "INFRA-12-queue",
    "feature/INFRA-12",
    "ada/fix/INFRA-12_queue",
    "revert-45-feature/INFRA-12-queue",
    "\nLorries.\n\nStory: INFRA-12",
    "Story\nINFRA-12",
    "For the story [INFRA-12]",
  ])("is found in %j", (text) => {
    expect(found(text)).toEqual([["INFRA-12", "INFRA"]]);
  });

  test.each([
    "Read plates as UTF-8",
    "fix: errors follow RFC-7807",
    "Hash with (SHA-256)",
    "\nUTF-8 everywhere",
    "fix/utf-8",
    "infra-12: queue",
    "history INFRA-12",
    "",
  ])("is not found in %j", (text) => {
    expect(found(text)).toEqual([]);
  });
});
