import type { Policy, Rule } from "../src/core/policy.ts";
import { type PolicyReading, readPolicy } from "../src/read/policy.ts";

/** Texts of a policy and of what lies below it. A text without `version` gets it. */
export interface Layers {
  readonly repository?: string;
  readonly organisation?: string;
  readonly presets?: Readonly<Record<string, string>>;
}

/** Reads a policy; a text alone is the repository's. */
export function readLayers(layers: Layers | string): PolicyReading {
  const { repository, organisation, presets = {} } = typeof layers === "string" ? { repository: layers } : layers;
  const source = (name: string, owner: "repository" | "organisation", text: string | undefined) =>
    text === undefined ? [] : [{ name, owner, text }];
  return readPolicy(
    [...source("org.yml", "organisation", organisation), ...source("repo.yml", "repository", repository)],
    new Map(Object.entries(presets)),
  );
}

/** What is wrong with a policy, as `file:line:column message`. */
export function problemsOf(layers: Layers | string): readonly string[] {
  return readLayers(layers).errors.map(({ file, line, column, message }) => `${file}:${line}:${column} ${message}`);
}

/** The policy; throws when it is not valid. */
export function policyOf(layers: Layers | string): Policy {
  const { policy, errors } = readLayers(layers);
  if (policy === undefined) throw new Error(errors.map(({ line, message }) => `${line}: ${message}`).join("\n"));
  return policy;
}

/** One rule of a policy. */
export function ruleOf(policy: Policy, id: string): Rule {
  const rule = policy.rules.find((each) => each.id === id);
  if (rule === undefined) throw new Error(`there is no rule ${id}`);
  return rule;
}
