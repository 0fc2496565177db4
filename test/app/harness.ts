import { afterEach, beforeEach } from "@jest/globals";
import type { Clock } from "../../src/pipeline/ports.ts";
import { type FakeGitHub, type FakePullRequest, startFakeGitHub } from "../fake/index.ts";
import { type AppUnderTest, startAppUnderTest } from "../running-app.ts";

/** A GitHub and an app that are new for every test of a file. */
export interface Stage {
  github: FakeGitHub;
  app: AppUnderTest;
}

/** Sets the stage before every test and clears it afterwards. What the app sent must be what GitHub's schemas allow. */
export function setStage(options: { readonly clock?: Clock } = {}): Stage {
  const stage = {} as Stage;
  beforeEach(async () => {
    stage.github = await startFakeGitHub();
    stage.app = await startAppUnderTest(stage.github, options);
  });
  afterEach(async () => {
    await stage.app.stop();
    await stage.github.close();
    if (stage.github.api.violations.length > 0) throw new Error(stage.github.api.violations.join("\n"));
  });
  return stage;
}

/** Resolves when everything that was delivered has been answered and no job is left. */
export async function settled({ github, app }: Stage): Promise<void> {
  await github.webhooks.idle();
  for (;;) {
    const { waiting, delayed, running } = await app.queueDepth();
    if (waiting + delayed + running === 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

/** Conclusions by check, for comparing at a glance. */
export function conclusions(pull: FakePullRequest): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    pull.checks().map(({ name, conclusion }) => [name.replace(/^lockstep \/ (\w+).*$/, "$1"), conclusion]),
  );
}

/** The same, where something waits for its time, such as a waiver for its end. */
export async function settledNow({ github, app }: Stage): Promise<void> {
  await github.webhooks.idle();
  for (;;) {
    const { waiting, running } = await app.queueDepth();
    if (waiting + running === 0) return;
    await new Promise((resolve) => setImmediate(resolve));
  }
}
