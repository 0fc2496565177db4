import { plan } from "../core/plan.ts";
import { renderAwaited } from "../render/situations.ts";
import { withDigest } from "./digest.ts";
import type { Look, LookHints } from "./host.ts";
import type { PullRequestKey } from "./job.ts";
import type { Job, JobOutcome } from "./queue.ts";
import { othersOnHead } from "./shared-head.ts";
import { judgedIn, type Situation, situationOf } from "./situation.ts";
import type { Judgement, PolicyMemory, PullRequestRecord } from "./store.ts";
import { UnavailableError } from "./trouble.ts";
import { wantedFor } from "./wanted.ts";
import type { WorkPorts } from "./work-ports.ts";

/** How long a read that is older than what was announced is asked for again, in milliseconds. */
const lagMs = 60_000;

/** How long to wait before looking again at what was in motion, in milliseconds. */
const lookAgainMs = 500;

/** Most documents that are asked for before it is known which are needed. */
const maxHintedDocuments = 40;

/** Judges a pull request and makes GitHub show it. Writes nothing when all is there, or when a newer look is due. */
export async function judgePullRequest(key: PullRequestKey, job: Job, ports: WorkPorts): Promise<JobOutcome> {
  const known = await ports.store.pullRequest(key);
  // Several pull requests may have one head, and with it one set of checks.
  return ports.turns(`${key.repository} ${known?.head ?? key.number}`, () => lookAndShow(key, job, ports));
}

async function lookAndShow(key: PullRequestKey, job: Job, ports: WorkPorts): Promise<JobOutcome> {
  const { host, store, clock } = ports;
  const isPatient = () => clock.now() - job.wishedAt < lagMs;
  const again = (why: string): JobOutcome => {
    // What does not settle is tried again ever more rarely.
    if (!isPatient()) throw new UnavailableError(why);
    return { kind: "again", at: clock.now() + lookAgainMs, why };
  };
  const known = await store.pullRequest(key);
  if (known !== undefined && isRetargeted(known)) await revoke(known, ports);

  const remembered = known && (await store.policyMemory(key.repository, known.base));
  const answer = await host.look(key, hintsFrom(known, remembered));
  if (answer.kind === "gone") {
    if (known !== undefined) await store.sight({ ...known, open: false, updatedAt: clock.now() });
    return { kind: "done" };
  }
  if (answer.kind === "unsettled") return again(answer.why);
  const { look } = answer;
  const isLate = known !== undefined && lags(look, known);
  if (isLate && isPatient()) return again("what was read is older than what was announced");
  const { head, base } = look.sighting;

  // What GitHub still says after a minute holds, whatever was announced.
  const updatedAt = Math.max(look.sighting.updatedAt, isLate ? known.updatedAt : 0);
  const record = await store.sight({ ...look.sighting, updatedAt });
  if (!look.sighting.open) return { kind: "done" };
  const memory = known?.base === base ? remembered : await store.policyMemory(key.repository, base);
  const started = clock.now();
  const situation = await situationOf(look, ports);
  const evaluationMs = clock.now() - started;
  const others = await othersOnHead(key, head, ports);
  const wanted = wantedFor(situation, look, { others, renew: record.renewalWanted, memory });
  const effects = plan(wanted, look.posted);

  // A verdict belongs to the commit and the base it was computed from.
  const latest = await store.pullRequest(key);
  if (latest?.head !== head || latest.base !== base) return again("the pull request changed meanwhile");
  const performed = effects.length === 0 ? undefined : await host.perform(look.target, effects);
  for (const refusal of performed?.refused ?? []) ports.notice(key, `GitHub refused ${refusal}`);

  const now = clock.now();
  const comment = performed?.comment ?? look.posted.comment?.id;
  const judgement: Judgement = {
    ...judgedIn(situation),
    ...{ head, base, baseTip: look.baseTip, repositoryId: look.target.repositoryId },
    standings: wanted.standings,
    checkRuns: {
      ...Object.fromEntries(look.posted.checks.map(({ name, id }) => [name, id])),
      ...performed?.checkRuns,
    },
    ...(comment === undefined ? {} : { comment }),
    ...{ at: now, durationMs: now - job.wishedAt, evaluationMs },
  };
  await store.recordJudgement(key, judgement);
  await remember(key, judgement, memory, situation, ports);
  ports.judged(key, judgement, effects.length);
  if (situation.kind === "undecidable" && situation.fault !== undefined) throw situation.fault;
  return { kind: "done" };
}

function hintsFrom(known: PullRequestRecord | undefined, memory: PolicyMemory | undefined): LookHints {
  const documents = [...new Set([...(known?.judgement?.documents ?? []), ...(memory?.documents ?? [])])];
  const comment = known?.judgement?.comment;
  return {
    documents: documents.slice(0, maxHintedDocuments),
    ...(known?.changedFiles === undefined ? {} : { changedFiles: known.changedFiles }),
    ...(known === undefined ? {} : { head: known.head }),
    ...(comment === undefined ? {} : { comment }),
  };
}

/** True when the pull request now goes to another branch than the one it was judged for. */
function isRetargeted({ judgement, head, base }: PullRequestRecord): boolean {
  return judgement !== undefined && judgement.head === head && judgement.base !== base;
}

/**
 * Takes back what was said for another base branch, before anything else, so that a stale green cannot be merged on. New
 * check runs, because the newest decides and one that was concluded keeps its mark.
 */
async function revoke(
  { key, head, base, judgement }: PullRequestRecord,
  { host, store, clock }: WorkPorts,
): Promise<void> {
  const names = Object.keys(judgement?.standings ?? {});
  if (judgement === undefined || names.length === 0) return;
  const { installation, repository } = key;
  const texts = renderAwaited(names, `The base branch changed from ${judgement.base} to ${base}; judging again.`);
  const performed = await host.perform(
    { installation, repository, repositoryId: judgement.repositoryId, head },
    texts.map((text) => ({ kind: "create-check", posting: withDigest(text) })),
  );
  // Kept, so that trying again does not take back twice.
  await store.recordJudgement(key, {
    ...judgement,
    ...{ base, verdict: "pending", blocks: true, gates: {}, at: clock.now(), durationMs: 0, evaluationMs: 0 },
    standings: Object.fromEntries(texts.map(({ name, standing }) => [name, standing])),
    checkRuns: { ...judgement.checkRuns, ...performed.checkRuns },
  });
}

/** True when the read is older than what a delivery announced: GitHub's replicas may be behind. */
function lags({ sighting }: Look, known: PullRequestRecord): boolean {
  if (sighting.updatedAt !== known.updatedAt) return sighting.updatedAt < known.updatedAt;
  return sighting.head !== known.head || sighting.base !== known.base;
}

/** Keeps what the next look at a pull request of this base branch can ask for at once. */
async function remember(
  key: PullRequestKey,
  { base, policyOids, documents, standings }: Judgement,
  memory: PolicyMemory | undefined,
  situation: Situation,
  { store }: WorkPorts,
): Promise<void> {
  const isSame = memory !== undefined && memory.policyOids.join() === policyOids.join();
  const known: PolicyMemory = {
    policyOids: situation.kind === "report" ? policyOids : (memory?.policyOids ?? []),
    organisation: false,
    documents: [
      ...new Set([...documents, ...(isSame || situation.kind !== "report" ? (memory?.documents ?? []) : [])]),
    ].slice(0, maxHintedDocuments),
    checks: situation.kind === "report" ? Object.keys(standings) : (memory?.checks ?? []),
  };
  if (JSON.stringify(known) !== JSON.stringify(memory)) await store.rememberPolicy(key.repository, base, known);
}
