import { existsSync } from "node:fs";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { type Browser, chromium } from "playwright-core";
import { openFromFork, openRouting } from "../../demo/harbour.ts";
import { servePage } from "../../demo/page-server.ts";
import { type DemoStage, setDemoStage } from "../../demo/stage.ts";

/** The page of the demonstration, in a browser: Debian's Chromium where there is one. */

const executablePath = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"].find(existsSync);
const there = executablePath === undefined ? describe.skip : describe;
if (executablePath === undefined)
  process.stderr.write("SKIPPED: the page of the demonstration, because there is no Chromium here\n");

let stage: DemoStage;
let page: Awaited<ReturnType<typeof servePage>>;
beforeAll(async () => {
  stage = await setDemoStage({ packageRoot: new URL("../../", import.meta.url), version: "0.0.0" });
  openRouting(stage.repository);
  openFromFork(stage.repository);
  page = await servePage(stage, 0);
});
afterAll(async () => {
  await page.close();
  await stage.stop();
});

there("the page, in a browser", () => {
  let browser: Browser;
  beforeAll(async () => {
    browser = await chromium.launch({
      ...(executablePath && { executablePath }),
      args: ["--no-sandbox", "--disable-gpu"],
    });
  }, 60_000);
  afterAll(async () => {
    await browser.close();
  });

  test("shows what blocks, and turns green when a person does what it says", async () => {
    const tab = await browser.newPage();
    const errors: string[] = [];
    tab.on("pageerror", (error) => errors.push(error.message));
    tab.on("console", (message) => {
      if (message.type() === "error") errors.push(message.text());
    });
    await tab.goto(page.url);
    await tab.getByText("Blocked by G2, G4 and G5").first().waitFor();
    await tab.getByText("Merging is blocked").waitFor();
    await tab.getByRole("button", { name: "Comment /lockstep evidence" }).click();
    await tab.getByText("The row, to be pasted below line").waitFor();
    await tab.getByRole("button", { name: "Press Explain" }).click();
    await tab.getByText("Nobody can judge a rollout that left no figures.").nth(1).waitFor();
    for (const label of ["Push the missing entry", "Push the missing row", "Push a test"])
      await tab.getByRole("button", { name: label }).click();
    await tab.getByText("Merging is allowed.").waitFor({ timeout: 30_000 });
    await tab.getByRole("button", { name: "Merge", exact: false }).click();
    await tab.getByText("Merged.").waitFor();
    await tab.getByRole("button", { name: "Make the build faster" }).click();
    await tab.getByRole("button", { name: "Approve as harbour master" }).click();
    await tab.getByText("Blocked by G2 and G4").first().waitFor();
    expect(errors).toEqual([]);
  }, 60_000);
});

describe("the page's server", () => {
  test("is for this machine only: another name and another origin are refused", async () => {
    const post = (headers: Record<string, string>) => fetch(`${page.url}/act/open/1`, { method: "POST", headers });
    expect((await post({ origin: "https://elsewhere.example" })).status).toBe(421);
    expect((await post({})).status).toBe(204);
    expect((await fetch(`${page.url}/act/nothing/1`, { method: "POST" })).status).toBe(404);
  });
});
