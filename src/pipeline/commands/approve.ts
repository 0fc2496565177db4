import type { Approval } from "../../core/decision.ts";
import { isSameLogin } from "../../core/grantee.ts";
import { inlineCode } from "../../render/markdown-text.ts";
import { changedPaths, coverageOf } from "../coverage.ts";
import { type Command, problem } from "./command.ts";
import { unknownName, withoutGrounds } from "./naming.ts";

/** Approves the change in a role. */
export const approve: Command = {
  name: "approve",
  usage: "approve ROLE",
  summary:
    "Approves the change as it is now, in a role of the policy. An approving review by somebody who has the role does the same.",
  whoMay: "whoever has the role under `roles` of the policy; not the author, unless `self` says so",
  examples: ["approve security"],
  run({ words, reason }, context) {
    const { grounds, decisions, actor, base, now, url, identities } = context;
    if (grounds === undefined) return withoutGrounds(context);
    const { policy, facts } = grounds;
    const [name = ""] = words;
    const role = policy.roles.get(name.toLowerCase());
    if (policy.roles.size === 0) return problem("The policy has no roles: nothing asks for an approval.");
    if (role === undefined || words.length !== 1) {
      return problem(
        words.length === 1
          ? unknownName("role", name, [...policy.roles.keys()])
          : `Name one role: ${[...policy.roles.keys()].map(inlineCode).join(", ")}.`,
      );
    }
    const coverage = coverageOf(changedPaths(facts.changeSet), identities, facts.changeSet);
    const isGiven = decisions.some(
      (each) =>
        each.kind === "approval" &&
        each.subject === role.name &&
        isSameLogin(each.by, actor) &&
        each.base === base &&
        JSON.stringify(each.coverage) === JSON.stringify(coverage),
    );
    if (isGiven) return { kind: "nothing" };
    return {
      kind: "change",
      what: `approve as ${inlineCode(role.name)}`,
      permitted: [role],
      carryOut: (as) => {
        const approval: Approval = {
          ...{ kind: "approval", id: `${context.id}/0`, subject: role.name, by: actor, as, at: now, base },
          ...{ reason: reason ?? "", coverage },
          ...(url === undefined ? {} : { url }),
        };
        return { decisions: [approval] };
      },
    };
  },
};

/** Takes one's own approval back. */
export const unapprove: Command = {
  name: "unapprove",
  usage: "unapprove ROLE",
  summary: "Takes back an approval that was given with `/lockstep approve`. A review is dismissed on GitHub.",
  whoMay: "whoever gave it",
  examples: ["unapprove security"],
  run({ words }, { decisions, actor }) {
    const own = decisions.filter((each) => each.kind === "approval" && isSameLogin(each.by, actor));
    const [name = ""] = words;
    const ending = own.filter(({ subject }) => subject === name.toLowerCase());
    if (ending.length === 0) {
      const roles = [...new Set(own.map(({ subject }) => subject))];
      return problem(
        roles.length === 0
          ? "No approval of yours is in force here. A review is dismissed on GitHub."
          : `No approval of yours as ${inlineCode(name)} is in force. Yours are ${roles.map(inlineCode).join(", ")}.`,
      );
    }
    return {
      kind: "change",
      what: `take back the approval as ${inlineCode(name)}`,
      permitted: [],
      carryOut: () => ({
        endings: ending.map(({ id }) => ({ id, ending: { how: "withdrawn", why: `${actor} took it back` } })),
      }),
    };
  },
};
