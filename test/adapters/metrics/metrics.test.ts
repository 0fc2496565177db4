import { describe, expect, test } from "@jest/globals";
import { createMetrics, type Metrics } from "../../../src/adapters/metrics/metrics.ts";

async function lines(metrics: Metrics, name: string): Promise<readonly string[]> {
  return (await metrics.text()).split("\n").filter((line) => line.startsWith(name));
}

describe("what is counted", () => {
  test("is counted by event, kind, gate and outcome", async () => {
    const metrics = createMetrics();
    metrics.delivery("pull_request", "accepted");
    metrics.delivery("pull_request", "accepted");
    metrics.job("pull-request", "done", 250);
    metrics.job("sweep", "failed", 1);
    metrics.verdict("all", "fail");
    metrics.verdict("G4", undefined);
    metrics.githubRequest({ kind: "graphql", status: 200, durationMs: 300 });
    metrics.githubRequest({ kind: "rest", status: undefined, durationMs: 10_000 });
    metrics.checkLatency(1_500);
    expect(await lines(metrics, "lockstep_deliveries_total")).toEqual([
      'lockstep_deliveries_total{event="pull_request",outcome="accepted"} 2',
    ]);
    expect(await lines(metrics, "lockstep_jobs_total")).toEqual([
      'lockstep_jobs_total{kind="pull-request",outcome="done"} 1',
      'lockstep_jobs_total{kind="sweep",outcome="failed"} 1',
    ]);
    expect(await lines(metrics, "lockstep_job_duration_seconds_sum")).toContain(
      'lockstep_job_duration_seconds_sum{kind="pull-request"} 0.25',
    );
    expect(await lines(metrics, "lockstep_verdicts_total")).toEqual([
      'lockstep_verdicts_total{gate="all",verdict="fail"} 1',
      'lockstep_verdicts_total{gate="G4",verdict="none"} 1',
    ]);
    expect(await lines(metrics, "lockstep_github_requests_total")).toEqual([
      'lockstep_github_requests_total{kind="graphql",status="2xx"} 1',
      'lockstep_github_requests_total{kind="rest",status="none"} 1',
    ]);
    expect(await lines(metrics, "lockstep_check_latency_seconds_sum")).toEqual([
      "lockstep_check_latency_seconds_sum 1.5",
    ]);
  });

  test("never has more labels than there are names for, whatever is sent", async () => {
    const metrics = createMetrics();
    for (let number = 0; number < 100; number++) {
      metrics.delivery(`event_${number}`, "bad-signature");
      metrics.verdict(`gate-${number}`, "pass");
      metrics.githubRate({ installation: 1, resource: `r${number}`, remaining: 1, resetAt: Date.now() + 60_000 });
    }
    expect(await lines(metrics, "lockstep_deliveries_total")).toHaveLength(1);
    expect(await lines(metrics, "lockstep_verdicts_total")).toHaveLength(1);
    expect(await lines(metrics, "lockstep_github_rate_remaining")).toHaveLength(1);
  });

  test("stands beside the metrics of the process", async () => {
    expect(await createMetrics().text()).toContain("process_cpu_seconds_total");
  });
});

test("the rate is that of the installation with the least, while the reading holds", async () => {
  let now = 1_000;
  const metrics = createMetrics({ now: () => now });
  metrics.githubRate({ installation: 1, resource: "core", remaining: 40, resetAt: 2_000 });
  metrics.githubRate({ installation: 2, resource: "core", remaining: 4_000, resetAt: 3_000 });
  metrics.githubRate({ installation: 2, resource: "graphql", remaining: 12, resetAt: 2_000 });
  expect(await lines(metrics, "lockstep_github_rate_remaining")).toEqual([
    'lockstep_github_rate_remaining{resource="core"} 40',
    'lockstep_github_rate_remaining{resource="graphql"} 12',
  ]);
  now = 2_000;
  expect(await lines(metrics, "lockstep_github_rate_remaining")).toEqual([
    'lockstep_github_rate_remaining{resource="core"} 4000',
  ]);
});

describe("the queue", () => {
  test("is looked at when somebody asks", async () => {
    const depth = { waiting: 1, delayed: 2, running: 3, dead: 4, oldestMs: 5_500 };
    const metrics = createMetrics({ queueDepth: () => Promise.resolve(depth) });
    expect(await lines(metrics, "lockstep_queue_")).toEqual([
      'lockstep_queue_depth{state="waiting"} 1',
      'lockstep_queue_depth{state="delayed"} 2',
      'lockstep_queue_depth{state="running"} 3',
      'lockstep_queue_depth{state="dead"} 4',
      "lockstep_queue_oldest_seconds 5.5",
    ]);
  });

  test("that does not answer is not a number, and everything else is there", async () => {
    const metrics = createMetrics({ queueDepth: () => Promise.reject(new Error("locked")) });
    expect(await lines(metrics, "lockstep_queue_oldest")).toEqual(["lockstep_queue_oldest_seconds Nan"]);
    expect(await metrics.text()).toContain("process_cpu_seconds_total");
  });
});
