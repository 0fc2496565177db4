import { createHash } from "node:crypto";

/** What an entry of the audit trail is about. */
export const auditKinds = [
  "verdict",
  "command",
  "waiver",
  "attestation",
  "approval",
  "hold",
  "withdrawal",
  "refusal",
  "expiry",
  "lapse",
  "commit",
  "comment-edited",
  "comment-deleted",
] as const;

/** One of {@link auditKinds}. */
export type AuditKind = (typeof auditKinds)[number];

/** One thing that happened, as it is to be remembered for good. */
export interface AuditEntry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly kind: AuditKind;
  readonly installation: number;
  /** `owner/name`. */
  readonly repository: string;
  readonly number: number;
  /** Login; undefined where nobody acted, such as when a waiver expires. */
  readonly actor?: string;
  /** GitHub's id of the delivery that told of it. */
  readonly delivery?: string;
  /** Blob ids of the policies that held, organisation first. */
  readonly policyOids: readonly string[];
  /** Commit id; undefined where it is not known. */
  readonly head?: string;
  /** Identifies what was decided on: the covered content, or the report. */
  readonly digest?: string;
  /** Whatever else belongs to the kind. */
  readonly detail: Readonly<Record<string, string | number | boolean | null>>;
}

/** An entry in its place in the trail. */
export interface ChainedEntry extends AuditEntry {
  /** From 1, without gaps. */
  readonly id: number;
  /** The hash of the entry before; of the first one {@link firstHash}. */
  readonly previous: string;
  /** SHA-256 over the entry before and all of this one, as hexadecimal digits. */
  readonly hash: string;
}

/** What the first entry is chained to. */
export const firstHash = "0".repeat(64);

/** The hash of an entry behind another: any change of any of its fields gives another one. */
export function hashOf(entry: AuditEntry, id: number, previous: string): string {
  const { at, kind, installation, repository, number, actor, delivery, policyOids, head, digest, detail } = entry;
  const fields = [
    ...[previous, id, at, kind, installation, repository, number, actor ?? null, delivery ?? null, policyOids],
    ...[head ?? null, digest ?? null, Object.entries(detail).sort(([a], [b]) => (a < b ? -1 : 1))],
  ];
  return createHash("sha256").update(JSON.stringify(fields)).digest("hex");
}

/** Entries put behind the last one of a trail. */
export function chained(
  entries: readonly AuditEntry[],
  last: Pick<ChainedEntry, "id" | "hash"> | undefined,
): readonly ChainedEntry[] {
  let { id, hash } = last ?? { id: 0, hash: firstHash };
  return entries.map((entry) => {
    const previous = hash;
    id += 1;
    hash = hashOf(entry, id, previous);
    return { ...entry, id, previous, hash };
  });
}

/** What is wrong with the first entry that does not fit behind the one before it. */
export interface BrokenLink {
  readonly id: number;
  readonly why: string;
}

/** Follows a trail, entry by entry. Give it all of them in order, from the first. */
export class AuditVerifier {
  #last: Pick<ChainedEntry, "id" | "hash"> = { id: 0, hash: firstHash };

  /** The entry that was followed last; id 0 before the first. */
  get last(): Pick<ChainedEntry, "id" | "hash"> {
    return this.#last;
  }

  /** Undefined while the chain holds. */
  follow(entry: ChainedEntry): BrokenLink | undefined {
    const { id, hash } = this.#last;
    if (entry.id !== id + 1) return { id: entry.id, why: `entry ${id + 1} is missing` };
    if (entry.previous !== hash) return { id: entry.id, why: `it does not follow entry ${id} as that is now` };
    if (hashOf(entry, entry.id, entry.previous) !== entry.hash)
      return { id: entry.id, why: "its content is not what was recorded" };
    this.#last = { id: entry.id, hash: entry.hash };
    return undefined;
  }
}

/** Identifies a value that is plain data: equal values have equal digests. */
export function digestOf(value: unknown): string {
  return createHash("sha256").update(JSON.stringify(value)).digest("hex");
}
