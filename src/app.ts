import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import type { Logger } from "pino";
import { readArchiveInThread } from "./adapters/archive/read-in-thread.ts";
import { readPresets } from "./adapters/files/files.ts";
import { gitHubHost } from "./adapters/github/host.ts";
import { clientsOf, createProbot } from "./adapters/github/probot-clients.ts";
import { createLog } from "./adapters/log/log.ts";
import { createMetrics, type Metrics } from "./adapters/metrics/metrics.ts";
import { openSqliteQueue } from "./adapters/queue/sqlite-queue.ts";
import { findSecrets } from "./adapters/secrets/find-secrets.ts";
import { openSqliteStore } from "./adapters/store/sqlite-store.ts";
import { createWebApp } from "./adapters/web/app.ts";
import { listen } from "./adapters/web/listen.ts";
import { githubSite } from "./adapters/web/setup/github-site.ts";
import type { Delivery } from "./adapters/web/webhook.ts";
import { systemClock } from "./clock.ts";
import type { Environment } from "./env.ts";
import { rememberedRuns } from "./pipeline/ended-runs.ts";
import { takeIn } from "./pipeline/intake.ts";
import type { JobKey } from "./pipeline/job.ts";
import { rememberingPolicyReader } from "./pipeline/policy-memory.ts";
import type { Clock } from "./pipeline/ports.ts";
import type { Job, JobOutcome, QueueDepth } from "./pipeline/queue.ts";
import { reconcile } from "./pipeline/reconcile.ts";
import { databaseName } from "./pipeline/store.ts";
import { turnsByKey } from "./pipeline/turns.ts";
import { workOn } from "./pipeline/work.ts";
import { readDelivery } from "./read/delivery.ts";

/** A server that runs. */
export interface RunningApp {
  /** Where it listens, such as `http://127.0.0.1:3000`. */
  readonly url: string;
  readonly queueDepth: () => Promise<QueueDepth>;
  /** Takes no more work, finishes what is in hand, and gives up files and port. */
  stop(): Promise<void>;
}

/** What the server needs beside its environment. */
export interface AppOptions {
  /** The package's own directory, where the presets are. */
  readonly packageRoot: URL;
  readonly version: string;
  readonly log?: Logger;
  /** False: nothing is searched for at the start or on a timer. */
  readonly reconcile?: boolean;
  /** The time; that of the machine by default. */
  readonly clock?: Clock;
}

/** Longest time for what is in hand when the server stops, in milliseconds. */
const drainMs = 20_000;

/** Time between two sweeps of every repository, in milliseconds: each costs a request. */
const everywhereMs = 6 * 60 * 60 * 1000;

/** How long after a crash what was in hand is taken up again, in milliseconds. */
const leaseMs = 5_000;

