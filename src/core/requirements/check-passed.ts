import * as z from "zod";
import { pullRequestDocument } from "../address.ts";
import { defineRequirement, type Finding, fail, pass, pending } from "../requirement.ts";
import { strict } from "../schema.ts";

const checkName = z.string().min(1).max(200);

export default defineRequirement({
  kind: "check-passed",
  summary: "A named check on the head commit has succeeded.",
  options: strict({
    names: z.union([checkName.transform((name) => [name]), z.array(checkName).min(1).max(50)]),
  }),
  shorthand: "names",
  needs: ({ names }) => [{ fact: "checks", names }],
  describe: ({ names }) => `${names.map((name) => `\`${name}\``).join(" and ")} to succeed`,
  evaluate({ names }, { checks = [] }) {
    const failed: Finding[] = [];
    const awaited: Finding[] = [];
    for (const name of names) {
      const results = checks.filter((check) => check.name === name);
      const unsuccessful = results.find(({ status, conclusion }) => status === "completed" && conclusion !== "success");
      if (unsuccessful !== undefined)
        failed.push(finding(`The check \`${name}\` ended with ${unsuccessful.conclusion ?? "no conclusion"}.`, name));
      else if (results.length === 0)
        awaited.push(finding(`There is no result of the check \`${name}\` on the head commit yet.`, name));
      else if (results.some(({ status }) => status !== "completed"))
        awaited.push(finding(`The check \`${name}\` has not finished.`, name));
    }
    const [first, ...rest] = [...failed, ...awaited];
    if (first === undefined) return pass();
    return failed.length > 0 ? fail(first, ...rest) : pending(first, ...rest);
  },
});

/** Checks of one name are all looked at: GitHub lets several apps post the same name. */
function finding(message: string, name: string): Finding {
  return {
    message,
    location: { path: pullRequestDocument },
    remedy: `Make \`${name}\` succeed on the head commit; on the command line, give its result with --facts.`,
  };
}
