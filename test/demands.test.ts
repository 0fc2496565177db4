import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { z } from "zod";

/** What each text on paper asks, held to the preset that was made of it and to the stories that tell it. */

const root = join(import.meta.dirname, "..");
const directory = join(root, "presets/demands");

const sentence = z.string().regex(/^[A-Z].*\.$/, "a sentence");
const named = { id: z.string(), part: z.string().min(1), asks: sentence };
const demandSchema = z.union([
  z.strictObject({ ...named, rules: z.array(z.string()).min(1), stories: z.array(z.string()).min(2) }),
  z.strictObject({ ...named, outside: sentence }),
  z.strictObject({ ...named, later: z.string().regex(/^[a-z-]+$/) }),
]);
const listSchema = z.strictObject({ seed: z.string().min(1), demands: z.array(demandSchema).min(1) });

const names = readdirSync(directory).map((name) => basename(name, ".yml"));

describe.each(names)("the demands of %s", (name) => {
  const { demands } = listSchema.parse(parse(readFileSync(join(directory, `${name}.yml`), "utf8")));
  const held = demands.flatMap((demand) => ("rules" in demand ? [demand] : []));

  test("have each an id and words of their own", () => {
    expect(repeated(demands.map(({ id }) => id))).toEqual([]);
    expect(repeated(demands.map(({ asks }) => asks))).toEqual([]);
  });

  test("are held by every rule of the preset, and by no other", () => {
    const { rules } = z
      .object({ rules: z.array(z.object({ id: z.string() })) })
      .parse(parse(readFileSync(join(root, "presets", `${name}.yml`), "utf8")));
    const ids = new Set(rules.map(({ id }) => id));
    expect(new Set(held.flatMap((demand) => demand.rules))).toEqual(ids);
  });

  test.each(held)("$id: one of its rules fails in a story, and one passes", ({ rules, stories }) => {
    const told = stories.map((story) => verdictsOf(story));
    const has = (verdict: string) => told.some((lines) => rules.some((rule) => lines.has(`${rule} ${verdict}`)));
    expect({ fails: has("fail"), passes: has("pass") }).toEqual({ fails: true, passes: true });
    const idle = stories.filter((_, at) =>
      rules.every((rule) => !told[at]?.has(`${rule} fail`) && !told[at]?.has(`${rule} pass`)),
    );
    expect(idle).toEqual([]);
  });
});

/** The lines that say how a rule ended in a story; none, when there is no such story. */
function verdictsOf(story: string): ReadonlySet<string> {
  const path = join(root, "test/scenarios", story, "expected/verdicts.txt");
  return new Set(
    existsSync(path)
      ? readFileSync(path, "utf8")
          .split("\n")
          .map((line) => line.trim())
      : [],
  );
}

/** What stands in a list more than once. */
function repeated(list: readonly string[]): readonly string[] {
  return list.filter((item, at) => list.indexOf(item) !== at);
}
