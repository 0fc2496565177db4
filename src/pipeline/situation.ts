import { attentionOf } from "../core/attention.ts";
import type { LocatedProblem } from "../core/policy/problem.ts";
import { type CheckAnswer, check, policyPath, unreadPolicy } from "./check.ts";
import type { Look } from "./host.ts";
import { anyBranch, organisationRepository } from "./installation.ts";
import type { FactSource } from "./ports.ts";
import type { Judgement, Store } from "./store.ts";
import { isTrouble, UndecidableError } from "./trouble.ts";
import type { WorkPorts } from "./work-ports.ts";

/** What a judgement says about the change itself. */
export type Judged = Pick<Judgement, "policyOids" | "verdict" | "blocks" | "gates" | "attention" | "documents">;

/** What a pull request turned out to be in. */
export type Situation =
  | (Exclude<CheckAnswer, { kind: "unknown-stage" }> & { readonly policyOids: readonly string[] })
  | {
      readonly kind: "undecidable";
      readonly why: string;
      readonly remedy: string;
      readonly policyOids: readonly string[];
      /** A mistake of ours: shown as undecidable, and thrown when that is done. */
      readonly fault?: Error;
    };

/** Judges what was read. Rejects with trouble at GitHub only; everything else is a situation that can be shown. */
export async function situationOf(
  look: Look,
  ports: Pick<WorkPorts, "presets" | "readPolicies" | "store" | "findSecrets">,
  source: FactSource = look.source,
): Promise<Situation> {
  const organisation = await organisationPolicyOf(look, ports.store);
  if (organisation.kind === "lost") {
    return {
      ...{ kind: "undecidable", policyOids: [] },
      why: "The organisation's policy was there before and cannot be read now.",
      remedy: `Let Lockstep see the repository \`${organisationRepositoryOf(look)}\`. If the policy is gone for good, keep that repository without it.`,
    };
  }
  if (organisation.kind === "unread")
    return { kind: "invalid-policy", errors: [organisation.problem], repairs: false, policyOids: [] };
  const { policy } = organisation;
  try {
    const answer = await check({
      source,
      pullRequest: look.pullRequest,
      stage: undefined,
      ...(policy && { organisationPolicy: policy }),
      presets: ports.presets,
      readPolicies: ports.readPolicies,
      findSecrets: ports.findSecrets,
      owner: look.target.repository === organisationRepositoryOf(look) ? "organisation" : "repository",
      baseName: look.sighting.base,
      preview: true,
    });
    if (answer.kind === "unknown-stage") throw new Error("no stage was given");
    const own = answer.kind === "report" ? answer.policy?.oid : undefined;
    return { ...answer, policyOids: [policy?.oid, own].filter((oid) => oid !== undefined) };
  } catch (error) {
    if (isTrouble(error)) throw error;
    if (error instanceof UndecidableError)
      return { kind: "undecidable", why: error.message, remedy: error.remedy, policyOids: [] };
    return {
      ...{ kind: "undecidable", policyOids: [], fault: error instanceof Error ? error : new Error(String(error)) },
      why: "Lockstep failed on this pull request.",
      remedy: "It tries again by itself; its operators find the reason in the log.",
    };
  }
}

type OrganisationPolicy =
  | { readonly kind: "known"; readonly policy: { name: string; text: string; oid: string } | undefined }
  | { readonly kind: "unread"; readonly problem: LocatedProblem }
  | { readonly kind: "lost" };

/**
 * GitHub says the same of a repository that is not there and of one we may not see, so a policy once seen, from whichever
 * repository and branch, must not vanish silently. In the organisation's own repository it is the policy at the base.
 */
async function organisationPolicyOf(look: Look, store: Store): Promise<OrganisationPolicy> {
  const home = organisationRepositoryOf(look);
  if (look.target.repository === home) return { kind: "known", policy: undefined };
  const content = look.organisationPolicy;
  const seen = (await store.policyMemory(home, anyBranch))?.organisation === true;
  if (content === undefined) return seen ? { kind: "lost" } : { kind: "known", policy: undefined };
  const isThere = content.state !== "absent";
  if (isThere !== seen) {
    const memory = { policyOids: [], organisation: isThere, documents: [], checks: [] };
    await store.rememberPolicy(home, anyBranch, memory);
  }
  if (content.state === "absent") return { kind: "known", policy: undefined };
  const name = `${home}:${policyPath}`;
  if (content.state !== "text") return { kind: "unread", problem: unreadPolicy(name, content) };
  return { kind: "known", policy: { name, text: content.text, oid: content.oid } };
}

function organisationRepositoryOf(look: Look): string {
  return `${look.target.repository.split("/")[0] ?? ""}/${organisationRepository}`;
}

/** What a situation comes to, for the store. */
export function judgedIn(situation: Situation): Judged {
  const { policyOids } = situation;
  switch (situation.kind) {
    case "report": {
      const { report, attention, documents } = situation;
      const gates = Object.fromEntries(report.gates.map(({ id, verdict }) => [id, verdict]));
      return { policyOids, verdict: report.verdict, blocks: report.blocks, gates, attention, documents };
    }
    case "no-policy":
      return { ...nothing, policyOids, verdict: undefined, blocks: false };
    case "invalid-policy":
      return { ...nothing, policyOids, verdict: "error", blocks: !situation.repairs };
    case "undecidable":
      return { ...nothing, policyOids, verdict: "error", blocks: true };
  }
}

const nothing = { gates: {}, attention: attentionOf([]), documents: [] };
