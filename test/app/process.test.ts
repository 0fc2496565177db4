import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import { type FakeGitHub, startFakeGitHub } from "../fake/index.ts";
import { logFiles } from "./policies.ts";

/** The server as a process: what it prints, how it stops, and what it loses when it is killed. */

let github: FakeGitHub;
let dataDir: string;
const processes: ChildProcess[] = [];
beforeEach(async () => {
  github = await startFakeGitHub();
  dataDir = await mkdtemp(join(tmpdir(), "lockstep-process-"));
});
afterEach(async () => {
  for (const process of processes.splice(0)) if (process.exitCode === null) process.kill("SIGKILL");
  await github.close();
  await rm(dataDir, { recursive: true, force: true });
});

/** Starts the server and resolves to the one line it prints. */
async function serve(): Promise<{ readonly server: ChildProcess; readonly url: string; readonly log: () => string }> {
  const server = spawn(process.execPath, [join(import.meta.dirname, "serve-process.ts")], {
    env: {
      ...{ PATH: process.env["PATH"], APP_ID: String(github.app.id), PRIVATE_KEY: github.app.privateKey },
      ...{ WEBHOOK_SECRET: github.app.webhookSecret, GITHUB_API_URL: github.url, DATA_DIR: dataDir, PORT: "0" },
    },
    stdio: ["ignore", "pipe", "pipe"],
  });
  processes.push(server);
  let log = "";
  server.stderr.on("data", (chunk: Buffer) => {
    log += chunk.toString();
  });
  const line = await Promise.race([
    once(server.stdout, "data").then(([chunk]) => String(chunk)),
    once(server, "exit").then(() => Promise.reject(new Error(log))),
  ]);
  const { url } = JSON.parse(line) as { url: string };
  github.deliverTo(`${url}/api/github/webhooks`);
  return { server, url, log: () => log };
}

describe("the server", () => {
  test("says where it listens, answers, and stops with 0 on SIGTERM", async () => {
    const { server, url, log } = await serve();
    expect((await fetch(`${url}/readyz`)).status).toBe(200);
    expect(await (await fetch(`${url}/metrics`)).text()).toContain("lockstep_queue_depth");
    server.kill("SIGTERM");
    const [code] = (await once(server, "exit")) as [number];
    expect(code).toBe(0);
    for (const line of log().trim().split("\n")) expect(() => JSON.parse(line) as unknown).not.toThrow();
    expect(log()).not.toContain("PRIVATE KEY");
    expect(log()).not.toContain(github.app.webhookSecret);
    expect(log()).not.toContain("ghs_");
  }, 30_000);

  test("killed in a burst loses none of 50 pull requests it was told of", async () => {
    const first = await serve();
    const repository = github.createRepository("acme/harbour", { files: logFiles });
    github.setLatency(200);
    const pulls = Array.from({ length: 50 }, (_, index) =>
      repository.openPullRequest({ files: { [`src/${index}.ts`]: "x\n" } }),
    );
    await github.webhooks.idle();
    expect(github.webhooks.attempts.map(({ statusCode }) => statusCode)).toEqual(Array(50).fill(202));
    first.server.kill("SIGKILL");
    await once(first.server, "exit");
    github.setLatency(0);
    expect(pulls.every((pull) => pull.concluded)).toBe(false);

    await serve();
    await github.until(() => pulls.every((pull) => pull.concluded), { withinMs: 40_000 });
    expect(pulls.map((pull) => pull.check()?.conclusion)).toEqual(Array(50).fill("failure"));
    expect(pulls.map((pull) => pull.allChecks().length)).toEqual(Array(50).fill(6));
    expect(pulls.map((pull) => pull.appComments().length)).toEqual(Array(50).fill(1));
  }, 60_000);
});
