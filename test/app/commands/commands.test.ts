import { describe, expect, test } from "@jest/globals";
import { conclusions, setStage, settledNow } from "../harness.ts";
import { logEntry, peoplePolicy } from "../policies.ts";
import { answered, reaction, said, setScene, trailOf } from "./stage.ts";

const stage = setStage();

describe("help, status, explain and recheck", () => {
  const scene = setScene(stage);

  test("are for anybody who can comment", async () => {
    for (const [line, says] of [
      ["help", "<code>/lockstep waive RULE"],
      ["", "<code>/lockstep waive RULE"],
      ["status", "Blocked by G4"],
      ["explain log", "An operator reads the status log."],
      ["explain", "a new entry under *Log*"],
    ] as const) {
      const comment = await said(stage, scene.pull, `/lockstep ${line}`.trimEnd(), "mallory");
      expect(comment.reactions).toEqual(["EYES", "THUMBS_UP"]);
      expect(scene.pull.answers().at(-1)?.body).toContain(says);
    }
    expect(reaction(await said(stage, scene.pull, "/lockstep recheck", "mallory"))).toBe("THUMBS_UP");
    expect(scene.pull.answers()).toHaveLength(5);
  });

  test("of something unknown name what is near", async () => {
    expect(reaction(await said(stage, scene.pull, "/lockstep explain lgo"))).toBe("CONFUSED");
    expect(scene.pull.answers()[0]?.body).toContain("Did you mean `log`?");
    expect(reaction(await said(stage, scene.pull, "/lockstep halp"))).toBe("CONFUSED");
    expect(scene.pull.answers()[1]?.body).toContain("Did you mean `help`?");
  });

  test("answer each command of a comment in one, and the worst decides the reaction", async () => {
    const comment = await said(
      stage,
      scene.pull,
      "/lockstep explain log\n/lockstep nonsense\n/lockstep waive log -- no",
      "carol",
    );
    expect(reaction(comment)).toBe("THUMBS_DOWN");
    expect(scene.pull.answers()).toHaveLength(1);
    expect(scene.pull.answers()[0]?.body.match(/^---$/gm)).toHaveLength(2);
  });

  test("stop at ten", async () => {
    const comment = await said(stage, scene.pull, "/lockstep recheck\n".repeat(12));
    expect(reaction(comment)).toBe("CONFUSED");
    expect(scene.pull.answers()[0]?.body).toContain("2 more were not carried out");
  });

  test("work where there is no policy, and nothing was ever posted", async () => {
    const repository = stage.github.createRepository("acme/bare", { files: { "src/a.ts": "a\n" } });
    const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
    await settledNow(stage);
    expect(pull.checks()).toEqual([]);
    expect(reaction(await said(stage, pull, "/lockstep recheck"))).toBe("THUMBS_UP");
    expect(pull.answers()[0]?.body).toContain("nothing is gated");
    expect(reaction(await said(stage, pull, "/lockstep waive log -- because of it"))).toBe("CONFUSED");
    expect(pull.checks()).toEqual([]);
  });

  test("are read in reviews and on lines as well", async () => {
    const review = scene.pull.review("bob", "commented", "Fine.\n/lockstep waive log -- read it all");
    await answered(stage, review);
    expect(reaction(review)).toBe("THUMBS_UP");
    expect(scene.pull.mergeable).toBe(true);
    const line = scene.pull.lineComment("/lockstep unwaive log", "bob");
    await answered(stage, line);
    expect(scene.pull.mergeable).toBe(false);
  });

  test("of a policy that is invalid change nothing", async () => {
    scene.repository.commit("main", { files: { ".github/lockstep.yml": "version: 1\nrules: 5\n" } });
    await stage.github.until(() => scene.pull.check()?.conclusion === "action_required");
    expect(reaction(await said(stage, scene.pull, "/lockstep waive log -- because of it"))).toBe("CONFUSED");
    expect(scene.pull.answers()[0]?.body).toContain("is invalid");
  });
});

