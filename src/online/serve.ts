import { readFileSync } from "node:fs";
import { destination } from "pino";
import { createLog } from "../adapters/log/log.ts";
import { startApp } from "../app.ts";
import type { ExitStatus, Io } from "../cli/io.ts";
import { readEnvironment } from "../env.ts";
import { stopSignal } from "./stop-signal.ts";

/** `lockstep serve`: the app, until it is told to stop. Prints one JSON line with its address; the log goes to stderr. */
export async function runServe(io: Io): Promise<ExitStatus> {
  const environment = readEnvironment(process.env, (path) => readFileSync(path, "utf8"));
  const { webhookSecret, privateKey, logLevel } = environment;
  const log = createLog(logLevel, {
    destination: destination({ fd: 2, sync: true }),
    secrets: [webhookSecret, privateKey],
  });
  const app = await startApp(environment, { packageRoot: io.packageRoot, version: io.version, log });
  io.stdout(`${JSON.stringify({ url: app.url })}\n`);
  log.info({ url: app.url, version: io.version }, "listening");
  log.info({ signal: await stopSignal() }, "stopping");
  await app.stop();
  log.info("stopped");
  return 0;
}
