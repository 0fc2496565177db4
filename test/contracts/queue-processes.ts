import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "@jest/globals";
import type { Queue } from "../../src/pipeline/queue.ts";
import { wallClock } from "./clock.ts";
import { keyOf, type OpenInProcess, type QueueUnderTest } from "./queue-under-test.ts";

const script = join(import.meta.dirname, "queue-process.ts");
/** Far beyond what a test takes, for a machine that has other things to do. */
const patienceMs = 120_000;

/** What a queue promises when several processes work on it, and when they are killed. On the clock of the machine. */
export function describeQueueProcesses(make: () => Promise<QueueUnderTest>): void {
  describe("several processes", () => {
    let under: QueueUnderTest;
    let directory: string;
    let children: ChildProcess[];
    let open: Queue[];
    beforeEach(async () => {
      under = await make();
      directory = mkdtempSync(join(tmpdir(), "lockstep-queue-"));
      children = [];
      open = [];
    });
    afterEach(async () => {
      for (const child of children) child.kill("SIGKILL");
      for (const queue of open) await queue.close();
      await under.dispose();
      rmSync(directory, { recursive: true, force: true });
    });

    const start = (role: string, name = "") => {
      const { module, place } = under.opener;
      const args = ["--disable-warning=ExperimentalWarning", script, module, place, directory, role, name];
      const child = spawn(process.execPath, args, { stdio: ["ignore", "pipe", "inherit"] });
      children.push(child);
      const closed = once(child, "close") as Promise<[number | null, NodeJS.Signals | null]>;
      let output = "";
      const reached = new Promise<void>((resolve) => {
        child.stdout.on("data", (chunk: Buffer) => {
          output += chunk.toString();
          if (output.split("\n").length > 20 || output.startsWith("running\n")) resolve();
        });
      });
      return { child, closed, reached, lines: () => output.split("\n").slice(0, -1) };
    };
    const openHere = async () => {
      const { openQueue } = (await import(under.opener.module)) as { readonly openQueue: OpenInProcess };
      const queue = await openQueue(under.opener.place, 4);
      open.push(queue);
      return queue;
    };
    const read = (name: string) =>
      existsSync(join(directory, name)) ? readFileSync(join(directory, name), "utf8") : "";

    test(
      "never run one key twice at a time, and the last of 1,000 events on 20 keys is seen",
      async () => {
        const all = ["a", "b", "c"].map((name) => start("work", name));
        expect(await Promise.all(all.map(({ closed }) => closed))).toEqual([
          [0, null],
          [0, null],
          [0, null],
        ]);
        expect(read("violations")).toBe("");
        const keys = readdirSync(directory).filter((name) => name.startsWith("event-a-"));
        expect(keys.length).toBeGreaterThanOrEqual(20);
        for (const key of keys.map((name) => name.slice("event-a-".length))) {
          const last = ["a", "b", "c"].map((producer) => read(`event-${producer}-${key}`)).join(" ");
          expect(`${key}: ${read(`seen-${key}`)}`).toBe(`${key}: ${last}`);
        }
      },
      patienceMs,
    );

    test(
      "lose nothing that was acknowledged when they are killed",
      async () => {
        const { child, closed, reached, lines } = start("wish-for-ever");
        await reached;
        child.kill("SIGKILL");
        await closed;
        const seen = new Set<number>();
        const queue = await openHere();
        queue.start((job) => {
          if (job.key.kind === "pull-request") seen.add(job.key.number);
          return Promise.resolve({ kind: "done" });
        });
        const acknowledged = lines().map(Number);
        while (acknowledged.some((number) => !seen.has(number))) await wallClock.wait(20);
        expect(acknowledged.length).toBeGreaterThanOrEqual(20);
      },
      patienceMs,
    );

    test(
      "take up a key again that was in the hands of one that was killed",
      async () => {
        const queue = await openHere();
        await queue.enqueue([{ key: keyOf(1) }]);
        const { child, closed, reached } = start("hang");
        await reached;
        expect((await queue.depth()).running).toBe(1);
        child.kill("SIGKILL");
        await closed;
        const attempt = await new Promise<number>((resolve) => {
          queue.start((job) => {
            resolve(job.attempt);
            return Promise.resolve({ kind: "done" });
          });
        });
        expect(attempt).toBe(2);
      },
      patienceMs,
    );

    test(
      "are not crashed for ever by the same job: it ends up dead and visible",
      async () => {
        const queue = await openHere();
        await queue.enqueue([{ key: keyOf(1) }]);
        let ended: readonly [number | null, string | null] = [null, null];
        while (ended[0] !== 0) ended = await start("crash").closed;
        expect(read("crashes").trim().split("\n")).toHaveLength(under.crashesToDeath);
        expect(await queue.depth()).toMatchObject({ waiting: 0, delayed: 0, running: 0, dead: 1 });
        expect(await queue.dead(10)).toMatchObject([{ key: keyOf(1), attempts: under.crashesToDeath }]);
      },
      patienceMs,
    );
  });
}
