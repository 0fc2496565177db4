import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import { setStage } from "./harness.ts";

/** Every payload GitHub publishes as an example, signed and delivered. */

interface Example {
  readonly name: string;
  readonly examples: readonly object[];
}
const published = createRequire(import.meta.url)("@octokit/webhooks-examples") as
  | readonly Example[]
  | { default: readonly Example[] };
const events = "default" in published ? published.default : published;
const stage = setStage();

describe("GitHub's own examples", () => {
  test("are all there", () => {
    expect(events.flatMap(({ examples }) => examples).length).toBeGreaterThan(300);
  });

  test("are all taken: none is answered with an error", async () => {
    const { github } = stage;
    for (const { name, examples } of events) {
      for (const payload of examples) github.webhooks.send(name, { ...payload });
    }
    await github.webhooks.idle();
    const refused = github.webhooks.attempts.filter(({ statusCode }) => statusCode !== 202);
    expect(refused.map(({ event, action, statusCode }) => `${event} ${action ?? ""} ${statusCode}`)).toEqual([]);
    expect((await stage.app.queueDepth()).dead).toBe(0);
  }, 60_000);
});
