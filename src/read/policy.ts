import { countAlternatives } from "../core/glob.ts";
import { nearest } from "../core/nearest.ts";
import { layerPolicies, type PolicyLayer } from "../core/policy/layering.ts";
import { didYouMean, type LocatedProblem, type PolicyProblem, problemsFrom } from "../core/policy/problem.ts";
import { resolvePolicy } from "../core/policy/resolve.ts";
import { type Owner, type Policy, type PolicyFile, policyLayerSchema } from "../core/policy.ts";
import { everyGap, type Gap, isExcused, salvage } from "./salvage.ts";
import { readYaml, type YamlText } from "./yaml-text.ts";

/** Largest policy file taken, in bytes of UTF-8. */
export const maxPolicyBytes = 256 * 1024;

/** Most patterns that the braces of a policy may stand for: each is compiled, and 24 KB with aliases could name millions. */
const maxAlternatives = 50_000;

/** Most problems reported at once: somebody who made more fixes these first. */
const maxProblems = 200;

/** The text of a policy file and whose it is. */
export interface PolicySource {
  /** A path, for messages. */
  readonly name: string;
  readonly owner: Owner;
  readonly text: string;
}

/** The policy, or all that is wrong with it at once. Warnings come with either. */
export interface PolicyReading {
  /** Absent when there are errors: an invalid policy is not used in part. */
  readonly policy: Policy | undefined;
  readonly errors: readonly LocatedProblem[];
  readonly warnings: readonly LocatedProblem[];
}

/** A file, as much of it as could be read. */
interface OpenFile {
  readonly yaml: YamlText;
  readonly file: PolicyFile | undefined;
  readonly problems: readonly PolicyProblem[];
  readonly errors: readonly LocatedProblem[];
  readonly gaps: readonly Gap[];
}

/**
 * Reads policy files, lowest first, with the presets they extend, into one policy. Never throws: what is wrong comes
 * back as problems with line and column, those inside presets too, and all at once: references are checked even beside
 * errors of form.
 *
 * @param presets the texts of the built-in presets, by name
 */
export function readPolicy(sources: readonly PolicySource[], presets: ReadonlyMap<string, string>): PolicyReading {
  const opened = new Map<string, OpenFile>();
  const layers: PolicyLayer[] = [];
  const found: PolicyProblem[] = [];
  const gaps = new Set<string>();

  const open = (name: string, owner: Owner, text: string): void => {
    const opening = readFile(name, text);
    opened.set(name, opening);
    found.push(...opening.problems);
    for (const gap of opening.gaps) gaps.add(gap);
    // Presets lie below the file that extends them, each once.
    for (const [index, preset] of extendsOf(opening.yaml.value)) {
      const meant = presets.has(preset) ? preset : nearest(preset, presets.keys());
      if (meant !== preset) {
        const remedy = didYouMean(preset, presets.keys()) || `; there are ${[...presets.keys()].join(", ")}`;
        const message = `there is no preset "${preset}"${remedy}`;
        found.push({ layer: name, path: ["extends", index], message });
      }
      if (meant === undefined) for (const gap of everyGap) gaps.add(gap);
      else if (!opened.has(`preset ${meant}`)) open(`preset ${meant}`, owner, presets.get(meant) ?? "");
    }
    if (opening.file !== undefined) layers.push({ name, owner, file: opening.file });
  };
  for (const { name, owner, text } of sources) open(opened.has(name) ? `${name} (${owner})` : name, owner, text);

  const { draft, problems } = layerPolicies(layers);
  const resolution = resolvePolicy(draft);
  found.push(...[...problems, ...resolution.problems].filter((problem) => !isExcused(problem, gaps)));
  const order = [...opened.keys()];
  const locate =
    (severity: LocatedProblem["severity"]) =>
    ({ layer, path, atKey, message }: PolicyProblem) => ({
      severity,
      file: layer,
      message,
      ...(opened.get(layer)?.yaml.locate(path, atKey) ?? { line: 1, column: 1, sourceLine: undefined }),
    });
  const errors = [
    ...[...opened.values()].flatMap((file) => file.errors),
    ...found.slice(0, maxProblems).map(locate("error")),
  ].sort((a, b) => order.indexOf(a.file) - order.indexOf(b.file) || a.line - b.line || a.column - b.column);
  return {
    policy: errors.length === 0 ? resolution.policy : undefined,
    errors: errors.slice(0, maxProblems),
    warnings: resolution.warnings.slice(0, maxProblems).map(locate("warning")),
  };
}

function readFile(name: string, text: string): OpenFile {
  const unreadable = (yaml: YamlText, errors: readonly LocatedProblem[]): OpenFile => ({
    ...{ yaml, errors, file: undefined, problems: [], gaps: everyGap },
  });
  const refuse = (yaml: YamlText, message: string) =>
    unreadable(yaml, [{ severity: "error", file: name, message, ...yaml.locate([]) }]);
  if (new TextEncoder().encode(text).length > maxPolicyBytes) {
    return refuse(readYaml(name, ""), `a policy may have at most ${maxPolicyBytes / 1024} KiB`);
  }
  const yaml = readYaml(name, text);
  if (yaml.errors.length > 0) return unreadable(yaml, yaml.errors);
  if (yaml.value === null || yaml.value === undefined)
    return refuse(yaml, 'the policy is empty; the least it says is "version: 1"');
  if (alternativesLeft(yaml.value, maxAlternatives) < 0)
    return refuse(yaml, `the braces in the policy stand for more than ${maxAlternatives} patterns`);
  const parsed = policyLayerSchema.safeParse(yaml.value, { reportInput: true });
  if (parsed.success) return { yaml, file: parsed.data, problems: [], errors: [], gaps: [] };
  const problems = problemsFrom(name, parsed.error.issues);
  // Somebody who made that many mistakes is better served by the first of them.
  if (problems.length > maxProblems) return { ...unreadable(yaml, []), problems };
  const rest = salvage(yaml.value, problems);
  const file = policyLayerSchema.safeParse(rest.value).data;
  return { yaml, file, problems, errors: [], gaps: file === undefined ? everyGap : rest.gaps };
}

/** What is left of so many when the braces of all texts in a value are counted; below zero as soon as there are more. */
function alternativesLeft(value: unknown, most: number): number {
  if (typeof value === "string") return most - countAlternatives(value) + 1;
  if (typeof value !== "object" || value === null) return most;
  let left = most;
  for (const part of Object.values(value)) if (left >= 0) left = alternativesLeft(part, left);
  return left;
}

/** The presets a file names, with their positions, even when something else in it is wrong. */
function extendsOf(value: unknown): readonly (readonly [index: number, preset: string])[] {
  const named = (value as { extends?: unknown } | null | undefined)?.extends;
  return [...[named].flat().entries()].filter((entry): entry is [number, string] => typeof entry[1] === "string");
}
