import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "@jest/globals";
import { parse } from "yaml";
import { type DemandList, readDemands } from "../scripts/traceability-page.ts";
import { readPolicy } from "../src/read/policy.ts";

const root = join(import.meta.dirname, "..");
const lists = await readDemands(new URL("../", import.meta.url));
const texts = new Map(
  lists.map(({ preset }) => [preset, readFileSync(join(root, "presets", `${preset}.yml`), "utf8")]),
);

/** Ids of the rules of a preset. */
function rulesOf(preset: string): ReadonlySet<string> {
  const { policy } = readPolicy([{ name: "p", owner: "repository", text: texts.get(preset) ?? "" }], texts);
  return new Set(policy?.rules.map(({ id }) => id));
}

/** The verdict of each rule in a story; undefined when there is no such story. */
function verdictsOf(story: string): ReadonlyMap<string, string> | undefined {
  const folder = join(root, "test/scenarios", story);
  if (!existsSync(join(folder, "story.yml"))) return undefined;
  const file = join(folder, "expected/verdicts.txt");
  const lines = existsSync(file) ? readFileSync(file, "utf8").split("\n") : [];
  return new Map(
    lines.flatMap((line) => (/^ {2}(\S+) (\S+)$/.exec(line) ? [line.trim().split(" ") as [string, string]] : [])),
  );
}

test("every preset has its demands, and no demand stands twice", () => {
  const ids = lists.flatMap(({ demands }) => demands.map(({ id }) => id));
  expect(new Set(ids).size).toBe(ids.length);
  const presets = parse(`[${[...texts.keys()].join(", ")}]`) as string[];
  expect(presets.every((preset) => existsSync(join(root, "docs/reference/presets", `${preset}.md`)))).toBe(true);
});

describe.each(lists.map((list): [string, DemandList] => [list.preset, list]))(
  "the demands of %s",
  (preset, { demands }) => {
    test("wait for nothing", () => {
      expect(demands.filter((demand) => "later" in demand)).toEqual([]);
    });

    test("name rules that the preset has, and every rule is asked for", () => {
      const known = rulesOf(preset);
      const named = new Set(demands.flatMap((demand) => ("rules" in demand ? demand.rules : [])));
      expect([...named].filter((rule) => !known.has(rule))).toEqual([]);
      expect([...known].filter((rule) => !named.has(rule))).toEqual([]);
    });

    test.each(demands.flatMap((demand) => ("rules" in demand ? [[demand.id, demand] as const] : [])))(
      "%s is shown failing and passing",
      (_id, { rules, stories }) => {
        const told = stories.map((story) => [story, verdictsOf(story)] as const);
        expect(told.filter(([, verdicts]) => verdicts === undefined).map(([story]) => story)).toEqual([]);
        const verdicts = new Set(told.flatMap(([, each]) => rules.map((rule) => each?.get(rule))));
        expect({
          fails: verdicts.has("fail") || verdicts.has("pending") || verdicts.has("error"),
          passes: verdicts.has("pass"),
        }).toEqual({ fails: true, passes: true });
      },
    );
  },
);
