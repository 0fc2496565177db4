import type { Generated, Selectable } from "kysely";

/** The tables of the store. Times are milliseconds since 1970, booleans 0 or 1, lists and objects JSON as text: the same in every database. */
export interface StoreSchema {
  readonly pull_request: PullRequestTable;
  readonly history: HistoryTable;
  readonly policy_memory: PolicyMemoryTable;
  readonly merge_group: MergeGroupTable;
  readonly delivery: DeliveryTable;
  readonly command_request: CommandRequestTable;
  readonly decision: DecisionTable;
  readonly audit: AuditTable;
  readonly repository: RepositoryTable;
}

interface PullRequestTable {
  readonly installation: number;
  readonly repository: string;
  readonly number: number;
  readonly open: number;
  readonly draft: number;
  readonly head: string;
  readonly base: string;
  readonly changed_files: number | null;
  readonly updated_at: number;
  readonly renewal_wanted: number;
  readonly judgement: string | null;
}

interface HistoryTable {
  readonly id: Generated<number>;
  readonly installation: number;
  readonly repository: string;
  readonly number: number;
  readonly head: string;
  readonly policy_oids: string;
  readonly verdict: string | null;
  readonly blocks: number;
  readonly gates: string;
  readonly at: number;
  readonly duration_ms: number;
  readonly evaluation_ms: number;
}

interface PolicyMemoryTable {
  readonly repository: string;
  readonly base: string;
  readonly memory: string;
}

interface MergeGroupTable {
  readonly installation: number;
  readonly repository: string;
  readonly head: string;
  readonly base: string;
  readonly base_commit: string;
  readonly ref: string;
  readonly open: number;
  readonly checks: string;
  readonly created_at: number;
}

interface DeliveryTable {
  readonly id: string;
  readonly event: string;
  readonly action: string | null;
  readonly installation: number | null;
  readonly repository: string | null;
  readonly outcome: string;
  readonly received_at: number;
}

interface CommandRequestTable {
  readonly id: string;
  readonly installation: number;
  readonly repository: string;
  readonly number: number;
  readonly state: string;
  readonly at: number;
  readonly request: string;
  readonly answer: string | null;
}

interface DecisionTable {
  readonly id: string;
  readonly installation: number;
  readonly repository: string;
  readonly number: number;
  readonly kind: string;
  readonly at: number;
  readonly decision: string;
  readonly ending: string | null;
}

interface AuditTable {
  readonly id: number;
  readonly at: number;
  readonly entry: string;
  readonly previous: string;
  readonly hash: string;
}

/** What a repository is called, by its node id, which a new name leaves as it is. */
interface RepositoryTable {
  readonly installation: number;
  readonly node_id: string;
  readonly repository: string;
}

/** A row of `command_request`. */
export type CommandRequestRow = Selectable<CommandRequestTable>;
/** A row of `decision`. */
export type DecisionRow = Selectable<DecisionTable>;
/** A row of `pull_request`. */
export type PullRequestRow = Selectable<PullRequestTable>;
/** A row of `history`. */
export type HistoryRow = Selectable<HistoryTable>;
/** A row of `merge_group`. */
export type MergeGroupRow = Selectable<MergeGroupTable>;
/** A row of `delivery`. */
export type DeliveryRow = Selectable<DeliveryTable>;
