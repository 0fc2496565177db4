import { describe, expect, test } from "@jest/globals";
import { conclusions, setStage, settledNow } from "../harness.ts";
import { logEntry, peoplePolicy } from "../policies.ts";
import { pushedClock } from "../time.ts";
import { answered, reaction, said, setScene, trailOf } from "./stage.ts";

const clock = pushedClock();
const stage = setStage({ clock });
const dayMs = 24 * 60 * 60 * 1000;

describe("a waiver", () => {
  const scene = setScene(stage);

  test("lets the pull request pass, with its reason, and says so in the title", async () => {
    const { pull } = scene;
    expect(pull.mergeable).toBe(false);
    const comment = await said(stage, pull, "/lockstep waive log for 2d -- only a *typo* @acme/all");
    expect(comment.reactions).toEqual(["EYES", "THUMBS_UP"]);
    expect(pull.mergeable).toBe(true);
    expect(pull.check()?.title).toContain("with 1 waiver");
    expect(pull.check()?.summary).toContain("waived by bob (permission maintain)");
    expect(pull.check()?.summary).toContain("only a \\*typo\\* @&#8203;acme/all");
    expect(pull.check()?.summary).toContain(`(${pull.url}#issuecomment-${comment.id})`);
    expect(conclusions(pull)["G4"]).toBe("success");
    expect(pull.sticky()?.body).toContain("with 1 waiver");
    expect(pull.answers()).toEqual([]);
  });

  test("may be given by a member of a team", async () => {
    expect(reaction(await said(stage, scene.pull, "/lockstep waive log -- the gate does not fit", "rita"))).toBe(
      "THUMBS_UP",
    );
    expect(scene.pull.check()?.summary).toContain("waived by rita (member of the team release)");
  });

  test("is refused to a member who has not accepted yet", async () => {
    scene.repository.addToTeam("release", "carol", "pending");
    expect(reaction(await said(stage, scene.pull, "/lockstep waive log -- please", "carol"))).toBe("THUMBS_DOWN");
    expect(scene.pull.mergeable).toBe(false);
  });

  test("is refused to who may not, in the words of the help", async () => {
    const comment = await said(stage, scene.pull, "/lockstep waive log -- please", "carol");
    expect(comment.reactions).toEqual(["EYES", "THUMBS_DOWN"]);
    const [answer] = scene.pull.answers();
    expect(answer?.body).toContain("carol may not waive `log`");
    expect(answer?.body).toContain("people with the permission maintain or more");
    const help = await said(stage, scene.pull, "/lockstep help waive", "carol");
    expect(reaction(help)).toBe("THUMBS_UP");
    const words = /`waive` is for (.*)\./.exec(answer?.body ?? "")?.[1] ?? "none";
    expect(scene.pull.answers()[1]?.body).toContain(words);
    expect(scene.pull.mergeable).toBe(false);
  });

  test("is refused to the author, whatever they may otherwise", async () => {
    scene.repository.grant("alice", "admin");
    expect(reaction(await said(stage, scene.pull, "/lockstep waive log -- I know", "Alice"))).toBe("THUMBS_DOWN");
    expect(scene.pull.answers()[0]?.body).toContain("The author of a pull request may not.");
  });

  test("needs a reason, and a rule that is not met", async () => {
    for (const [line, says] of [
      ["waive log", "A reason is needed"],
      ["waive log -- tbd", "A reason is needed"],
      ["waive -- because", "Not met: `log`"],
      ["waive lgo -- because", "Did you mean `log`?"],
      ["waive nothing-like-it -- because", "There are `log`, `security`, `window`."],
      ["waive window -- because", "does not apply to this change"],
      ["waive log for 15d -- because", "14d at most"],
      ["waive log for ever -- because", "is no time"],
      ["waive log until 2020-01-01 -- because", "is over"],
      ["waive log until 2026-02-30 -- because", "is no time"],
      ["waive G4 -- because", "does not let `G4` be waived as a whole"],
      ['waive "log -- because', "is not closed"],
      ["wave log -- because", "Did you mean `waive`?"],
    ] as const) {
      const comment = await said(stage, scene.pull, `/lockstep ${line}`);
      expect([line, reaction(comment)]).toEqual([line, "CONFUSED"]);
      expect(scene.pull.answers().at(-1)?.body).toContain(says);
    }
    expect(scene.pull.mergeable).toBe(false);
    expect((await trailOf(stage)).filter(({ kind }) => kind === "waiver")).toEqual([]);
  });

  test("that is repeated changes nothing", async () => {
    await said(stage, scene.pull, "/lockstep waive log -- the gate does not fit");
    expect(reaction(await said(stage, scene.pull, "/lockstep waive log -- the gate does not fit"))).toBe("THUMBS_UP");
    expect((await trailOf(stage)).filter(({ kind }) => kind === "waiver")).toHaveLength(1);
  });

  test("stays as it was given when the comment is edited or deleted, and both are on record", async () => {
    const comment = await said(stage, scene.pull, "/lockstep waive log -- the gate does not fit");
    scene.pull.editComment(comment, "/lockstep hold");
    await settledNow(stage);
    scene.pull.deleteComment(comment, "alice");
    await settledNow(stage);
    expect(scene.pull.mergeable).toBe(true);
    const kinds = (await trailOf(stage)).map(({ kind, actor }) => `${kind} ${actor ?? "-"}`);
    expect(kinds).toEqual([
      "verdict -",
      "command bob",
      "waiver bob",
      "verdict -",
      "comment-edited bob",
      "comment-deleted alice",
    ]);
  });

  test("that an edit brings into a comment is not carried out, and the writer is told", async () => {
    const comment = scene.pull.comment("Looks right.", { by: "bob" });
    await settledNow(stage);
    scene.pull.editComment(comment, "/lockstep waive log -- the gate does not fit");
    await answered(stage, comment);
    expect(reaction(comment)).toBe("CONFUSED");
    expect(scene.pull.answers()[0]?.body).toContain("Write it in a new comment");
    expect(scene.pull.mergeable).toBe(false);
  });

  test("of a bot, or of an app for a person, is not even looked at", async () => {
    stage.github.forgetRequests();
    scene.pull.comment("/lockstep waive log -- beep", { by: "helper[bot]", bot: true });
    scene.pull.comment("/lockstep waive log -- beep", { by: "bob", via: "helper" });
    await settledNow(stage);
    expect(stage.github.countRequests()).toBe(0);
    expect(scene.pull.mergeable).toBe(false);
  });

  test("of a fork's author is refused", async () => {
    const pull = scene.repository.openPullRequest({
      files: { "src/a.ts": "x\n" },
      fork: "mallory/harbour",
      author: "mallory",
    });
    await stage.github.until(() => pull.concluded);
    expect(reaction(await said(stage, pull, "/lockstep waive log -- trust me", "mallory"))).toBe("THUMBS_DOWN");
    expect(pull.mergeable).toBe(false);
    expect(reaction(await said(stage, pull, "/lockstep waive log -- it is fine", "bob"))).toBe("THUMBS_UP");
    expect(pull.mergeable).toBe(true);
  });

  test("is refused, and says so, when GitHub does not say who may", async () => {
    stage.github.fail({ on: ({ path }) => path.includes("/collaborators/"), with: "500" });
    expect(reaction(await said(stage, scene.pull, "/lockstep waive log -- because of it"))).toBe("THUMBS_DOWN");
    expect(scene.pull.answers()[0]?.body).toContain("It could not be verified: GitHub does not answer at the moment.");
    expect(scene.pull.mergeable).toBe(false);
  }, 30_000);

  test("is refused, and says what is missing, without the permission to see members", async () => {
    stage.github.model.maySeeMembers = false;
    expect(reaction(await said(stage, scene.pull, "/lockstep waive log -- because of it", "rita"))).toBe("THUMBS_DOWN");
    expect(scene.pull.answers()[0]?.body).toContain('needs the organisation permission "Members: read"');
    // Whoever has the permission needs no team.
    expect(reaction(await said(stage, scene.pull, "/lockstep waive log -- because of it", "bob"))).toBe("THUMBS_UP");
  });

  test("can be taken back by who gave it, and by who may", async () => {
    await said(stage, scene.pull, "/lockstep waive log -- because of it");
    await said(stage, scene.pull, "/lockstep unwaive notes");
    expect(scene.pull.answers().at(-1)?.body).toContain("No waiver of `notes` is in force. There are those of `log`.");
    expect(reaction(await said(stage, scene.pull, "/lockstep unwaive log", "carol"))).toBe("THUMBS_DOWN");
    expect(scene.pull.mergeable).toBe(true);
    expect(reaction(await said(stage, scene.pull, "/lockstep unwaive log", "rita"))).toBe("THUMBS_UP");
    expect(scene.pull.mergeable).toBe(false);
    expect(reaction(await said(stage, scene.pull, "/lockstep unwaive log", "bob"))).toBe("CONFUSED");
  });

  test("survives a rebase and a change elsewhere", async () => {
    await said(stage, scene.pull, "/lockstep waive log -- because of it");
    scene.repository.commit("main", { files: { "docs/OTHER.md": "other\n" } });
    const rebased = scene.pull.rebase();
    await stage.github.until(() => scene.pull.head === rebased && scene.pull.concluded);
    expect(scene.pull.mergeable).toBe(true);
    scene.pull.push({ "docs/MORE.md": "more\n" });
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    expect(scene.pull.mergeable).toBe(true);
    expect(scene.pull.check()?.title).toContain("with 1 waiver");
  });

  test("lapses when the covered file changes, and the report says which", async () => {
    await said(stage, scene.pull, "/lockstep waive log -- because of it");
    scene.pull.push({ "src/a.ts": "something else\n" });
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    expect(scene.pull.mergeable).toBe(false);
    expect(scene.pull.check()?.summary).toContain("The waiver by bob no longer holds: `src/a.ts` has changed since.");
    expect((await trailOf(stage)).map(({ kind }) => kind)).toContain("lapse");
    // What was covered once comes back: the waiver does not.
    scene.pull.push({ "src/a.ts": "b\n" });
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    expect(scene.pull.mergeable).toBe(false);
  });

  test("lapses when another file wakes the rule", async () => {
    await said(stage, scene.pull, "/lockstep waive log -- because of it");
    scene.pull.push({ "src/new.ts": "new\n" });
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    expect(scene.pull.mergeable).toBe(false);
    expect(scene.pull.check()?.summary).toContain("`src/new.ts` came in since");
  });

  test("ends when its time is over, without any event", async () => {
    await said(stage, scene.pull, "/lockstep waive log for 2d -- because of it");
    clock.push(2 * dayMs - 60_000);
    await settledNow(stage);
    expect(scene.pull.mergeable).toBe(true);
    clock.push(60_000);
    await stage.github.until(() => !scene.pull.mergeable);
    await settledNow(stage);
    expect(scene.pull.check()?.summary).toContain("The waiver by bob no longer holds: its time is over.");
    expect((await trailOf(stage)).map(({ kind }) => kind)).toContain("expiry");
  });

  test("is not needed once the entry is there", async () => {
    await said(stage, scene.pull, "/lockstep waive log -- because of it");
    scene.pull.push(logEntry);
    await stage.github.until(() => scene.pull.concluded);
    await settledNow(stage);
    expect(scene.pull.check()?.title).not.toContain("waiver");
    expect(scene.pull.mergeable).toBe(true);
  });

  test("no longer holds when the rule asks for something else", async () => {
    await said(stage, scene.pull, "/lockstep waive log -- because of it");
    const policy = peoplePolicy.replace("entry-added: status#Log", "section-changed: status#Log");
    scene.repository.commit("main", { files: { ".github/lockstep.yml": policy } });
    await stage.github.until(() => !scene.pull.mergeable);
    await settledNow(stage);
    expect(scene.pull.check()?.summary).toContain("the rule asks for something else now");
  });

  test("holds in the merge queue", async () => {
    await said(stage, scene.pull, "/lockstep waive log -- because of it");
    const group = scene.pull.enqueue();
    const check = () => scene.repository.checksAt(group).find(({ name }) => name === "lockstep");
    await stage.github.until(() => check()?.status === "completed");
    expect(check()?.conclusion).toBe("success");
  });

  test("is answered on a pull request that is closed by doing nothing", async () => {
    scene.pull.close();
    await settledNow(stage);
    expect(reaction(await said(stage, scene.pull, "/lockstep waive log -- because of it"))).toBe("CONFUSED");
    expect(scene.pull.answers()[0]?.body).toContain("is closed");
  });
});

