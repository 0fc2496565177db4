import { baseDifference, type Coverage, coverageDifference, type KeptDecision } from "../core/decision.ts";
import type { GivenApproval } from "../core/facts.ts";
import { isSameLogin } from "../core/grantee.ts";
import type { Role } from "../core/role.ts";
import { digestOf } from "./audit.ts";
import { authorityOf } from "./authority.ts";
import type { Review } from "./host.ts";
import type { People } from "./people.ts";

/** What approvals are judged by. */
export interface ApprovalGrounds {
  readonly roles: readonly Role[];
  /** Login of the author of the pull request. */
  readonly author: string | undefined;
  /** Commit id of the head. */
  readonly head: string;
  /** Where the pull request goes. */
  readonly base: string;
  /** What the whole change is now. */
  readonly coverage: Coverage;
  /** What it was at earlier heads, as digests. */
  readonly contents: Readonly<Record<string, string>>;
  readonly decisions: readonly KeptDecision[];
  readonly reviews: readonly Review[];
  readonly people: People;
}

/**
 * Approvals in roles: those given by command, and approving reviews of people who have the role now. One that was given
 * for other content is stale, and says why; a pure rebase leaves it as it is.
 */
export async function approvalsFor(grounds: ApprovalGrounds): Promise<readonly GivenApproval[]> {
  const { roles, author, decisions, reviews, people } = grounds;
  const given: GivenApproval[] = decisions
    .filter((decision) => decision.kind === "approval" && decision.ended === undefined)
    .map((decision) => {
      const stale = baseDifference(decision, grounds.base) ?? coverageDifference(decision.coverage, grounds.coverage);
      return approval(decision.subject, decision.by, stale);
    });
  for (const review of reviews.filter(({ approves, isBot }) => approves && !isBot)) {
    const stale = staleness(review, grounds);
    for (const role of roles) {
      if (given.some((each) => each.role === role.name && isSameLogin(each.by, review.by) && each.stale === undefined))
        continue;
      const authority = await authorityOf(review.by, role, author, people);
      if (authority.may) given.push(approval(role.name, review.by, stale));
    }
  }
  return given;
}

function approval(role: string, by: string, stale: string | undefined): GivenApproval {
  return { role, by, ...(stale === undefined ? {} : { stale }) };
}

function staleness(review: Review, { head: now, contents, coverage }: ApprovalGrounds): string | undefined {
  const { head, isForBase } = review;
  if (!isForBase) return "the pull request was given another base branch since it was reviewed";
  if (head === now) return undefined;
  if (head !== undefined && contents[head] === digestOf(coverage)) return undefined;
  return "the change is no longer the same as when it was reviewed";
}

/** What the change was at the heads that were judged last, the present one included. */
export function rememberedContents(
  contents: Readonly<Record<string, string>>,
  head: string,
  coverage: Coverage,
): Readonly<Record<string, string>> {
  const others = Object.entries(contents).filter(([each]) => each !== head);
  return Object.fromEntries([...others, [head, digestOf(coverage)] as const].slice(-mostRemembered));
}

/** Most heads of which it is remembered what the change was. */
const mostRemembered = 20;
