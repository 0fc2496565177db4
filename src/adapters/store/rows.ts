import type { Insertable } from "kysely";
import * as z from "zod";
import type { Standing } from "../../core/plan.ts";
import { verdicts } from "../../core/verdict.ts";
import type {
  DeliveryRecord,
  HistoryEntry,
  Judgement,
  MergeGroupRecord,
  PolicyMemory,
  PullRequestRecord,
  Sighting,
} from "../../pipeline/store.ts";
import type { DeliveryRow, HistoryRow, MergeGroupRow, PullRequestRow, StoreSchema } from "./schema.ts";

const verdict = z.enum(verdicts);
const texts = z.array(z.string());
const gates = z.record(z.string(), verdict);
const standings = ["met", "unmet", "advisory", "undecided", "awaited"] as const satisfies readonly Standing[];

/** What another version wrote may lack a field or have one more; what does not fit is as good as not there. */
const judgementSchema = z.object({
  head: z.string(),
  repositoryId: z.string(),
  base: z.string(),
  baseTip: z.string(),
  policyOids: texts,
  verdict: z.optional(verdict),
  blocks: z.boolean(),
  gates,
  standings: z.record(z.string(), z.enum(standings)),
  attention: z.object({
    title: z.boolean(),
    description: z.boolean(),
    labels: z.boolean(),
    reviews: z.boolean().default(false),
    reports: z.boolean().default(false),
    checks: texts,
  }),
  documents: texts,
  wokenBy: texts.default([]),
  contents: z.record(z.string(), z.string()).default({}),
  checkRuns: z.record(z.string(), z.string()),
  comment: z.exactOptional(z.string()),
  at: z.number(),
  durationMs: z.number(),
  evaluationMs: z.number(),
});

const memorySchema = z.object({ policyOids: texts, organisation: z.boolean(), documents: texts, checks: texts });

/** The value of a JSON column, undefined when it is not what it should be. */
export function parsed<T>(schema: z.ZodType<T>, text: string | null): T | undefined {
  if (text === null) return undefined;
  try {
    return schema.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** A sighting as a new row. */
export function sightingRow(sighting: Sighting): Insertable<StoreSchema["pull_request"]> {
  const { installation, repository, number } = sighting.key;
  return {
    installation,
    repository,
    number,
    open: Number(sighting.open),
    draft: Number(sighting.draft),
    head: sighting.head,
    base: sighting.base,
    changed_files: sighting.changedFiles ?? null,
    updated_at: sighting.updatedAt,
    renewal_wanted: 0,
    judgement: null,
  };
}

/** What a row of `pull_request` says. A judgement that cannot be read is left out. */
export function pullRequestRecord(row: PullRequestRow): PullRequestRecord {
  const judgement = parsed(judgementSchema, row.judgement);
  return {
    key: pullRequestKey(row),
    open: row.open === 1,
    draft: row.draft === 1,
    head: row.head,
    base: row.base,
    ...(row.changed_files === null ? {} : { changedFiles: row.changed_files }),
    updatedAt: row.updated_at,
    renewalWanted: row.renewal_wanted === 1,
    ...(judgement === undefined ? {} : { judgement: { ...judgement, verdict: judgement.verdict } }),
  };
}

function pullRequestKey(row: Pick<PullRequestRow, "installation" | "repository" | "number">) {
  const { installation, repository, number } = row;
  return { kind: "pull-request", installation, repository, number } as const;
}

/** A judgement as the text of its column. */
export function judgementText(judgement: Judgement): string {
  return JSON.stringify(judgement);
}

/** What a row of `history` says. */
export function historyEntry(row: HistoryRow): HistoryEntry {
  return {
    key: pullRequestKey(row),
    head: row.head,
    policyOids: parsed(texts, row.policy_oids) ?? [],
    verdict: verdict.safeParse(row.verdict).data,
    blocks: row.blocks === 1,
    gates: parsed(gates, row.gates) ?? {},
    at: row.at,
    durationMs: row.duration_ms,
    evaluationMs: row.evaluation_ms,
  };
}

/** What a row of `policy_memory` remembers, undefined when it cannot be read. */
export function policyMemory(text: string): PolicyMemory | undefined {
  return parsed(memorySchema, text);
}

/** A merge group as a row. */
export function mergeGroupRow(group: MergeGroupRecord): MergeGroupRow {
  const { installation, repository, head } = group.key;
  return {
    installation,
    repository,
    head,
    base: group.base,
    base_commit: group.baseCommit,
    ref: group.ref,
    open: Number(group.open),
    checks: JSON.stringify(group.checks),
    created_at: group.createdAt,
  };
}

/** What a row of `merge_group` says. */
export function mergeGroupRecord(row: MergeGroupRow): MergeGroupRecord {
  const { installation, repository, head } = row;
  return {
    key: { kind: "merge-group", installation, repository, head },
    base: row.base,
    baseCommit: row.base_commit,
    ref: row.ref,
    open: row.open === 1,
    checks: parsed(texts, row.checks) ?? [],
    createdAt: row.created_at,
  };
}

/** A delivery as a row. */
export function deliveryRow(delivery: DeliveryRecord): DeliveryRow {
  return {
    id: delivery.id,
    event: delivery.event,
    action: delivery.action ?? null,
    installation: delivery.installation ?? null,
    repository: delivery.repository ?? null,
    outcome: delivery.outcome,
    received_at: delivery.receivedAt,
  };
}

/** What a row of `delivery` says. */
export function deliveryRecord(row: DeliveryRow): DeliveryRecord {
  return {
    id: row.id,
    event: row.event,
    ...(row.action === null ? {} : { action: row.action }),
    ...(row.installation === null ? {} : { installation: row.installation }),
    ...(row.repository === null ? {} : { repository: row.repository }),
    outcome: row.outcome,
    receivedAt: row.received_at,
  };
}
