import * as z from "zod";
import { type FileChange, touchedPaths } from "./change-set.ts";
import { choiceSchema, chosen, describeChoice } from "./choice.ts";
import type { Facts, Need } from "./facts.ts";
import { type Glob, globsSchema, matchesAny } from "./glob.ts";
import { describeLinkPlaces, isSafeId, type LinkSearch, linkedFinds, linkNeeds, linkSchema } from "./linked-id.ts";
import { maxSubjectLength, type Pattern, patternSchema } from "./pattern.ts";
import { isFaultless, strict } from "./schema.ts";
import {
  addOccasion,
  type FoundOccasions,
  joinOccasions,
  listOccasions,
  maxOccasions,
  type Occasion,
} from "./trigger/occasion.ts";

/** Most characters of a pattern in a reason: the longest are half a screen, and say nothing to who reads them. */
const mostShown = 60;

const linesSchema = strict({ matches: patternSchema, in: globsSchema.optional() }).meta({
  description: "A line the change adds matches the pattern; `in` narrows the files.",
});

const linkedSchema = z
  .record(
    z.string().regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/, "use a letter, then letters, digits and dashes"),
    linkSchema,
  )
  .refine((linked) => Object.keys(linked).length > 0, { error: "at least one id is needed" })
  .meta({ description: "The pull request names an id, which is captured under this name for the rule." });

/** The schema of `when`: all conditions that are given must hold. */
export const triggerSchema = strict({
  changed: globsSchema.optional(),
  added: globsSchema.optional(),
  removed: globsSchema.optional(),
  renamed: globsSchema.optional(),
  modified: globsSchema.optional(),
  written: globsSchema.optional(),
  except: globsSchema.optional(),
  lines: linesSchema.optional(),
  labels: choiceSchema("Labels of the pull request.").optional(),
  author: choiceSchema("Logins; `bots` and `people` are classes.").optional(),
  title: patternSchema.optional(),
  linked: linkedSchema.optional(),
  base: globsSchema.optional(),
  head: globsSchema.optional(),
  stage: z.array(z.string()).min(1).optional(),
})
  .refine((when) => Object.keys(when).some((key) => key !== "except"), {
    error: "at least one condition is needed",
    when: isFaultless,
  })
  .meta({ description: "What wakes the rule. All conditions must hold." });

/** The `when` of a rule or of one requirement: a condition on the change set and the pull request. */
export type Trigger = z.output<typeof triggerSchema>;

/** What a trigger came to: the paths it was woken by, and one occasion per different set of captured values. */
export type Wake =
  | { readonly woken: false; readonly why: string }
  | { readonly woken: true; readonly occasions: readonly Occasion[] };

/** The conditions over changed files, each a list of globs. */
export const fileConditions = ["changed", "added", "removed", "renamed", "modified", "written"] as const;
type FileCondition = (typeof fileConditions)[number];

/** Which paths of a changed file a condition looks at. A rename is a removal and an addition. */
function pathsFor(condition: FileCondition, file: FileChange): readonly string[] {
  switch (condition) {
    case "changed":
      return touchedPaths(file);
    case "added":
      return file.status === "added" || file.status === "renamed" ? [file.path] : [];
    case "removed":
      return file.status === "removed" ? [file.path] : file.previousPath === undefined ? [] : [file.previousPath];
    case "renamed":
      return file.status === "renamed" ? touchedPaths(file) : [];
    case "modified":
      return file.status === "added" || file.status === "removed" ? [] : touchedPaths(file);
    case "written":
      return file.status === "removed" ? [] : [file.path];
  }
}

/** What must be fetched to decide a trigger. */
export function triggerNeeds(trigger: Trigger): readonly Need[] {
  return [
    ...(trigger.lines === undefined ? [] : [{ fact: "added-lines" } as const]),
    ...(trigger.labels === undefined ? [] : [{ fact: "labels" } as const]),
    ...(trigger.title === undefined ? [] : [{ fact: "title" } as const]),
    ...Object.values(trigger.linked ?? {}).flatMap(linkNeeds),
  ];
}

