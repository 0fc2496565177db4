import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "../src/adapters/log/log.ts";
import { findSecrets } from "../src/adapters/secrets/find-secrets.ts";
import { type RunningApp, startApp } from "../src/app.ts";
import type { Environment } from "../src/env.ts";
import type { Clock } from "../src/pipeline/ports.ts";
import type { FakeGitHub } from "./fake/index.ts";

/** The app under test, against a GitHub of our own, unchanged. */
export interface AppUnderTest extends RunningApp {
  readonly dataDir: string;
}

/** The environment of an app that is installed on the fake. */
export function environmentFor(github: FakeGitHub, dataDir: string): Environment {
  return {
    ...{ appId: github.app.id, privateKey: github.app.privateKey, webhookSecret: github.app.webhookSecret },
    ...{ port: 0, host: "127.0.0.1", githubApiUrl: github.url, dataDir, publicUrl: undefined },
    ...{ logLevel: "silent", retentionDays: 30, concurrency: 50, reconcileMinutes: 60 },
  };
}

/** Starts the app and has the fake deliver to it. `stop` removes its data, unless a directory was given. */
export async function startAppUnderTest(
  github: FakeGitHub,
  options: {
    readonly reconcile?: boolean;
    readonly dataDir?: string;
    readonly logLevel?: string;
    readonly clock?: Clock;
  } = {},
): Promise<AppUnderTest> {
  // It loads its rules when it is first called, and Jest refuses to load anything for tests that run side by side.
  await findSecrets(new Map());
  const dataDir = options.dataDir ?? (await mkdtemp(join(tmpdir(), "lockstep-app-")));
  const app = await startApp(environmentFor(github, dataDir), {
    packageRoot: new URL("../", import.meta.url),
    version: "0.0.0",
    log: createLog(options.logLevel ?? process.env["TEST_LOG_LEVEL"] ?? "silent"),
    reconcile: options.reconcile ?? false,
    ...(options.clock && { clock: options.clock }),
  });
  github.deliverTo(`${app.url}/api/github/webhooks`);
  return {
    ...app,
    dataDir,
    async stop() {
      github.deliverTo(undefined);
      await github.webhooks.idle();
      await app.stop();
      if (options.dataDir === undefined) await rm(dataDir, { recursive: true, force: true });
    },
  };
}
