/**
 * `npm run bench:app`: what a verdict costs, from the webhook to the concluded check, against a GitHub of our own with a
 * fixed latency per request. The server is a process of its own, as in operation; the fake is this one.
 */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type FakeGitHub, type FakePullRequest, type FakeRepository, startFakeGitHub } from "../test/fake/index.ts";

const documents = ["one", "two", "three", "four"];
const policy = `version: 1
rules:
  - id: documents
    gate: G4
    when: { changed: [src/**] }
    require: [${documents.map((name) => `{ entry-added: docs/${name}.md#Log }`).join(", ")}]
`;

interface Bench {
  readonly github: FakeGitHub;
  readonly repository: FakeRepository;
  readonly server: ChildProcess;
  readonly dataDir: string;
}

async function begin(latencyMs: number): Promise<Bench> {
  const github = await startFakeGitHub();
  const dataDir = await mkdtemp(join(tmpdir(), "lockstep-bench-"));
  const server = spawn(process.execPath, [join(import.meta.dirname, "../test/app/serve-process.ts")], {
    env: {
      ...{
        PATH: process.env["PATH"],
        APP_ID: String(github.app.id),
        PRIVATE_KEY: github.app.privateKey,
        LOG_LEVEL: "warn",
      },
      ...{ WEBHOOK_SECRET: github.app.webhookSecret, GITHUB_API_URL: github.url, DATA_DIR: dataDir, PORT: "0" },
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = (await once(server.stdout, "data")) as [Buffer];
  github.deliverTo(`${(JSON.parse(line.toString()) as { url: string }).url}/api/github/webhooks`);
  const files = {
    ".github/lockstep.yml": policy,
    ...Object.fromEntries(documents.map((name) => [`docs/${name}.md`, "## Log\n\n- begun\n"])),
  };
  const repository = github.createRepository("acme/harbour", { files });
  // As in operation: the app has a token and knows what the policy reads.
  for (let round = 0; round < 3; round += 1) {
    const pull = repository.openPullRequest({ files: sources(5) });
    await github.until(() => pull.concluded);
  }
  github.setLatency(latencyMs);
  return { github, repository, server, dataDir };
}

async function end({ github, server, dataDir }: Bench): Promise<void> {
  const gone = once(server, "exit");
  server.kill("SIGTERM");
  await gone;
  await github.close();
  await rm(dataDir, { recursive: true, force: true });
}

function sources(count: number): Record<string, string> {
  return Object.fromEntries(Array.from({ length: count }, (_, index) => [`src/${index}.ts`, "x\n"]));
}

/** Requests and milliseconds from the webhook to the concluded check, the median of some rounds. */
async function verdict(bench: Bench, files: number, rounds: number): Promise<string> {
  const { github, repository } = bench;
  const walls: number[] = [];
  let requests = 0;
  for (let round = 0; round < rounds; round += 1) {
    github.forgetRequests();
    const started = performance.now();
    const pull = repository.openPullRequest({ files: sources(files) });
    await github.until(() => pull.concluded, { withinMs: 60_000 });
    walls.push(performance.now() - started);
    requests = github.countRequests();
    if (pull.mergeable) throw new Error("a false pass");
  }
  walls.sort((a, b) => a - b);
  return `${requests} requests, ${Math.round(walls[Math.floor(rounds / 2)] ?? 0)} ms`;
}

/** 200 events over 50 pull requests as fast as they can be sent. */
async function burst(bench: Bench): Promise<string> {
  const { github, repository } = bench;
  github.deliverTo(undefined);
  const pulls: FakePullRequest[] = Array.from({ length: 50 }, (_, index) =>
    repository.openPullRequest({ files: { [`src/b${index}.ts`]: "x\n" } }),
  );
  await github.webhooks.idle();
  github.deliverTo(target);
  github.forgetRequests();
  const before = github.webhooks.attempts.length;
  const started = performance.now();
  for (const action of ["opened", "labeled", "synchronize", "edited"]) {
    for (const pull of pulls) pull.tell(action, action === "edited" ? { changes: { title: { from: "x" } } } : {});
  }
  await github.until(() => pulls.every((pull) => pull.concluded), { withinMs: 60_000 });
  const wall = performance.now() - started;
  await github.webhooks.idle();
  await new Promise((resolve) => setTimeout(resolve, 1_000));
  const refused = github.webhooks.attempts.slice(before).filter(({ statusCode }) => statusCode !== 202).length;
  const twice = pulls.filter((pull) => pull.allChecks().length !== 6).length;
  const wrong = pulls.filter((pull) => pull.mergeable || pull.appComments().length !== 1).length;
  return `${(github.countRequests() / 200).toFixed(2)} requests an event, ${Math.round(wall)} ms, ${twice} with runs twice, ${wrong} wrong, ${refused} refused`;
}

let target: string | undefined;
console.log(
  "latency   5 files               100 files             300 files             2,999 files           3,000 files",
);
for (const latency of [0, 50, 100]) {
  const bench = await begin(latency);
  const cells = [
    await verdict(bench, 5, 7),
    await verdict(bench, 100, 5),
    await verdict(bench, 300, 5),
    await verdict(bench, 2_999, 3),
    await verdict(bench, 3_000, 3),
  ];
  console.log(`${String(latency).padStart(4)} ms   ${cells.map((cell) => cell.padEnd(21)).join(" ")}`);
  await end(bench);
}
for (const latency of [0, 50, 100]) {
  const bench = await begin(latency);
  target = bench.github.webhooks.target;
  console.log(`burst of 200 events over 50 pull requests, ${latency} ms: ${await burst(bench)}`);
  await end(bench);
}
