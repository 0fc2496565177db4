import { sql } from "kysely";
import type { Store } from "../../pipeline/store.ts";
import { auditTrail } from "./audit-trail.ts";
import type { StoreDatabase } from "./database.ts";
import { decisions } from "./decisions.ts";
import { forgetting } from "./forgetting.ts";
import { pullRequests } from "./pull-requests.ts";
import { repositories } from "./repositories.ts";
import { deliveryRecord, deliveryRow, historyEntry, mergeGroupRecord, mergeGroupRow, policyMemory } from "./rows.ts";

/** The store over a database whose tables are there. What one engine does differently is in the database. */
export function sqlStore(database: StoreDatabase): Store {
  const { db } = database;
  const trail = auditTrail(database);
  return {
    ...pullRequests(database, trail),
    ...decisions(database, trail),
    ...forgetting(database),
    ...repositories(database),
    appendAudit: (entries) => trail.write([], entries),
    audit: trail.read,
    auditHead: trail.head,

    async history({ repository, number, limit }) {
      const rows = await db
        .selectFrom("history")
        .selectAll()
        .$if(repository !== undefined, (query) => query.where("repository", "=", repository ?? ""))
        .$if(number !== undefined, (query) => query.where("number", "=", number ?? 0))
        .orderBy("at", "desc")
        .orderBy("id", "desc")
        .limit(limit)
        .execute();
      return rows.map(historyEntry);
    },

    async policyMemory(repository, base) {
      const row = await db
        .selectFrom("policy_memory")
        .select("memory")
        .where("repository", "=", repository)
        .where("base", "=", base)
        .executeTakeFirst();
      return row === undefined ? undefined : policyMemory(row.memory);
    },

    async rememberPolicy(repository, base, memory) {
      const text = JSON.stringify(memory);
      await db
        .insertInto("policy_memory")
        .values({ repository, base, memory: text })
        .onConflict((conflict) => conflict.columns(["repository", "base"]).doUpdateSet({ memory: text }))
        .execute();
    },

    async recordMergeGroup(group) {
      const row = mergeGroupRow(group);
      await db
        .insertInto("merge_group")
        .values(row)
        .onConflict((conflict) => conflict.columns(["installation", "repository", "head"]).doUpdateSet(row))
        .execute();
    },

    async mergeGroup({ installation, repository, head }) {
      const row = await db
        .selectFrom("merge_group")
        .selectAll()
        .where((eb) => eb.and({ installation, repository, head }))
        .executeTakeFirst();
      return row === undefined ? undefined : mergeGroupRecord(row);
    },

    async recordDelivery(delivery) {
      const { numInsertedOrUpdatedRows = 0n } = await db
        .insertInto("delivery")
        .values(deliveryRow(delivery))
        .onConflict((conflict) => conflict.column("id").doNothing())
        .executeTakeFirstOrThrow();
      return numInsertedOrUpdatedRows > 0n;
    },

    async deliveries(limit) {
      const rows = await db
        .selectFrom("delivery")
        .selectAll()
        .orderBy("received_at", "desc")
        .orderBy("id", "desc")
        .limit(limit)
        .execute();
      return rows.map(deliveryRecord);
    },

    async ping() {
      await db.selectFrom("pull_request").select(sql<number>`1`.as("one")).limit(1).execute();
    },

    async close() {
      await db.destroy();
    },
  };
}