/** True when files, or lines in them, are what wakes the trigger; otherwise it is conditions on the pull request. */
export function isWokenByFiles(trigger: Trigger, { addedLines }: Pick<Facts, "addedLines">): boolean {
  const isAsked = fileConditions.some((condition) => trigger[condition] !== undefined);
  return isAsked || (trigger.lines !== undefined && addedLines !== undefined);
}

/** Captures that a trigger binds, whichever of its globs matches, and those of linked ids. */
export function boundCaptures(trigger: Trigger): ReadonlySet<string> {
  const bound = fileConditions.flatMap((condition) => {
    const [first, ...rest] = trigger[condition] ?? [];
    return first?.captures.filter((name) => rest.every((glob) => glob.captures.includes(name))) ?? [];
  });
  const linked = Object.entries(trigger.linked ?? {}).flatMap(([name, { matches }]) => [name, ...matches.groups]);
  return new Set([...bound, ...linked]);
}

/** Decides whether a change wakes a trigger. Throws nothing: a fact that is missing wakes it (fails closed). */
export function matchTrigger(trigger: Trigger, facts: Facts): Wake {
  const unmet = unmetPullRequestCondition(trigger, facts);
  if (unmet !== undefined) return { woken: false, why: unmet };
  const except = trigger.except ?? [];

  const lines = linesThatMatch(trigger.lines, except, facts);
  if (lines?.length === 0) return { woken: false, why: `no added line matches ${shown(trigger.lines?.matches)}` };

  const found: (readonly Occasion[])[] = [];
  for (const condition of fileConditions) {
    const globs = trigger[condition];
    if (globs === undefined) continue;
    const occasions = occasionsOf(condition, globs, except, facts.changeSet.files);
    if (occasions.length === 0) return { woken: false, why: `no file ${condition} that matches ${listGlobs(globs)}` };
    found.push(occasions);
  }
  // Ids bind captures; what has woken the rule are the files, where it asks for files.
  const met = found.length === 0 ? (lines ?? metConditions(trigger)) : [];
  for (const [name, search] of Object.entries(trigger.linked ?? {})) {
    const occasions = linkedOccasions(name, search, facts, met);
    if (occasions.length === 0) return { woken: false, why: noneLinked(search) };
    found.push(occasions);
  }
  const [first, ...others] = found;
  if (first === undefined) return { woken: true, occasions: [{ bindings: new Map(), by: met }] };
  let occasions = first;
  for (const other of others) {
    occasions = joinOccasions(occasions, other);
    // Cut off: a further condition must not make it look as if these were all.
    if (occasions.length > maxOccasions) break;
  }
  if (occasions.length === 0) {
    const what = trigger.linked === undefined ? "its file conditions" : "its conditions";
    return { woken: false, why: `${what} bind different captures` };
  }
  return { woken: true, occasions };
}

/**
 * The added lines that meet the condition, as `path:line`; undefined when there is no condition, or the lines are not known.
 * A line longer than what is searched could: what stands behind its end is not known. So could a file that is no text any more.
 */
function linesThatMatch(
  condition: Trigger["lines"],
  except: readonly Glob[],
  { addedLines: added, lostLines = new Set() }: Facts,
): readonly string[] | undefined {
  if (condition === undefined || added === undefined) return undefined;
  const { matches, in: within } = condition;
  const isWatched = (path: string) => !matchesAny(except, path) && (within === undefined || matchesAny(within, path));
  const found = added
    .filter(({ path, text }) => isWatched(path) && (text.length > maxSubjectLength || matches.matches(text)))
    .map(({ path, line }) => `${path}:${line}`);
  return [...found, ...[...lostLines].filter(isWatched)];
}

/** One occasion per id. A description that cannot be read might name any: the rule is awake, and nothing is bound. */
function linkedOccasions(
  name: string,
  search: LinkSearch,
  { pullRequest }: Facts,
  by: readonly string[],
): readonly Occasion[] {
  const ids = linkedFinds(search, pullRequest);
  if (ids === undefined) return [{ bindings: new Map(), by }];
  const found: FoundOccasions = new Map();
  for (const { text, named } of ids) {
    const bindings = new Map([...named, [name, text]]);
    if ([...bindings.values()].every(isSafeId)) addOccasion(found, bindings, by);
  }
  return listOccasions(found);
}