describe("attest", () => {
  const scene = setScene(stage);

  test("stands in for the change of a document, by its short name or its path", async () => {
    for (const name of ["status", "docs/STATUS.md", '"status#Log"']) {
      const comment = await said(stage, scene.pull, `/lockstep attest ${name} -- nothing runs differently`, "carol");
      expect([name, reaction(comment)]).toEqual([name, "THUMBS_UP"]);
    }
    expect(scene.pull.check()?.title).toContain("with 1 attestation");
    expect(scene.pull.check()?.summary).toContain("attested by carol (permission write)");
    expect(scene.pull.mergeable).toBe(true);
  });

  test("ends when what it was given for changes", async () => {
    await said(stage, scene.pull, "/lockstep attest status -- nothing runs differently", "carol");
    scene.pull.push({ "src/a.ts": "something else\n" });
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    expect(scene.pull.mergeable).toBe(false);
    expect(scene.pull.check()?.summary).toContain("The attestation by carol no longer holds");
  });

  test("is refused to the author and to who may not, and does not stand in for evidence rows", async () => {
    expect(reaction(await said(stage, scene.pull, "/lockstep attest status -- I looked", "alice"))).toBe("THUMBS_DOWN");
    expect(reaction(await said(stage, scene.pull, "/lockstep attest status -- I looked", "mallory"))).toBe(
      "THUMBS_DOWN",
    );
    scene.pull.push({ "deploy/a.yml": "a: 2\n" });
    await stage.github.until(() => scene.pull.concluded);
    for (const [name, says] of [
      ["evidence", "Evidence rows cannot be attested"],
      ["statsu", "Did you mean"],
      ["docs/README.md", "There is no document"],
    ] as const) {
      expect(reaction(await said(stage, scene.pull, `/lockstep attest ${name} -- I looked`))).toBe("CONFUSED");
      expect(scene.pull.answers().at(-1)?.body).toContain(says);
    }
    expect(reaction(await said(stage, scene.pull, "/lockstep attest status"))).toBe("CONFUSED");
  });
});

describe("approve", () => {
  const scene = setScene(stage);

  async function deploys(): Promise<void> {
    scene.pull.push({ "src/a.ts": null, "deploy/a.yml": "a: 2\n", ...evidenceWith("| 2026-11-02 | 3% | promote |") });
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    // The file in src is gone again, so only the approval is missing.
    scene.pull.push(logEntry);
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    expect(conclusions(scene.pull)["G5"]).toBe("failure");
  }

  test("satisfies a rule that asks for a role, for the change as it is", async () => {
    await deploys();
    expect(scene.pull.sticky()?.body).toContain("/lockstep approve security");
    expect(reaction(await said(stage, scene.pull, "/lockstep approve security", "carol"))).toBe("THUMBS_DOWN");
    expect(reaction(await said(stage, scene.pull, "/lockstep approve Security", "sam"))).toBe("THUMBS_UP");
    expect(conclusions(scene.pull)["G5"]).toBe("success");
    expect(reaction(await said(stage, scene.pull, "/lockstep approve security", "sam"))).toBe("THUMBS_UP");
    expect((await trailOf(stage)).filter(({ kind }) => kind === "approval")).toHaveLength(1);

    scene.repository.commit("main", { files: { "docs/OTHER.md": "x\n" } });
    scene.pull.rebase();
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    expect(conclusions(scene.pull)["G5"]).toBe("success");

    scene.pull.push({ "deploy/a.yml": "a: 3\n" });
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    expect(conclusions(scene.pull)["G5"]).toBe("failure");
    expect(scene.pull.check()?.summary).toContain(
      "The approval of sam no longer counts: `deploy/a.yml` has changed since.",
    );
    expect(reaction(await said(stage, scene.pull, "/lockstep approve security", "sam"))).toBe("THUMBS_UP");
    expect(conclusions(scene.pull)["G5"]).toBe("success");
  });

  test("can be taken back, by who gave it", async () => {
    await deploys();
    await said(stage, scene.pull, "/lockstep approve security", "sam");
    expect(reaction(await said(stage, scene.pull, "/lockstep unapprove security", "bob"))).toBe("CONFUSED");
    expect(conclusions(scene.pull)["G5"]).toBe("success");
    expect(reaction(await said(stage, scene.pull, "/lockstep unapprove security", "sam"))).toBe("THUMBS_UP");
    expect(conclusions(scene.pull)["G5"]).toBe("failure");
  });

  test("is the same as an approving review of somebody who has the role", async () => {
    scene.repository.addToTeam("security", "rita");
    await deploys();
    scene.pull.review("carol", "approved");
    await settledNow(stage);
    expect(conclusions(scene.pull)["G5"]).toBe("failure");
    scene.pull.review("rita", "approved");
    await stage.github.until(() => conclusions(scene.pull)["G5"] === "success");

    scene.repository.commit("main", { files: { "docs/OTHER.md": "x\n" } });
    scene.pull.rebase();
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    expect(conclusions(scene.pull)["G5"]).toBe("success");

    scene.pull.push({ "deploy/a.yml": "a: 3\n" });
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    expect(scene.pull.check()?.summary).toContain("The approval of rita no longer counts");
    scene.pull.review("rita", "approved");
    await stage.github.until(() => conclusions(scene.pull)["G5"] === "success");
    scene.pull.dismiss("rita");
    await stage.github.until(() => conclusions(scene.pull)["G5"] === "failure");
  });

  test("of an unknown role names those there are", async () => {
    expect(reaction(await said(stage, scene.pull, "/lockstep approve securty", "sam"))).toBe("CONFUSED");
    expect(scene.pull.answers()[0]?.body).toContain("Did you mean `security`?");
    expect(reaction(await said(stage, scene.pull, "/lockstep approve", "sam"))).toBe("CONFUSED");
  });
});

