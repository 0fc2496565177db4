import { describe, expect, test } from "@jest/globals";
import { pacingOf, type RequestCost } from "../../../src/adapters/github/pacing.ts";
import { RateLimitedError } from "../../../src/pipeline/trouble.ts";

/** A clock that only counts how long somebody waited. */
function stopped() {
  const waited: number[] = [];
  let now = 0;
  const clock = {
    now: () => now,
    wait(milliseconds: number) {
      waited.push(milliseconds);
      return Promise.resolve();
    },
  };
  return { clock, waited, pass: (milliseconds: number) => (now += milliseconds) };
}
const comment: RequestCost = { api: "graphql", write: true, content: true };
const query: RequestCost = { api: "graphql", write: false, content: false };

async function times(count: number, action: () => Promise<void>) {
  for (let index = 0; index < count; index += 1) await action();
}

describe("the pace of an installation", () => {
  test("80 writes that people see at once, and then one every 750 ms", async () => {
    const { clock, waited } = stopped();
    const pacing = pacingOf(clock);
    await times(80, () => pacing.admit(comment));
    expect(waited).toEqual([]);
    await times(3, () => pacing.admit(comment));
    expect(waited).toEqual([750, 1_500, 2_250]);
  });

  test("2,000 points of GraphQL a minute: a write costs five", async () => {
    const { clock, waited } = stopped();
    const pacing = pacingOf(clock);
    await times(2_000, () => pacing.admit(query));
    await pacing.admit({ ...comment, content: false });
    expect(waited).toEqual([150]);
  });

  test("fills up again", async () => {
    const { clock, waited, pass } = stopped();
    const pacing = pacingOf(clock);
    await times(80, () => pacing.admit(comment));
    pass(60_000);
    await times(80, () => pacing.admit(comment));
    expect(waited).toEqual([]);
  });

  test("gives a job back that would wait too long", async () => {
    const { clock } = stopped();
    const pacing = pacingOf(clock);
    await times(80, () => pacing.admit(comment));
    const late = times(30, () => pacing.admit(comment));
    await expect(late).rejects.toBeInstanceOf(RateLimitedError);
  });
});
