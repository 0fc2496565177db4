import * as z from "zod";
import { pullRequestDocument } from "../address.ts";
import { isSameLogin } from "../grantee.ts";
import { describePermitted } from "../policy/terms.ts";
import { defineRequirement, type Finding, pass, pending } from "../requirement.ts";
import { roleNameSchema } from "../role.ts";
import { strict } from "../schema.ts";

export default defineRequirement({
  kind: "approved-by",
  summary: "Somebody who has a role of the policy has approved the change as it is now.",
  options: strict({
    role: roleNameSchema,
    "at-least": z.int().min(1).max(20).default(1).meta({ description: "How many different people." }),
    "new-content": z
      .enum(["lapse", "keep"])
      .default("lapse")
      .meta({ description: "What becomes of an approval when the change is no longer the same." }),
  }),
  shorthand: "role",
  awaits: "people",
  needs: ({ role }) => [{ fact: "approvals", roles: [role] }],
  describe: ({ role, "at-least": wanted }) =>
    wanted === 1 ? `an approval by ${role.name}` : `approvals by ${wanted} people who are ${role.name}`,
  evaluate(options, { approvals = [], pullRequest }) {
    const { role, "at-least": wanted, "new-content": afterwards } = options;
    const given = approvals.filter(
      (approval) => approval.role === role.name && (role.self || !isSameLogin(approval.by, pullRequest.author)),
    );
    const counts = given.filter(({ stale }) => stale === undefined || afterwards === "keep");
    const people = new Set(counts.map(({ by }) => by.toLowerCase()));
    if (people.size >= wanted) return pass();
    const stale = given.filter(({ by }) => !people.has(by.toLowerCase()));
    const had =
      wanted === 1
        ? `There is no approval by ${role.name} yet.`
        : `There are ${people.size} of ${wanted} approvals by ${role.name}.`;
    const finding: Finding = {
      message: [
        had,
        ...stale.slice(0, 3).map(({ by, stale: why }) => `The approval of ${by} no longer counts: ${why}.`),
      ].join(" "),
      location: { path: pullRequestDocument },
      remedy: `An approving review, or \`/lockstep approve ${role.name}\`, by ${describePermitted(role)}.`,
    };
    return pending(finding);
  },
});