function noneLinked({ matches, in: places }: LinkSearch): string {
  return `nothing in ${describeLinkPlaces(places)} matches ${shown(matches)}`;
}

/** A pattern as far as a person reads it. */
function shown(pattern: Pattern | undefined): string {
  const { source = "" } = pattern ?? {};
  return source.length > mostShown ? `${source.slice(0, mostShown)}…` : source;
}

function listGlobs(globs: readonly Glob[]): string {
  return globs.map((glob) => glob.pattern).join(", ");
}

function occasionsOf(
  condition: FileCondition,
  globs: readonly Glob[],
  except: readonly Glob[],
  files: readonly FileChange[],
): readonly Occasion[] {
  const found: FoundOccasions = new Map();
  for (const path of files.flatMap((file) => pathsFor(condition, file))) {
    const bound = globs.map((glob) => glob.bind(path)).filter((bindings) => bindings !== undefined);
    if (bound.length === 0 || matchesAny(except, path)) continue;
    for (const bindings of bound) addOccasion(found, bindings, [path]);
  }
  return listOccasions(found);
}

function unmetPullRequestCondition(trigger: Trigger, facts: Facts): string | undefined {
  const { pullRequest, stage } = facts;
  if (trigger.labels !== undefined && !chosen(trigger.labels, pullRequest.labels)) {
    return `the pull request is not labelled ${describeChoice(trigger.labels)}`;
  }
  if (trigger.author !== undefined && !chosen(trigger.author, authorNames(pullRequest))) {
    return `the author is not ${describeChoice(trigger.author)}`;
  }
  if (trigger.title !== undefined && !trigger.title.matches(pullRequest.title)) {
    return `the title does not match ${trigger.title.source}`;
  }
  // A branch that is not known (a detached HEAD) could be any branch, so the condition counts as met.
  if (
    trigger.base !== undefined &&
    pullRequest.baseBranch !== undefined &&
    !matchesAny(trigger.base, pullRequest.baseBranch)
  ) {
    return `the base branch is not ${listGlobs(trigger.base)}`;
  }
  if (
    trigger.head !== undefined &&
    pullRequest.headBranch !== undefined &&
    !matchesAny(trigger.head, pullRequest.headBranch)
  ) {
    return `the head branch is not ${listGlobs(trigger.head)}`;
  }
  if (trigger.stage !== undefined && stage !== undefined && !trigger.stage.includes(stage)) {
    return `the stage is not ${trigger.stage.join(" or ")}`;
  }
  return undefined;
}

function authorNames({ author, authorIsBot }: Facts["pullRequest"]): readonly string[] {
  return [...(author === undefined ? [] : [author, `@${author}`]), authorIsBot ? "bots" : "people"];
}

function metConditions({ lines, labels, author, title, linked, base, head, stage }: Trigger): readonly string[] {
  return [
    lines && `added line ${lines.matches.source}`,
    labels && `label ${describeChoice(labels)}`,
    author && `author ${describeChoice(author)}`,
    title && `title ${title.source}`,
    linked && `linked ${Object.keys(linked).join(", ")}`,
    base && `base branch ${listGlobs(base)}`,
    head && `head branch ${listGlobs(head)}`,
    stage && `stage ${stage.join(" or ")}`,
  ].filter((condition) => condition !== undefined);
}

/** Why a change to a path could wake a trigger, such as "changed: src/**"; undefined when none of its file conditions matches. */
export function watches(trigger: Trigger, path: string): string | undefined {
  if (matchesAny(trigger.except ?? [], path)) return undefined;
  for (const condition of fileConditions) {
    const glob = trigger[condition]?.find((candidate) => candidate.matches(path));
    if (glob !== undefined) return `${condition}: ${glob.pattern}`;
  }
  const within = trigger.lines?.in?.find((glob) => glob.matches(path));
  if (within !== undefined || (trigger.lines !== undefined && trigger.lines.in === undefined))
    return `lines: ${trigger.lines?.matches.source}`;
  return undefined;
}
