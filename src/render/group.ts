import { foldStandings, type Standing } from "../core/plan.ts";
import type { Report, RuleReport } from "../core/report.ts";
import { isBlocking } from "../core/verdict.ts";
import { type CheckText, checkName, renderChecks } from "./check-run.ts";
import { gitHubLimit } from "./markdown.ts";
import { clip, counted } from "./visible.ts";

/** A pull request of a merge group, with what it comes to there. */
export type GroupMember =
  | { readonly number: number; readonly report: Report; readonly policySource: string }
  | { readonly number: number; readonly why: string; readonly standing: Standing };

/**
 * The checks of a merge group, under the names the pull requests have: all members must pass. What only waits for others'
 * checks stays open, because a failure would throw the group out of the queue.
 */
export function renderGroup(members: readonly GroupMember[], names: readonly string[]): readonly CheckText[] {
  const limit = Math.max(5_000, Math.floor(60_000 / Math.max(1, members.length)));
  const texts = members.map((member) => ({ member, checks: textsOf(member, names, limit) }));
  const all = new Set([checkName(), ...names, ...texts.flatMap(({ checks }) => checks.map(({ name }) => name))]);
  return [...all].map((name) => {
    const parts = texts.map(({ member, checks }) => ({ member, text: checks.find((check) => check.name === name) }));
    const standing = foldStandings(parts.map(({ text }) => text?.standing ?? "met"));
    const sections = parts.map(
      ({ member, text }) => `# #${member.number}\n\n${text?.summary ?? "This check does not apply."}`,
    );
    const first = parts.find(({ text }) => text?.standing === standing);
    const title = `${counted(members.length, "pull request")}. ${first === undefined ? "" : `#${first.member.number}: ${first.text?.title ?? ""}`}`;
    return { name, standing, title: clip(title, 150), summary: fitting(sections), annotations: [] };
  });
}

/** As many sections as fit, whole, and how many do not. */
function fitting(sections: readonly string[]): string {
  let room = gitHubLimit - 100;
  const shown = sections.filter((section) => {
    room -= section.length + 2;
    return room >= 0;
  });
  const left = sections.length - shown.length;
  return [
    ...shown,
    ...(left === 0 ? [] : [`**Left out here for its length:** ${counted(left, "pull request")}.`]),
  ].join("\n\n");
}

function textsOf(member: GroupMember, names: readonly string[], limit: number): readonly CheckText[] {
  if (!("report" in member)) {
    const { why, standing } = member;
    return [...new Set([checkName(), ...names])].map((name) => ({
      name,
      standing,
      title: why,
      summary: why,
      annotations: [],
    }));
  }
  const { report, policySource } = member;
  const checks = renderChecks(report, { policySource, editUrl: undefined, present: new Set(), limit });
  return checks.map((check) => (waitsOnly(report, check.name) ? { ...check, standing: "awaited" } : check));
}

/** True when nothing that blocks is decided yet. */
function waitsOnly(report: Report, name: string): boolean {
  const gates = report.gates.filter((gate) => name === checkName() || checkName(gate) === name);
  const blocking = gates.flatMap(({ rules }) =>
    rules.filter(({ enforce, verdict }) => enforce === "block" && isBlocking(verdict)),
  );
  // What waits for people does not come by itself, and the queue does not wait for people.
  const isAwaited = ({ requirements }: RuleReport) =>
    requirements.every(({ verdict, awaits }) => verdict !== "pending" || awaits !== "people");
  return blocking.length > 0 && blocking.every((rule) => rule.verdict === "pending" && isAwaited(rule));
}
