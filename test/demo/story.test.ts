import { expect, test } from "@jest/globals";
import { setDemoStage } from "../../demo/stage.ts";
import { playStory } from "../../demo/story.ts";

test("the story of the demonstration comes out as it must", async () => {
  const stage = await setDemoStage({ packageRoot: new URL("../../", import.meta.url), version: "0.0.0" });
  const lines: string[] = [];
  try {
    await playStory(stage, (line) => lines.push(line));
  } finally {
    await stage.stop();
  }
  expect(lines.filter((line) => line.includes("✓"))).toHaveLength(7);
}, 60_000);