describe("hold", () => {
  const scene = setScene(stage);

  test("blocks until it is lifted, by who set it or may, and not by the author", async () => {
    scene.pull.push(logEntry);
    await stage.github.until(() => scene.pull.mergeable);
    await settledNow(stage);
    expect(reaction(await said(stage, scene.pull, "/lockstep hold", "mallory"))).toBe("THUMBS_DOWN");
    expect(scene.pull.mergeable).toBe(true);
    expect(reaction(await said(stage, scene.pull, "/lockstep hold wait for @acme/all", "carol"))).toBe("THUMBS_UP");
    expect(scene.pull.mergeable).toBe(false);
    expect(scene.pull.check()?.summary).toContain("carol holds this pull request: wait for @&#8203;acme/all");
    expect(reaction(await said(stage, scene.pull, "/lockstep hold again", "carol"))).toBe("THUMBS_UP");
    expect(reaction(await said(stage, scene.pull, "/lockstep unhold", "alice"))).toBe("THUMBS_DOWN");
    expect(scene.pull.mergeable).toBe(false);
    expect(reaction(await said(stage, scene.pull, "/lockstep unhold", "bob"))).toBe("THUMBS_UP");
    expect(scene.pull.mergeable).toBe(true);
    expect(reaction(await said(stage, scene.pull, "/lockstep unhold", "bob"))).toBe("CONFUSED");
    expect(scene.pull.check("lockstep / Hold")?.conclusion).toBe("neutral");
  });

  test("survives every push, and authors may hold and lift their own", async () => {
    await said(stage, scene.pull, "/lockstep hold not yet", "alice");
    scene.pull.push(logEntry);
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    expect(conclusions(scene.pull)).toMatchObject({ lockstep: "failure", G4: "success" });
    await said(stage, scene.pull, "/lockstep unhold", "alice");
    expect(scene.pull.mergeable).toBe(true);
  });
});

describe("evidence", () => {
  const scene = setScene(stage);

  async function deploys(): Promise<void> {
    scene.pull.push({ "deploy/a.yml": "a: 2\n" });
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
  }

  test("answers with the finished row and where to paste it", async () => {
    await deploys();
    const comment = await said(
      stage,
      scene.pull,
      '/lockstep evidence evidence window=2026-11-02 Rate=3.5% Decision="hold"',
      "mallory",
    );
    expect(reaction(comment)).toBe("THUMBS_UP");
    const body = scene.pull.answers()[0]?.body ?? "";
    expect(body).toContain("| 2026-11-02 | 3.5% | hold |");
    expect(body).toContain("/edit/change-1/docs/EVIDENCE.md#L7");
  });

  test("says everything that is wrong with a row", async () => {
    await deploys();
    for (const [line, says] of [
      ["evidence window=soon rate=3 Decision=never", ["`Window` is not", "`Rate` is not", "`Decision` is not"]],
      ["evidence window=2026-11-02", ["`Rate` is empty", "`Decision` is empty"]],
      ["evidence Windwo=2026-11-02 Rate=1% Decision=hold", ["did you mean `Window`?"]],
      ["evidence", ["`Window` is empty"]],
      ["", ["Name the table"]],
      ["sttus window=2026-11-02", ["There is no evidence table"]],
    ] as const) {
      expect(reaction(await said(stage, scene.pull, `/lockstep evidence ${line}`.trimEnd()))).toBe("CONFUSED");
      for (const each of says) expect(scene.pull.answers().at(-1)?.body).toContain(each);
    }
  });

  test("says so when no rule that applies asks for a row", async () => {
    expect(reaction(await said(stage, scene.pull, "/lockstep evidence evidence Window=2026-11-02"))).toBe("CONFUSED");
    expect(scene.pull.answers()[0]?.body).toContain("No rule that applies to this change asks for a row");
  });
});

