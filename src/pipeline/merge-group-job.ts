import { plan } from "../core/plan.ts";
import { type GroupMember, renderGroup } from "../render/group.ts";
import { retiredCheck } from "../render/situations.ts";
import { knownFor } from "./decided.ts";
import { withDigest } from "./digest.ts";
import { decidedSituation } from "./heed.ts";
import type { GroupLook, Look } from "./host.ts";
import type { MergeGroupKey } from "./job.ts";
import { askingOnce } from "./people.ts";
import type { JobOutcome } from "./queue.ts";
import { judgedIn, type Situation, situationOf } from "./situation.ts";
import type { MergeGroupRecord, PullRequestRecord } from "./store.ts";
import type { WorkPorts } from "./work-ports.ts";

/**
 * Judges the head of a merge group under the same check names: every member by its own change and policy, with others'
 * checks as they are on the group's head. A member that cannot be told fails closed.
 */
export async function judgeMergeGroup(key: MergeGroupKey, ports: WorkPorts): Promise<JobOutcome> {
  const { host, store } = ports;
  const group = await store.mergeGroup(key);
  if (group?.open !== true) return { kind: "done" };
  const look = await host.lookAtGroup(group);
  if (look === undefined) return { kind: "done" };
  const memory = await store.policyMemory(key.repository, group.base);
  const members = await membersOf(look, group, ports);
  if (members.length === 0) return { kind: "done" };
  const checks = renderGroup(members, memory?.checks ?? []).map(withDigest);
  const retired = (name: string) => withDigest(retiredCheck(name));
  const effects = plan({ checks, retired, renew: false }, look.posted);
  if (effects.length > 0) await host.perform(look.target, effects);
  await store.recordMergeGroup({ ...group, checks: checks.map(({ name }) => name) });
  return { kind: "done" };
}

/** What each member comes to; none, when no policy of any member has a say. */
async function membersOf(look: GroupLook, group: MergeGroupRecord, ports: WorkPorts): Promise<readonly GroupMember[]> {
  const unresolved = (number: number, why: string): GroupMember => ({ number, why, standing: "undecided" });
  if (look.members === undefined) return [unresolved(0, "The pull requests of this merge group could not be told.")];
  const members = await Promise.all(
    look.members.map(async ({ key, head }): Promise<GroupMember | undefined> => {
      const { number } = key;
      const known = await ports.store.pullRequest(key);
      const memory = await ports.store.policyMemory(key.repository, group.base);
      const documents = [...new Set([...(known?.judgement?.documents ?? []), ...(memory?.documents ?? [])])];
      const answer = await ports.host.look(key, { documents });
      if (answer.kind !== "look") return unresolved(number, "The pull request could not be read.");
      const { look: member } = answer;
      if (member.sighting.head !== head) return unresolved(number, "The pull request has changed since it was queued.");
      const source = { ...member.source, checks: look.checks };
      const situation = await asDecided(await situationOf(member, ports, source), member, known, ports);
      switch (situation.kind) {
        case "report":
          return { number, report: situation.report, policySource: situation.policy?.source ?? "no policy" };
        case "no-policy":
          return (memory?.checks ?? []).length === 0
            ? undefined
            : { number, why: "No policy: nothing is gated.", standing: "advisory" };
        case "invalid-policy":
          return judgedIn(situation).blocks
            ? unresolved(number, "The policy is invalid.")
            : { number, why: "Repairs the policy.", standing: "met" };
        case "undecidable":
          return unresolved(number, situation.why);
      }
    }),
  );
  return members.filter((member) => member !== undefined);
}

/** What people decided about a member holds in the group as well. Nothing is ended here: that is the pull request's business. */
async function asDecided(
  situation: Situation,
  member: Look,
  known: PullRequestRecord | undefined,
  { host, store, clock }: WorkPorts,
): Promise<Situation> {
  if (situation.kind !== "report" || situation.grounds === undefined) return situation;
  const { key } = member.sighting;
  const decisions = await store.decisions(key);
  const people = askingOnce(host.people(key.installation, key.repository));
  const contents = known?.judgement?.contents ?? {};
  const change = await knownFor(situation.grounds, { look: member, people, decisions, contents, commandsWait: false });
  return decidedSituation(situation, change, decisions, clock.now());
}
