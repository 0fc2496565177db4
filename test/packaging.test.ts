import { execFile } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { createMetrics } from "../src/adapters/metrics/metrics.ts";
import { createWebApp, webhookPath } from "../src/adapters/web/app.ts";
import { listen } from "../src/adapters/web/listen.ts";
import { manifestJson, readManifest } from "../src/adapters/web/setup/manifest.ts";
import { maxBodyBytes } from "../src/adapters/web/webhook.ts";
import { variables } from "../src/env.ts";
import { recorder } from "./adapters/web/delivery.ts";
import { readCopy, readDockerfile } from "./dockerfile.ts";
import { fences, pages } from "./docs/pages.ts";

const root = new URL("../", import.meta.url);
const read = (path: string) => readFileSync(new URL(path, root), "utf8");
const manifest = readManifest(read("app.yml"));
const packageJson = JSON.parse(read("package.json")) as {
  bin: { lockstep: string };
  files: string[];
  devDependencies: Record<string, string>;
};

describe("app.yml", () => {
  test("gives a reason for every permission and event", () => {
    const unexplained = [...manifest.permissions, ...manifest.events].filter(({ reason }) => reason.length < 10);
    expect(unexplained).toEqual([]);
  });

  test("asks for exactly what is needed", () => {
    expect(Object.fromEntries(manifest.permissions.map(({ name, access }) => [name, access]))).toEqual({
      metadata: "read",
      checks: "write",
      contents: "read",
      pull_requests: "write",
      issues: "read",
      statuses: "read",
      merge_queues: "read",
      actions: "read",
      members: "read",
    });
  });

  test("names events GitHub has, and has the permission each of them needs", () => {
    const needs: Record<string, string> = {
      pull_request: "pull_requests",
      pull_request_review: "pull_requests",
      pull_request_review_comment: "pull_requests",
      check_run: "checks",
      check_suite: "checks",
      status: "statuses",
      workflow_run: "actions",
      issue_comment: "issues",
      push: "contents",
      merge_group: "merge_queues",
    };
    const examples = createRequire(import.meta.url)("@octokit/webhooks-examples") as readonly { name: string }[];
    const known = new Set(examples.map(({ name }) => name));
    expect(manifest.events.map(({ name }) => name).filter((name) => !known.has(name))).toEqual([]);
    expect(manifest.events.map(({ name }) => name).sort()).toEqual(Object.keys(needs).sort());
    const granted = new Set(manifest.permissions.map(({ name }) => name));
    expect(Object.values(needs).filter((permission) => !granted.has(permission))).toEqual([]);
  });

  test("sends deliveries to the webhook, as does what the setup page makes of it", () => {
    const plain = parse(read("app.yml")) as { url: string; hook_attributes: { url: string }; public: boolean };
    expect(plain.hook_attributes.url).toBe(plain.url + webhookPath);
    expect(plain.public).toBe(false);
    const address = { publicUrl: "https://a.example", redirectUrl: "http://127.0.0.1:1/setup/callback" };
    const made = JSON.parse(manifestJson(manifest, address)) as Record<string, unknown>;
    expect(made["hook_attributes"]).toEqual({ url: `https://a.example${webhookPath}`, active: true });
  });

  test("is what docs/reference/permissions.md shows", () => {
    const page = read("docs/reference/permissions.md");
    const rows = [
      ...manifest.permissions.map(({ name, access, reason }) => `| \`${name}\` | ${access} | ${reason} |`),
      ...manifest.events.map(({ name, reason }) => `| \`${name}\` | ${reason} |`),
    ];
    expect(page.split("\n").filter((line) => line.startsWith("| `"))).toEqual(rows);
  });
});