describe("evidence that is committed", () => {
  const policy = peoplePolicy.replace("rules:", "commands: { evidence: { commit: true } }\nrules:");
  const scene = setScene(stage, { ".github/lockstep.yml": policy });
  const line = "/lockstep evidence evidence Window=2026-11-02 Rate=3% Decision=promote";

  test("is put behind the last row of the head branch, where the permission is there", async () => {
    stage.github.model.mayWriteContents = true;
    scene.pull.push({ "deploy/a.yml": "a: 2\n" });
    await stage.github.until(() => scene.pull.concluded);
    const before = scene.pull.head;
    expect(reaction(await said(stage, scene.pull, line, "mallory"))).toBe("THUMBS_DOWN");
    expect(scene.pull.head).toBe(before);
    expect(reaction(await said(stage, scene.pull, line, "carol"))).toBe("THUMBS_UP");
    expect(textAt("docs/EVIDENCE.md")).toBe(evidenceWith("| 2026-11-02 | 3% | promote |")["docs/EVIDENCE.md"]);
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    expect(scene.pull.check()?.summary).not.toContain("has no new row");
    // Once more: the row is there.
    const after = scene.pull.head;
    await said(stage, scene.pull, line, "carol");
    expect(scene.pull.head).toBe(after);
    expect((await trailOf(stage)).filter(({ kind }) => kind === "commit")).toHaveLength(2);
  });

  test("is only answered without the permission, and on a fork", async () => {
    scene.pull.push({ "deploy/a.yml": "a: 2\n" });
    await stage.github.until(() => scene.pull.concluded);
    const before = scene.pull.head;
    expect(reaction(await said(stage, scene.pull, line, "carol"))).toBe("CONFUSED");
    expect(scene.pull.answers()[0]?.body).toContain(
      "It could not be committed: Resource not accessible by integration",
    );
    expect(scene.pull.answers()[0]?.body).toContain("| 2026-11-02 | 3% | promote |");
    expect(scene.pull.head).toBe(before);

    stage.github.model.mayWriteContents = true;
    const fork = scene.repository.openPullRequest({
      files: { "deploy/a.yml": "a: 4\n" },
      fork: "mallory/harbour",
      author: "mallory",
    });
    await stage.github.until(() => fork.concluded);
    const head = fork.head;
    expect(reaction(await said(stage, fork, line, "carol"))).toBe("THUMBS_UP");
    expect(fork.answers()[0]?.body).toContain("comes from a fork");
    expect(fork.head).toBe(head);
  });

  function textAt(path: string): string | undefined {
    const { git } = scene.repository.state;
    return git.blobs.get(git.at(scene.pull.head).files.get(path)?.oid ?? "")?.toString();
  }
});

describe("buttons", () => {
  const scene = setScene(stage);

  test("are on every check, and do what the command does for who may press", async () => {
    const run = scene.pull.check();
    expect(run?.actions.map(({ identifier }) => identifier)).toEqual(["recheck", "explain"]);
    if (run === undefined) throw new Error("no check");
    scene.repository.press(run, "explain", "mallory");
    await stage.github.until(() => scene.pull.answers().length === 1);
    expect(scene.pull.answers()[0]?.body).toContain("mallory may not press this button");
    scene.repository.press(run, "explain", "carol");
    await stage.github.until(() => scene.pull.answers().length === 2);
    expect(scene.pull.answers()[1]?.body).toContain("An operator reads the status log.");
    scene.repository.press(run, "waive", "bob");
    await stage.github.until(() => scene.pull.answers().length === 3);
    expect(scene.pull.mergeable).toBe(false);
  });
});

function evidenceWith(row: string): Record<string, string> {
  const rows = `| Window | Rate | Decision |\n|---|---|---|\n| 2026-11-01 | 4% | promote |\n${row}\n`;
  return { "docs/EVIDENCE.md": `# Evidence\n\n## Windows\n\n${rows}\nEnd.\n` };
}
