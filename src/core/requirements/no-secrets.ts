import type { ChangeSet } from "../change-set.ts";
import { type Glob, globsSchema, matchesAny } from "../glob.ts";
import { lostText } from "../lost-text.ts";
import { quote } from "../quotation.ts";
import { defineRequirement, type Finding, failIfAny, undecidable } from "../requirement.ts";
import { strict } from "../schema.ts";
import type { FoundSecret } from "../secrets.ts";
import { listPatterns } from "../wording.ts";

/** Most secrets, and most files that could not be searched, that are told one by one. */
const mostFound = 100;
const mostUnsearched = 10;

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
  evaluate(options, { changeSet, secrets, lostLines }) {
    const found: Finding[] = [];
    const unsearched: Finding[] = [];
    let more = 0;
    for (const path of candidates(options, changeSet)) {
      const state = secrets?.get(path);
      if (lostLines?.has(path)) unsearched.push(lostText(path, "was not searched for secrets"));
      else if (state?.state === "searched") {
        found.push(...state.found.map((secret) => foundFinding(path, secret)));
        more += state.more;
      } else unsearched.push(unsearchedFinding(path, state?.why ?? "its added lines could not be read"));
    }
    // Both are shown: a secret that was found must be dealt with, whatever else could not be searched.
    const shown = [
      ...firstOf(found, mostFound, more, "such places"),
      ...firstOf(unsearched, mostUnsearched, 0, "files that were not searched"),
    ];
    const [first, ...rest] = shown;
    return first === undefined || unsearched.length === 0 ? failIfAny(shown) : undecidable(first, ...rest);
  },
});

/** The first findings; the last of them says how many there are beside. */
function firstOf(all: readonly Finding[], most: number, uncounted: number, what: string): readonly Finding[] {
  const shown = all.slice(0, most);
  const more = all.length - shown.length + uncounted;
  const last = shown.at(-1);
  if (last === undefined || more === 0) return shown;
  return [...shown.slice(0, -1), { ...last, message: `${last.message} There are ${more} more ${what}.` }];
}

function foundFinding(path: string, { line, rule, masked }: FoundSecret): Finding {
  return {
    message: `${quote(path)} has what looks like a secret in an added line: ${quote(masked)} (rule ${quote(rule)}).`,
    location: { path, line },
    remedy:
      "Revoke it: whoever can read the branch has it. Take it out of the change and keep it where secrets are kept.",
  };
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
