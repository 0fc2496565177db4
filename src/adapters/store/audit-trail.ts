import type { CompiledQuery } from "kysely";
import * as z from "zod";
import { type AuditEntry, auditKinds, type ChainedEntry, chained } from "../../pipeline/audit.ts";
import type { StoreDatabase } from "./database.ts";

/** The table of the audit trail. Nothing here changes or removes an entry. */
export interface AuditTable {
  /** Runs writes and appends entries, all of it or nothing. */
  write(writes: readonly CompiledQuery[], entries: readonly AuditEntry[]): Promise<void>;
  readonly read: (where: { readonly after: number; readonly limit: number }) => Promise<readonly ChainedEntry[]>;
  readonly head: () => Promise<Pick<ChainedEntry, "id" | "hash"> | undefined>;
}

/** How often another process may come in between: each try reads where the chain ends. */
const maxTries = 20;

/** Opens the trail of a database. Appending waits its turn within this process; another process is told by the table. */
export function auditTrail(database: StoreDatabase): AuditTable {
  const { db } = database;
  let turn: Promise<unknown> = Promise.resolve();

  async function append(writes: readonly CompiledQuery[], entries: readonly AuditEntry[]): Promise<void> {
    for (let tries = 1; ; tries += 1) {
      const last = await db
        .selectFrom("audit")
        .select(["id", "hash"])
        .orderBy("id", "desc")
        .limit(1)
        .executeTakeFirst();
      const rows = chained(entries, last).map(({ id, previous, hash, at, ...entry }) =>
        db
          .insertInto("audit")
          .values({ id, at, entry: JSON.stringify(entry), previous, hash })
          .compile(),
      );
      try {
        await database.atomically([...writes, ...rows]);
        return;
      } catch (error) {
        if (tries === maxTries || !isTaken(error)) throw error;
      }
    }
  }

  return {
    async write(writes, entries) {
      if (entries.length === 0) {
        await database.atomically(writes);
        return;
      }
      const mine = turn.then(() => append(writes, entries));
      turn = mine.catch(() => undefined);
      await mine;
    },
    read: readTrail(db),
    async head() {
      return db.selectFrom("audit").select(["id", "hash"]).orderBy("id", "desc").limit(1).executeTakeFirst();
    },
  };
}

/** Reads entries behind an id, in order. */
export function readTrail(db: StoreDatabase["db"]): AuditTable["read"] {
  return async ({ after, limit }) => {
    const rows = await db.selectFrom("audit").selectAll().where("id", ">", after).orderBy("id").limit(limit).execute();
    return rows.map(({ id, at, entry, previous, hash }) => ({ ...entryIn(entry), id, at, previous, hash }));
  };
}

const entrySchema = z.object({
  kind: z.enum(auditKinds),
  installation: z.number(),
  repository: z.string(),
  number: z.number(),
  actor: z.exactOptional(z.string()),
  delivery: z.exactOptional(z.string()),
  policyOids: z.array(z.string()),
  head: z.exactOptional(z.string()),
  digest: z.exactOptional(z.string()),
  detail: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
});

/** What cannot be read is given as an entry that no hash fits: verifying finds it. */
function entryIn(text: string): Omit<AuditEntry, "at"> {
  try {
    return entrySchema.parse(JSON.parse(text));
  } catch {
    const unreadable = { installation: 0, repository: "", number: 0, policyOids: [] };
    return { kind: "command", ...unreadable, detail: { unreadable: text.slice(0, 1_000) } };
  }
}

/** Whether a place in the chain was taken meanwhile. SQLite and PostgreSQL say so each in their way. */
function isTaken(error: unknown): boolean {
  const { code, message } = Object(error) as { readonly code?: unknown; readonly message?: unknown };
  const isUnique = code === "23505" || (typeof code === "string" && code.startsWith("SQLITE_CONSTRAINT"));
  return isUnique && typeof message === "string" && message.includes("audit");
}
