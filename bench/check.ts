import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { documentOf } from "./documents.ts";
import type { Figure } from "./measure.ts";

const bin = new URL("../dist/bin.cjs", import.meta.url).pathname;
const here = new URL("../", import.meta.url).pathname;

/** `lockstep check` as a person runs it, from start to exit: figures above bare Node, and the peak of its memory. Needs `npm run build`. */
export function* measureChecks(): Generator<Figure> {
  const bare = processTime(["-e", "0"], here);
  yield { name: "bare node start", value: bare, unit: "ms" };
  const large = largeRepository();
  try {
    for (const [name, directory, base] of [
      ["a repository of 10,000 files", large, "main"],
      ["this repository's last commit", here, "HEAD~1"],
    ] as const) {
      const value = processTime([bin, "check", "--base", base], directory) - bare;
      yield { name: `lockstep check on ${name}, above bare node`, value, unit: "ms", goal: 150 };
    }
    yield {
      name: "peak memory of that check on 10,000 files",
      value: peakMemory([bin, "check", "--base", "main"], large),
      unit: "MB",
    };
  } finally {
    rmSync(large, { recursive: true, force: true });
  }
}

function processTime(args: readonly string[], cwd: string): number {
  const times: number[] = [];
  for (let run = 0; run < 15; run++) {
    const start = performance.now();
    const { status, stderr } = spawnSync(process.execPath, args, { cwd, encoding: "utf8" });
    times.push(performance.now() - start);
    if (status === 2 || status === null) throw new Error(`${args.join(" ")} could not answer: ${stderr}`);
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)] ?? 0;
}

function peakMemory(args: readonly string[], cwd: string): number {
  const script = `process.on("exit", () => process.stderr.write("\\npeak " + process.resourceUsage().maxRSS))`;
  const { stderr } = spawnSync(
    process.execPath,
    ["--import", `data:text/javascript,${encodeURIComponent(script)}`, ...args],
    { cwd, encoding: "utf8" },
  );
  return Number(/peak (\d+)/.exec(stderr)?.[1] ?? Number.NaN) / 1024;
}

/** 10,000 files, the preset, and a change of the kind the preset is for. */
function largeRepository(): string {
  const root = mkdtempSync(join(tmpdir(), "lockstep-bench-"));
  const write = (path: string, text: string) => {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  };
  const env = {
    ...process.env,
    GIT_AUTHOR_NAME: "bench",
    GIT_AUTHOR_EMAIL: "bench@example.org",
    GIT_COMMITTER_NAME: "bench",
    GIT_COMMITTER_EMAIL: "bench@example.org",
  };
  const git = (...args: string[]) => execFileSync("git", args, { cwd: root, env, stdio: "ignore" });
  for (let index = 0; index < 10_000; index++)
    write(`packages/p${index % 100}/src/file${index}.ts`, `export const value = ${index};\n`);
  write(".github/lockstep.yml", "version: 1\nextends: [operating-model]\n");
  write("docs/00_Program_Control_Center.md", `# Control\n\n## Live status log\n\n- started\n\n${documentOf(20_000)}`);
  write("docs/04_Rollout_Evidence_Log.md", `# Evidence\n\n## Rollout windows\n\n${documentOf(20_000)}`);
  git("init", "-q", "-b", "main");
  git("add", "-A");
  git("commit", "-qm", "base");
  git("checkout", "-qb", "change");
  for (let index = 0; index < 10; index++) write(`src/routing/r${index}.ts`, "export {};\n");
  write("deploy/app.yml", "replicas: 3\n");
  git("add", "-A");
  git("commit", "-qm", "change");
  return root;
}
