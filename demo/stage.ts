import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createLog } from "../src/adapters/log/log.ts";
import { startApp } from "../src/app.ts";
import type { Io } from "../src/cli/io.ts";
import { type FakeGitHub, type FakeRepository, startFakeGitHub } from "../test/fake/index.ts";
import { buildHarbour } from "./harbour.ts";

/** The app, unchanged, against a GitHub of our own. */
export interface DemoStage {
  readonly github: FakeGitHub;
  readonly repository: FakeRepository;
  stop(): Promise<void>;
}

/** Sets everything up on loopback; nothing leaves the machine, and `stop` leaves nothing behind. */
export async function setDemoStage({ packageRoot, version }: Pick<Io, "packageRoot" | "version">): Promise<DemoStage> {
  const github = await startFakeGitHub({ latencyMs: 40 });
  const repository = buildHarbour(github);
  const dataDir = await mkdtemp(join(tmpdir(), "lockstep-demo-"));
  const { id, privateKey, webhookSecret } = github.app;
  const app = await startApp(
    {
      ...{ appId: id, privateKey, webhookSecret, port: 0, host: "127.0.0.1", githubApiUrl: github.url, dataDir },
      ...{ publicUrl: undefined, logLevel: "silent", retentionDays: 1, concurrency: 10, reconcileMinutes: 1 },
    },
    { packageRoot, version, log: createLog("silent") },
  );
  github.deliverTo(`${app.url}/api/github/webhooks`);
  return {
    github,
    repository,
    async stop() {
      github.deliverTo(undefined);
      await github.webhooks.idle();
      await app.stop();
      await github.close();
      await rm(dataDir, { recursive: true, force: true });
    },
  };
}