describe("trouble between the command and the answer", () => {
  const scene = setScene(stage);

  test.each(["500", "502", "reset-before", "reset-after", "secondary-limit-with-retry-after"] as const)(
    "%s on every write for a while: nothing is lost and nothing comes twice",
    async (fault) => {
      stage.github.fail({ on: "writes", with: fault, times: 2, retryAfterSeconds: 1 });
      const granted = await said(stage, scene.pull, "/lockstep waive log -- because of it\n/lockstep explain log");
      expect(granted.reactions.filter((each) => each === "THUMBS_UP")).toHaveLength(1);
      expect(scene.pull.mergeable).toBe(true);
      expect(scene.pull.answers()).toHaveLength(1);
      expect((await trailOf(stage)).filter(({ kind }) => kind === "waiver")).toHaveLength(1);
      stage.github.fail({ on: "writes", with: fault, times: 2, retryAfterSeconds: 1 });
      const refused = await said(stage, scene.pull, "/lockstep unwaive log", "carol");
      expect(reaction(refused)).toBe("THUMBS_DOWN");
      expect(scene.pull.answers()).toHaveLength(2);
      expect((await trailOf(stage)).filter(({ kind }) => kind === "refusal")).toHaveLength(1);
    },
    30_000,
  );

  test("the same delivery twice is carried out once", async () => {
    const comment = await said(stage, scene.pull, "/lockstep waive log -- because of it\n/lockstep explain log");
    const attempt = stage.github.webhooks.attempts.findLast(({ event }) => event === "issue_comment");
    stage.github.webhooks.again(attempt?.id ?? 0);
    await settledNow(stage);
    expect(comment.reactions).toHaveLength(2);
    expect(scene.pull.answers()).toHaveLength(1);
    expect((await trailOf(stage)).filter(({ kind }) => kind === "waiver")).toHaveLength(1);
  });
});

