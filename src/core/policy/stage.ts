import { matchesAny } from "../glob.ts";
import type { Policy } from "../policy.ts";

/** The first stage whose branches match the base branch; undefined when none does or the branch is not known. */
export function stageOf(policy: Policy, baseBranch: string | undefined): string | undefined {
  if (baseBranch === undefined) return undefined;
  return policy.stages.find(({ branches }) => matchesAny(branches, baseBranch))?.name;
}
