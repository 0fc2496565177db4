import * as z from "zod";
import type { ChangeSet } from "../change-set.ts";
import type { Facts } from "../facts.ts";
import { type Glob, globsSchema, matchesAny } from "../glob.ts";
import { lostText } from "../lost-text.ts";
import { quote } from "../quotation.ts";
import {
  defineRequirement,
  type Finding,
  failIfAny,
  notApplicable,
  type Outcome,
  undecidable,
} from "../requirement.ts";
import { strict } from "../schema.ts";
import { describeStaged, type Staged, stagedSchema, valuesAt } from "../staged.ts";
import { listPatterns } from "../wording.ts";

/** Most files that are counted together: each of them has to be read. */
const mostTogether = 1000;

/** How many of the longest files a finding names. */
const longestNamed = 3;

/** Longest list of globs, in characters, that stands in a finding as the name of a module. */
const longestPatterns = 60;

interface Options {
  readonly in: readonly Glob[];
  readonly except?: readonly Glob[] | undefined;
  readonly "at-most": Staged<number>;
  readonly together: boolean;
}

export default defineRequirement({
  kind: "max-lines",
  summary: "Every changed file that matches has at most so many lines at the head, or all files that match together.",
  options: strict({
    in: globsSchema,
    except: globsSchema.optional(),
    "at-most": stagedSchema(z.int().min(1), "a whole number"),
    together: z
      .boolean()
      .default(false)
      .meta({ description: "Counts all files that match, changed or not, as one: a module." }),
  }),
  needs: (options, changeSet) => {
    const changed = candidates(options, changeSet);
    if (!options.together) return changed.map((path) => ({ fact: "line-count", path }));
    return changed.length === 0 ? [] : [{ fact: "tree" }];
  },
  furtherNeeds(options, facts) {
    if (!options.together || candidates(options, facts.changeSet).length === 0) return [];
    const files = filesOf(options, facts.tree ?? []);
    return files.length > mostTogether ? [] : files.map((path) => ({ fact: "line-count", path }));
  },
  describe: (options) => {
    const limit = describeStaged(options["at-most"], String);
    return options.together
      ? `all files in ${listPatterns(options.in)} together of at most ${limit} lines`
      : `changed files in ${listPatterns(options.in)} of at most ${limit} lines`;
  },
  evaluate: (options, facts) => (options.together ? judgeTogether(options, facts) : judgeEach(options, facts)),
});

function judgeEach(options: Options, facts: Facts): Outcome {
  const { changeSet, lineCounts, stage } = facts;
  const limit = Math.min(...valuesAt(options["at-most"], stage));
  const paths = candidates(options, changeSet);
  const unknown = firstUncounted(paths, facts);
  if (unknown !== undefined) return undecidable(unknown);
  return failIfAny(
    paths.flatMap((path): Finding[] => {
      const lines = lineCounts?.get(path);
      if (lines === undefined || lines <= limit) return [];
      return [
        {
          message: `${quote(path)} has ${lines} lines, ${lines - limit} more than the ${limit} allowed.`,
          location: { path, line: limit + 1 },
          remedy: "Split it: one responsibility a file.",
        },
      ];
    }),
  );
}

/** A module is judged when the change adds to it or edits it; what it only takes away cannot have made it too long. */
function judgeTogether(options: Options, facts: Facts): Outcome {
  const { changeSet, lineCounts, tree, stage } = facts;
  const [touched] = candidates(options, changeSet);
  if (touched === undefined) return notApplicable(`no file in ${listPatterns(options.in)} is added or edited`);
  if (tree === undefined)
    return undecidable({ ...uncounted(touched), message: "The files of the repository could not be listed." });
  const files = filesOf(options, tree);
  if (files.length > mostTogether) {
    return undecidable({
      message: `More than ${mostTogether} files match ${listPatterns(options.in)}: too many to count together.`,
      location: { path: touched },
      remedy: "Name a smaller module in the policy, such as one directory captured by the rule.",
    });
  }
  const unknown = firstUncounted(files, facts);
  if (unknown !== undefined) return undecidable(unknown);
  const counted = files.map((path) => ({ path, lines: lineCounts?.get(path) ?? 0 }));
  const total = counted.reduce((sum, { lines }) => sum + lines, 0);
  const limit = Math.min(...valuesAt(options["at-most"], stage));
  if (total <= limit) return failIfAny([]);
  const longest = counted.toSorted((a, b) => b.lines - a.lines).slice(0, longestNamed);
  const named = longest.map(({ path, lines }) => `${quote(path)} (${lines})`).join(", ");
  const those = files.length === 1 ? "The 1 file" : `The ${files.length} files`;
  return failIfAny([
    {
      message: `${those} in ${placeOf(options, files)} have ${total} lines together, ${total - limit} more than the ${limit} allowed; the longest: ${named}.`,
      location: { path: touched },
      remedy: "Split the module, or take out of it what nothing needs.",
    },
  ]);
}

/** The globs of a module; its directory where they say more about kinds of files than about a place. */
function placeOf({ in: globs }: Options, files: readonly string[]): string {
  const patterns = listPatterns(globs);
  const directory = commonDirectory(files);
  return patterns.length <= longestPatterns || directory === "" ? patterns : quote(`${directory}/`);
}

function commonDirectory(paths: readonly string[]): string {
  const [first = [], ...rest] = paths.map((path) => path.split("/").slice(0, -1));
  const end = first.findIndex((segment, index) => rest.some((other) => other[index] !== segment));
  return first.slice(0, end === -1 ? undefined : end).join("/");
}

/** The first file whose lines are not known. */
function firstUncounted(paths: readonly string[], { lineCounts, lostTexts }: Facts): Finding | undefined {
  const lost = paths.find((path) => lostTexts?.has(path));
  if (lost !== undefined) return lostText(lost, "has no lines that can be counted");
  const unknown = paths.find((path) => lineCounts?.has(path) !== true);
  return unknown === undefined ? undefined : uncounted(unknown);
}

function uncounted(path: string): Finding {
  return {
    message: `The lines of ${quote(path)} could not be counted.`,
    location: { path },
    remedy: "Check again; if it stays, look at the log of Lockstep.",
  };
}

function candidates(options: Options, { files }: ChangeSet): readonly string[] {
  const changed = files.filter(({ status, type }) => status !== "removed" && type === "regular");
  return filesOf(
    options,
    changed.map(({ path }) => path),
  );
}

function filesOf({ in: globs, except = [] }: Options, paths: readonly string[]): readonly string[] {
  return paths.filter((path) => matchesAny(globs, path) && !matchesAny(except, path));
}