describe("a locked rule of the organisation", () => {
  const scene = setScene(stage);

  test("cannot be waived or attested in a repository", async () => {
    stage.github.createRepository("acme/.github", {
      files: {
        ".github/lockstep.yml": `version: 1
waivers: { who: [permission:read], self: true }
rules:
  - id: notice
    gate: G4
    locked: true
    when: { changed: [src/**] }
    require: [{ section-changed: docs/NOTICE.md }]
`,
      },
    });
    const pull = scene.repository.openPullRequest({ files: { "src/a.ts": "c\n" } });
    await stage.github.until(() => pull.concluded);
    expect(reaction(await said(stage, pull, "/lockstep waive notice -- because of it"))).toBe("CONFUSED");
    expect(pull.answers()[0]?.body).toContain("is locked by the organisation");
    expect(reaction(await said(stage, pull, "/lockstep attest docs/NOTICE.md -- read it"))).toBe("CONFUSED");
    expect(conclusions(pull)["G4"]).toBe("failure");
  });
});

describe("a blanket waiver", () => {
  const policy = peoplePolicy.replace("rules:", "gates: { G4: { waivers: { blanket: true } } }\nrules:");
  const scene = setScene(stage, { ".github/lockstep.yml": policy });

  test("of a gate is listed as such, where the policy allows it", async () => {
    expect(reaction(await said(stage, scene.pull, "/lockstep waive G4 -- the whole gate does not fit"))).toBe(
      "THUMBS_UP",
    );
    expect(scene.pull.mergeable).toBe(true);
    expect(scene.pull.check()?.title).toContain("with a blanket waiver of 1 rule");
    expect(scene.pull.check()?.summary).toContain("waived, with its whole gate, by bob");
    expect(reaction(await said(stage, scene.pull, "/lockstep unwaive G4"))).toBe("THUMBS_UP");
    expect(scene.pull.mergeable).toBe(false);
  });
});
