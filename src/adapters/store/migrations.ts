import type { Kysely } from "kysely";
import { type Migration, Migrator } from "kysely/migration";
import { UserError } from "../../core/user-error.ts";
import type { StoreDatabase } from "./database.ts";

const migrationTable = "store_migration";

/** Every change of the tables, in order of name. A released one is never edited: add another. */
function migrations({ serial }: StoreDatabase): Record<string, Migration> {
  return {
    "0001-first": {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable("pull_request")
          .addColumn("installation", "bigint", (column) => column.notNull())
          .addColumn("repository", "text", (column) => column.notNull())
          .addColumn("number", "bigint", (column) => column.notNull())
          .addColumn("open", "integer", (column) => column.notNull())
          .addColumn("draft", "integer", (column) => column.notNull())
          .addColumn("head", "text", (column) => column.notNull())
          .addColumn("base", "text", (column) => column.notNull())
          .addColumn("changed_files", "bigint")
          .addColumn("updated_at", "bigint", (column) => column.notNull())
          .addColumn("renewal_wanted", "integer", (column) => column.notNull())
          .addColumn("judgement", "text")
          .addPrimaryKeyConstraint("pull_request_key", ["installation", "repository", "number"])
          .execute();
        await db.schema
          .createIndex("pull_request_head")
          .on("pull_request")
          .columns(["repository", "head", "open"])
          .execute();
        await db.schema
          .createTable("history")
          .addColumn("id", serial, (column) => column.primaryKey())
          .addColumn("installation", "bigint", (column) => column.notNull())
          .addColumn("repository", "text", (column) => column.notNull())
          .addColumn("number", "bigint", (column) => column.notNull())
          .addColumn("head", "text", (column) => column.notNull())
          .addColumn("policy_oids", "text", (column) => column.notNull())
          .addColumn("verdict", "text")
          .addColumn("blocks", "integer", (column) => column.notNull())
          .addColumn("gates", "text", (column) => column.notNull())
          .addColumn("at", "bigint", (column) => column.notNull())
          .addColumn("duration_ms", "double precision", (column) => column.notNull())
          .addColumn("evaluation_ms", "double precision", (column) => column.notNull())
          .execute();
        await db.schema.createIndex("history_time").on("history").columns(["at", "id"]).execute();
        await db.schema
          .createIndex("history_pull_request")
          .on("history")
          .columns(["repository", "number", "at"])
          .execute();
        await db.schema
          .createTable("policy_memory")
          .addColumn("repository", "text", (column) => column.notNull())
          .addColumn("base", "text", (column) => column.notNull())
          .addColumn("memory", "text", (column) => column.notNull())
          .addPrimaryKeyConstraint("policy_memory_key", ["repository", "base"])
          .execute();
        await db.schema
          .createTable("merge_group")
          .addColumn("installation", "bigint", (column) => column.notNull())
          .addColumn("repository", "text", (column) => column.notNull())
          .addColumn("head", "text", (column) => column.notNull())
          .addColumn("base", "text", (column) => column.notNull())
          .addColumn("base_commit", "text", (column) => column.notNull())
          .addColumn("ref", "text", (column) => column.notNull())
          .addColumn("open", "integer", (column) => column.notNull())
          .addColumn("checks", "text", (column) => column.notNull())
          .addColumn("created_at", "bigint", (column) => column.notNull())
          .addPrimaryKeyConstraint("merge_group_key", ["installation", "repository", "head"])
          .execute();
        await db.schema
          .createTable("delivery")
          .addColumn("id", "text", (column) => column.notNull().primaryKey())
          .addColumn("event", "text", (column) => column.notNull())
          .addColumn("action", "text")
          .addColumn("installation", "bigint")
          .addColumn("repository", "text")
          .addColumn("outcome", "text", (column) => column.notNull())
          .addColumn("received_at", "bigint", (column) => column.notNull())
          .execute();
        await db.schema.createIndex("delivery_time").on("delivery").columns(["received_at", "id"]).execute();
      },
    },
    "0002-decisions": {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable("command_request")
          .addColumn("id", "text", (column) => column.notNull().primaryKey())
          .addColumn("installation", "bigint", (column) => column.notNull())
          .addColumn("repository", "text", (column) => column.notNull())
          .addColumn("number", "bigint", (column) => column.notNull())
          .addColumn("state", "text", (column) => column.notNull())
          .addColumn("at", "bigint", (column) => column.notNull())
          .addColumn("request", "text", (column) => column.notNull())
          .addColumn("answer", "text")
          .execute();
        await db.schema
          .createIndex("command_request_pull_request")
          .on("command_request")
          .columns(["installation", "repository", "number", "state"])
          .execute();
        await db.schema
          .createTable("decision")
          .addColumn("id", "text", (column) => column.notNull().primaryKey())
          .addColumn("installation", "bigint", (column) => column.notNull())
          .addColumn("repository", "text", (column) => column.notNull())
          .addColumn("number", "bigint", (column) => column.notNull())
          .addColumn("kind", "text", (column) => column.notNull())
          .addColumn("at", "bigint", (column) => column.notNull())
          .addColumn("decision", "text", (column) => column.notNull())
          .addColumn("ending", "text")
          .execute();
        await db.schema
          .createIndex("decision_pull_request")
          .on("decision")
          .columns(["installation", "repository", "number", "at"])
          .execute();
        // Two entries behind the same one would be a fork of the chain: the second of two writers must try again.
        await db.schema
          .createTable("audit")
          .addColumn("id", "bigint", (column) => column.notNull().primaryKey())
          .addColumn("at", "bigint", (column) => column.notNull())
          .addColumn("entry", "text", (column) => column.notNull())
          .addColumn("previous", "text", (column) => column.notNull().unique())
          .addColumn("hash", "text", (column) => column.notNull().unique())
          .execute();
      },
    },
    "0003-repositories": {
      async up(db: Kysely<unknown>) {
        await db.schema
          .createTable("repository")
          .addColumn("installation", "bigint", (column) => column.notNull())
          .addColumn("node_id", "text", (column) => column.notNull())
          .addColumn("repository", "text", (column) => column.notNull())
          .addPrimaryKeyConstraint("repository_key", ["installation", "node_id"])
          .execute();
        await db.schema
          .createIndex("repository_name")
          .on("repository")
          .columns(["installation", "repository"])
          .execute();
      },
    },
  };
}

