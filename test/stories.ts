import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import { parse } from "yaml";
import { z } from "zod";

/**
 * Golden stories. A folder of test/scenarios/ tells one: `story.yml` below, what stands at the base and at the head, and
 * what Lockstep says to it in `expected/`. They are told on the command line and through the app.
 */

const root = join(import.meta.dirname, "scenarios");

/** The folders of the stories. */
export const storyNames = readdirSync(root)
  .filter((name) => !name.startsWith("_"))
  .sort();

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

/** What `story.yml` says. */
export type Story = z.output<typeof storySchema>;

/** What may stand in the folder of a story; anything else would be told to nobody. */
export const storyParts = [
  ...["base", "expected", "facts.json", "head", "policy.yml", "pull-request.md", "review", "story.yml"],
];

/** Where a story is. */
export function folderOf(name: string): string {
  return join(root, name);
}

/** What a story says of itself. */
export function readStory(name: string): Story {
  return storySchema.parse(parse(readFileSync(join(root, name, "story.yml"), "utf8")));
}

/** Folders that stories can begin with. */
export function baseNames(): readonly string[] {
  return readdirSync(join(root, "_bases"));
}

/** The files at the base of a story, by path. */
export function baseFilesOf(name: string): Readonly<Record<string, Buffer>> {
  const { base } = readStory(name);
  const policy = join(root, name, "policy.yml");
  return {
    ...(base === undefined ? {} : filesIn(join(root, "_bases", base))),
    ...filesIn(join(root, name, "base")),
    ...(existsSync(policy) && { ".github/lockstep.yml": readFileSync(policy) }),
  };
}

/** All files below a directory by their path in it; none when there is no such directory. */
export function filesIn(directory: string): Readonly<Record<string, Buffer>> {
  if (!existsSync(directory)) return {};
  const entries = readdirSync(directory, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Object.fromEntries(
    entries.map((entry) => {
      const path = join(entry.parentPath, entry.name);
      return [relative(directory, path), readFileSync(path)];
    }),
  );
}
