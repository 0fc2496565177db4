import { globsSchema } from "../glob.ts";
import { fileReader } from "../if-change/file-reader.ts";
import { judgeMarks } from "../if-change/judge-marks.ts";
import { namedBack, namedBy, needsOfTargets, pointedBack, touchedInScope } from "../if-change/named.ts";
import { wishes } from "../if-change/wish.ts";
import { defineRequirement, failIfAny, notApplicable, pass, undecidable } from "../requirement.ts";
import { strict } from "../schema.ts";
import { listPatterns } from "../wording.ts";

export default defineRequirement({
  kind: "in-sync",
  summary: "Where a region marked with IfChange changes, everything its ThenChange names changes too.",
  options: strict({ in: globsSchema.optional(), except: globsSchema.optional() }),
  shorthand: "in",
  needs: (options, changeSet) => [
    { fact: "description" },
    ...touchedInScope(options, changeSet).map((path) => ({ fact: "text", path }) as const),
  ],
  furtherNeeds(options, facts) {
    const reader = fileReader(facts);
    const paths = touchedInScope(options, facts.changeSet);
    const back = pointedBack(options, paths, reader);
    return [
      ...needsOfTargets(namedBy(paths, reader)),
      ...back.map((path) => ({ fact: "text", path }) as const),
      ...needsOfTargets(namedBack(back, reader, facts)),
    ];
  },
  describe: ({ in: globs }) =>
    `what the IfChange marks of changed files${globs === undefined ? "" : ` in ${listPatterns(globs)}`} name, changed with them`,
  evaluate(options, facts) {
    const { asks, unmet, undecided } = judgeMarks(options, facts);
    const [first, ...rest] = undecided;
    if (first !== undefined) return undecidable(first, ...rest, ...unmet);
    if (unmet.length > 0) return failIfAny([...unmet, ...wishes(facts.pullRequest)]);
    return asks ? pass() : notApplicable("no changed file has a mark that asks for anything");
  },
});
