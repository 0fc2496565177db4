import { existsSync } from "node:fs";
import Sqlite from "better-sqlite3";
import { Kysely, SqliteDialect } from "kysely";
import { UserError } from "../../core/user-error.ts";
import type { AuditTrail } from "../../pipeline/store.ts";
import { readTrail } from "./audit-trail.ts";
import type { StoreSchema } from "./schema.ts";

/** The audit trail of a database, to be read only: also while the server runs, and whatever version wrote it. */
export function openSqliteTrail(path: string): Pick<AuditTrail, "audit"> & { close(): Promise<void> } {
  if (!existsSync(path)) {
    throw new UserError(
      "no-database",
      `there is no database at ${path}`,
      "Name the directory where the server keeps its data: --data DIR, or DATA_DIR.",
    );
  }
  const file = openReadOnly(path);
  const db = new Kysely<StoreSchema>({ dialect: new SqliteDialect({ database: file }) });
  const read = readTrail(db);
  return { audit: read, close: () => db.destroy() };
}

function openReadOnly(path: string): Sqlite.Database {
  const advice = "Is it a database of Lockstep that has an audit trail, and may you read it?";
  let file: Sqlite.Database | undefined;
  try {
    file = new Sqlite(path, { readonly: true, timeout: 2_000 });
    if (file.prepare("select 1 from sqlite_master where type = 'table' and name = 'audit'").get() !== undefined)
      return file;
  } catch (error) {
    file?.close();
    throw new UserError("unusable-database", `${path} cannot be read: ${(error as Error).message}`, advice);
  }
  file.close();
  throw new UserError("no-trail", `${path} has no audit trail`, advice);
}
