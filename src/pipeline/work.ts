import { judgeMergeGroup } from "./merge-group-job.ts";
import { judgePullRequest } from "./pull-request-job.ts";
import type { Job, JobOutcome } from "./queue.ts";
import { sweep } from "./sweep-job.ts";
import { AccessLostError, LostAnswerError, RateLimitedError, UnavailableError } from "./trouble.ts";
import type { WorkPorts } from "./work-ports.ts";

/** How long to wait before looking at what a write of unknown fate left behind, in milliseconds. */
const settlingMs = 2_000;

/** How long such writes are looked after that soon, in milliseconds; one that never succeeds is left to the queue's back-off. */
const settlesMs = 60_000;

/**
 * From which attempt on trouble no longer counts as a failure, and how long it is then left alone, in milliseconds. The queue
 * gives up a key that fails too often. An outage may last longer than that, and a change that nobody looks at any more
 * keeps its old verdict.
 */
const lastFailure = 10;
const outageMs = 10 * 60_000;

/** What to do with a job: the whole walk for its key. Trouble at GitHub becomes waiting, never a verdict. */
export function workOn(ports: WorkPorts): (job: Job) => Promise<JobOutcome> {
  return async (job) => {
    try {
      switch (job.key.kind) {
        case "pull-request":
          return await judgePullRequest(job.key, job, ports);
        case "merge-group":
          return await judgeMergeGroup(job.key, ports);
        case "sweep":
          return await sweep(job.key, ports);
      }
    } catch (error) {
      if (error instanceof RateLimitedError) return { kind: "pause", until: error.until, why: error.message };
      const now = ports.clock.now();
      if (error instanceof LostAnswerError && now - job.wishedAt < settlesMs)
        return { kind: "again", at: now + settlingMs, why: "the answer to a write was lost" };
      if ((error instanceof LostAnswerError || error instanceof UnavailableError) && job.attempt >= lastFailure)
        return { kind: "again", at: now + outageMs, why: error.message };
      if (error instanceof AccessLostError) {
        ports.notice(job.key, `no access: ${error.message}`);
        return { kind: "done" };
      }
      throw error;
    }
  };
}
