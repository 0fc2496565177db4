import { describe, expect, test } from "@jest/globals";
import { setStage, settledNow } from "../harness.ts";
import { answered, reaction, said, setScene, trailOf } from "./stage.ts";

const stage = setStage();

describe("a command that a push overtakes", () => {
  const scene = setScene(stage);

  test.each([
    ["waive log -- the gate does not fit", "bob"],
    ["attest status -- the log says enough", "carol"],
    ["approve security", "sam"],
  ])("`/lockstep %s` does not cover what was pushed", async (command, by) => {
    const { pull } = scene;
    const seen = pull.head;
    const trouble = stage.github.fail({ on: "reads", with: "502" });
    const comment = pull.comment(`/lockstep ${command}`, { by });
    await stage.github.webhooks.idle();
    pull.push({ "src/a.ts": "evil\n" });
    await stage.github.webhooks.idle();
    trouble.stop();
    await answered(stage, comment);
    expect(reaction(comment)).toBe("CONFUSED");
    expect(pull.answers()[0]?.body).toContain(`was written for ${seen.slice(0, 7)} to main`);
    expect(pull.mergeable).toBe(false);
    expect((await trailOf(stage)).filter(({ kind }) => /waiver|attestation|approval/.test(kind))).toEqual([]);
    expect(reaction(await said(stage, pull, `/lockstep ${command}`, by))).toBe("THUMBS_UP");
  });

  test("nor what another base branch makes of it", async () => {
    scene.repository.branch("old");
    const { pull } = scene;
    const trouble = stage.github.fail({ on: "reads", with: "502" });
    const comment = pull.comment("/lockstep waive log -- the gate does not fit", { by: "bob" });
    await stage.github.webhooks.idle();
    pull.retarget("old");
    await stage.github.webhooks.idle();
    trouble.stop();
    await answered(stage, comment);
    expect(reaction(comment)).toBe("CONFUSED");
    expect(pull.mergeable).toBe(false);
  });

  test("a hold holds whatever comes", async () => {
    const trouble = stage.github.fail({ on: "reads", with: "502" });
    const comment = scene.pull.comment("/lockstep hold", { by: "bob" });
    await stage.github.webhooks.idle();
    scene.pull.push({ "src/b.ts": "more\n" });
    await stage.github.webhooks.idle();
    trouble.stop();
    await answered(stage, comment);
    await settledNow(stage);
    expect(reaction(comment)).toBe("THUMBS_UP");
  });
});
