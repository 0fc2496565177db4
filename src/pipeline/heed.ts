import type { KeptDecision } from "../core/decision.ts";
import { isBlocking } from "../core/verdict.ts";
import { inlineCode, plainText } from "../render/markdown-text.ts";
import { type AuditEntry, digestOf } from "./audit.ts";
import { carryOut, detailOf } from "./carry-out.ts";
import { coveredPaths } from "./coverage.ts";
import { type DecidedChange, decidedReport, endingsOf, knownFor, nextExpiry } from "./decided.ts";
import type { Look } from "./host.ts";
import { insertRow } from "./insert-row.ts";
import type { PullRequestKey } from "./job.ts";
import { askingOnce } from "./people.ts";
import type { CommandRequest } from "./request.ts";
import type { Situation } from "./situation.ts";
import type { PullRequestRecord } from "./store.ts";
import type { WorkPorts } from "./work-ports.ts";

/** A situation with what people decided in it. */
export interface Heeded {
  readonly situation: Situation;
  /** Some of the paths that woke rules which are not met. */
  readonly wokenBy: readonly string[];
  readonly contents: Readonly<Record<string, string>>;
  /** When a decision that holds expires, in milliseconds since 1970. */
  readonly nextExpiry: number | undefined;
}

/** Most paths that are remembered for whoever waives. */
const maxRemembered = 40;

/** Carries out the commands that wait, ends what no longer holds, and records both at once, before anything is shown. */
export async function heed(
  look: Look,
  situation: Situation,
  requests: readonly CommandRequest[],
  decisions: readonly KeptDecision[],
  known: PullRequestRecord | undefined,
  ports: Pick<WorkPorts, "host" | "store" | "clock" | "decided" | "notice">,
): Promise<Heeded> {
  const { key, head, base } = look.sighting;
  const now = ports.clock.now();
  const waiting = requests.filter(({ state }) => state === "captured");
  const people = askingOnce(ports.host.people(key.installation, key.repository));
  const contents = known?.judgement?.contents ?? {};
  const grounds = situation.kind === "report" ? situation.grounds : undefined;
  const change =
    grounds && (await knownFor(grounds, { look, people, decisions, contents, commandsWait: waiting.length > 0 }));
  const entry = entriesOf(key, head, situation.policyOids, now);

  const ended = change === undefined ? [] : endingsOf(change, decisions, now);
  const present = decisions.map((decision) => {
    const end = ended.find((each) => each.decision.id === decision.id);
    return end === undefined ? decision : { ...decision, ended: end.ending };
  });
  const carried = await carryOut(waiting, {
    ...{ people, change, head, decisions: present, entry },
    context: {
      ...{ author: look.pullRequest.author, base, now, situation: situationText(situation) },
      policySource: situation.kind === "report" ? (situation.policy?.source ?? "no policy") : "no policy",
      ...{ editUrl: look.editUrl, fork: look.fork },
    },
    commit: (edit) => insertRow(edit, look, ports.host),
    failed: (error) => {
      ports.notice(key, `a command failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
    },
  });
  const audit = [
    ...ended.map(({ decision, ending }) =>
      entry({
        kind: ending.how === "expired" ? "expiry" : "lapse",
        detail: { ...detailOf(decision), why: ending.why },
      }),
    ),
    ...carried.audit,
  ];
  const endings = [...ended.map(({ decision, ending }) => ({ id: decision.id, ending })), ...carried.endings];
  if (carried.answers.length + endings.length + audit.length > 0)
    await ports.store.settle(key, { answers: carried.answers, decisions: carried.made, endings, audit });
  for (const { kind } of carried.made) ports.decided(kind);
  return {
    situation: decidedSituation(situation, carried.change, carried.decisions, now),
    wokenBy: carried.change === undefined ? [] : wokenByUnmet(carried.change),
    contents: change?.contents ?? contents,
    nextExpiry: nextExpiry(carried.decisions),
  };
}

/** The same situation with the report as people decided. */
export function decidedSituation(
  situation: Situation,
  change: DecidedChange | undefined,
  decisions: readonly KeptDecision[],
  now: number,
): Situation {
  if (situation.kind !== "report" || change === undefined) return situation;
  return { ...situation, report: decidedReport(change, decisions, now) };
}

/** Makes entries of the trail about a pull request at a moment. */
function entriesOf(key: PullRequestKey, head: string, policyOids: readonly string[], now: number) {
  const { installation, repository, number } = key;
  return (entry: Pick<AuditEntry, "kind" | "detail"> & Partial<AuditEntry>): AuditEntry => ({
    ...{ at: now, installation, repository, number, policyOids, head },
    ...entry,
  });
}

function wokenByUnmet({ undecided, grounds }: DecidedChange): readonly string[] {
  const unmet = undecided.gates.flatMap((gate) => gate.rules).filter(({ verdict }) => isBlocking(verdict));
  const paths = new Set(unmet.flatMap((rule) => coveredPaths(rule, grounds)));
  return [...paths].slice(0, maxRemembered);
}

/** What a command is told where there is nothing to decide on. */
function situationText(situation: Situation): string {
  switch (situation.kind) {
    case "no-policy":
      return `There is no policy at ${inlineCode(situation.lookedAt)}: nothing is gated.`;
    case "invalid-policy":
      return "The policy at the base branch is invalid, so nothing can be decided. The check `lockstep` shows what is wrong.";
    case "undecidable":
      return `It could not be decided. ${plainText(situation.why)} → ${plainText(situation.remedy)}`;
    case "report":
      return "There is no policy at the base branch that can be used.";
  }
}

/** The entry for a verdict that is another than before; undefined when it is the same. */
export function verdictEntry(
  before: PullRequestRecord["judgement"],
  after: NonNullable<PullRequestRecord["judgement"]>,
  key: PullRequestKey,
): AuditEntry | undefined {
  const shown = ({ verdict, blocks, gates, head, base }: typeof after) =>
    JSON.stringify([verdict ?? null, blocks, Object.entries(gates).sort(), head, base]);
  if (before !== undefined && shown(before) === shown(after)) return undefined;
  if (before === undefined && after.policyOids.length === 0 && after.verdict === undefined) return undefined;
  const gates = Object.entries(after.gates).map(([gate, verdict]) => `${gate} ${verdict}`);
  return entriesOf(
    key,
    after.head,
    after.policyOids,
    after.at,
  )({
    kind: "verdict",
    digest: digestOf([after.gates, after.standings, after.baseTip]),
    detail: {
      ...{ verdict: after.verdict ?? null, blocks: after.blocks, base: after.base, gates: gates.join(", ") },
      before: before?.verdict ?? null,
    },
  });
}
