import { beforeEach, describe, expect, test } from "@jest/globals";
import { said, setScene } from "./commands/stage.ts";
import { setStage, settledNow } from "./harness.ts";

const stage = setStage();

describe("a repository that gets another name", () => {
  const scene = setScene(stage);
  beforeEach(async () => {
    await said(stage, scene.pull, "/lockstep hold -- the crane is being moved", "bob");
    await said(stage, scene.pull, "/lockstep waive log -- the log is locked", "bob");
    expect(scene.pull.check("lockstep / Hold")?.conclusion).toBe("failure");
  });
  const settled = async () => {
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
  };

  test("keeps what people decided", async () => {
    scene.repository.rename("quay");
    scene.pull.push({ "README.md": "more\n" });
    await settled();
    expect(scene.pull.check("lockstep / Hold")?.conclusion).toBe("failure");
    expect(scene.pull.check("lockstep / G4 Documentation")?.summary).toContain("waived");
    await said(stage, scene.pull, "/lockstep unhold", "bob");
    expect(scene.pull.check("lockstep / Hold")?.conclusion).toBe("neutral");
    expect(scene.pull.mergeable).toBe(true);
  });

  test("keeps it when a look was due under the old name", async () => {
    const trouble = stage.github.fail({ on: "reads", with: "502" });
    scene.pull.comment("/lockstep recheck", { by: "bob" });
    await stage.github.webhooks.idle();
    scene.repository.rename("quay");
    trouble.stop();
    await settledNow(stage);
    scene.pull.push({ "README.md": "more\n" });
    await settled();
    expect(scene.pull.check("lockstep / Hold")?.conclusion).toBe("failure");
  });

  test("leaves none of it to another one that is made under its old name", async () => {
    scene.repository.rename("quay");
    const other = stage.github.createRepository("acme/harbour", { files: { "src/a.ts": "a\n" } });
    other.commit("main", { files: { ".github/lockstep.yml": "version: 1\nrules: []\n" } });
    const young = other.openPullRequest({ files: { "src/a.ts": "b\n" } });
    expect(young.number).toBe(scene.pull.number);
    await stage.github.until(() => young.concluded);
    await settledNow(stage);
    expect(young.mergeable).toBe(true);
    scene.pull.push({ "README.md": "more\n" });
    await settled();
    expect(scene.pull.check("lockstep / Hold")?.conclusion).toBe("failure");
    expect(young.mergeable).toBe(true);
  });
});
