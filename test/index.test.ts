import { expect, test } from "@jest/globals";
import * as lockstep from "../src/index.ts";
import { pages } from "./docs/pages.ts";
import { createRepository } from "./git-repository.ts";

test("what the how-to names is exported", () => {
  const page = pages().find(({ path }) => path === "docs/how-to/use-as-a-library.md");
  const imported = /import \{([^}]+)\} from "lockstep"/.exec(page?.text ?? "")?.[1]?.split(",") ?? [];
  expect(imported.length).toBeGreaterThan(5);
  const exported = new Map<string, unknown>(Object.entries(lockstep));
  for (const name of imported) {
    expect([name.trim(), typeof exported.get(name.trim())]).toEqual([name.trim(), "function"]);
  }
});

test("a script can do what the command does", async () => {
  const repository = await createRepository();
  try {
    await repository.write({
      ".github/lockstep.yml":
        "version: 1\nrules: [{ id: log, gate: G4, when: { changed: src/** }, require: [{ entry-added: LOG.md#Log }] }]\n",
      "LOG.md": "## Log\n\n- one\n",
    });
    const base = await repository.commit("Base");
    await repository.write({ "src/a.ts": "a\n" });
    const head = await repository.commit("Change");
    const opened = await lockstep.openRepository(repository.path);
    const answer = await lockstep.check({
      source: lockstep.gitFactSource(opened, { base, mergeBase: base, head }, undefined),
      pullRequest: lockstep.emptyPullRequest({ base: "main", head: undefined }),
      stage: undefined,
      presets: await lockstep.readPresets(new URL("../presets/", import.meta.url)),
      baseName: "main",
    });
    await opened.close();
    expect(answer).toMatchObject({ kind: "report", report: { verdict: "fail", blocks: true } });
  } finally {
    await repository.dispose();
  }
});
