import { existsSync, readdirSync } from "node:fs";
import { mkdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { z } from "zod";
import { findSecrets } from "../src/adapters/secrets/find-secrets.ts";
import { main } from "../src/cli.ts";
import { createRepository, type TestRepository } from "./git-repository.ts";
import { baseFilesOf, baseNames, filesIn, folderOf, readStory, type Story, storyNames, storyParts } from "./stories.ts";

/**
 * The stories of stories.ts on the command line. `UPDATE_SCENARIOS=1` writes what Lockstep says into `expected/`; read it
 * before you commit it.
 */

const updating = process.env["UPDATE_SCENARIOS"] === "1";

/** Texts to compare, by the name of their file in `expected/`. */
type Told = ReadonlyMap<string, string>;

// It loads its rules when it is first called, and Jest refuses to load anything for tests that run side by side.
await findSecrets(new Map());

describe("stories", () => {
  test.concurrent.each(storyNames.map((name) => ({ name, title: readStory(name).title })))(
    "$name: $title",
    async ({ name }) => {
      const story = readStory(name);
      const { exit, told } = await tell(name, story);
      const expected = join(folderOf(name), "expected");
      if (updating) {
        await rm(expected, { recursive: true, force: true });
        await mkdir(expected);
        for (const [file, text] of told) await writeFile(join(expected, file), text);
      }
      expect(Object.fromEntries(told)).toEqual(readTexts(expected));
      expect(exit).toBe(story.exit);
    },
    30_000, // Some thirty processes of git each, several stories at a time.
  );

  test("hold nothing that the runner does not know", () => {
    const unknown = storyNames.flatMap((name) =>
      readdirSync(folderOf(name))
        .filter((part) => !storyParts.includes(part))
        .map((part) => `${name}/${part}`),
    );
    expect(unknown).toEqual([]);
  });

  test("use every base", () => {
    const used = new Set(storyNames.map((name) => readStory(name).base));
    expect(baseNames().filter((base) => !used.has(base))).toEqual([]);
  });
});

/** Makes the repository of a story, checks it in every format that is asked for, and returns what was said. */
async function tell(name: string, story: Story): Promise<{ readonly exit: number; readonly told: Told }> {
  const folder = folderOf(name);
  const repository = await createRepository();
  try {
    const commits = await commitStory(name, story, repository);
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
async function commitStory(name: string, story: Story, repository: TestRepository): Promise<readonly string[]> {
  const folder = folderOf(name);
  await repository.write(baseFilesOf(name));
  // By somebody other than the author of the change, as in the app: what was accepted there was accepted by another.
  const base = await repository.commit("base", "alice");
  await repository.git("checkout", "--quiet", "-b", "change");
  if (story.removed.length > 0) await repository.remove(...story.removed);
  for (const [from, to] of Object.entries(story.renamed)) await repository.move(from, to);
  await repository.write(filesIn(join(folder, "head")));
  const head = await repository.commit("head");
  if (story["reviewed-by"] === undefined) return [base, head];
  await repository.write(filesIn(join(folder, "review")));
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
    secrets: () => Promise.resolve({ findSecrets }),
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

function readTexts(directory: string): Readonly<Record<string, string>> {
  const files = Object.entries(filesIn(directory));
  return Object.fromEntries(files.map(([path, bytes]) => [path, bytes.toString("utf8")]));
}
