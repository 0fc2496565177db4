import { expect, test } from "@jest/globals";
import { setStage, settled } from "./harness.ts";
import { logFiles } from "./policies.ts";

const stage = setStage();

test("what operators watch is counted: deliveries, jobs, verdicts by gate, requests, what is left of the limits", async () => {
  const { github, app } = stage;
  const repository = github.createRepository("acme/harbour", { files: logFiles });
  const pull = repository.openPullRequest({ files: { "src/a.ts": "b\n" } });
  await github.until(() => pull.concluded);
  await settled(stage);
  const text = await (await fetch(`${app.url}/metrics`)).text();
  for (const line of [
    'lockstep_deliveries_total{event="pull_request",outcome="accepted"} 1',
    'lockstep_jobs_total{kind="pull-request",outcome="done"} 1',
    'lockstep_verdicts_total{gate="G4",verdict="fail"} 1',
    'lockstep_verdicts_total{gate="all",verdict="fail"} 1',
    'lockstep_queue_depth{state="waiting"} 0',
  ])
    expect(text).toContain(line);
  expect(text).toMatch(/lockstep_github_requests_total\{.*graphql.*\} 3/);
  expect(text).toMatch(/lockstep_github_rate_remaining\{resource="graphql"\}/);
  expect(text).not.toContain("harbour");
});