/** Starts the server: everything that acts meets here, and nowhere else. */
export async function startApp(environment: Environment, options: AppOptions): Promise<RunningApp> {
  const { appId, privateKey, webhookSecret, githubApiUrl, dataDir, publicUrl } = environment;
  const log = options.log ?? createLog(environment.logLevel, { secrets: [webhookSecret, privateKey] });
  const clock = options.clock ?? systemClock;
  await mkdir(dataDir, { recursive: true });
  const file = join(dataDir, databaseName);
  const store = await openSqliteStore(file);
  const queue = await openSqliteQueue(file, {
    clock,
    concurrency: environment.concurrency,
    leaseMs,
    // What a job throws is logged where it is done.
    onError: (error, key) => {
      if (key === undefined) log.error({ err: error }, "the queue failed");
    },
  });
  const metrics = createMetrics({ queueDepth: () => queue.depth(), waivers: () => store.waivers() });
  const probot = createProbot({
    ...{ appId, privateKey, webhookSecret, baseUrl: githubApiUrl, version: options.version },
    log: log.child({ part: "probot" }),
  });
  const clients = clientsOf(probot, {
    clock,
    observe({ kind, status, durationMs }) {
      metrics.githubRequest({ kind: kind === "rest" ? "rest" : "graphql", status: status || undefined, durationMs });
    },
    observeRate(installation, reading) {
      metrics.githubRate({ installation, ...reading });
    },
  });
  const runs = rememberedRuns(clock);
  const host = gitHubHost({
    ...{ clients, appId, clock, webUrl: githubSite(githubApiUrl), readArchive: readArchiveInThread, ended: runs },
    ...(publicUrl === undefined ? {} : { detailsUrl: () => publicUrl }),
  });
  const presets = await readPresets(new URL("presets/", options.packageRoot));

  const work = workOn({
    ...{
      host,
      store,
      queue,
      clock,
      presets,
      readPolicies: rememberingPolicyReader(),
      turns: turnsByKey(),
      findSecrets,
    },
    judged(key, judgement, writes) {
      const { verdict, blocks, head, durationMs, evaluationMs } = judgement;
      log.info({ pullRequest: nameOf(key), verdict, blocks, head, durationMs, evaluationMs, writes }, "judged");
      metrics.verdict("all", verdict);
      for (const [gate, each] of Object.entries(judgement.gates)) metrics.verdict(gate, each);
      metrics.checkLatency(durationMs);
    },
    decided(kind) {
      metrics.decision(kind);
    },
    notice(key, message) {
      log.warn({ pullRequest: nameOf(key) }, message);
    },
  });
  queue.start((job) => observed(job, work, clock, log, metrics));

  let draining = false;
  const receive = async ({ id, event, body, signature }: Delivery) => {
    await probot.webhooks.verifyAndReceive({ id, name: event, payload: body, signature });
    return "accepted" as const;
  };
  probot.webhooks.onAny(async ({ id, name: event, payload: received }) => {
    const payload = received as unknown as Readonly<Record<string, unknown>>;
    const notice = readDelivery(event, payload, { appId });
    const outcome = await takeIn(notice, id, { store, queue, clock, runs });
    const action = typeof payload["action"] === "string" ? payload["action"] : undefined;
    const { installation, repository, number } = originOf(payload);
    const isNew = await store.recordDelivery({
      ...{ id, event, outcome, receivedAt: clock.now() },
      ...(action === undefined ? {} : { action }),
      ...(installation === undefined ? {} : { installation }),
      ...(repository === undefined ? {} : { repository }),
    });
    const pullRequest = number === undefined ? repository : `${repository}#${number}`;
    log.info({ delivery: id, event, action, pullRequest, outcome, repeated: !isNew }, "delivery");
  });
  const server = await listen(
    createWebApp({
      ...{ secret: webhookSecret, receive, draining: () => draining, version: options.version, log },
      async ready() {
        await Promise.all([store.ping(), queue.ping()]);
        return { ok: true };
      },
      metrics: () => metrics.text(),
      observe: (event, outcome) => {
        metrics.delivery(event, outcome);
      },
    }),
    environment,
  );

  const stopping = new AbortController();
  const reconciling = options.reconcile === false ? Promise.resolve() : reconcileEvery();
  return {
    url: server.url,
    queueDepth: () => queue.depth(),
    async stop() {
      draining = true;
      stopping.abort();
      await Promise.all([server.close(drainMs), queue.stop(drainMs), reconciling]);
      await queue.close();
      await store.close();
    },
  };

  async function reconcileEvery(): Promise<void> {
    let lastEverywhere = Number.NEGATIVE_INFINITY;
    while (!stopping.signal.aborted) {
      const everywhere = clock.now() - lastEverywhere >= everywhereMs;
      try {
        const retentionMs = environment.retentionDays * 24 * 60 * 60 * 1000;
        const done = await reconcile({ host, queue, store, clock }, { retentionMs, everywhere });
        if (everywhere) lastEverywhere = clock.now();
        // The end of the trail in the log too: whoever cuts the trail off would have to change both.
        log.info({ ...done, audit: await store.auditHead() }, "reconciled");
      } catch (error) {
        log.warn({ err: error }, "could not reconcile; trying again later");
      }
      await clock.wait(environment.reconcileMinutes * 60_000, stopping.signal);
    }
  }
}

/** Does a job and says what became of it; what is thrown goes on to the queue, which tries again. */
async function observed(
  job: Job,
  work: (job: Job) => Promise<JobOutcome>,
  clock: Clock,
  log: Logger,
  metrics: Metrics,
): Promise<JobOutcome> {
  const started = clock.now();
  const pullRequest = nameOf(job.key);
  try {
    const outcome = await work(job);
    metrics.job(job.key.kind, outcome.kind, clock.now() - started);
    if (outcome.kind !== "done") log.info({ pullRequest, outcome: outcome.kind, why: outcome.why }, "job put off");
    return outcome;
  } catch (error) {
    metrics.job(job.key.kind, "failed", clock.now() - started);
    log.warn({ pullRequest, attempt: job.attempt, err: error }, "job failed; it is tried again");
    throw error;
  }
}

/** A key for the log: `acme/harbour#7`. */
function nameOf(key: JobKey): string {
  switch (key.kind) {
    case "pull-request":
      return `${key.repository}#${key.number}`;
    case "merge-group":
      return `${key.repository}@${key.head}`;
    case "sweep":
      return key.repository ?? `installation ${key.installation}`;
  }
}

/** Where a delivery comes from, for the log and the record of it. */
function originOf(payload: Readonly<Record<string, unknown>>) {
  const part = (name: string) => payload[name] as Readonly<Record<string, unknown>> | null | undefined;
  const installation = part("installation")?.["id"];
  const repository = part("repository")?.["full_name"];
  const number = part("pull_request")?.["number"] ?? part("issue")?.["number"];
  return {
    ...(typeof installation === "number" ? { installation } : {}),
    ...(typeof repository === "string" ? { repository } : {}),
    ...(typeof number === "number" ? { number } : {}),
  };
}