/** Brings the tables to the newest version. Rejects with a UserError when a newer Lockstep has been at them. */
export async function migrate(database: StoreDatabase): Promise<void> {
  const known = migrations(database);
  const migrator = new Migrator({
    db: database.db,
    provider: { getMigrations: () => Promise.resolve(known) },
    migrationTableName: migrationTable,
    migrationLockTableName: `${migrationTable}_lock`,
  });
  await database.alone(async () => {
    const unknown = (await applied(database.db)).filter((name) => !Object.hasOwn(known, name));
    if (unknown.length > 0) {
      throw new UserError(
        "newer-database",
        `The database was written by a newer version of Lockstep (it knows ${unknown.join(", ")}).`,
        "Start that version again, or restore the database from before the upgrade.",
      );
    }
    const { error } = await migrator.migrateToLatest();
    if (error !== undefined)
      throw error instanceof Error ? error : new Error("the tables could not be brought up to date", { cause: error });
  });
}

async function applied(db: StoreDatabase["db"]): Promise<readonly string[]> {
  const tables = await db.introspection.getTables();
  if (!tables.some(({ name }) => name === migrationTable)) return [];
  const rows = await db
    .$extendTables<{ [migrationTable]: { readonly name: string } }>()
    .selectFrom(migrationTable)
    .select("name")
    .execute();
  return rows.map(({ name }) => name);
}
