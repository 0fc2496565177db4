import { describe, expect, test } from "@jest/globals";
import type { PullRequestKey } from "../../src/pipeline/job.ts";
import { AccessLostError, LostAnswerError, RateLimitedError, UnavailableError } from "../../src/pipeline/trouble.ts";
import { workOn } from "../../src/pipeline/work.ts";
import type { WorkPorts } from "../../src/pipeline/work-ports.ts";

const key: PullRequestKey = { kind: "pull-request", installation: 1, repository: "acme/harbour", number: 7 };
const now = 1_000_000_000;

/** A walk on which the first thing it stands on fails. */
function failing(error: Error) {
  const ports = {
    clock: { now: () => now },
    turns: () => Promise.reject(error),
    store: { pullRequest: () => Promise.resolve(undefined) },
    notice: () => undefined,
  };
  const work = workOn(ports as unknown as WorkPorts);
  return (attempt: number, wishedAt = now) => work({ key, attempt, wishedAt });
}

describe("trouble at GitHub", () => {
  test("is a failure at first, so that the queue backs off, and never one that gives the key up", async () => {
    const work = failing(new UnavailableError("GitHub answered 502"));
    await expect(work(1)).rejects.toThrow("GitHub answered 502");
    await expect(work(9)).rejects.toThrow("GitHub answered 502");
    const later = { kind: "again", at: now + 10 * 60_000, why: "GitHub answered 502" };
    expect(await work(10)).toEqual(later);
    expect(await work(11)).toEqual(later);
  });

  test("is looked at soon when the answer to a write was lost, and ever more rarely when that goes on", async () => {
    const work = failing(new LostAnswerError("GitHub answered 502"));
    expect(await work(1)).toMatchObject({ kind: "again", at: now + 2_000 });
    await expect(work(1, now - 60_000)).rejects.toThrow("GitHub answered 502");
    expect(await work(10, now - 60_000)).toMatchObject({ kind: "again", at: now + 10 * 60_000 });
  });

  test("pauses the installation when it limits, and ends the job when the app may no longer see", async () => {
    expect(await failing(new RateLimitedError("a limit", now + 5))(1)).toMatchObject({ kind: "pause", until: now + 5 });
    expect(await failing(new AccessLostError("suspended"))(1)).toEqual({ kind: "done" });
  });
});

describe("a bug", () => {
  test("is a failure every time, and in the end the key is given up", async () => {
    await expect(failing(new TypeError("x is undefined"))(11)).rejects.toThrow("x is undefined");
  });
});
