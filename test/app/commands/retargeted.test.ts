import { describe, expect, test } from "@jest/globals";
import { setStage, settledNow } from "../harness.ts";
import { peoplePolicy } from "../policies.ts";
import { reaction, said, setScene, trailOf } from "./stage.ts";

const stage = setStage();

/** The same rules, and everybody who may push may do everything, authors included. */
const laxPolicy = peoplePolicy
  .replace('who: [team:security, "@sam"]', "who: [permission:write], self: true")
  .replace("who: [permission:maintain, team:release]", "who: [permission:write], self: true")
  .replace("attestations: { who: [permission:write] }", "attestations: { who: [permission:write], self: true }")
  .replace("rules:", "commands: { hold: { who: [permission:read], self: true } }\nrules:");

describe("what was decided under the policy of another base branch", () => {
  const scene = setScene(stage);

  /** A pull request of alice's to a branch of hers, with a policy of hers. */
  async function onLax(files: Readonly<Record<string, string>>) {
    scene.repository.branch("lax");
    scene.repository.commit("lax", { files: { ".github/lockstep.yml": laxPolicy } });
    const pull = scene.repository.openPullRequest({ base: "lax", files });
    await stage.github.until(() => pull.concluded);
    await settledNow(stage);
    return pull;
  }

  async function retarget(pull: Awaited<ReturnType<typeof onLax>>, base: string) {
    const before = pull.check()?.id ?? 0;
    pull.retarget(base);
    await stage.github.until(() => (pull.check()?.id ?? 0) > before && pull.concluded);
    await settledNow(stage);
  }

  test.each(["waive log -- I let myself", "attest status -- I let myself"])(
    "`/lockstep %s` does not hold any more",
    async (command) => {
      const pull = await onLax({ "src/a.ts": "c\n" });
      expect(reaction(await said(stage, pull, `/lockstep ${command}`, "alice"))).toBe("THUMBS_UP");
      expect(pull.mergeable).toBe(true);
      await retarget(pull, "main");
      expect(pull.mergeable).toBe(false);
      expect(pull.check()?.summary).toContain("by alice no longer holds: it was given for the base branch `lax`");
      expect((await trailOf(stage)).map(({ kind }) => kind)).toContain("lapse");
      await retarget(pull, "lax");
      expect(pull.mergeable).toBe(false);
    },
  );

  test("an approval does not count, and can be given again by who has the role there", async () => {
    const pull = await onLax({ "deploy/a.yml": "c\n" });
    expect(reaction(await said(stage, pull, "/lockstep approve security", "carol"))).toBe("THUMBS_UP");
    expect(pull.check()?.summary).not.toContain("There is no approval by security yet");
    await retarget(pull, "main");
    expect(pull.check()?.summary).toContain("it was given for the base branch `lax`");
    expect(reaction(await said(stage, pull, "/lockstep approve security", "carol"))).toBe("THUMBS_DOWN");
    expect(reaction(await said(stage, pull, "/lockstep approve security", "sam"))).toBe("THUMBS_UP");
    expect(pull.check()?.summary).not.toContain("it was given for the base branch");
  });

  test("a review on the same commit does not count, and one that is given afterwards does", async () => {
    // What alice wants to bring to main stands on the other branch already: sam is shown the rest of it only.
    scene.repository.branch("lax");
    scene.repository.commit("lax", { files: { "src/unseen.ts": "unseen\n" } });
    const pull = scene.repository.openPullRequest({ base: "lax", files: { "deploy/a.yml": "c\n" } });
    await stage.github.until(() => pull.concluded);
    pull.review("sam", "approved");
    await settledNow(stage);
    await retarget(pull, "main");
    expect(pull.check()?.summary).toContain("the pull request was given another base branch since it was reviewed");
    pull.review("sam", "approved");
    await settledNow(stage);
    expect(pull.check()?.summary).not.toContain("There is no approval by security yet");
  });

  test("a hold is lifted there by who put it on, and by an admin", async () => {
    const pull = await onLax({ "docs/other.md": "c\n" });
    await retarget(pull, "main");
    await said(stage, pull, "/lockstep hold wait for the release");
    expect(pull.mergeable).toBe(false);
    await retarget(pull, "lax");
    for (const login of ["alice", "carol"])
      expect(reaction(await said(stage, pull, "/lockstep unhold", login))).toBe("THUMBS_DOWN");
    await retarget(pull, "main");
    expect(pull.mergeable).toBe(false);
    await retarget(pull, "lax");
    scene.repository.grant("rita", "admin");
    expect(reaction(await said(stage, pull, "/lockstep unhold", "rita"))).toBe("THUMBS_UP");
    expect(pull.mergeable).toBe(true);
  });
});
