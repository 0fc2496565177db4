import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import { destination } from "pino";
import { createLog } from "../adapters/log/log.ts";
import { listen } from "../adapters/web/listen.ts";
import { envFile } from "../adapters/web/setup/env-file.ts";
import { readManifest } from "../adapters/web/setup/manifest.ts";
import { createSetupApp } from "../adapters/web/setup/setup.ts";
import type { ExitStatus, Io } from "../cli/io.ts";
import { readSetupEnvironment } from "../env.ts";
import { stopSignal } from "./stop-signal.ts";

/** `lockstep setup`: a page that makes the GitHub App and writes its credentials to `.env`. */
export async function runSetup(io: Io): Promise<ExitStatus> {
  const { host, port, githubApiUrl, publicUrl } = readSetupEnvironment(process.env);
  const file = resolve(io.cwd, ".env");
  const app = createSetupApp({
    manifest: readManifest(readFileSync(new URL("app.yml", io.packageRoot), "utf8")),
    apiUrl: githubApiUrl,
    ...(publicUrl === undefined ? {} : { publicUrl }),
    envFile: envFile(file),
    version: io.version,
    log: createLog("warn", { destination: destination({ fd: 2, sync: true }) }),
  });
  const server = await listen(app, { host, port });
  io.stdout(`${JSON.stringify({ url: server.url })}\n`);
  io.stderr(
    `Open ${server.url} in a browser on this machine. The credentials will be written to ${file}.\nCtrl-C ends the page.\n`,
  );
  await stopSignal();
  await server.close(1_000);
  return 0;
}
