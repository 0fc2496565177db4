import type { Hold } from "../../core/decision.ts";
import { isSameLogin } from "../../core/grantee.ts";
import type { Permitted } from "../../core/policy/terms.ts";
import { type Command, type CommandContext, problem } from "./command.ts";

/** Keeps a pull request from being merged. */
export const hold: Command = {
  name: "hold",
  usage: "hold [reason]",
  summary: "Keeps the pull request from being merged until the hold is lifted. Works also where every rule is met.",
  whoMay:
    "whom `commands.hold` of the policy names, by default people with the permission write or more; and the author",
  examples: ["hold waiting for the maintenance window"],
  run({ words, reason }, context) {
    const { actor, author, base, decisions, now, url } = context;
    if (context.grounds === undefined) return problem(context.situation);
    if (decisions.some((each) => each.kind === "hold" && isSameLogin(each.by, actor))) return { kind: "nothing" };
    return {
      kind: "change",
      what: "hold this pull request",
      permitted: isSameLogin(actor, author) ? [] : [holders(context)],
      carryOut: (as) => {
        const held: Hold = {
          ...{ kind: "hold", subject: "", id: `${context.id}/0`, by: actor, as, at: now, base, coverage: {} },
          reason: [words.join(" "), reason ?? ""].filter(Boolean).join(" -- ").slice(0, 1_000),
          ...(url === undefined ? {} : { url }),
        };
        return { decisions: [held] };
      },
    };
  },
};

/** Lifts holds. */
export const unhold: Command = {
  name: "unhold",
  usage: "unhold",
  summary: "Lifts the holds of this pull request.",
  whoMay:
    "whoever holds it, and whom `commands.hold` names; not the author on a hold of somebody else, unless `self` says so; after the base branch has changed, who put it on or an admin",
  examples: ["unhold"],
  run(_args, context) {
    const { actor, decisions } = context;
    const holds = decisions.filter(({ kind }) => kind === "hold");
    if (holds.length === 0) return problem("Nobody holds this pull request.");
    const others = holds.filter(({ by }) => !isSameLogin(by, actor));
    return {
      kind: "change",
      what: "lift the hold",
      permitted: others.map(({ base }) => (base === context.base ? holders(context) : admins)),
      carryOut: () => ({
        endings: holds.map(({ id }) => ({ id, ending: { how: "withdrawn", why: `${actor} lifted it` } })),
      }),
    };
  },
};

/** Who may lift what another branch's policy gave the right to put on: nobody who could have written this branch's. */
const admins: Permitted = { who: [{ type: "permission", level: "admin" }], self: false };

function holders({ grounds }: CommandContext): Permitted {
  const terms = grounds?.policy.commands.hold;
  return { who: terms?.who ?? [{ type: "permission", level: "write" }], self: terms?.self ?? false };
}
