import type { KeptDecision } from "../core/decision.ts";
import { type Effect, plan } from "../core/plan.ts";
import { renderAwaited } from "../render/situations.ts";
import { answersTo, refuseOnClosed } from "./answers.ts";
import { withDigest } from "./digest.ts";
import { heed, verdictEntry } from "./heed.ts";
import type { Look, LookHints } from "./host.ts";
import type { PullRequestKey } from "./job.ts";
import type { Job, JobOutcome } from "./queue.ts";
import type { CommandRequest } from "./request.ts";
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

/** Most paths whose content at both ends is asked for before it is known whether that is needed. */
const maxHintedIdentities = 40;

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
  const requests = await store.openRequests(key);
  const decisions = await store.decisions(key);
  const [answer] = await Promise.all([
    host.look(key, hintsFrom(known, remembered, requests, decisions)),
    job.attempt === 1 ? acknowledge(key, requests, host) : undefined,
  ]);
  if (answer.kind === "gone") {
    // With GitHub's own time, so that it is open again as soon as GitHub lists it.
    if (known !== undefined) await store.sight({ ...known, open: false });
    await store.markAnswered(requests.map(({ id }) => id));
    return { kind: "done" };
  }
  if (answer.kind === "unsettled") return again(answer.why);
  const { look } = answer;
  const renamed = await followName(key, look, ports);
  if (renamed !== undefined) return renamed;
  const isLate = known !== undefined && lags(look, known);
  if (isLate && isPatient()) return again("what was read is older than what was announced");
  const { head, base } = look.sighting;

  // What GitHub still says after a minute holds, whatever was announced.
  const updatedAt = Math.max(look.sighting.updatedAt, isLate ? known.updatedAt : 0);
  const record = await store.sight({ ...look.sighting, updatedAt });
  if (!look.sighting.open) {
    await refuseOnClosed(look, requests, ports);
    return { kind: "done" };
  }
  const memory = known?.base === base ? remembered : await store.policyMemory(key.repository, base);
  const started = clock.now();
  const heeded = await heed(look, await situationOf(look, ports), requests, decisions, known, ports);
  const { situation } = heeded;
  const evaluationMs = clock.now() - started;
  const others = await othersOnHead(key, head, ports);
  const wanted = wantedFor(situation, look, { others, renew: record.renewalWanted, memory });
  const settled = requests.length === 0 ? [] : await store.openRequests(key);
  const effects = [...plan(wanted, look.posted), ...answersTo(settled, look.answered)];

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
    ...{ wokenBy: heeded.wokenBy, contents: heeded.contents },
    checkRuns: {
      ...Object.fromEntries(look.posted.checks.map(({ name, id }) => [name, id])),
      ...performed?.checkRuns,
    },
    ...(comment === undefined ? {} : { comment }),
    ...{ at: now, durationMs: now - job.wishedAt, evaluationMs },
  };
  await store.markAnswered(settled.map(({ id }) => id));
  const changed = verdictEntry(known?.judgement, judgement, key);
  await store.recordJudgement(key, judgement, changed === undefined ? [] : [changed]);
  // What expires is acted upon when it does, without any event.
  if (heeded.nextExpiry !== undefined)
    await ports.queue.enqueue([{ key, priority: "normal", notBefore: heeded.nextExpiry }]);
  await remember(key, judgement, memory, situation, ports);
  ports.judged(key, judgement, effects.length);
  if (situation.kind === "undecidable" && situation.fault !== undefined) throw situation.fault;
  return { kind: "done" };
}

/** Where the repository got another name since something was last read: what it is called now is looked at. */
async function followName(
  key: PullRequestKey,
  { repository, target }: Look,
  { store, queue, clock }: WorkPorts,
): Promise<JobOutcome | undefined> {
  const { installation } = key;
  const isMoved = await store.recogniseRepository({ installation, id: target.repositoryId, name: repository });
  if (repository !== key.repository) {
    const stale = await store.pullRequest(key);
    if (stale !== undefined) await store.sight({ ...stale, open: false });
    await queue.enqueue([{ key: { ...key, repository }, priority: "normal" }]);
    return { kind: "done" };
  }
  return isMoved ? { kind: "again", at: clock.now(), why: "the repository was called otherwise before" } : undefined;
}

/** Shows at once that commands were seen. A courtesy: whatever goes wrong with it is left. */
async function acknowledge(
  { installation, repository }: PullRequestKey,
  requests: readonly CommandRequest[],
  host: WorkPorts["host"],
): Promise<void> {
  const fresh = requests.filter(({ state, place }) => state === "captured" && place !== "button");
  if (fresh.length === 0) return;
  const effects = fresh.map(({ id }): Effect => ({ kind: "react", subject: id, reaction: "eyes" }));
  const target = { installation, repository, repositoryId: "", head: "" };
  await host.perform(target, effects).catch(() => undefined);
}

function hintsFrom(
  known: PullRequestRecord | undefined,
  memory: PolicyMemory | undefined,
  requests: readonly CommandRequest[],
  decisions: readonly KeptDecision[],
): LookHints {
  const covered = decisions.flatMap(({ ended, coverage }) => (ended === undefined ? Object.keys(coverage) : []));
  const waivable = requests.length > 0 ? (known?.judgement?.wokenBy ?? []) : [];
  const identities = [...new Set([...covered, ...waivable])].slice(0, maxHintedIdentities);
  const documents = [...new Set([...(known?.judgement?.documents ?? []), ...(memory?.documents ?? [])])];
  const comment = known?.judgement?.comment;
  return {
    documents: documents.slice(0, maxHintedDocuments),
    ...(known?.changedFiles === undefined ? {} : { changedFiles: known.changedFiles }),
    ...(known === undefined ? {} : { head: known.head }),
    ...(comment === undefined ? {} : { comment }),
    ...(identities.length > 0 && { identities }),
    ...(known?.judgement?.attention.reviews === true && { reviews: true }),
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
