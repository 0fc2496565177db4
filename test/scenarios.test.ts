import { existsSync, readdirSync, readFileSync } from "node:fs";
import { mkdir, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, relative } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { z } from "zod";
import { main } from "../src/cli.ts";
import { createRepository, type TestRepository } from "./git-repository.ts";

/**
 * Golden stories. A folder of test/scenarios/ tells one: `story.yml` below, what stands at the base and at the head, and
 * what Lockstep says to it in `expected/`. `UPDATE_SCENARIOS=1` writes `expected/`; read it before you commit it.
 */

const root = join(import.meta.dirname, "scenarios");
const updating = process.env["UPDATE_SCENARIOS"] === "1";

const storySchema = z.strictObject({
  /** What happens, and what comes of it: the name of the test. */
  title: z.string().regex(/\.$/, "a sentence ends with a full stop"),
  /** A folder below `_bases`, laid under `base/`. */
  base: z.string().optional(),
  /** Paths the head no longer has. */
  removed: z.array(z.string()).default([]),
  /** From old path to new path; `head/` is laid over it. */
  renamed: z.record(z.string(), z.string()).default({}),
  /** Login of somebody else, who commits what stands in `review/` on top of the head. */
  "reviewed-by": z.string().optional(),
  /** Further arguments of `lockstep check`. */
  arguments: z.array(z.string()).default([]),
  exit: z.literal([0, 1, 2]),
});
type Story = z.output<typeof storySchema>;

/** What may stand in the folder of a story; anything else would be told to nobody. */
const parts = ["base", "expected", "facts.json", "head", "policy.yml", "pull-request.md", "review", "story.yml"];

/** Texts to compare, by the name of their file in `expected/`. */
type Told = ReadonlyMap<string, string>;

const names = readdirSync(root)
  .filter((name) => !name.startsWith("_"))
  .sort();

function readStory(name: string): Story {
  return storySchema.parse(parse(readFileSync(join(root, name, "story.yml"), "utf8")));
}

describe("stories", () => {
  test.concurrent.each(names.map((name) => ({ name, title: readStory(name).title })))(
    "$name: $title",
    async ({ name }) => {
      const story = readStory(name);
      const { exit, told } = await tell(name, story);
      const expected = join(root, name, "expected");
      if (updating) {
        await rm(expected, { recursive: true, force: true });
        await mkdir(expected);
        for (const [file, text] of told) await writeFile(join(expected, file), text);
      }
      expect(Object.fromEntries(told)).toEqual(await readTexts(expected));
      expect(exit).toBe(story.exit);
    },
    30_000, // Some thirty processes of git each, several stories at a time.
  );

  test("hold nothing that the runner does not know", () => {
    const unknown = names.flatMap((name) =>
      readdirSync(join(root, name))
        .filter((part) => !parts.includes(part))
        .map((part) => `${name}/${part}`),
    );
    expect(unknown).toEqual([]);
  });

  test("use every base", () => {
    const used = new Set(names.map((name) => readStory(name).base));
    expect(readdirSync(join(root, "_bases")).filter((base) => !used.has(base))).toEqual([]);
  });
});

/** Makes the repository of a story, checks it in every format that is asked for, and returns what was said. */
async function tell(name: string, story: Story): Promise<{ readonly exit: number; readonly told: Told }> {
  const folder = join(root, name);
  const repository = await createRepository();
  try {
    const commits = await commitStory(folder, story, repository);
    const named = (option: string, file: string) =>
      existsSync(join(folder, file)) ? [option, join(folder, file)] : [];
    const check = (format: string) =>
      runCheck(repository.path, [
        ...["check", "--base", "main", "--format", format, ...story.arguments],
        ...named("--pull-request", "pull-request.md"),
        ...named("--facts", "facts.json"),
      ]);
    const text = await check("text");
    const json = await check("json");
    // Written for the stories that have it already: in most it says the same once more.
    const markdown = existsSync(join(folder, "expected", "markdown.md")) ? await check("markdown") : undefined;
    const exits = new Set([text, json, ...(markdown === undefined ? [] : [markdown])].map(({ exit }) => exit));
    expect([...exits]).toHaveLength(1);

    const steady = (said: string) => withoutIds(said, commits).replaceAll(folder, "");
    const told = new Map([
      ["text.txt", steady(text.stdout)],
      // What goes to stderr: notes, and why the question could not be answered.
      ["messages.txt", steady(text.stderr)],
      ["verdicts.txt", verdictsOf(json.stdout)],
      ["markdown.md", steady(markdown?.stdout ?? "")],
    ]);
    return { exit: text.exit, told: new Map([...told].filter(([, said]) => said !== "")) };
  } finally {
    await repository.dispose();
  }
}

