import { Counter, collectDefaultMetrics, Gauge, Histogram, Registry } from "prom-client";
import type { Decision } from "../../core/decision.ts";
import type { Verdict } from "../../core/verdict.ts";
import type { JobKey } from "../../pipeline/job.ts";
import type { JobOutcome, QueueDepth } from "../../pipeline/queue.ts";
import { eventLabel, gateLabel, resourceLabel, statusClass } from "./labels.ts";
import { createLowest } from "./lowest.ts";

/** An answer of GitHub's, or that there was none. */
export interface GitHubRequest {
  readonly kind: "rest" | "graphql";
  /** HTTP status; undefined when no answer came. */
  readonly status: number | undefined;
  readonly durationMs: number;
}

/** What GitHub said of a limit. */
export interface RateReading {
  readonly installation: number;
  /** As GitHub calls it, such as `core` or `graphql`. */
  readonly resource: string;
  readonly remaining: number;
  /** When the limit starts anew, in milliseconds since 1970: the reading means nothing after that. */
  readonly resetAt: number;
}

/** Counts and times. No label ever names a repository, a person or an installation; every label has few values. */
export interface Metrics {
  /** A request to the webhook and what became of it. */
  delivery(event: string, outcome: DeliveryOutcome): void;
  /** A job that was taken. `failed`: it threw. */
  job(kind: JobKey["kind"], outcome: JobOutcome["kind"] | "failed", durationMs: number): void;
  /** The verdict of a gate, by its id, or of all together: `all`. `undefined` is counted as `none`: no policy, or an invalid one. */
  verdict(gate: string, verdict: Verdict | undefined): void;
  /** Something that a person decided: a waiver, an attestation, an approval or a hold. */
  decision(kind: Decision["kind"]): void;
  githubRequest(request: GitHubRequest): void;
  githubRate(reading: RateReading): void;
  /** From the first wish to the last check that was concluded. */
  checkLatency(durationMs: number): void;
  /** Prometheus text. What cannot be read is `NaN`, and the rest is there. */
  text(): Promise<string>;
}

/** What can become of a request to the webhook. */
export type DeliveryOutcome =
  | "accepted"
  | "bad-signature"
  | "bad-payload"
  | "bad-request"
  | "too-large"
  | "unavailable";

/** Where figures come from that are read when somebody asks. */
export interface MetricsOptions {
  readonly queueDepth?: () => Promise<QueueDepth>;
  /** How many waivers are in force, and when the oldest was given, in milliseconds since 1970. */
  readonly waivers?: () => Promise<{ readonly active: number; readonly oldestAt: number | undefined }>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

const states = ["waiting", "delayed", "running", "dead"] as const;

/** Metrics of this process, in a registry of their own. */
export function createMetrics({ queueDepth, waivers, now = Date.now }: MetricsOptions = {}): Metrics {
  const register = new Registry();
  const registers = [register];
  collectDefaultMetrics({ register });
  const lowest = createLowest(now);

  const deliveries = new Counter({
    name: "lockstep_deliveries_total",
    help: "Requests to the webhook",
    labelNames: ["event", "outcome"],
    registers,
  });
  const jobs = new Counter({
    name: "lockstep_jobs_total",
    help: "Jobs that were taken from the queue",
    labelNames: ["kind", "outcome"],
    registers,
  });
  const jobDuration = new Histogram({
    name: "lockstep_job_duration_seconds",
    help: "How long a job took",
    labelNames: ["kind"],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60],
    registers,
  });
  const verdicts = new Counter({
    name: "lockstep_verdicts_total",
    help: "Verdicts of gates; gate all is that of the whole change",
    labelNames: ["gate", "verdict"],
    registers,
  });
  const decisions = new Counter({
    name: "lockstep_decisions_total",
    help: "What people decided: waivers, attestations, approvals, holds",
    labelNames: ["kind"],
    registers,
  });
  const requests = new Counter({
    name: "lockstep_github_requests_total",
    help: "Requests to GitHub",
    labelNames: ["kind", "status"],
    registers,
  });
  const requestDuration = new Histogram({
    name: "lockstep_github_request_duration_seconds",
    help: "How long GitHub took to answer",
    labelNames: ["kind"],
    buckets: [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
    registers,
  });
  const checkLatency = new Histogram({
    name: "lockstep_check_latency_seconds",
    help: "From the first wish to look at a change to its concluded checks",
    buckets: [0.25, 0.5, 1, 2, 3, 5, 10, 30, 60, 300, 1_800],
    registers,
  });
  new Gauge({
    name: "lockstep_github_rate_remaining",
    help: "Requests left before GitHub's limit, of the installation that has least",
    labelNames: ["resource"],
    registers,
    collect() {
      this.reset();
      for (const [resource, remaining] of lowest.byResource()) this.set({ resource }, remaining);
    },
  });
  const readWaivers = waivers === undefined ? undefined : waiverGauges(registers, waivers, now);
  const readQueue = queueDepth === undefined ? undefined : queueGauges(registers, queueDepth);

  return {
    delivery: (event, outcome) => {
      deliveries.inc({ event: eventLabel(event), outcome });
    },
    job: (kind, outcome, durationMs) => {
      jobs.inc({ kind, outcome });
      jobDuration.observe({ kind }, durationMs / 1_000);
    },
    verdict: (gate, verdict) => {
      verdicts.inc({ gate: gateLabel(gate), verdict: verdict ?? "none" });
    },
    decision: (kind) => {
      decisions.inc({ kind });
    },
    githubRequest: ({ kind, status, durationMs }) => {
      requests.inc({ kind, status: statusClass(status) });
      requestDuration.observe({ kind }, durationMs / 1_000);
    },
    githubRate: (reading) => {
      lowest.record({ ...reading, resource: resourceLabel(reading.resource) });
    },
    checkLatency: (durationMs) => {
      checkLatency.observe(durationMs / 1_000);
    },
    text: async () => {
      await Promise.all([readQueue?.(), readWaivers?.()]);
      return register.metrics();
    },
  };
}

/** Gauges of waivers, and what sets them. */
function waiverGauges(
  registers: Registry[],
  waivers: NonNullable<MetricsOptions["waivers"]>,
  now: () => number,
): () => Promise<void> {
  const active = new Gauge({ name: "lockstep_waivers", help: "Waivers in force on open pull requests", registers });
  const oldest = new Gauge({
    name: "lockstep_waiver_oldest_seconds",
    help: "Age of the oldest waiver in force on an open pull request",
    registers,
  });
  return async () => {
    const found = await waivers().catch(() => undefined);
    active.set(found?.active ?? Number.NaN);
    const at = found?.oldestAt;
    oldest.set(found === undefined ? Number.NaN : at === undefined ? 0 : (now() - at) / 1_000);
  };
}

/** Gauges of the queue, and what sets them. */
function queueGauges(registers: Registry[], queueDepth: () => Promise<QueueDepth>): () => Promise<void> {
  const depth = new Gauge({
    name: "lockstep_queue_depth",
    help: "Jobs in the queue",
    labelNames: ["state"],
    registers,
  });
  const oldest = new Gauge({
    name: "lockstep_queue_oldest_seconds",
    help: "Age of the oldest job that is due",
    registers,
  });
  return async () => {
    const found = await queueDepth().catch(() => undefined);
    oldest.set((found?.oldestMs ?? Number.NaN) / 1_000);
    for (const state of states) depth.set({ state }, found?.[state] ?? Number.NaN);
  };
}