describe("Dockerfile", () => {
  const stages = readDockerfile(read("Dockerfile"));
  const last = stages.at(-1);
  const all = stages.flatMap(({ instructions }) => instructions);
  const named = (name: string) => (last?.instructions ?? []).filter((instruction) => instruction.name === name);
  const position = (name: string) => last?.instructions.findLastIndex((instruction) => instruction.name === name) ?? -1;

  test("builds in one stage, runs in another, both on the Node of the repository", () => {
    const image = `node:${packageJson.devDependencies["node"] ?? ""}-bookworm-slim`;
    expect(stages.map((stage) => [stage.image, stage.name])).toEqual([
      [image, "build"],
      [image, undefined],
    ]);
  });

  test("installs what is locked, and leaves out what only development needs", () => {
    const commands = all.filter(({ name }) => name === "RUN").map(({ text }) => text);
    expect(commands.join("\n")).toMatch(/npm ci\b/);
    expect(commands.join("\n")).toMatch(/npm run build && npm prune --omit=dev/);
    expect(commands.join("\n")).not.toMatch(/npm (install|i)\b|curl|wget|apt|sudo/);
    expect(all.filter(({ name }) => name === "ADD")).toEqual([]);
  });

  test("copies what is there and what .dockerignore lets in, with everything the package has", () => {
    const letIn = new Set(
      read(".dockerignore")
        .split("\n")
        .filter((line) => line.startsWith("!"))
        .map((line) => line.slice(1)),
    );
    const copies = all.filter(({ name }) => name === "COPY").map(readCopy);
    const ours = copies.filter(({ from }) => from === undefined).flatMap(({ sources }) => sources);
    const missing = ours.filter((path) => !existsSync(new URL(path, root)) || !letIn.has(path.replace(/^\.\//, "")));
    expect(missing).toEqual([]);
    expect(copies.filter(({ from }) => from !== undefined).every(({ from }) => from === "build")).toBe(true);
    const shipped = named("COPY").flatMap((copy) => readCopy(copy).sources.map((path) => path.replace("/build/", "")));
    const needed = ["node_modules", "package.json", "app.yml", ...packageJson.files];
    expect(needed.filter((path) => !shipped.includes(path))).toEqual([]);
  });

  test("keeps secrets out of the image", () => {
    expect(read(".dockerignore").split("\n")).toEqual(expect.arrayContaining(["*", "**/.env*", "**/*.pem"]));
    expect(all.filter(({ text }) => /SECRET|PRIVATE_KEY|TOKEN/i.test(text))).toEqual([]);
  });

  test("runs as an ordinary user, from before the command on", () => {
    expect(named("USER").map(({ text }) => text)).toEqual(["node"]);
    expect(position("USER")).toBeLessThan(position("CMD"));
    expect(position("RUN")).toBeLessThan(position("USER"));
  });

  test("starts the server directly, so that signals reach it", () => {
    expect(named("CMD").map(({ text }) => JSON.parse(text) as unknown)).toEqual([
      ["node", packageJson.bin.lockstep, "serve"],
    ]);
    expect(named("STOPSIGNAL").map(({ text }) => text)).toEqual(["SIGTERM"]);
  });

  test("asks the server whether it lives", async () => {
    const [health] = named("HEALTHCHECK");
    const [, ...args] = JSON.parse(/CMD (\[.*\])$/.exec(health?.text ?? "")?.[1] ?? "[]") as string[];
    const server = await listen(createWebApp(recorder().options), { host: "127.0.0.1", port: 0 });
    const env = { ...process.env, PORT: new URL(server.url).port };
    const ask = () =>
      new Promise((resolve) => {
        execFile(process.execPath, args, { env }, (error) => {
          resolve(error?.code ?? 0);
        });
      });
    expect(await ask()).toBe(0);
    await server.close(0);
    expect(await ask()).toBe(1);
  });

  test("sets variables the server knows, and keeps the data in a volume", () => {
    const set = Object.fromEntries(
      named("ENV").flatMap(({ text }) => text.split(/\s+/).map((pair) => pair.split("=", 2) as [string, string])),
    );
    const known = new Set(["NODE_ENV", ...variables.map(({ name }) => name)]);
    expect(Object.keys(set).filter((name) => !known.has(name))).toEqual([]);
    expect(set).toMatchObject({ HOST: "0.0.0.0", DATA_DIR: "/data" });
    expect(named("VOLUME").map(({ text }) => text)).toEqual([set["DATA_DIR"]]);
    expect(named("EXPOSE").map(({ text }) => text)).toEqual([set["PORT"]]);
  });
});

describe("compose.yml", () => {
  const compose = parse(read("compose.yml")) as {
    services: { lockstep: Record<string, unknown> };
    volumes: Record<string, unknown>;
  };
  const { lockstep } = compose.services;

  test("is one service, closed off as far as it goes", () => {
    expect(Object.keys(compose.services)).toEqual(["lockstep"]);
    expect(lockstep).toMatchObject({
      read_only: true,
      cap_drop: ["ALL"],
      security_opt: ["no-new-privileges:true"],
      restart: "unless-stopped",
      tmpfs: ["/tmp"],
    });
    expect(["privileged", "network_mode", "cap_add", "pid", "user"].filter((key) => key in lockstep)).toEqual([]);
  });

  test("takes secrets from a file and is reached from this machine only", () => {
    expect(lockstep["env_file"]).toBe(".env");
    expect(lockstep["environment"]).toBeUndefined();
    expect(lockstep["ports"]).toEqual(["127.0.0.1:3000:3000"]);
  });

  test("keeps the data, and waits for the jobs in hand", () => {
    expect(lockstep["volumes"]).toEqual(["data:/data"]);
    expect(Object.keys(compose.volumes)).toEqual(["data"]);
    expect(Number.parseInt(String(lockstep["stop_grace_period"]), 10)).toBeGreaterThan(20);
  });
});

describe("docs/reference/server.md", () => {
  const page = read("docs/reference/server.md");

  test("has every metric, and no other", async () => {
    const metrics = createMetrics({
      queueDepth: () => Promise.resolve({ waiting: 0, delayed: 0, running: 0, dead: 0, oldestMs: 0 }),
      waivers: () => Promise.resolve({ active: 0, oldestAt: undefined }),
    });
    const made = [...(await metrics.text()).matchAll(/^# TYPE (lockstep_\w+)/gm)].map((match) => match[1]);
    const told = [...page.matchAll(/^\| `(lockstep_\w+)` \|/gm)].map((match) => match[1]);
    expect(told.toSorted()).toEqual(made.toSorted());
  });

  test("has every path, and no other", () => {
    const routes = createWebApp(recorder().options).routes.filter(({ method }) => method !== "ALL");
    const served = routes.map(({ method, path }) => `${method} ${path}`);
    const told = [...page.matchAll(/^\| `((?:GET|POST) \S+)` \|/gm)].map((match) => match[1]);
    expect(told.toSorted()).toEqual(served.toSorted());
  });
});

describe("the how-to pages", () => {
  const page = (name: string) => {
    const found = pages().find(({ path }) => path === `docs/how-to/${name}.md`);
    if (found === undefined) throw new Error(`no page ${name}`);
    return found;
  };

  test("pin the check to the app in the ruleset they give", () => {
    const [ruleset] = fences(page("require-the-check"), "json");
    expect(JSON.parse(ruleset?.text ?? "")).toMatchObject({
      target: "branch",
      enforcement: "active",
      rules: [
        {
          type: "required_status_checks",
          parameters: { required_status_checks: [{ context: "lockstep", integration_id: expect.any(Number) }] },
        },
      ],
    });
  });

  test("let through the proxy what the server takes", () => {
    const [nginx] = fences(page("self-host"), "nginx");
    expect(nginx?.text).toContain(`client_max_body_size ${maxBodyBytes / 1024 / 1024}m;`);
    expect(nginx?.text).toContain(`location = ${webhookPath} `);
  });

  test("speak of metrics and variables that are there", () => {
    const text = ["install-on-an-organisation", "self-host", "require-the-check", "github-enterprise-server"]
      .map((name) => page(name).text)
      .join("\n");
    const server = read("docs/reference/server.md");
    const metrics = [...text.matchAll(/lockstep_[a-z_]+/g)].map(([name]) => name);
    expect(metrics.filter((name) => !server.includes(`\`${name}\``))).toEqual([]);
    const known = new Set<string>(["NODE_EXTRA_CA_CERTS", "SIGTERM", "SIGKILL", ...variables.map(({ name }) => name)]);
    const shouted = [...text.matchAll(/`([A-Z]+(?:_[A-Z]+)+)\b/g)].map((match) => match[1] ?? "");
    expect(shouted.filter((name) => !known.has(name))).toEqual([]);
  });
});