/** Commits the base on `main` and the head on a branch, which stays checked out. */
async function commitStory(folder: string, story: Story, repository: TestRepository): Promise<readonly string[]> {
  if (story.base !== undefined) await repository.write(await readFiles(join(root, "_bases", story.base)));
  await repository.write(await readFiles(join(folder, "base")));
  const policy = join(folder, "policy.yml");
  if (existsSync(policy)) await repository.write({ ".github/lockstep.yml": await readFile(policy) });
  const base = await repository.commit("base");
  await repository.git("checkout", "--quiet", "-b", "change");
  if (story.removed.length > 0) await repository.remove(...story.removed);
  for (const [from, to] of Object.entries(story.renamed)) await repository.move(from, to);
  await repository.write(await readFiles(join(folder, "head")));
  const head = await repository.commit("head");
  if (story["reviewed-by"] === undefined) return [base, head];
  await repository.write(await readFiles(join(folder, "review")));
  return [base, await repository.commit("review", story["reviewed-by"])];
}

async function runCheck(cwd: string, argv: readonly string[]) {
  const said = { stdout: "", stderr: "" };
  const exit = await main(argv, {
    stdout: (text) => {
      said.stdout += text;
    },
    stderr: (text) => {
      said.stderr += text;
    },
    cwd,
    colour: false,
    width: 100,
    packageRoot: new URL("../", import.meta.url),
    version: "0.0.0",
    secrets: () => import("../src/adapters/secrets/find-secrets.ts"),
  });
  return { exit, ...said };
}

/** Commit ids differ with the version of git: `BASE` and `HEAD` stand for them, however much of them is shown. */
function withoutIds(text: string, [base = "", head = ""]: readonly string[]): string {
  return text.replace(/\b[0-9a-f]{7,64}\b/g, (id) =>
    base.startsWith(id) ? "BASE" : head.startsWith(id) ? "HEAD" : id,
  );
}

const reportSchema = z.object({
  gates: z.array(
    z.object({
      id: z.string(),
      verdict: z.string(),
      rules: z.array(z.object({ id: z.string(), verdict: z.string() })),
    }),
  ),
});

/** One line per gate and rule. */
function verdictsOf(json: string): string {
  if (json === "") return "";
  const { gates } = reportSchema.parse(JSON.parse(json));
  const lines = gates.flatMap(({ id, verdict, rules }) => [
    `${id} ${verdict}`,
    ...rules.map((rule) => `  ${rule.id} ${rule.verdict}`),
  ]);
  return lines.map((line) => `${line}\n`).join("");
}

/** All files below a directory by their path in it; none when there is no such directory. */
async function readFiles(directory: string): Promise<Readonly<Record<string, Uint8Array>>> {
  if (!existsSync(directory)) return {};
  const entries = await readdir(directory, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map(async (entry): Promise<[string, Uint8Array]> => {
      const path = join(entry.parentPath, entry.name);
      return [relative(directory, path), await readFile(path)];
    });
  return Object.fromEntries(await Promise.all(files));
}

async function readTexts(directory: string): Promise<Readonly<Record<string, string>>> {
  const files = Object.entries(await readFiles(directory));
  return Object.fromEntries(files.map(([path, bytes]) => [path, Buffer.from(bytes).toString("utf8")]));
}
