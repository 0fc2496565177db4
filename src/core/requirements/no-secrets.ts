import type { ChangeSet } from "../change-set.ts";
import { type Glob, globsSchema, matchesAny } from "../glob.ts";
import { quote } from "../quotation.ts";
import { defineRequirement, type Finding, failIfAny, undecidable } from "../requirement.ts";
import { strict } from "../schema.ts";
import { listPatterns } from "../wording.ts";

interface Options {
  readonly except?: readonly Glob[] | undefined;
}

export default defineRequirement({
  kind: "no-secrets",
  summary: "The lines a change adds hold no secrets: no tokens, keys or passwords of a known form.",
  options: strict({
    except: globsSchema.optional().meta({ description: "Files that are left alone." }),
  }),
  needs: (options, changeSet) => candidates(options, changeSet).map((path) => ({ fact: "secrets", path })),
  describe: ({ except }) =>
    `no secrets in added lines${except === undefined ? "" : `, except in ${listPatterns(except)}`}`,
  evaluate(options, { changeSet, secrets }) {
    const found: Finding[] = [];
    const unsearched: Finding[] = [];
    for (const path of candidates(options, changeSet)) {
      const state = secrets?.get(path);
      if (state?.state !== "searched") {
        unsearched.push(unsearchedFinding(path, state?.why ?? "its added lines could not be read"));
        continue;
      }
      const total = state.found.length + state.more;
      for (const [index, { line, rule, masked }] of state.found.entries()) {
        const isLast = index === state.found.length - 1 && state.more > 0;
        found.push({
          message: `${quote(path)} has what looks like a secret in an added line: ${quote(masked)} (rule ${quote(rule)})${isLast ? `, and ${state.more} more, ${total} in all` : ""}.`,
          location: { path, line },
          remedy:
            "Revoke it: whoever can read the branch has it. Take it out of the change and keep it where secrets are kept.",
        });
      }
    }
    const [first, ...rest] = unsearched;
    // Both are shown: a secret that was found must be dealt with, whatever else could not be searched.
    return first === undefined ? failIfAny(found) : undecidable(...withFirst(found, first), ...rest);
  },
});

function withFirst(found: readonly Finding[], unsearched: Finding): readonly [Finding, ...Finding[]] {
  const [first, ...rest] = found;
  return first === undefined ? [unsearched] : [first, ...rest, unsearched];
}

function unsearchedFinding(path: string, why: string): Finding {
  return {
    message: `${quote(path)} was not searched for secrets: ${why}.`,
    location: { path },
    remedy: "Split the change; leave out of the policy's search, with except, what a tool writes.",
  };
}

function candidates({ except = [] }: Options, { files }: ChangeSet): readonly string[] {
  return files
    .filter(({ status, type }) => status !== "removed" && type !== "submodule")
    .map(({ path }) => path)
    .filter((path) => !matchesAny(except, path));
}
