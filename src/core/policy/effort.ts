import type { Policy } from "../policy.ts";

/** Most matches of a pattern with a path, in millions about a second, that trying a policy on a change may take. */
const mostMatches = 3_000_000;

/** Most conditions on added lines: each looks at every line, and a change may add 32 MB of them. */
const mostLinePatterns = 20;

/**
 * True when trying a policy on a change of so many files takes little enough for one that a stranger wrote: an edited policy
 * binds nobody, and everybody who opens a pull request can have it tried.
 */
export function isLightOn(policy: Policy, files: number): boolean {
  const linePatterns = policy.rules.flatMap(({ when, require }) => [when, ...require.map((demand) => demand.when)]);
  return (
    linePatterns.filter((when) => when?.lines !== undefined).length <= mostLinePatterns &&
    countPatterns(policy.rules) * Math.max(files, 1) <= mostMatches
  );
}

/** Patterns in a value, those that braces stand for each by itself. */
function countPatterns(value: unknown): number {
  if (typeof value !== "object" || value === null) return 0;
  if ("matches" in value && typeof value.matches === "function")
    return "alternatives" in value ? Number(value.alternatives) : 1;
  let count = 0;
  for (const part of Object.values(value)) count += countPatterns(part);
  return count;
}
