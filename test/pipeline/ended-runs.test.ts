import { expect, test } from "@jest/globals";
import { rememberedRuns } from "../../src/pipeline/ended-runs.ts";

test("runs are remembered by repository and commit, for a minute", () => {
  let now = 0;
  const runs = rememberedRuns({ now: () => now });
  runs.tell("acme/harbour", "a", { id: 1, attempt: 1 });
  runs.tell("acme/quay", "a", { id: 2, attempt: 1 });
  now = 59_999;
  runs.tell("acme/harbour", "a", { id: 1, attempt: 2 });
  expect(runs.on("acme/harbour", "a")).toEqual([
    { id: 1, attempt: 1 },
    { id: 1, attempt: 2 },
  ]);
  expect(runs.on("acme/harbour", "b")).toEqual([]);
  now = 60_000;
  expect(runs.on("acme/harbour", "a")).toEqual([{ id: 1, attempt: 2 }]);
});
