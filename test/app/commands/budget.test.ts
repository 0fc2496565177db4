import { expect, test } from "@jest/globals";
import { setStage, settledNow } from "../harness.ts";
import { said, setScene } from "./stage.ts";

const stage = setStage();
const scene = setScene(stage);

/** A look and a write are the evaluation; beside it, a command costs at most three requests. */
const evaluation = 2;

test.each([
  ["/lockstep waive log -- because of it", "bob", 4],
  ["/lockstep waive log -- because of it", "rita", 5],
  ["/lockstep waive log -- because of it", "mallory", 5],
  ["/lockstep waive log -- because of it", "alice", 3],
  ["/lockstep attest status -- I looked", "carol", 4],
  ["/lockstep hold", "carol", 4],
  ["/lockstep hold", "alice", 3],
  ["/lockstep help", "mallory", 3],
  ["/lockstep status", "mallory", 3],
  ["/lockstep explain log", "mallory", 3],
  ["/lockstep recheck", "mallory", 3],
  ["/lockstep nonsense", "mallory", 3],
])("%s by %s costs %i requests", async (body, by, requests) => {
  stage.github.forgetRequests();
  await said(stage, scene.pull, body, by);
  expect(requests).toBeLessThanOrEqual(evaluation + 3);
  expect(stage.github.requests.map(({ kind, path, operation }) => operation ?? `${kind} ${path}`)).toHaveLength(
    requests,
  );
});

test("a push to a pull request with a waiver costs what any push does", async () => {
  await said(stage, scene.pull, "/lockstep waive log -- because of it");
  stage.github.forgetRequests();
  scene.pull.push({ "docs/OTHER.md": "x\n" });
  await stage.github.until(() => scene.pull.concluded);
  await settledNow(stage);
  expect(stage.github.countRequests()).toBe(evaluation);
});
