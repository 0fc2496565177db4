import { appendFileSync, mkdirSync, readFileSync, rmdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { keyText } from "../../src/pipeline/job.ts";
import type { Job, JobOutcome, Queue } from "../../src/pipeline/queue.ts";
import { wallClock } from "./clock.ts";
import { keyOf, type OpenInProcess } from "./queue-under-test.ts";

/** A process that works on a queue, for `queue-processes.ts`: node queue-process.ts MODULE PLACE DIRECTORY ROLE [NAME]. */

const [module = "", place = "", directory = "", role = "", name = ""] = process.argv.slice(2);
const { openQueue } = (await import(module)) as { readonly openQueue: OpenInProcess };

const fileOf = (job: Job) => keyText(job.key).replaceAll(/\W+/g, "-");

/** Every producer counts its events per key in a file; a run shows what it saw of all of them when it began. */
const keys = 20;
const producers = ["a", "b", "c"];

function counts(key: string): readonly string[] {
  return producers.map((producer) => {
    try {
      return readFileSync(join(directory, `event-${producer}-${key}`), "utf8");
    } catch {
      return "";
    }
  });
}

/** A directory can be made once: two runs of one key at a time would meet here. */
async function look(job: Job): Promise<JobOutcome> {
  const key = fileOf(job);
  const lock = join(directory, `running-${key}`);
  try {
    mkdirSync(lock);
  } catch {
    appendFileSync(join(directory, "violations"), `${key}\n`);
  }
  const seen = counts(key);
  await wallClock.wait(1);
  writeFileSync(join(directory, `seen-${key}`), seen.join(" "));
  rmdirSync(lock);
  return { kind: "done" };
}

async function produce(queue: Queue, events: number): Promise<void> {
  for (let event = 0; event < events; event += 1) {
    const key = keyOf(event % keys, (event % 3) + 1);
    const file = join(directory, `event-${name}-${keyText(key).replaceAll(/\W+/g, "-")}`);
    writeFileSync(file, String(event));
    await queue.enqueue([{ key }]);
  }
}

async function untilEmpty(queue: Queue): Promise<void> {
  for (;;) {
    const { waiting, delayed, running } = await queue.depth();
    if (waiting + delayed + running === 0) return;
    await wallClock.wait(20);
  }
}

const queue = await openQueue(place, 4);
if (role === "work") {
  queue.start(look);
  await produce(queue, 334);
  await untilEmpty(queue);
  await queue.stop(5000);
} else if (role === "wish-for-ever") {
  // Says which wishes were acknowledged, and is killed.
  for (let number = 0; ; number += 1) {
    await queue.enqueue([{ key: keyOf(number) }]);
    process.stdout.write(`${number}\n`);
  }
} else if (role === "hang") {
  queue.start(() => {
    process.stdout.write("running\n");
    return new Promise(() => {});
  });
  await new Promise((resolve) => setTimeout(resolve, 2 ** 31 - 1));
} else if (role === "crash") {
  queue.start((job) => {
    appendFileSync(join(directory, "crashes"), `${fileOf(job)}\n`);
    process.kill(process.pid, "SIGKILL");
    return new Promise(() => {});
  });
  // Ends by itself when nothing is left that could kill it.
  await untilEmpty(queue);
  await queue.stop(0);
}
await queue.close();
