import type { MergeGroupKey, PullRequestKey } from "../../src/pipeline/job.ts";
import type { DeliveryRecord, Judgement, MergeGroupRecord, PolicyMemory, Sighting } from "../../src/pipeline/store.ts";

/** The key of a pull request. */
export const keyOf = (number: number, repository = "o/a", installation = 1): PullRequestKey => ({
  kind: "pull-request",
  installation,
  repository,
  number,
});

/** A sighting of an open pull request. */
export function sightingOf(key: PullRequestKey, more: Partial<Sighting> = {}): Sighting {
  return { key, open: true, draft: false, head: "h1", base: "main", updatedAt: 1000, ...more };
}

/** A judgement with every field filled. */
export const fullJudgement: Judgement = {
  head: "h1",
  repositoryId: "R_1",
  base: "main",
  baseTip: "t1",
  policyOids: ["organisation", "repository"],
  verdict: "fail",
  blocks: true,
  gates: { G1: "pass", G4: "fail" },
  standings: { lockstep: "unmet", "lockstep / G1": "met" },
  attention: { title: true, description: false, labels: true, reviews: false, reports: true, checks: ["ci", "lint"] },
  documents: ["docs/a.md", "docs/ü 'b\".md"],
  wokenBy: ["src/a.ts"],
  contents: { abc: "digest" },
  checkRuns: { lockstep: "CR_1" },
  comment: "IC_1",
  at: Date.UTC(2026, 0, 1),
  durationMs: 1234.5,
  evaluationMs: 12,
};

/** The key of {@link group}. */
export const groupKey: MergeGroupKey = { kind: "merge-group", installation: 1, repository: "o/a", head: "g1" };
/** A merge group with every field filled. */
export const group: MergeGroupRecord = {
  key: groupKey,
  base: "main",
  baseCommit: "b1",
  ref: "refs/heads/gh-readonly-queue/main/pr-1-b1",
  open: true,
  checks: ["lockstep"],
  createdAt: 1000,
};
/** What a policy taught, with every field filled. */
export const memory: PolicyMemory = {
  policyOids: ["p"],
  organisation: true,
  documents: ["d.md"],
  checks: ["lockstep"],
};

/** A delivery without what it may lack. */
export function deliveryOf(id: string, more: Partial<DeliveryRecord> = {}): DeliveryRecord {
  return { id, event: "pull_request", outcome: "enqueued", receivedAt: 1000, ...more };
}
