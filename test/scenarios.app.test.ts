import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import type { ReportSource } from "../src/core/evidence/report-source.ts";
import { matchesAny } from "../src/core/glob.ts";
import { readPolicy } from "../src/read/policy.ts";
import { settled } from "./app/harness.ts";
import { type FakeGitHub, type FakePullRequest, type FakeRepository, startFakeGitHub } from "./fake/index.ts";
import { type AppUnderTest, startAppUnderTest } from "./running-app.ts";
import { baseFilesOf, filesIn, folderOf, readStory, storyNames } from "./stories.ts";

/**
 * The same stories as scenarios.test.ts, through the app: what the command line decided is what GitHub must show. Several
 * at a time against one app, as in operation.
 */

const presets = join(import.meta.dirname, "../presets");
const presetTexts = new Map(
  readdirSync(presets)
    .filter((file) => file.endsWith(".yml"))
    .map((file) => [basename(file, ".yml"), readFileSync(join(presets, file), "utf8")]),
);

/** Without a policy the app is silent, where the command line says so. */
const isSilent = (name: string) =>
  !existsSync(join(folderOf(name), "expected", "verdicts.txt")) && readStory(name).exit === 0;

interface Facts {
  readonly checks?: readonly { readonly name: string; readonly conclusion: string | null }[];
  readonly approvals?: readonly { readonly role: string; readonly by: string }[];
  /** Texts by name. */
  readonly reports?: Readonly<Record<string, string>>;
}

let github: FakeGitHub;
let app: AppUnderTest;
beforeAll(async () => {
  github = await startFakeGitHub();
  app = await startAppUnderTest(github);
});
afterAll(async () => {
  await app.stop();
  await github.close();
});

describe("stories, on GitHub", () => {
  test.concurrent.each(storyNames.filter((name) => !isSilent(name)))(
    "%s",
    async (name) => {
      const pull = open(name);
      await github.until(() => pull.concluded, { withinMs: 40_000, describe: () => name });
      expect(shown(pull)).toEqual(expected(name, pull));
    },
    60_000,
  );

  test.each(storyNames.filter(isSilent))("%s: silence", async (name) => {
    const pull = open(name);
    await settled({ github, app });
    expect(shown(pull)).toEqual({});
  });

  test("send nothing that GitHub does not describe", () => {
    expect(github.api.violations).toEqual([]);
  });
});

/** Makes the repository of a story, sets its checks, lets CI leave its reports, and opens its change. */
function open(name: string): FakePullRequest {
  const folder = folderOf(name);
  const story = readStory(name);
  const base = baseFilesOf(name);
  const repository = github.createRepository(`stories/${name}`, { files: base });
  const { title, body, author, labels } = pullRequestIn(folder);
  const files = {
    ...Object.fromEntries(story.removed.map((path) => [path, null])),
    ...filesIn(join(folder, "head")),
  };
  const { git } = repository.state;
  const by = story["reviewed-by"];
  const written = git.commit([repository.headOf("main")], files, name, story.renamed, { authors: [author] });
  const head =
    by === undefined
      ? written
      : git.commit([written], filesIn(join(folder, "review")), "Review", {}, { authors: [by] });
  const facts = join(folder, "facts.json");
  const {
    checks = [],
    approvals = [],
    reports = {},
  } = (existsSync(facts) ? JSON.parse(readFileSync(facts, "utf8")) : {}) as Facts;
  for (const check of checks) repository.setCheck(head, check.name, check.conclusion ?? undefined);
  leaveReports(repository, head, reports, base[".github/lockstep.yml"]?.toString("utf8") ?? "");
  // In the presets the team of a role has its name.
  for (const approval of approvals) repository.addToTeam(approval.role, approval.by);
  return repository.openPullRequest({
    ...{ at: head, title, body, author, labels },
    // As --pull-request has it: a login that ends so is a bot.
    bot: author.endsWith("[bot]"),
    approvedBy: approvals.map((approval) => approval.by),
  });
}

/** A run of each workflow that the policy names, with the reports in the artifacts where the policy looks for them. */
function leaveReports(
  repository: FakeRepository,
  head: string,
  reports: Readonly<Record<string, string>>,
  policyText: string,
): void {
  if (Object.keys(reports).length === 0) return;
  const { policy } = readPolicy([{ name: "lockstep.yml", owner: "repository", text: policyText }], presetTexts);
  const left = new Map<string, Map<string, Record<string, string>>>();
  for (const [name, text] of Object.entries(reports)) {
    const source = policy?.reports.get(name);
    if (source === undefined) throw new Error(`the policy does not say where the report ${name} comes from`);
    const artifacts = left.get(source.workflow) ?? new Map<string, Record<string, string>>();
    const files = artifacts.get(source.artifact) ?? {};
    left.set(source.workflow, artifacts.set(source.artifact, { ...files, [fileFor(source, name)]: text }));
  }
  for (const [path, artifacts] of left) {
    const run = repository.startRun(head, { path });
    for (const [artifact, files] of artifacts) repository.upload(run, artifact, files);
    repository.endRun(run);
  }
}

/** A path that the glob of a report matches. */
function fileFor({ file: [glob] }: ReportSource, name: string): string {
  const path = (glob?.pattern ?? "")
    .replace(/\{([^,}]*),[^}]*\}/g, "$1")
    .replaceAll("**/", "")
    .replaceAll("*", name);
  if (glob === undefined || !matchesAny([glob], path)) throw new Error(`write a simpler glob for the report ${name}`);
  return path;
}

/** The front matter, the heading as title, and the rest. */
function pullRequestIn(folder: string) {
  const file = join(folder, "pull-request.md");
  const text = existsSync(file) ? readFileSync(file, "utf8") : "";
  const [, front = "", rest = text] = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/.exec(text) ?? [];
  const { author, labels } = (parse(front) ?? {}) as { author?: string; labels?: string[] };
  const [, title = "", body = rest] = /^\s*# (.*)\n([\s\S]*)$/.exec(rest) ?? [];
  return { title, body, author: author ?? "ada", labels: labels ?? [] };
}

/** What the command line's verdicts come to on GitHub. */
function expected(name: string, pull: FakePullRequest): Readonly<Record<string, string>> {
  const { exit } = readStory(name);
  if (exit === 2) return { lockstep: "action_required" };
  const verdicts = readFileSync(join(folderOf(name), "expected", "verdicts.txt"), "utf8");
  const gates = [...verdicts.matchAll(/^(\w+) ([\w-]+)$/gm)].map(([, id = "", verdict = ""]): [string, string] => {
    if (verdict === "error") return [id, "action_required"];
    return [id, verdict === "fail" || verdict === "pending" ? "blocks or warns" : "success"];
  });
  const isError = verdicts.includes(" error");
  const fold =
    exit === 0 ? "success" : isError && pull.check()?.conclusion === "action_required" ? "action_required" : "failure";
  return { lockstep: fold, ...Object.fromEntries(gates) };
}

function shown(pull: FakePullRequest): Readonly<Record<string, string | null>> {
  return Object.fromEntries(
    pull.checks().map(({ name, conclusion }) => {
      const id = name === "lockstep / Policy" ? "policy" : name.replace(/^lockstep \/ (\w+).*$/, "$1");
      const isUnmet = id !== "lockstep" && (conclusion === "failure" || conclusion === "neutral");
      return [id, isUnmet ? "blocks or warns" : conclusion];
    }),
  );
}
