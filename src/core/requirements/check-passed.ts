import * as z from "zod";
import { pullRequestDocument } from "../address.ts";
import type { CheckResult } from "../pull-request.ts";
import { defineRequirement, type Finding, fail, pass, pending } from "../requirement.ts";
import { strict } from "../schema.ts";
import { listNames } from "../wording.ts";

const checkName = z.string().min(1).max(200);

/** GitHub makes a slug of an app's name: small letters, digits and hyphens. */
const appSchema = z
  .union([z.int().min(1), z.string().regex(/^[a-z0-9][a-z0-9-]{0,99}$/)], {
    error: "expected the id of an app, such as 15368, or its slug, such as github-actions",
  })
  .meta({ description: "The GitHub App whose check runs count, by id or slug; without it, those of any." });

export default defineRequirement({
  kind: "check-passed",
  summary: "A named check on the head commit has succeeded.",
  options: strict({
    names: z.union([checkName.transform((name) => [name]), z.array(checkName).min(1).max(50)]),
    app: appSchema.optional(),
  }),
  shorthand: "names",
  needs: ({ names, app }) => [{ fact: "checks", names, ...(app !== undefined && { apps: true as const }) }],
  describe: ({ names, app }) => `${names.map((name) => `\`${name}\``).join(" and ")} to succeed${postedBy(app)}`,
  evaluate({ names, app }, { checks: posted = [] }) {
    const failed: Finding[] = [];
    const awaited: Finding[] = [];
    const absent: string[] = [];
    for (const name of names) {
      const named = posted.filter((check) => check.name === name);
      const results = named.filter((check) => isPostedBy(check, app));
      const said = `\`${name}\`${postedBy(app)}`;
      const unsuccessful = results.find(({ status, conclusion }) => status === "completed" && conclusion !== "success");
      if (unsuccessful !== undefined)
        failed.push(finding(`The check ${said} ended with ${unsuccessful.conclusion ?? "no conclusion"}.`, said));
      else if (named.length === 0) absent.push(name);
      else if (results.length === 0) {
        const others = "One of that name comes from elsewhere, which does not count.";
        awaited.push(finding(`There is no result of the check ${said} on the head commit yet. ${others}`, said));
      } else if (results.some(({ status }) => status !== "completed"))
        awaited.push(finding(`The check ${said} has not finished.`, said));
    }
    // CI that has not begun has begun none of them: that is one thing to wait for.
    if (absent.length > 0) {
      const said = `${listNames(absent, "and")}${postedBy(app)}`;
      const checks = absent.length === 1 ? "check" : "checks";
      awaited.push(finding(`There is no result of the ${checks} ${said} on the head commit yet.`, said, absent.length));
    }
    const [first, ...rest] = [...failed, ...awaited];
    if (first === undefined) return pass();
    return failed.length > 0 ? fail(first, ...rest) : pending(first, ...rest);
  },
});

function postedBy(app: number | string | undefined): string {
  return app === undefined ? "" : ` by the app \`${app}\``;
}

/** Anybody who may write to the repository can post a commit status of any name, so it never counts for an app. */
function isPostedBy({ app: poster }: CheckResult, app: number | string | undefined): boolean {
  if (app === undefined) return true;
  return typeof app === "number" ? poster?.id === app : poster?.slug === app;
}

/** Checks of one name are all looked at: GitHub lets several apps post the same name. */
function finding(message: string, said: string, checks = 1): Finding {
  return {
    message,
    location: { path: pullRequestDocument },
    remedy: `Make ${said} succeed on the head commit; on the command line, give ${checks === 1 ? "its result" : "their results"} with --facts.`,
  };
}
