import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openSqliteQueue } from "../../../src/adapters/queue/sqlite-queue.ts";
import type { Queue } from "../../../src/pipeline/queue.ts";
import { fakeClock } from "../../contracts/clock.ts";
import { describeQueue } from "../../contracts/queue.ts";
import { crashesToDeath } from "./open-in-process.ts";

describeQueue("SQLite in a file", () => {
  const directory = mkdtempSync(join(tmpdir(), "lockstep-queue-"));
  const path = join(directory, "lockstep.sqlite");
  const clock = fakeClock();
  const open: Queue[] = [];
  return Promise.resolve({
    clock,
    async open({ concurrency = 10 } = {}) {
      const queue = await openSqliteQueue(path, { clock, concurrency });
      open.push(queue);
      return queue;
    },
    async settled() {
      // Each step of a queue is one round of the event loop: an end, a turn, a start. A hundred jobs take a few rounds.
      for (let round = 0; round < 500; round += 1) await new Promise(setImmediate);
    },
    opener: { module: join(import.meta.dirname, "open-in-process.ts"), place: path },
    crashesToDeath,
    async dispose() {
      for (const queue of open) await queue.close();
      rmSync(directory, { recursive: true });
    },
  });
});
