import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { settled } from "./app/harness.ts";
import { type FakeGitHub, type FakePullRequest, startFakeGitHub } from "./fake/index.ts";
import { type AppUnderTest, startAppUnderTest } from "./running-app.ts";

/**
 * The same stories as scenarios.test.ts, through the app: what the command line decided is what GitHub must show. Several
 * at a time against one app, as in operation.
 */

const root = join(import.meta.dirname, "scenarios");
const names = readdirSync(root).filter((name) => !name.startsWith("_"));

/** Without a policy the app is silent, where the command line says so. */
const isSilent = (name: string) =>
  !existsSync(join(root, name, "expected", "verdicts.txt")) && readStory(name).exit === 0;

interface Story {
  readonly base?: string;
  readonly removed?: readonly string[];
  readonly renamed?: Readonly<Record<string, string>>;
  readonly "reviewed-by"?: string;
  readonly exit: 0 | 1 | 2;
}
interface Facts {
  readonly checks?: readonly { readonly name: string; readonly conclusion: string | null }[];
  readonly approvals?: readonly { readonly role: string; readonly by: string }[];
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
  test.concurrent.each(names.filter((name) => !isSilent(name)))(
    "%s",
    async (name) => {
      const folder = join(root, name);
      const story = readStory(name);
      const pull = open(name, folder, story);
      await github.until(() => pull.concluded, { withinMs: 40_000, describe: () => name });
      expect(shown(pull)).toEqual(expected(folder, story, pull));
    },
    60_000,
  );

  test.each(names.filter(isSilent))("%s: silence", async (name) => {
    const pull = open(name, join(root, name), readStory(name));
    await settled({ github, app });
    expect(shown(pull)).toEqual({});
  });

  test("send nothing that GitHub does not describe", () => {
    expect(github.api.violations).toEqual([]);
  });
});

function readStory(name: string): Story {
  return parse(readFileSync(join(root, name, "story.yml"), "utf8")) as Story;
}

/** Makes the repository of a story, sets its checks, and opens its change. */
function open(name: string, folder: string, story: Story): FakePullRequest {
  const policy = join(folder, "policy.yml");
  const repository = github.createRepository(`stories/${name}`, {
    files: {
      ...(story.base === undefined ? {} : read(join(root, "_bases", story.base))),
      ...read(join(folder, "base")),
      ...(existsSync(policy) && { ".github/lockstep.yml": readFileSync(policy) }),
    },
  });
  const { title, body, author, labels } = pullRequestIn(folder);
  const files = {
    ...Object.fromEntries((story.removed ?? []).map((path) => [path, null])),
    ...read(join(folder, "head")),
  };
  const renames = story.renamed ?? {};
  const { git } = repository.state;
  const by = story["reviewed-by"];
  const written = git.commit([repository.headOf("main")], files, name, renames, { authors: [author] });
  const head =
    by === undefined ? written : git.commit([written], read(join(folder, "review")), "Review", {}, { authors: [by] });
  const facts = join(folder, "facts.json");
  const { checks = [], approvals = [] } = (existsSync(facts) ? JSON.parse(readFileSync(facts, "utf8")) : {}) as Facts;
  for (const check of checks) repository.setCheck(head, check.name, check.conclusion ?? undefined);
  // In the presets the team of a role has its name.
  for (const approval of approvals) repository.addToTeam(approval.role, approval.by);
  return repository.openPullRequest({
    ...{ at: head, title, body, author, labels },
    // As --pull-request has it: a login that ends so is a bot.
    bot: author.endsWith("[bot]"),
    approvedBy: approvals.map((approval) => approval.by),
  });
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
function expected(folder: string, { exit }: Story, pull: FakePullRequest): Readonly<Record<string, string>> {
  if (exit === 2) return { lockstep: "action_required" };
  const verdicts = readFileSync(join(folder, "expected", "verdicts.txt"), "utf8");
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

function read(directory: string): Readonly<Record<string, Uint8Array>> {
  if (!existsSync(directory)) return {};
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(directory, path), readFileSync(path)];
    }),
  );
}
